internal import FormDocument
internal import FormSchemas
internal import TransparencyLog

/// What the tables say about the entries of a batch, read under the head's lock.
struct LogVerdicts: Sendable {
    /// The submissions that are stored already.
    var known: [DocumentIdentity: KnownSubmission] = [:]
    /// What recipients have done with forms, as far as there are such deliveries.
    var deliveries: [DeliveryKey: KnownDelivery] = [:]
    /// The manifests whose records are all stored, and stay so.
    var completeUploads: Set<DocumentIdentity> = []
    /// The dialogues of the forms that are held against others; `nil` if none is.
    var book: DialogueBook?
}

/// A submission that was accepted before.
struct KnownSubmission: Sendable {
    let documentDigest: [UInt8]
    let leafIndex: Int64
}

/// A form at one recipient.
struct DeliveryKey: Hashable, Sendable {
    let form: DocumentIdentity
    let recipient: AgencyCode
}

/// What a recipient has done with a form.
struct KnownDelivery: Sendable {
    /// The form's own leaf.
    let leafIndex: Int64
    /// What happened already, each with its leaf.
    var events: [ReceiptEvent: Int64]
}

/// What is to become of each entry of a batch, in the order of the entries: of two that are alike
/// the first is appended and the second repeats it.
///
/// It does no input or output, so that it can be held against a model.
struct LogDecisions: Sendable {
    /// The outcome of one entry; one that is appended gets its proof when the batch is whole.
    enum Decision: Sendable {
        case append(leafIndex: Int64, warnings: [Violation])
        case settled(LogOutcome)
    }

    let head: LogHead
    /// The time of every leaf of the batch: later than that of the leaf before.
    let time: Timestamp
    private(set) var decisions: [Decision] = []
    private(set) var leaves: [[UInt8]] = []
    private(set) var submissions: [AcceptedForm] = []
    /// What agencies owe from now on.
    private(set) var owed: [OwedAnswer] = []
    /// The answers that stand otherwise than before.
    private(set) var standings: [OwedAnswer.Key: AnswerStanding] = [:]
    /// The dialogues whose inspections may be seen otherwise than before.
    private(set) var inspected: Set<DocumentIdentity> = []
    private(set) var events: [(entry: EventEntry, leafIndex: Int64)] = []
    private(set) var audit: [(record: AuditRecord, number: Int64)] = []
    private var verdicts: LogVerdicts
    private let formerBook: DialogueBook?
    private let catalogue: Catalogue

    init(
        _ entries: [LogEntry], head: LogHead, verdicts: LogVerdicts, catalogue: Catalogue,
        now: Timestamp
    ) throws(LogFailure) {
        self.head = head
        self.catalogue = catalogue
        self.verdicts = verdicts
        formerBook = verdicts.book
        time = head.nextTime(now)
        for entry in entries {
            switch entry {
            case .submission(let entry): try decide(entry)
            case .event(let entry, let record): try decide(entry, record)
            case .consultation(let record):
                audit.append((record, nextAuditNumber))
                decisions.append(.settled(.recorded))
            }
        }
        try appendAuditRoot()
    }

    /// The inspections that are seen otherwise than before. Cost: 0.1 to 0.3 ms for each dialogue.
    func inspectionChanges() -> InspectionChanges {
        InspectionChanges(
            in: inspected, from: formerBook ?? DialogueBook(), to: verdicts.book ?? DialogueBook(),
            catalogue)
    }

    var nextAuditNumber: Int64 { head.nextAuditNumber + Int64(audit.count) }

