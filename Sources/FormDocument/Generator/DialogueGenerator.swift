public import FormSchemas
import TransparencyLog

/// Makes random dialogues: for each turn the forms before it, then a form that fits them.
///
/// All of it is made up and valid; the same seed gives the same forms. Not shared between threads.
public struct DialogueGenerator {
    /// A form of a story, in the order in which they are accepted.
    public struct Step: Sendable {
        /// The draft, with the values of its confidential parts.
        public let draft: JSONValue
        public let sealed: SealedForm
        public let candidate: DialogueCandidate
        public let form: DialogueForm
    }

    /// Why there is no such form: what was wrong with the last attempt.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let catalogue: Catalogue
    /// When everything is drawn up and accepted, but for what says that it is of a later moment.
    private let now: Timestamp
    private var random: SeededRandom
    private var generators: [String: DocumentGenerator] = [:]
    private var leafIndex: Int64 = 0

    private static let attemptsMax = 12
    private static let storiesMax = 60

    public init(catalogue: Catalogue = .builtIn, at now: Timestamp, seed: UInt64) {
        self.catalogue = catalogue
        self.now = now
        random = SeededRandom(seed: seed)
    }

    /// A story that ends with a turn: the forms that it needs before it, and itself.
    ///
    /// - Throws: ``Failure``.
    public mutating func story(of name: TurnName) throws(Failure) -> [Step] {
        var story: [Step] = []
        try append(name, to: &story)
        return story
    }

