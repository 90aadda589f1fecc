extension FormVersion {
    /// The most bytes that the facts of one document may take; a form with more is refused.
    public static let factsBytesMax = 65_536

    /// What later forms may be held against, as the text of a JSON object; `nil` if there is
    /// nothing.
    ///
    /// A fact that has no value for the document is left out. Cost: that of the expressions.
    public func facts(of document: JSONDocument) -> [UInt8]? {
        Self.values(of: flow.facts, in: document)
    }

    /// What a document says of the inspection that it is about, as the text of a JSON object; `nil`
    /// if its turn says nothing of one.
    ///
    /// docs/inspections.md lists the members. As large as the document at most. Cost: that of the
    /// expressions.
    public func contribution(of document: JSONDocument, as turn: FlowTurn) -> [UInt8]? {
        flow.contributions[turn.name].map { Self.values(of: $0, in: document) ?? Array("{}".utf8) }
    }

    private static func values(of facts: [FlowFact], in document: JSONDocument) -> [UInt8]? {
        var members: [JSONValue.Member] = []
        for fact in facts {
            guard let value = try? fact.program.evaluate([document.root]) else { continue }
            members.append(.init(fact.name, value.json))
        }
        return members.isEmpty ? nil : JSONValue.object(members).bytes()
    }

    /// Whether a turn is held against the dialogue by rules of its own.
    public func hasDialogueRules(for turn: FlowTurn) -> Bool {
        dialogueRules?.compiled.contains { $0.turns.isEmpty || $0.turns.contains(turn.name) }
            ?? false
    }

    /// What the rules over dialogues say of a document that is valid by itself.
    ///
    /// - Parameter dialogue: the value of the variable `dialogue`, a JSON object.
    public func violations(
        in document: JSONDocument, as turn: FlowTurn, of dialogue: JSONDocument
    ) -> [Violation] {
        dialogueRules?.violations(
            in: document, isOtherwiseValid: true, of: (turn.name, dialogue)) ?? []
    }

    /// What an answer is filled in with: pointers into its draft and values.
    ///
    /// - Parameters:
    ///   - original: the document that is answered. A value that it does not have is left out.
    ///   - digest: the SHA-256 of that document as it was sent, in hexadecimal.
    ///   - thread: the documents that it answers, up to the first, and the answers to it; without
    ///     them what depends on them is left out.
    ///   - sender: the code of who answers.
    public func prefill(
        of turn: FlowTurn, from original: JSONDocument, digest: String,
        thread: [JSONDocument]? = nil, sender: String = ""
    ) -> [(pointer: JSONPointer, value: JSONValue)] {
        let documents = JSONValue.array((thread ?? []).map { JSONValue($0.root) })
        guard let prefills = flow.prefills[turn.name],
            let digest = try? JSONDocument(JSONValue.string(digest).bytes()),
            let documents = try? JSONDocument(documents.bytes())
        else { return [] }
        var draft: JSONValue = ["header": ["sender": .string(sender)], "body": [:]]
        var values: [(pointer: JSONPointer, value: JSONValue)] = []
        for prefill in prefills where thread != nil || !prefill.readsThread {
            guard let known = try? JSONDocument(draft.bytes()),
                let value = try? prefill.program.evaluate([
                    original.root, digest.root, documents.root, known.root,
                ]).json
            else { continue }
            values.append((prefill.pointer, value))
            draft = draft.setting(value, at: prefill.pointer.tokens[...])
        }
        return values
    }

    /// Whether filling in an answer takes more documents than the one that is answered.
    public func readsThread(toFillIn turn: FlowTurn) -> Bool {
        flow.prefills[turn.name]?.contains(where: \.readsThread) ?? false
    }
}

extension FormVersion {
    /// What a random document of a turn is filled in with besides, so that it fits its dialogue.
    ///
    /// - Parameters:
    ///   - references: an object with the documents that it rests upon, by name.
    ///   - thread: a list of the documents of its dialogue, in the order of the log.
    ///   - digest: the SHA-256 of the original's document in hexadecimal, a text.
    ///   - sender: the code of who sends it, a text; empty as long as that is open.
    /// - Returns: `.null` for what is to be missing, `nil` for what stays as it is drawn.
    public func generatedValues(
        of turn: FlowTurn, original: JSONDocument, references: JSONDocument, thread: JSONDocument,
        digest: JSONDocument, sender: JSONDocument
    ) -> [(pointer: JSONPointer, value: JSONValue?)] {
        (flow.generated[turn.name] ?? []).map { value in
            let result = try? value.program.evaluate(
                [original.root, references.root, thread.root, digest.root, sender.root])
            return (value.pointer, result?.json)
        }
    }
}

extension CELValue {
    /// The value as JSON: moments, durations and bytes as texts, decimals as numbers.
    var json: JSONValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .number(String(value))
        case .uint(let value): .number(String(value))
        case .double(let value): value.isFinite ? .number("\(value)") : .null
        case .decimal(let text): .number(text)
        case .string(let text), .timestamp(let text), .duration(let text), .type(let text):
            .string(text)
        case .bytes(let bytes): .array(bytes.map { .int(Int($0)) })
        case .list(let elements): .array(elements.map(\.json))
        case .map(let entries):
            .object(entries.map { JSONValue.Member($0.key.plainText, $0.value.json) })
        }
    }
}
