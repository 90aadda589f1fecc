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
    let position: Int64
    let documentBytes: Int32

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
        position = try row.next()
        documentBytes = try row.next()
    }
}

/// What a recipient has done with a form.
struct DeliveryRow: PostgresRow {
    let sender: AgencyCode
    let id: SubmissionID
    let recipient: AgencyCode
    let role: String
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
        s.created_at, s.accepted_at, s.position, s.document_bytes
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
        select d.sender, d.submission_id, d.recipient, d.role, d.read_at, d.acknowledged_at
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as f (sender, submission_id)
        join delivery d on d.sender = f.sender and d.submission_id = f.submission_id
        where d.sender = \(reader) or d.recipient = \(reader)
        order by d.recipient
        """
    }

    /// The forms that fit, newest first.
    ///
    /// Cost: an index scan backwards over what was sent or received, until the page is full.
    static func search(_ search: FormSearch, for reader: AgencyCode) -> Query<[SummaryRow]> {
        let sent: SQLFragment = """
            select distinct \(columns)
            from submission s
            join delivery d on d.sender = s.sender and d.submission_id = s.submission_id
            where s.sender = \(reader) and \(conditions(search, partner: "d.recipient"))
            """
        let received: SQLFragment = """
            select \(columns)
            from inbox_entry i
            join submission s on s.sender = i.sender and s.submission_id = i.submission_id
            join delivery d on d.sender = s.sender and d.submission_id = s.submission_id
                and d.recipient = i.recipient
            where i.recipient = \(reader) and i.kind = 'FORM'
                and \(conditions(search, partner: "s.sender"))
            """
        let limited: SQLFragment = "order by position desc limit \(Int64(search.limit))"
        return switch search.direction {
        case .sent: "\(sent) \(limited)"
        case .received: "\(received) \(limited)"
        case .both: "(\(sent) \(limited)) union (\(received) \(limited)) \(limited)"
        }
    }

    private static func conditions(_ search: FormSearch, partner: SQLFragment) -> SQLFragment {
        var all: SQLFragment = "s.position < \(search.before)"
        if let form = search.form { all = "\(all) and s.form = \(form.description)" }
        if let from = search.acceptedFrom { all = "\(all) and s.accepted_at >= \(from)" }
        if let before = search.acceptedBefore { all = "\(all) and s.accepted_at < \(before)" }
        if let agency = search.partner { all = "\(all) and \(partner) = \(agency)" }
        if let caseID = search.caseID { all = "\(all) and s.case_id = \(caseID)" }
        switch search.state {
        case .accepted?: all = "\(all) and d.read_at is null and d.acknowledged_at is null"
        case .read?: all = "\(all) and d.read_at is not null and d.acknowledged_at is null"
        case .acknowledged?: all = "\(all) and d.acknowledged_at is not null"
        case nil: break
        }
        return all
    }
}
