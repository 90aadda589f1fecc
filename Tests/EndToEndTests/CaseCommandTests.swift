import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Postgres
import Testing

extension EndToEnd {
    /// What users do with a dialogue: answer, look at the case, watch its clocks, correct, withdraw.
    @Suite("Cases, with the client that people use", .exchange())
    struct CaseCommandTests {
        private static let reason = ["--reason", "end-to-end test"]

        @Test("An answer is drafted, sent and shown in its case to those who see it")
        func dialogue() async throws {
            let exchange = try TestExchange.current
            let analyst = try Author("BE-OCAM", exchange)
            let assessment = try await analyst.submitNew("RSK-01", to: "NL-DKDB")
            var change = try await analyst.reply(to: assessment.id, "RSK-02/CHANGE")
            #expect(
                change["body"]?["level"]?["native_level"] == assessment["body"]?["native_level"])
            let start = change["body"]?["effective_from"]
            change["body"]?["review_at"] = start
            try await analyst.submit(change)

            let dutch = try Author("NL-DKDB", exchange)
            let caseID = assessment.header("case")
            for word in [caseID, assessment.id, change.id, String(change.id.prefix(23))] {
                let shown = try #require(
                    try await dutch.client.json("case", word, "--reason", "test").first)
                #expect(shown["case"]?.string == caseID)
                let forms = shown["forms"]?.elements.map { $0 } ?? []
                #expect(forms.compactMap { $0["id"]?.string } == [assessment.id, change.id])
                #expect(forms.last?["in_reply_to"]?["id"]?.string == assessment.id)
                #expect(forms.last?["turn"]?.string == "CHANGE")
                #expect(shown["dialogues"]?[0]?["state"]?.string == "IN_FORCE")
            }
            let rows = try await dutch.client.run(["case", caseID] + Self.reason).output
                .split(separator: "\n")
            #expect(rows.map { $0.prefix { $0 != "\t" } } == ["dialogue", "form", "form"])

