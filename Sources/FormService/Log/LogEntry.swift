internal import FormDocument
internal import FormSchemas
internal import Postgres
internal import TransparencyLog

/// Something that a call wants in the log, with all that is stored together with it.
enum LogEntry: Sendable {
    /// A form that has passed every check that can be made without the head's lock, or the manifest
    /// of a bulk submission, which gets a second leaf for its results.
    case submission(SubmissionEntry)
    /// Something that a recipient does with a form; the audit entry is written if it is new.
    case event(EventEntry, AuditRecord? = nil)
    /// A consultation; the log gets one leaf for all of a batch.
    case consultation(AuditRecord)

    /// Whose call wants it.
    var agency: AgencyCode {
        switch self {
        case .submission(let entry): entry.identity.sender
        case .event(let entry, _): entry.recipient
        case .consultation(let audit): audit.agency
        }
    }

    /// About how much it adds to a batch.
    var byteCount: Int {
        switch self {
        case .submission(let entry):
            // A dialogue that is read with it weighs more than the form.
            entry.checked.draft.byteCount
                + (entry.checked.candidate.concernsOthers ? Limits.dialogueBytes : 0)
        case .event, .consultation: 256
        }
    }
}

/// A form to be accepted. An object, because it is handed on many times and holds much.
final class SubmissionEntry: Sendable {
    let checked: CheckedForm
    let signature: FormSignature
    /// What the leaf commits to.
    let record: SubmissionRecord
    /// The epoch of the participants that the form was checked against.
    let participantEpoch: Int64
    /// What became of the records, if the form is the manifest of some: all are stored.
    let bulk: BulkTotals?

    var identity: DocumentIdentity { checked.draft.identity }

    init(
        _ checked: CheckedForm, signature: FormSignature, participantEpoch: Int64,
        bulk: BulkTotals? = nil
    ) {
        self.checked = checked
        self.signature = signature
        self.participantEpoch = participantEpoch
        self.bulk = bulk
        // Hashed by the call, so that the lane need not.
        record = SubmissionRecord(
            sender: checked.draft.identity.sender, id: checked.draft.identity.id,
            documentDigest: checked.draft.document.digest, signatureDigest: signature.jws.digest,
            chainDigest: signature.chainDigest)
    }
}

/// The records of a bulk submission and what became of them.
struct BulkTotals: Sendable {
    let count: UInt32
    let refused: UInt32
    /// The roots of the trees over the records and over the results.
    let root: MerkleHash
    let resultRoot: MerkleHash

    var accepted: UInt32 { count - refused }
}

/// That `recipient` got, read or took over a form.
struct EventEntry: Hashable, Sendable {
    let event: ReceiptEvent
    let form: DocumentIdentity
    let recipient: AgencyCode
}

/// What became of a ``LogEntry``.
enum LogOutcome: Sendable {
    /// It is in the log, for ever.
    case appended(AppendedLeaf)
    /// The same was in the log already, at this index.
    case repeated(leafIndex: Int64)
    /// Another document was accepted under the same ID.
    case conflict
    /// It is not its turn in its dialogue, or does not fit it.
    case refused([Violation])
    /// The participants have changed since the form was checked.
    case participantsChanged
    /// The records of this manifest are not, or no longer, all there.
    case recordsMissing
    /// There is no such form for this recipient.
    case notRecipient
    /// It is in the audit trail, and the log has a hash over it.
    case recorded
}

/// A leaf that is in the log, with what proves it.
struct AppendedLeaf: Sendable {
    let index: Int64
    let leaf: [UInt8]
    let time: Timestamp
    /// What was noted about a form when it was held against its dialogue.
    let warnings: [Violation]
    fileprivate let growth: TreeGrowth
    fileprivate let checkpoint: SignedCheckpoint

    init(
        index: Int64, leaf: [UInt8], time: Timestamp, growth: TreeGrowth,
        checkpoint: SignedCheckpoint, warnings: [Violation] = []
    ) {
        self.index = index
        self.leaf = leaf
        self.time = time
        self.warnings = warnings
        self.growth = growth
        self.checkpoint = checkpoint
    }

    /// The leaf with its proof and the checkpoint of its batch.
    ///
    /// Cost: the proof is put together now, by the call that wants it rather than by the lane.
    var receipt: LoggedLeaf {
        guard let proof = growth.inclusionProof(of: index),
            let receipt = LoggedLeaf(leaf: leaf, proof: proof, checkpoint: checkpoint)
        else { preconditionFailure("a leaf is not of its own batch") }
        return receipt
    }
}
