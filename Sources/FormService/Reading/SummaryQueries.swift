internal import FormDocument
internal import Postgres

/// What a list shows of a form.
struct SummaryRow: PostgresRow {
    let sender: AgencyCode
    let id: SubmissionID
    let form: String
    let version: String
    let action: String
    let caseID: CaseID
    let urgency: String
    let createdAt: Timestamp
    let acceptedAt: Timestamp
    let leafIndex: Int64
    let documentBytes: Int32
    /// How many records of a bulk submission were accepted.
    let recordCount: Int32?
    let turn: String
    /// The form that it answers.
    let original: DocumentIdentity?

    var identity: DocumentIdentity { DocumentIdentity(sender: sender, id: id) }
}

extension SummaryRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        sender = try row.next()
        id = try row.next()
        form = try row.next()
        version = try row.next()
        action = try row.next()
        caseID = try row.next()
        urgency = try row.next()
        createdAt = try row.next()
        acceptedAt = try row.next()
        leafIndex = try row.next()
        documentBytes = try row.next()
        recordCount = try row.next()
        turn = try row.next()
        let sender = try row.next(AgencyCode?.self)
        let id = try row.next(SubmissionID?.self)
        original = sender.flatMap { sender in
            id.map { DocumentIdentity(sender: sender, id: $0) }
        }
    }
}

/// What a recipient has done with a form.
struct DeliveryRow: PostgresRow {
    let sender: AgencyCode
    let id: SubmissionID
    let recipient: AgencyCode
    let role: String
    let deliveredAt: Timestamp?
    let readAt: Timestamp?
    let acknowledgedAt: Timestamp?

    var identity: DocumentIdentity { DocumentIdentity(sender: sender, id: id) }
}

extension DeliveryRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        sender = try row.next()
        id = try row.next()
        recipient = try row.next()
        role = try row.next()
        deliveredAt = try row.next()
        readAt = try row.next()
        acknowledgedAt = try row.next()
    }
}

/// A row of a list with its deliveries.
struct FormSummary: Sendable {
    let row: SummaryRow
    let deliveries: [DeliveryRow]

    /// Puts each delivery to its form; keeps the order of `rows`.
    static func joined(_ rows: [SummaryRow], _ deliveries: [DeliveryRow]) -> [FormSummary] {
        let byForm = Dictionary(grouping: deliveries, by: \.identity)
        return rows.map { FormSummary(row: $0, deliveries: byForm[$0.identity] ?? []) }
    }
}

/// The statements behind lists.
enum SummaryQueries {
    static let columns: SQLFragment = """
        s.sender, s.submission_id, s.form, s.version, s.action, s.case_id, s.urgency,
        s.created_at, s.accepted_at, s.leaf_index, s.document_bytes, s.record_count, s.turn,
        s.reply_sender, s.reply_id
        """

    /// Requires that the reader was found to be allowed to see the form.
    static func find(_ form: DocumentIdentity) -> Query<SummaryRow> {
        """
        select \(columns) from submission s
        where s.sender = \(form.sender) and s.submission_id = \(form.id)
        """
    }

    /// The deliveries of forms that `reader` may see: all of its own forms, its own of others'.
    static func listDeliveries(
        of forms: [DocumentIdentity], for reader: AgencyCode
    ) -> Query<[DeliveryRow]> {
        """
        select d.sender, d.submission_id, d.recipient, d.role, d.delivered_at, d.read_at,
            d.acknowledged_at
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as f (sender, submission_id)
        join delivery d on d.sender = f.sender and d.submission_id = f.submission_id
        where d.sender = \(reader) or d.recipient = \(reader)
        order by d.recipient
        """
    }

    /// The forms that fit, newest first.
    ///
    /// Cost: an index scan backwards over what was sent or received, until the page is full. Sent
    /// forms are joined with their deliveries only where a filter asks for one.
    static func search(_ search: FormSearch, for reader: AgencyCode) -> Query<[SummaryRow]> {
        let page: SQLFragment = "order by leaf_index desc limit \(Int64(search.limit))"
        let sent = sent(search, by: reader)
        let received = received(search, by: reader)
        return switch search.direction {
        case .sent: "\(sent) \(page)"
        case .received: "\(received) \(page)"
        case .both: "(\(sent) \(page)) union (\(received) \(page)) \(page)"
        }
    }

    private static func sent(_ search: FormSearch, by sender: AgencyCode) -> SQLFragment {
        let filters = filters(
            search, leafIndex: "s.leaf_index", form: "s.form", time: "s.accepted_at",
            caseID: "s.case_id")
        guard search.partner != nil || search.state != nil else {
            return "select \(columns) from submission s where s.sender = \(sender) \(filters)"
        }
        var deliveries: SQLFragment = ""
        if let partner = search.partner { deliveries += "and d.recipient = \(partner)" }
        return """
            select distinct \(columns)
            from submission s
            join delivery d on d.sender = s.sender and d.submission_id = s.submission_id
            where s.sender = \(sender) \(filters) \(deliveries) \(state(search.state, of: "d"))
            """
    }

    private static func received(_ search: FormSearch, by recipient: AgencyCode) -> SQLFragment {
        let filters = filters(
            search, leafIndex: "i.leaf_index", form: "i.form", time: "i.entered_at",
            caseID: "i.case_id")
        var partner: SQLFragment = ""
        if let sender = search.partner { partner = "and i.sender = \(sender)" }
        // The page is cut before it is joined: the two tables would lie on different machines.
        return """
            select \(columns)
            from (
                with page as materialized (
                    select i.sender, i.submission_id
                    from inbox_entry i
                    where i.recipient = \(recipient) and i.kind = 'FORM'
                        \(filters) \(partner) \(state(search.state, of: "i"))
                    order by i.leaf_index desc limit \(Int64(search.limit))
                )
                select * from page
            ) p
            join submission s on s.sender = p.sender and s.submission_id = p.submission_id
            """
    }

    private static func filters(
        _ search: FormSearch, leafIndex: SQLFragment, form: SQLFragment, time: SQLFragment,
        caseID: SQLFragment
    ) -> SQLFragment {
        var all: SQLFragment = "and \(leafIndex) < \(search.before)"
        if let code = search.form { all += " and \(form) = \(code.description)" }
        if let from = search.acceptedFrom { all += " and \(time) >= \(from)" }
        if let before = search.acceptedBefore { all += " and \(time) < \(before)" }
        if let wanted = search.caseID { all += " and \(caseID) = \(wanted)" }
        return all
    }

    private static func state(_ state: FormSearch.State?, of table: SQLFragment) -> SQLFragment {
        switch state {
        case .accepted?:
            """
            and \(table).delivered_at is null and \(table).read_at is null
            and \(table).acknowledged_at is null
            """
        case .delivered?:
            """
            and \(table).delivered_at is not null and \(table).read_at is null
            and \(table).acknowledged_at is null
            """
        case .read?: "and \(table).read_at is not null and \(table).acknowledged_at is null"
        case .acknowledged?: "and \(table).acknowledged_at is not null"
        case nil: ""
        }
    }
}
