internal import FormDocument
internal import Postgres

/// Reads forms and lists, each reading in one transaction with its audit entry.
struct ReadingStore: Sendable {
    let pool: PostgresPool

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
    /// - Throws: ``ServiceError`` `.notFound` (also for a form of others), `.unavailable`.
    func read(_ identity: DocumentIdentity, for access: StatedAccess) async throws -> Reading {
        let now = Timestamp.now()
        let reader = access.caller.agency
        let reading: Reading? = try await ServiceError.translating {
            try await pool.transaction { transaction in
                let form = try await transaction.run(
                    SubmissionQueries.find(identity, for: reader))
                try await transaction.run(
                    AuditQueries.record(
                        access, call: "Get", form: identity, results: form == nil ? 0 : 1, at: now))
                guard let form else { return nil }
                try await transaction.run(
                    SubmissionQueries.markRead(identity, by: reader, at: now))
                return Reading(
                    form: form,
                    parts: try await transaction.run(
                        SubmissionQueries.listParts(of: identity)),
                    summary: try await transaction.run(SummaryQueries.find(identity)),
                    deliveries: try await transaction.run(
                        SummaryQueries.listDeliveries(of: [identity], for: reader)))
            }
        }
        guard let reading else { throw identity.notFound }
        return reading
    }

    /// Searches own and received forms, newest first.
    func search(_ search: FormSearch, for access: StatedAccess) async throws -> [FormSummary] {
        let now = Timestamp.now()
        return try await ServiceError.translating {
            try await pool.transaction { transaction in
                let rows = try await transaction.run(
                    SummaryQueries.search(search, for: access.caller.agency))
                try await transaction.run(
                    AuditQueries.record(
                        access, call: "Search", form: nil, filters: search.description,
                        results: rows.count, at: now))
                let deliveries = try await transaction.run(
                    SummaryQueries.listDeliveries(
                        of: rows.map(\.identity), for: access.caller.agency))
                return FormSummary.joined(rows, deliveries)
            }
        }
    }
}