            let stranger = try Author("NL-NCTV", exchange)
            for word in [caseID, assessment.id, String(change.id.prefix(23))] {
                let nothing = try await stranger.client.run(["case", word] + Self.reason)
                #expect(nothing.status == 1)
                #expect(nothing.output.isEmpty)
                #expect(nothing.errors.contains(word))
            }
            let wrong = try await dutch.client.run(["case", "case-1"] + Self.reason)
            #expect(wrong.status == 2)
        }

        @Test("What does not fit the dialogue is refused with code, place, advice and status 3")
        func forbidden() async throws {
            let exchange = try TestExchange.current
            let analyst = try Author("BE-OCAM", exchange)
            let dutch = try Author("NL-DKDB", exchange)
            let assessment = try await analyst.submitNew("RSK-01", to: "NL-DKDB")
            let draft = try await analyst.reply(to: assessment.id, "RSK-02/CHANGE")

            let notYours = try await dutch.client.run(
                ["reply", assessment.id] + Self.reason)
            #expect(notYours.status == 1)
            #expect(notYours.errors.contains("(BE-OCAM)"))
            let notForeseen = try await analyst.client.run(
                ["reply", assessment.id, "--form", "VIP-01"] + Self.reason)
            #expect(notForeseen.status == 1)
            let several = try await analyst.client.run(["reply", assessment.id] + Self.reason)
            #expect(several.status == 2)
            #expect(several.errors.contains("RSK-02/EXPIRE"))

            // By hand, past the client's own look at the flow.
            var stolen = draft.from("NL-DKDB").to(("BE-OCAM", "TO"))
            let start = draft["body"]?["effective_from"]
            stolen["body"]?["review_at"] = start
            try await dutch.refused(
                stolen, "REPLY_NOT_YOURS", at: "/header/sender",
                saying: [
                    .nl: "Verbeter het bestand", .fr: "Corrigez le fichier",
                    .de: "Bessern Sie die Datei aus", .en: "Mend the file",
                ])
            try await analyst.refused(
                draft, "NOTHING_CHANGES", at: "/body/level",
                saying: [
                    .de: "passt nicht zu denen, auf die es folgt", .en: assessment.header("case"),
                ])
        }

        @Test("An own form is corrected and withdrawn, each as the newest of its chain")
        func successors() async throws {
            let exchange = try TestExchange.current
            let analyst = try Author("BE-OCAM", exchange)
            let dutch = try Author("NL-DKDB", exchange)
            let assessment = try await analyst.submitNew("RSK-01", to: "NL-DKDB")
            let foreign = try await dutch.client.run(["correct", assessment.id] + Self.reason)
            #expect(foreign.status == 1)
            #expect(foreign.output.isEmpty)

            let correction = try await analyst.draft("correct", assessment.id)
            #expect(correction["body"] == assessment["body"])
            try await analyst.submit(correction)
            let old = try await analyst.client.run(["withdraw", assessment.id] + Self.reason)
            #expect(old.status == 1)
            #expect(old.errors.contains(correction.id))
            let late = try await analyst.client.run(["reply", assessment.id] + Self.reason)
            #expect(late.status == 1)
            #expect(late.errors.contains("formclient reply \(correction.id)"))

            let withdrawal = try await analyst.draft("withdraw", correction.id)
            try await analyst.submit(withdrawal)
            let gone = try await analyst.client.run(["correct", correction.id] + Self.reason)
            #expect(gone.status == 1)
            let shown = try #require(
                try await dutch.client.json(
                    "case", assessment.id, "--reason", "test"
                ).first)
            #expect(
                shown["forms"]?.elements.compactMap { $0["standing"]?.string }
                    == ["withdrawn", "withdrawn", "withdrawn"])
        }

        @Test("Who owes what by when is listed on both sides, and met by the answer")
        func deadlines() async throws {
            let exchange = try TestExchange.current
            let analyst = try Author("BE-OCAM", exchange)
            let belgian = try Author("BE-DAP", exchange)
            let dutch = try Author("NL-DKDB", exchange)
            let assessment = try await analyst.submitNew("RSK-01", to: "BE-DAP")
            var mission = try await belgian.new("VIP-01", to: "NL-DKDB")
            mission["body"]?["risk"]?["assessment_ref"]?["sender"] = "BE-OCAM"
            mission["body"]?["risk"]?["assessment_ref"]?["id"] = .string(assessment.id)
            mission["body"]?["risk"]?["benelux_level"] = assessment["body"]?["benelux_level"]
            try await belgian.submit(mission)

            #expect(try await dutch.owed("--owed") == ["NL-DKDB open"])
            #expect(try await dutch.owed("--awaited").isEmpty)
            #expect(try await dutch.owed("--partner", "BE-DAP").count == 1)
            #expect(try await dutch.owed("--partner", "LU-USP").isEmpty)
            #expect(try await dutch.owed("--overdue").isEmpty)
            #expect(try await dutch.owed("--before", "2020-01-01").isEmpty)
            #expect(try await dutch.owed("--before", "2999-01-01T00:00:00Z").count == 1)
            #expect(try await belgian.owed("--awaited") == ["NL-DKDB open"])
            #expect(try await belgian.owed("--owed") == ["BE-DAP open"])
            #expect(try await analyst.owed().isEmpty)
            #expect(try await dutch.reminders(of: mission.id).isEmpty)

            try await exchange.database.query { connection in
                try await connection.run(
                    """
                    update deadline set due_at = due_at - interval '3 days'
                    where submission_id::text = \(mission.id) and agency = 'NL-DKDB'
                    """ as Query<Void>)
            }
            #expect(try await dutch.owed("--overdue") == ["NL-DKDB overdue"])
            let told = try await dutch.client.run(["deadlines", "--overdue"] + Self.reason)
            #expect(told.status == 0)
            #expect(told.output.contains("\toverdue\t"))
            #expect(told.errors.contains("--form VIP-03/DECIDE"))
            #expect(try await dutch.reminders(of: mission.id) == ["overdue NL-DKDB"])
            #expect(try await belgian.reminders(of: mission.id) == ["overdue NL-DKDB"])
            #expect(try await analyst.reminders(of: mission.id).isEmpty)
            let inbox = try await dutch.client.run(["inbox", "--lang", "nl"] + Self.reason)
            #expect(inbox.output.contains("\tNL-DKDB=overdue"), "\(inbox.output)")
            #expect(try await dutch.figures() == ["1 0 0 1"])

            let decision = try await dutch.reply(to: mission.id, "VIP-03")
            try await dutch.submit(decision)
            #expect(try await dutch.owed("--owed").isEmpty)
            #expect(try await dutch.reminders(of: mission.id).isEmpty)
            #expect(try await belgian.reminders(of: mission.id).isEmpty)
            #expect(try await dutch.figures() == ["1 0 1 0"])
            #expect(
                try await dutch.figures("--from", "2020-01-01", "--to", "2999-12-31")
                    == ["1 0 1 0"])
            #expect(try await dutch.figures("--to", "2020-01-01").isEmpty)
            #expect(try await dutch.figures("--from", "2999-01-01").isEmpty)
            let again = try await dutch.client.run(
                ["reply", mission.id, "--form", "VIP-03"] + Self.reason)
            #expect(again.status == 1)
            #expect(again.errors.contains("formclient correct \(decision.id)"))

            for options in [
                ["--figures", "--overdue"], ["--before", "soon"], ["--partner", "nobody!"],
                ["--from", "2026-01-01"], ["--figures", "--to", "soon"],
                ["--figures", "--from", "2026-02-01", "--to", "2026-01-31"],
            ] {
                let wrong = try await dutch.client.run(["deadlines"] + options + Self.reason)
                #expect(wrong.status == 2, "\(options)")
            }
        }
    }
}