    /// Adds a turn to a story, with what it needs before it.
    ///
    /// Begins again if chance leads where the turn is not possible: nobody has agreed to a plan.
    public mutating func append(_ name: TurnName, to story: inout [Step]) throws(Failure) {
        var failure = Failure(description: "no attempt")
        for _ in 0..<Self.storiesMax {
            var attempt = story
            do throws(Failure) {
                try add(name, by: nil, to: &attempt)
                story = attempt
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private mutating func add(
        _ name: TurnName, by agency: AgencyCode?, to story: inout [Step]
    ) throws(Failure) {
        guard let version = catalogue.newestVersion(form: name.form),
            let turn = version.flow.turn(named: name.turn)
        else { throw Failure(description: "there is no turn \(name)") }
        var original: Step?
        if !turn.opens || !turn.answers.isEmpty && Int.random(in: 0..<2, using: &random) == 0 {
            original = story.last { turn.answers.contains($0.form.name) }
            if original == nil, let answered = turn.answers.first {
                try add(answered, by: nil, to: &story)
                original = story.last
            }
        }
        for need in turn.needs { try add(need, to: &story) }
        var sender = agency
        if let original, agency == nil {
            sender = authors(version, turn, original, story).randomElement(using: &random)
        }
        let planned = generated(version, turn, from: sender, original, [], story)
        var references: [(name: String, pointer: JSONPointer, step: Step)] = []
        for reference in version.flow.references {
            guard let code = reference.forms.first,
                let opening = catalogue.newestVersion(form: code)?.flow.turns.first
            else { continue }
            guard planned[reference.pointer] != .null else { continue }
            var known = story.last {
                $0.form.form == code && $0.form.identity != original?.form.identity
            }
            if known == nil {
                try add(TurnName(form: code, turn: opening.name), by: nil, to: &story)
                known = story.last
            }
            if let known { references.append((reference.name, reference.pointer, known)) }
        }
        story.append(
            try step(version, turn, from: sender, original, references, after: story))
    }

    // MARK: - Who

    /// Adds a turn that another needs, by every agency that may send it and has not yet.
    private mutating func add(_ need: TurnName, to story: inout [Step]) throws(Failure) {
        guard let version = catalogue.newestVersion(form: need.form),
            let turn = version.flow.turn(named: need.turn),
            let answered = story.last(where: { turn.answers.contains($0.form.name) })
        else { return try add(need, by: nil, to: &story) }
        for sender in authors(version, turn, answered, story) {
            let isThere = story.contains {
                $0.form.name == need && $0.form.answers == answered.form.identity
                    && $0.form.identity.sender == sender
            }
            if !isThere { try add(need, by: sender, to: &story) }
        }
    }

    /// Who may send an answer: the one that the flow names for random documents, else all.
    private func authors(
        _ version: FormVersion, _ turn: FlowTurn, _ original: Step, _ story: [Step]
    ) -> [AgencyCode] {
        let generated = generated(version, turn, from: nil, original, [], story)
        if case .string(let text)? = generated["/header/sender"], let named = AgencyCode(text) {
            return [named]
        }
        let asked = original.form.addressees
        let asker = original.form.identity.sender
        return switch turn.author {
        case .recipient: asked
        case .sender: [asker]
        case .either, .party: [asker] + asked
        }
    }

    private func audience(
        of turn: FlowTurn, from sender: AgencyCode, _ original: Step
    ) -> [AgencyCode] {
        let asker = original.form.identity.sender
        var all = [asker]
        if turn.audience == .all || asker == sender {
            all += original.form.addressees
        }
        var seen: Set<AgencyCode> = [sender]
        return all.filter { seen.insert($0).inserted }
    }

    // MARK: - What

    private mutating func step(
        _ version: FormVersion, _ turn: FlowTurn, from sender: AgencyCode?, _ original: Step?,
        _ references: [(name: String, pointer: JSONPointer, step: Step)], after story: [Step]
    ) throws(Failure) -> Step {
        var book = DialogueBook()
        for step in story { book.add(step.form) }
        let values = values(version, turn, from: sender, original, references, after: story)
        var reason = "no attempt"
        for _ in 0..<Self.attemptsMax {
            do {
                let draft = try generator(version).document(values: values, using: &random)
                let sealed = try Draft(bytes: draft.bytes()).seal()
                let header = try sealed.document.readHeader()
                guard
                    let candidate = DialogueCandidate(
                        header, of: sealed.document, isManifest: false, version: version)
                        ?? DialogueCandidate(
                            header, of: sealed.document, isManifest: true, version: version),
                    candidate.turn.name == turn.name
                else {
                    reason = "another turn"
                    continue
                }
                let acceptedAt = max(story.last?.form.acceptedAt ?? now, now, header.createdAt)
                let verdict = DialogueCheck.verdict(
                    of: candidate, in: book, catalogue: catalogue, at: acceptedAt)
                guard verdict.isAccepted else {
                    reason = "\(verdict.violations)"
                    continue
                }
                leafIndex += 1
                return Step(
                    draft: draft, sealed: sealed, candidate: candidate,
                    form: DialogueForm(
                        candidate, at: verdict, leafIndex: leafIndex,
                        acceptedAt: acceptedAt))
            } catch let error as DocumentGenerator.Failure {
                // It has tried often enough: what went before leaves no way.
                reason = "\(error)"
                break
            } catch {
                reason = "\(error)"
            }
        }
        throw Failure(description: "\(version.code)/\(turn.name): \(reason)")
    }

    private func values(
        _ version: FormVersion, _ turn: FlowTurn, from sender: AgencyCode?, _ original: Step?,
        _ references: [(name: String, pointer: JSONPointer, step: Step)], after story: [Step]
    ) -> [JSONPointer: JSONValue] {
        var values: [JSONPointer: JSONValue] = ["/header/action": "NEW"]
        if let mark = turn.mark { values[mark.pointer] = mark.value }
        var opener: AgencyCode?
        if let original, let sender {
            values["/header/sender"] = .string(sender.description)
            values["/header/recipients"] = .array(
                audience(of: turn, from: sender, original).map {
                    ["agency": .string($0.description), "as": "TO"]
                })
            values["/header/case"] = .string(original.form.caseID.description)
            values["/header/in_reply_to"] = original.reference
        } else {
            values["/header/in_reply_to"] = .null
            if let step = references.first?.step {
                // Who opens a dialogue must see what it rests upon.
                let readers = step.form.recipients.map(\.agency) + [step.form.identity.sender]
                opener = readers[0]
                values["/header/sender"] = .string(readers[0].description)
            }
        }
        for reference in references { values[reference.pointer] = reference.step.reference }
        let generated = generated(
            version, turn, from: sender ?? opener, original, references, story)
        let source = original?.candidate.document ?? Self.nothing
        for (pointer, value) in version.prefill(
            of: turn, from: source, digest: Hex.encode(original?.form.digest ?? []))
        where !generated.keys.contains(where: { $0.tokens.starts(with: pointer.tokens) }) {
            values[pointer] = value
        }
        return values.merging(generated.compactMapValues(\.self)) { $1 }
    }

    /// What the flow says of a random document of the turn.
    private func generated(
        _ version: FormVersion, _ turn: FlowTurn, from sender: AgencyCode?, _ original: Step?,
        _ references: [(name: String, pointer: JSONPointer, step: Step)], _ story: [Step]
    ) -> [JSONPointer: JSONValue?] {
        let referred = JSONValue.object(references.map { .init($0.name, $0.step.draft) })
        let thread = JSONValue.array(story.map(\.draft))
        let digest = JSONValue.string(Hex.encode(original?.form.digest ?? []))
        guard let referred = try? JSONDocument(referred.bytes()),
            let thread = try? JSONDocument(thread.bytes()),
            let digest = try? JSONDocument(digest.bytes()),
            let sender = try? JSONDocument(JSONValue.string(sender?.description ?? "").bytes())
        else { return [:] }
        let values = version.generatedValues(
            of: turn, original: original?.candidate.document ?? Self.nothing,
            references: referred, thread: thread, digest: digest, sender: sender)
        return Dictionary(values.map { ($0.pointer, $0.value) }) { $1 }
    }

    private mutating func generator(
        _ version: FormVersion
    ) throws(DocumentGenerator.Failure) -> DocumentGenerator {
        if let known = generators[version.code] { return known }
        let made = try DocumentGenerator(
            version, catalogue: catalogue, moment: now.description)
        generators[version.code] = made
        return made
    }

    private static let nothing: JSONDocument = {
        do {
            return try JSONDocument(Array("{}".utf8))
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}

extension DialogueGenerator.Step {
    fileprivate var reference: JSONValue { candidate.header.reference.json }
}
