internal import FormDocument
internal import Postgres

/// A form of a case with its place in its dialogue.
struct CaseRow: PostgresRow {
    let summary: SummaryRow
    let root: DocumentIdentity
    let first: SubmissionID
}

extension CaseRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        summary = try SummaryRow(row: &row)
        root = DocumentIdentity(sender: try row.next(), id: try row.next())
        first = try row.next()
    }
}

/// The statements about cases.
enum CaseQueries {
    /// The forms of a case that `reader` has sent or received, in the order of the log.
    static func list(
        _ caseID: CaseID, for reader: AgencyCode, limit: Int
    ) -> Query<[CaseRow]> {
        """
        select \(SummaryQueries.columns), coalesce(s.root_sender, s.sender),
            coalesce(s.root_id, s.submission_id), coalesce(s.first_id, s.submission_id)
        from submission s
        left join delivery r on r.sender = s.sender and r.submission_id = s.submission_id
            and r.recipient = \(reader)
        where s.case_id = \(caseID) and (s.sender = \(reader) or r.recipient is not null)
        order by s.leaf_index limit \(Int64(limit))
        """
    }
}
