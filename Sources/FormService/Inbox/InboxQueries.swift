internal import FormDocument
internal import Postgres

/// One entry of an inbox.
struct InboxRow: PostgresRow {
    let leafIndex: Int64
    let sender: AgencyCode
    let id: SubmissionID
    /// Who acknowledged, if the entry is an acknowledgement of an own form.
    let acknowledgedBy: AgencyCode?
    let enteredAt: Timestamp

    var form: DocumentIdentity { DocumentIdentity(sender: sender, id: id) }
}

extension InboxRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        leafIndex = try row.next()
        sender = try row.next()
        id = try row.next()
        acknowledgedBy = try row.next()
        enteredAt = try row.next()
    }
}

/// The statements about inboxes and acknowledgements.
enum InboxQueries {
    /// Wakes the watchers of every server when the transaction commits.
    static func notify() -> Query<Void> {
        "select pg_notify('inbox', '')"
    }

    /// The entries from `leafIndex` on, in order.
    static func list(
        of recipient: AgencyCode, from leafIndex: Int64, limit: Int
    ) -> Query<[InboxRow]> {
        """
        select leaf_index, sender, submission_id, acknowledged_by, entered_at
        from inbox_entry
        where recipient = \(recipient) and leaf_index >= \(leafIndex)
        order by leaf_index
        limit \(Int64(limit))
        """
    }

    /// The summaries of forms. Requires that they were found in the reader's own inbox.
    static func listSummaries(of forms: [DocumentIdentity]) -> Query<[SummaryRow]> {
        """
        select \(SummaryQueries.columns)
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as f (sender, submission_id)
        join submission s on s.sender = f.sender and s.submission_id = f.submission_id
        """
    }
}