    private mutating func decide(_ entry: SubmissionEntry) throws(LogFailure) {
        let draft = entry.checked.draft
        if let known = verdicts.known[draft.identity] {
            let isSame = known.documentDigest == draft.document.digest
            decisions.append(.settled(isSame ? .repeated(leafIndex: known.leafIndex) : .conflict))
            return
        }
        guard entry.participantEpoch == head.participantEpoch else {
            decisions.append(.settled(.participantsChanged))
            return
        }
        guard entry.bulk == nil || verdicts.completeUploads.contains(draft.identity) else {
            decisions.append(.settled(.recordsMissing))
            return
        }
        let candidate = entry.checked.candidate
        var place = DialogueCheck.Verdict(opening: candidate)
        if candidate.concernsOthers {
            place = DialogueCheck.verdict(
                of: candidate, in: verdicts.book ?? DialogueBook(), catalogue: catalogue, at: time)
            guard place.isAccepted else {
                decisions.append(.settled(.refused(place.violations)))
                return
            }
        }
        let leafIndex = try append(entry.contents, warnings: place.violations)
        if let bulk = entry.bulk {
            _ = try add(
                .bulkResult(
                    manifest: leafIndex, accepted: bulk.accepted, refused: bulk.refused,
                    root: bulk.resultRoot))
        }
        let accepted = AcceptedForm(entry: entry, leafIndex: leafIndex, place: place)
        submissions.append(accepted)
        if !candidate.turn.deadlines.isEmpty {
            owed += OwedAnswer.list(after: candidate, at: time, catalogue: catalogue)
        }
        if candidate.contribution != nil {
            verdicts.book = verdicts.book ?? DialogueBook()
            inspected.insert(place.root)
        }
        let changed = verdicts.book?.accept(
            DialogueForm(candidate, at: place, leafIndex: leafIndex, acceptedAt: time), catalogue)
        standings.merge(changed ?? [:]) { $1 }
        verdicts.known[draft.identity] = KnownSubmission(
            documentDigest: draft.document.digest, leafIndex: leafIndex)
    }

    private mutating func decide(
        _ entry: EventEntry, _ record: AuditRecord?
    ) throws(LogFailure) {
        let key = DeliveryKey(form: entry.form, recipient: entry.recipient)
        guard let delivery = verdicts.deliveries[key] else {
            decisions.append(.settled(.notRecipient))
            return
        }
        if let leafIndex = delivery.events[entry.event] {
            decisions.append(.settled(.repeated(leafIndex: leafIndex)))
            return
        }
        let leafIndex = try append(
            .receiptEvent(
                entry.event, submission: delivery.leafIndex, recipient: entry.recipient))
        events.append((entry, leafIndex))
        if let record { audit.append((record, nextAuditNumber)) }
        verdicts.deliveries[key]?.events[entry.event] = leafIndex
    }

    /// One leaf for all consultations of the batch.
    private mutating func appendAuditRoot() throws(LogFailure) {
        guard !audit.isEmpty else { return }
        let hashes = audit.map { MerkleHash(leaf: $0.record.bytes(number: $0.number)) }
        guard let tree = TreeGrowth(.empty, appending: hashes) else { throw .headIsDamaged }
        _ = try add(
            .auditBatch(
                first: head.nextAuditNumber, count: UInt32(audit.count), root: tree.after.root))
    }

    private mutating func append(
        _ contents: LeafContents, warnings: [Violation] = []
    ) throws(LogFailure) -> Int64 {
        let leafIndex = try add(contents)
        decisions.append(.append(leafIndex: leafIndex, warnings: warnings))
        return leafIndex
    }

    private mutating func add(_ contents: LeafContents) throws(LogFailure) -> Int64 {
        guard let leaf = contents.leaf(at: time) else { throw .leafIsImpossible }
        leaves.append(leaf.bytes)
        return head.size + Int64(leaves.count) - 1
    }
}

/// A form that is to be stored, with its place in the log and in its dialogue.
struct AcceptedForm: Sendable {
    let entry: SubmissionEntry
    let leafIndex: Int64
    let place: DialogueCheck.Verdict

    var header: FormHeader { entry.checked.header }
}

extension SubmissionEntry {
    /// What the form's own leaf holds.
    fileprivate var contents: LeafContents {
        guard let bulk else { return .submission(record) }
        return .bulkManifest(record, count: bulk.count, root: bulk.root)
    }
}

/// Why the log cannot go on; an operator has to look.
enum LogFailure: Error {
    /// Size and frontier of the head do not belong together.
    case headIsDamaged
    /// The tables hold the log of an exchange with another key.
    case otherLog
    /// A leaf, a tile or a checkpoint is missing.
    case isIncomplete
    /// A leaf cannot hold what it should.
    case leafIsImpossible
    /// The checkpoint cannot be signed.
    case signing
}
