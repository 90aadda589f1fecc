internal import FormDocument
internal import Postgres

/// One entry of an inbox.
struct InboxRow: PostgresRow {
    let position: Int64
    let sender: AgencyCode
    let id: SubmissionID
    /// Who acknowledged, if the entry is an acknowledgement of an own form.
    let acknowledgedBy: AgencyCode?
    let enteredAt: Timestamp

    var form: DocumentIdentity { DocumentIdentity(sender: sender, id: id) }
}

extension InboxRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        position = try row.next()
        sender = try row.next()
        id = try row.next()
        acknowledgedBy = try row.next()
        enteredAt = try row.next()
    }
}

/// A recipient's acknowledgement, once made.
struct AcknowledgementRow: PostgresRow {
    let at: Timestamp?
    let position: Int64?
}

extension AcknowledgementRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        at = try row.next()
        position = try row.next()
    }
}

/// The statements about inboxes and acknowledgements.
enum InboxQueries {
    /// Wakes the watchers of every server when the transaction commits.
    static func notify() -> Query<Void> {
        "select pg_notify('inbox', '')"
    }

    /// The entries from `position` on, in order.
    static func list(
        of recipient: AgencyCode, from position: Int64, limit: Int
    ) -> Query<[InboxRow]> {
        """
        select position, sender, submission_id, acknowledged_by, entered_at
        from inbox_entry
        where recipient = \(recipient) and position >= \(position)
        order by position
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

    /// What `recipient` has acknowledged of a form; `nil` if the form is not addressed to it.
    static func findAcknowledgement(
        of form: DocumentIdentity, by recipient: AgencyCode
    ) -> Query<AcknowledgementRow?> {
        """
        select acknowledged_at, acknowledged_position
        from delivery
        where sender = \(form.sender) and submission_id = \(form.id)
            and recipient = \(recipient)
        """
    }

    /// Records an acknowledgement with its entry in the sender's inbox, and moves the head past its
    /// position.
    ///
    /// Requires that the transaction holds the head's row and that there is none yet.
    static func acknowledge(
        _ form: DocumentIdentity, by recipient: AgencyCode, position: Int64, at time: Timestamp
    ) -> Query<Void> {
        """
        with acknowledged as (
            update delivery
            set acknowledged_at = \(time), acknowledged_position = \(position)
            where sender = \(form.sender) and submission_id = \(form.id)
                and recipient = \(recipient)
        ), own_entry as (
            update inbox_entry set acknowledged_at = \(time)
            where recipient = \(recipient) and kind = 'FORM' and sender = \(form.sender)
                and submission_id = \(form.id)
        ), new_entry as (
            insert into inbox_entry (recipient, position, kind, sender, submission_id,
                acknowledged_by, entered_at)
            values (\(form.sender), \(position), 'ACKNOWLEDGEMENT', \(form.sender), \(form.id),
                \(recipient), \(time))
        )
        update log_head set next_position = \(position) + 1, last_accepted_at = \(time)
        """
    }
}
