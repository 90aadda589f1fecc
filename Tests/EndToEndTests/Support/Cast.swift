import FormSchemas
import Foundation
import Testing

/// The agencies of a story, each with a client of its own.
struct Cast: Sendable {
    private let clients: [String: ClientProgram]
    private let exchange: TestExchange

    /// Everybody whom the suite's exchange has admitted.
    init() throws {
        let exchange = try TestExchange.current
        self.exchange = exchange
        clients = try exchange.agencies.mapValues { try ClientProgram($0, of: exchange) }
    }

    subscript(agency: String) -> ClientProgram {
        guard let client = clients[agency] else { preconditionFailure("\(agency) has no client") }
        return client
    }

    /// Submits forms one after the other, each as its sender; all must be accepted.
    ///
    /// - Returns: the codes of the warnings about the last.
    @discardableResult
    func submit(
        _ forms: StoryForm..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String] {
        var warnings: [String] = []
        for form in forms {
            let run = try await run(form)
            try #require(
                run.status == 0, "\(form.form): \(run.output)", sourceLocation: sourceLocation)
            let answer = try run.json.first
            #expect(answer?["outcome"]?.string == "accepted", sourceLocation: sourceLocation)
            #expect(answer?["id"]?.string == form.id, sourceLocation: sourceLocation)
            warnings = answer?["violations"]?.elements.compactMap { $0["code"]?.string } ?? []
        }
        return warnings
    }

    /// Submits a form that one rule forbids and nothing else; nothing may come of it.
    ///
    /// - Parameters:
    ///   - language: the caller's.
    ///   - word: what the message has to say, with `words`: what stands against the form, and what
    ///     is possible instead.
    /// - Returns: the message.
    @discardableResult
    func expectRefusal(
        of form: StoryForm, _ code: String, at pointer: String, in language: Language,
        saying word: String, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let before = try await exchange.database.traces()
        let run = try await run(form, "--lang", language.rawValue)
        #expect(run.status == 3, "\(run.output)\(run.errors)", sourceLocation: sourceLocation)
        let answer = try #require(try run.json.first, sourceLocation: sourceLocation)
        #expect(answer["outcome"]?.string == "refused", sourceLocation: sourceLocation)
        #expect(answer["reason"]?.string == "DIALOGUE_FORBIDS", sourceLocation: sourceLocation)
        let found = answer["violations"]?.elements.map { $0 } ?? []
        #expect(
            found.map { "\($0["pointer"]?.string ?? "") \($0["code"]?.string ?? "")" }
                == ["\(pointer) \(code)"], sourceLocation: sourceLocation)
        let message = found.first?["message"]?.string ?? ""
        for text in [word] + words {
            #expect(
                message.contains(text), "\(message) lacks \(text)",
                sourceLocation: sourceLocation)
        }
        #expect(try await exchange.database.traces() == before, sourceLocation: sourceLocation)
        return message
    }

    /// Withdraws a form with the command for it.
    func withdraw(_ form: StoryForm) async throws {
        let client = self[form.sender]
        let draft = client.path("\(form.id).withdrawal.json")
        let run = try await client.run(["withdraw", form.id, "-o", draft, "--reason", "test"])
        try #require(run.status == 0, "\(run.errors)")
        let answer = try await client.json("submit", draft)
        #expect(answer.first?["outcome"]?.string == "accepted")
    }

    func run(_ form: StoryForm, _ options: String...) async throws -> ProgramRun {
        let client = self[form.sender]
        let file = try client.write(form.json.bytes(pretty: true), as: "\(form.id).json")
        return try await client.run(["submit", "--json", file] + options)
    }

    // MARK: What an agency sees

    /// A case as an agency sees it.
    struct Sight {
        /// The current forms, in the order of the log: `AGENCY FORM/TURN`.
        let forms: [String]
        /// The states of its dialogues.
        let states: [String]
        /// What the agency asks or owes in it: `AGENCY REGIME state`.
        let deadlines: [String]
    }

    func sight(of form: StoryForm, by agency: String) async throws -> Sight {
        let shown = try #require(
            try await self[agency].json("case", form.caseID, "--reason", "test").first)
        func turn(_ node: JSONNode) -> String {
            "\(node["form"]?.string ?? "")/\(node["turn"]?.string ?? "")"
        }
        return Sight(
            forms: shown["forms"]?.elements
                .filter { $0["standing"]?.string == "current" }
                .map { "\($0["sender"]?.string ?? "") \(turn($0))" } ?? [],
            states: shown["dialogues"]?.elements.map { $0["state"]?.string ?? "" } ?? [],
            deadlines: (shown["deadlines"]?.elements.map { node in
                ["agency", "regime", "state"].map { node[$0]?.string ?? "" }
                    .joined(separator: " ")
            } ?? []).sorted())
    }

    /// The SHA-256 of a form's document, as an agency has it from the exchange.
    func digest(of form: StoryForm, by agency: String) async throws -> String {
        let client = self[agency]
        let file = client.path("\(form.id).document.json")
        let run = try await client.run(["get", form.id, "-o", file, "--reason", "test"])
        try #require(run.status == 0, "\(run.errors)")
        let sum = try await ProgramRun.successful("/usr/bin/sha256sum", [file])
        return String(sum.output.prefix(64))
    }

    /// Which of these forms have reached an agency's inbox, by their IDs.
    func received(_ forms: [StoryForm], by agency: String) async throws -> Set<String> {
        let entries = try await self[agency].json("inbox", "--reason", "test")
        let ids = entries.filter { $0["entry"]?.string == "form" }.compactMap { $0["id"]?.string }
        return Set(ids).intersection(forms.map(\.id))
    }
}
