internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Reads inboxes and records acknowledgements.
struct InboxStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer
    let log: LogStore
    let limits: Limits

    /// An entry with what is shown of it.
    enum Entry: Sendable {
        case form(FormSummary, leafIndex: Int64)
        case acknowledgement(Acknowledgement)

        var leafIndex: Int64 {
            switch self {
            case .form(_, let leafIndex): leafIndex
            case .acknowledgement(let acknowledgement): acknowledgement.leafIndex
            }
        }
    }

    /// That `recipient` has taken a form over.
    struct Acknowledgement: Sendable {
        let form: DocumentIdentity
        let recipient: AgencyCode
        let at: Timestamp
        let leafIndex: Int64
    }

    /// The next entries from `leafIndex` on; fewer than `limits.watchPageRows` means that there are
    /// no more now.
    ///
    /// A page that is not empty has its audit entry, and its forms count as delivered. Indexes are
    /// given out under the head's lock, so no entry can appear below one that was read here.
    func page(from leafIndex: Int64, for access: StatedAccess) async throws -> [Entry] {
        let now = Timestamp.now()
        let reader = access.caller.agency
        let (rows, summaries) = try await find(from: leafIndex, for: reader)
        guard let first = rows.first, let last = rows.last else { return [] }
        let record = AuditRecord(
            access, call: "Watch", form: nil,
            filters: "leaves=\(first.leafIndex)...\(last.leafIndex)", results: rows.count, at: now)
        let delivered = summaries.filter { summary in
            summary.deliveries.contains { $0.recipient == reader && $0.isUntouched }
        }
        let events = delivered.map {
            LogEntry.event(
                EventEntry(event: .delivered, form: $0.row.identity, recipient: reader))
        }
        for result in try await sequencer.append([.consultation(record)] + events) {
            _ = try result.get()
        }
        return Self.entries(rows, summaries)
    }

    private func find(
        from leafIndex: Int64, for reader: AgencyCode
    ) async throws -> ([InboxRow], [FormSummary]) {
        try await ServiceError.translating {
            try await pool.transaction(isolation: .repeatableRead, readOnly: true) { transaction in
                let rows = try await transaction.run(
                    InboxQueries.list(of: reader, from: leafIndex, limit: limits.watchPageRows))
                let forms = rows.filter { $0.acknowledgedBy == nil }.map(\.form)
                guard !forms.isEmpty else { return (rows, []) }
                let summaries = FormSummary.joined(
                    try await transaction.run(InboxQueries.listSummaries(of: forms)),
                    try await transaction.run(
                        SummaryQueries.listDeliveries(of: forms, for: reader)))
                return (rows, summaries)
            }
        }
    }

    /// The index that the next leaf will have: the end of every inbox.
    func end() async throws -> Int64 {
        try await ServiceError.translating {
            try await pool.run(LogHeadQueries.size())
        }
    }

    /// Records that the caller's agency takes a form over.
    ///
    /// Idempotent: the first acknowledgement counts and is returned again, with its receipt.
    ///
    /// - Throws: ``ServiceError`` `.notFound` (also for a form of others), `.notRecipient` (an own
    ///   form), `.overloaded`, `.unavailable`, `.outcomeUnknown`.
    func acknowledge(
        _ form: DocumentIdentity, for access: StatedAccess
    ) async throws -> (Acknowledgement, receipt: LoggedLeaf) {
        let recipient = access.caller.agency
        let record = AuditRecord(
            access, call: "Acknowledge", form: form, results: 1, at: Timestamp.now())
        let results = try await sequencer.append([
            .event(EventEntry(event: .acknowledged, form: form, recipient: recipient), record)
        ])
        let receipt: LoggedLeaf
        switch try results[0].get() {
        case .appended(let leaf): receipt = leaf.receipt
        case .repeated(let leafIndex): receipt = try await log.receipt(of: leafIndex)
        case .notRecipient: throw try await refusal(form, by: recipient)
        case .conflict, .refused, .participantsChanged, .recordsMissing, .recorded:
            preconditionFailure("no outcome of an event")
        }
        guard let leaf = Leaf(bytes: receipt.leaf) else { throw LogFailure.isIncomplete }
        let made = Acknowledgement(
            form: form, recipient: recipient, at: leaf.timestamp, leafIndex: receipt.proof.index)
        return (made, receipt)
    }

    /// Why an agency without a delivery cannot acknowledge: only a sender learns that its form is
    /// there.
    private func refusal(
        _ form: DocumentIdentity, by agency: AgencyCode
    ) async throws -> ServiceError {
        let isThere = try await ServiceError.translating {
            try await pool.run(SubmissionQueries.findIdentity(form)) != nil
        }
        guard isThere, form.sender == agency else { return form.notFound }
        return ServiceError(
            .notRecipient, "This is your own form: its recipients acknowledge it, not its sender.")
    }

    private static func entries(_ rows: [InboxRow], _ summaries: [FormSummary]) -> [Entry] {
        let byForm = Dictionary(uniqueKeysWithValues: summaries.map { ($0.row.identity, $0) })
        return rows.compactMap { row in
            if let recipient = row.acknowledgedBy {
                return .acknowledgement(
                    Acknowledgement(
                        form: row.form, recipient: recipient, at: row.enteredAt,
                        leafIndex: row.leafIndex))
            }
            return byForm[row.form].map { .form($0, leafIndex: row.leafIndex) }
        }
    }
}

extension DeliveryRow {
    /// The recipient has heard nothing of the form yet.
    fileprivate var isUntouched: Bool {
        deliveredAt == nil && readAt == nil && acknowledgedAt == nil
    }
}
