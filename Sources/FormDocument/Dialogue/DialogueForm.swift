public import FormSchemas

/// An accepted form, as far as others are held against it.
public struct DialogueForm: Sendable {
    public let identity: DocumentIdentity
    public let form: String
    public let version: String
    public let turn: String
    public let action: DocumentAction
    public let caseID: CaseID
    public let recipients: [Recipient]
    /// The first form of its dialogue.
    public let root: DocumentIdentity
    /// The first form of the chain of corrections that it belongs to.
    public let first: SubmissionID
    /// Its original.
    public let answers: DocumentIdentity?
    /// SHA-256 of its document.
    public let digest: [UInt8]
    public let acceptedAt: Timestamp
    public let leafIndex: Int64
    /// A JSON object.
    public let facts: [UInt8]?
    /// What it says of the inspection that it is about, a JSON object; `nil` if it is about none.
    public let contribution: [UInt8]?
    /// Its document, where its content is asked for.
    public var document: JSONDocument?

    public init(
        identity: DocumentIdentity, form: String, version: String, turn: String,
        action: DocumentAction, caseID: CaseID, recipients: [Recipient], root: DocumentIdentity,
        first: SubmissionID, answers: DocumentIdentity?, digest: [UInt8], acceptedAt: Timestamp,
        leafIndex: Int64, facts: [UInt8]?, contribution: [UInt8]?, document: JSONDocument?
    ) {
        self.identity = identity
        self.form = form
        self.version = version
        self.turn = turn
        self.action = action
        self.caseID = caseID
        self.recipients = recipients
        self.root = root
        self.first = first
        self.answers = answers
        self.digest = digest
        self.acceptedAt = acceptedAt
        self.leafIndex = leafIndex
        self.facts = facts
        self.contribution = contribution
        self.document = document
    }

    /// A form that was just accepted.
    ///
    /// - Parameter verdict: its place.
    public init(
        _ candidate: DialogueCandidate, at verdict: DialogueCheck.Verdict, leafIndex: Int64,
        acceptedAt: Timestamp
    ) {
        self.init(
            identity: candidate.identity, form: candidate.version.code,
            version: candidate.version.version, turn: candidate.turn.name,
            action: candidate.header.action, caseID: candidate.header.caseID,
            recipients: candidate.header.recipients, root: verdict.root, first: verdict.first,
            answers: verdict.answers, digest: candidate.digest, acceptedAt: acceptedAt,
            leafIndex: leafIndex, facts: candidate.facts, contribution: candidate.contribution,
            document: candidate.document)
    }

    public var name: TurnName { TurnName(form: form, turn: turn) }

    /// What the catalogue says of its turn; `nil` if it does not have its version.
    public func flowTurn(in catalogue: Catalogue) -> FlowTurn? {
        catalogue.turn(name, version: version)
    }

    /// The chain of corrections that it belongs to.
    var chain: DocumentIdentity { DocumentIdentity(sender: identity.sender, id: first) }

    /// The agencies that it is addressed to.
    var addressees: [AgencyCode] { recipients.filter { $0.role == .to }.map(\.agency) }

    func isSeen(by agency: AgencyCode) -> Bool {
        identity.sender == agency || recipients.contains { $0.agency == agency }
    }

    func isAddressed(to agency: AgencyCode) -> Bool {
        recipients.contains { $0.agency == agency && $0.role == .to }
    }
}
