public import FormSchemas

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
    /// When everything is drawn up and accepted.
    private let now: Timestamp
    private var random: SeededRandom
    private var generators: [String: DocumentGenerator] = [:]
    private var leafIndex: Int64 = 0

    private static let attemptsMax = 40

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
    public mutating func append(_ name: TurnName, to story: inout [Step]) throws(Failure) {
        guard let version = catalogue.newestVersion(form: name.form),
            let turn = version.flow.turn(named: name.turn)
        else { throw Failure(description: "there is no turn \(name)") }
        var original: Step?
        if !turn.opens || !turn.answers.isEmpty && Int.random(in: 0..<2, using: &random) == 0 {
            original = story.last { turn.answers.contains($0.form.name) }
            if original == nil, let answered = turn.answers.first {
                try append(answered, to: &story)
                original = story.last
            }
        }
        let sender = author(of: turn, original, story)
        var references: [(name: String, pointer: JSONPointer, step: Step)] = []
        for reference in version.flow.references {
            guard let code = reference.forms.first,
                let opening = catalogue.newestVersion(form: code)?.flow.turns.first
            else { continue }
            var known = story.last {
                $0.form.form == code && $0.form.identity != original?.form.identity
            }
            if known == nil {
                try append(TurnName(form: code, turn: opening.name), to: &story)
                known = story.last
            }
            if let known { references.append((reference.name, reference.pointer, known)) }
        }
        story.append(
            try step(version, turn, from: sender, original, references, after: story))
    }

    // MARK: - Who

    private mutating func author(
        of turn: FlowTurn, _ original: Step?, _ story: [Step]
    ) -> AgencyCode? {
        guard let original else { return nil }
        let asked = original.form.recipients.filter { $0.role == .to }.map(\.agency)
        let asker = original.form.identity.sender
        let possible: [AgencyCode] =
            switch turn.author {
            case .recipient: asked
            case .sender: [asker]
            case .either, .party: [asker] + asked
            }
        return possible.randomElement(using: &random)
    }

    private func audience(
        of turn: FlowTurn, from sender: AgencyCode, _ original: Step
    ) -> [AgencyCode] {
        let asker = original.form.identity.sender
        var all = [asker]
        if turn.audience == .all || asker == sender {
            all += original.form.recipients.filter { $0.role == .to }.map(\.agency)
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
                let verdict = DialogueCheck.verdict(
                    of: candidate, in: book, catalogue: catalogue, at: now)
                guard verdict.isAccepted else {
                    reason = "\(verdict.violations)"
                    continue
                }
                leafIndex += 1
                return Step(
                    draft: draft, sealed: sealed, candidate: candidate,
                    form: DialogueForm(
                        candidate, at: verdict, leafIndex: leafIndex, acceptedAt: now))
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
        if let condition = turn.condition, let value = condition.values.first {
            values[condition.pointer] = value
        }
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
                values["/header/sender"] = .string(readers[0].description)
            }
        }
        for reference in references { values[reference.pointer] = reference.step.reference }
        let source = original?.candidate.document ?? Self.nothing
        for (pointer, value) in version.prefill(of: turn, from: source) { values[pointer] = value }
        let referred = JSONValue.object(references.map { .init($0.name, $0.step.draft) })
        let thread = JSONValue.array(story.map(\.draft))
        if let referred = try? JSONDocument(referred.bytes()),
            let thread = try? JSONDocument(thread.bytes())
        {
            let generated = version.generatedValues(
                of: turn, original: source, references: referred, thread: thread)
            for (pointer, value) in generated { values[pointer] = value }
        }
        return values
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
    fileprivate var reference: JSONValue {
        [
            "form": .string(form.form), "sender": .string(form.identity.sender.description),
            "id": .string(form.identity.id.description),
        ]
    }
}