/// An agency that drafts forms with its client, fills them in and sends them.
private struct Author {
    let client: ClientProgram

    init(_ agency: String, _ exchange: TestExchange) throws {
        client = try ClientProgram(exchange[agency], of: exchange)
    }

    /// A new form, filled in.
    func new(_ form: String, to recipient: String) async throws -> SampleForm {
        try await filled(["new", form, "--to", recipient])
    }

    func submitNew(_ form: String, to recipient: String) async throws -> SampleForm {
        let form = try await new(form, to: recipient)
        try await submit(form)
        return form
    }

    /// An answer, filled in.
    func reply(to id: String, _ form: String) async throws -> SampleForm {
        try await filled(["reply", id, "--form", form, "--reason", "test"])
    }

    /// What `correct` or `withdraw` makes.
    func draft(_ command: String, _ id: String) async throws -> SampleForm {
        try await filled([command, id, "--reason", "test"])
    }

    private func filled(_ arguments: [String]) async throws -> SampleForm {
        let path = client.path("\(UUID().uuidString).json")
        let run = try await client.run(arguments + ["-o", path])
        try #require(run.status == 0, "\(arguments): \(run.errors)")
        let draft = try String(contentsOfFile: path, encoding: .utf8)
        return SampleForm(
            json: JSONValue(
                try JSONDocument(
                    draft.replacing("‹", with: "").replacing("›", with: "")
                ).root))
    }

    func submit(_ form: SampleForm) async throws {
        let answer = try await client.json(
            "submit", try client.write(form, as: "\(form.id).json"))
        #expect(answer.first?["outcome"]?.string == "accepted")
    }

    /// Submits a form that the exchange refuses for its dialogue.
    func refused(
        _ form: SampleForm, _ code: String, at pointer: String, saying words: [Language: String]
    ) async throws {
        let file = try client.write(form, as: "\(form.id).json")
        let run = try await client.run(["submit", "--json", file])
        #expect(run.status == 3, "\(run.errors)")
        let answer = try #require(try run.json.first)
        #expect(answer["outcome"]?.string == "refused")
        #expect(answer["reason"]?.string == "DIALOGUE_FORBIDS")
        #expect(
            answer["violations"]?.elements.map {
                "\($0["pointer"]?.string ?? "") \($0["code"]?.string ?? "")"
            } == ["\(pointer) \(code)"])
        for (language, text) in words {
            let said = try await client.run(["submit", "--lang", language.rawValue, file])
            #expect(said.status == 3)
            #expect(said.errors.contains(text), "\(said.errors)")
            #expect(said.errors.contains(code))
            #expect(said.errors.contains("[DIALOGUE_FORBIDS]"))
        }
    }

    /// Who owes an answer, and whether it is overdue.
    func owed(_ options: String...) async throws -> [String] {
        let run = try await client.run(["deadlines", "--json", "--reason", "test"] + options)
        try #require(run.status == 0, "\(run.errors)")
        return try run.json.map {
            "\($0["agency"]?.string ?? "") \($0["state"]?.string ?? "")"
        }
    }

    /// What the inbox says is waited for, of one form.
    func reminders(of id: String) async throws -> [String] {
        let run = try await client.run(["inbox", "--json", "--reason", "test"])
        try #require(run.status == 0, "\(run.errors)")
        return try run.json
            .filter { $0["entry"]?.string == "reminder" && $0["id"]?.string == id }
            .map { "\($0["reminder"]?.string ?? "") \($0["agency"]?.string ?? "")" }
    }

    /// Owed, met, met late and overdue, of what the agency owes others.
    func figures(_ options: String...) async throws -> [String] {
        let run = try await client.run(
            ["deadlines", "--figures", "--owed", "--json", "--reason", "test"] + options)
        try #require(run.status == 0, "\(run.errors)")
        return try run.json.map { row in
            ["owed", "met", "met_late", "overdue"].map { "\(row[$0]?.int ?? -1)" }
                .joined(separator: " ")
        }
    }
}

extension SampleForm {
    fileprivate init(json: JSONValue) { self.json = json }

    fileprivate subscript(name: String) -> JSONValue? {
        get { json[name] }
        set { json[name] = newValue }
    }
}
