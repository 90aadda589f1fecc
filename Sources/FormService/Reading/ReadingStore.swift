internal import FormDocument
internal import Postgres

/// Reads forms and lists; nothing leaves before its audit entry is committed.
struct ReadingStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer

    /// One form with everything that its reader may see of it.
    struct Reading: Sendable {
        let form: StoredForm
        let parts: [StoredPart]
        let summary: SummaryRow
        let deliveries: [DeliveryRow]
    }

    /// Reads a form; for a recipient this counts as read from now on.
    ///
    /// The audit entry is written whether or not something was found.
    ///
    /// - Throws: ``ServiceError`` `.notFound` (also for a form of others), `.overloaded`,
    ///   `.unavailable`.
    func read(_ identity: DocumentIdentity, for access: StatedAccess) async throws -> Reading {
        let reader = access.caller.agency
        let now = Timestamp.now()
        let found = try await find(identity, for: reader)
        let record = AuditRecord(
            access, call: "Get", form: identity, results: found == nil ? 0 : 1, at: now)
        var entries: [LogEntry] = [.consultation(record)]
        let isNew = found?.deliveries.contains { $0.recipient == reader && $0.readAt == nil }
        if isNew == true {
            entries.append(
                .event(EventEntry(event: .read, form: identity, recipient: reader)))
        }
        for result in try await sequencer.append(entries) { _ = try result.get() }
        guard let found else { throw identity.notFound }
        // What this reading has changed is part of what it shows.
        return isNew == true ? try await find(identity, for: reader) ?? found : found
    }

    private func find(
        _ identity: DocumentIdentity, for reader: AgencyCode
    ) async throws -> Reading? {
        try await ServiceError.translating {
            try await pool.transaction(isolation: .repeatableRead, readOnly: true) { transaction in
                guard
                    let form = try await transaction.run(
                        SubmissionQueries.find(identity, for: reader))
                else { return nil }
                return Reading(
                    form: form,
                    parts: try await transaction.run(SubmissionQueries.listParts(of: identity)),
                    summary: try await transaction.run(SummaryQueries.find(identity)),
                    deliveries: try await transaction.run(
                        SummaryQueries.listDeliveries(of: [identity], for: reader)))
            }
        }
    }

    /// Searches own and received forms, newest first.
    ///
    /// - Throws: ``ServiceError`` `.overloaded`, `.unavailable`.
    func search(_ search: FormSearch, for access: StatedAccess) async throws -> [FormSummary] {
        let reader = access.caller.agency
        let now = Timestamp.now()
        let found = try await ServiceError.translating {
            try await pool.transaction(isolation: .repeatableRead, readOnly: true) { transaction in
                let rows = try await transaction.run(SummaryQueries.search(search, for: reader))
                let deliveries = try await transaction.run(
                    SummaryQueries.listDeliveries(of: rows.map(\.identity), for: reader))
                return FormSummary.joined(rows, deliveries)
            }
        }
        let record = AuditRecord(
            access, call: "Search", form: nil, filters: search.description, results: found.count,
            at: now)
        try await sequencer.append(record)
        return found
    }
}
