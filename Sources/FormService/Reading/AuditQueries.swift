internal import FormDocument
internal import Postgres

/// The statement that writes the audit trail.
enum AuditQueries {
    /// Requires that the transaction holds the head's row, which gives out the numbers.
    static func insert(_ entries: [(record: AuditRecord, number: Int64)]) -> Query<Void> {
        let records = entries.map { $0.record }
        return """
            insert into audit_entry (audit_number, at, agency, fingerprint, officer, reason, call,
                sender, submission_id, filters, result_count)
            select * from unnest(\(entries.map { $0.number }), \(records.map { $0.at }),
                \(records.map { $0.agency }), \(records.map { $0.fingerprint }),
                \(records.map { $0.officer }), \(records.map { $0.reason }), \(records.map { $0.call }),
                \(records.map { $0.form?.sender }), \(records.map { $0.form?.id }),
                \(records.map { $0.filters }), \(records.map { $0.resultCount }))
            """
    }
}
