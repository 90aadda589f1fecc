internal import FormDocument
internal import Postgres

/// The statement that writes the audit trail.
enum AuditQueries {
    /// Requires that the transaction holds the head's row, which gives out the numbers.
    static func insert(_ entries: [(record: AuditRecord, number: Int64)]) -> Query<Void> {
        let records = entries.map(\.record)
        return """
            insert into audit_entry (audit_number, at, agency, fingerprint, officer, reason, call,
                sender, submission_id, filters, result_count)
            select * from unnest(\(entries.map(\.number)), \(records.map(\.at)),
                \(records.map(\.agency)), \(records.map(\.fingerprint)),
                \(records.map(\.officer)), \(records.map(\.reason)), \(records.map(\.call)),
                \(records.map(\.form?.sender)), \(records.map(\.form?.id)),
                \(records.map(\.filters)), \(records.map(\.resultCount)))
            """
    }
}
