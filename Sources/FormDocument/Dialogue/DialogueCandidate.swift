public import FormSchemas

/// A form on its way into the exchange, with what its dialogue is to be asked about it.
public struct DialogueCandidate: Sendable {
    public let header: FormHeader
    public let version: FormVersion
    public let turn: FlowTurn
    public let document: JSONDocument
    public let digest: [UInt8]
    /// A JSON object.
    public let facts: [UInt8]?
    /// What it says of the inspection that it is about, a JSON object; `nil` if it is about none.
    public let contribution: [UInt8]?
    /// The forms that it rests upon, with the places that name them.
    public let references: [(name: String, pointer: JSONPointer, form: FormReference)]

    /// - Parameter isManifest: whether it is the manifest of a bulk submission, which has no body.
    /// - Returns: `nil` if the form has no turn for such a document.
    public init?(
        _ header: FormHeader, of document: SealedDocument, isManifest: Bool, version: FormVersion
    ) {
        let turn =
            isManifest ? version.flow.bulkTurn : version.flow.turn(of: document.json.root)
        guard let turn, isManifest || !turn.isBulk else { return nil }
        self.header = header
        self.version = version
        self.turn = turn
        self.document = document.json
        digest = document.digest
        facts = version.facts(of: document.json)
        contribution = version.contribution(of: document.json, as: turn)
        references = version.flow.references.compactMap { reference in
            document.json.root[reference.pointer].flatMap { FormReference($0) }
                .map { (reference.name, reference.pointer, $0) }
        }
    }

    public var identity: DocumentIdentity {
        DocumentIdentity(sender: header.sender, id: header.id)
    }

    /// Whether later forms could not be held against it, or its inspection not be put together.
    var hasTooManyFacts: Bool {
        max(facts?.count ?? 0, contribution?.count ?? 0) > FormVersion.factsBytesMax
    }

    /// Whether other forms have a say in whether it can be accepted.
    public var concernsOthers: Bool {
        header.inReplyTo != nil || header.corrects != nil || !references.isEmpty
            || !turn.opens || version.hasDialogueRules(for: turn) || hasTooManyFacts
    }

    /// The forms whose dialogues it is held against.
    public var dialogues: [DocumentIdentity] {
        [header.inReplyTo, header.corrects].compactMap { $0?.identity }
    }

    /// The forms outside of its dialogue that it rests upon.
    public var rests: [DocumentIdentity] { references.map(\.form.identity) }

    /// Whether it must have the content of the form that it is about.
    public var repeatsContent: Bool { header.action == .withdraw || header.action == .resend }
}
