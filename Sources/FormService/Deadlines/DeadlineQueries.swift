internal import FormDocument
internal import Postgres

/// An answer that is owed, with what is shown of it.
struct DeadlineRow: PostgresRow {
    let form: DocumentIdentity
    let code: String
    let version: String
    let turn: String
    let caseID: CaseID
    let urgency: String
    let acceptedAt: Timestamp
    let agency: AgencyCode
    let regime: String
    let acknowledgeBy: Timestamp?
    let dueAt: Timestamp
    let metAt: Timestamp?
    let void: AnswerStanding.VoidReason?
    let voidAt: Timestamp?
    let acknowledgedAt: Timestamp?
}

extension DeadlineRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        form = DocumentIdentity(sender: try row.next(), id: try row.next())
        code = try row.next()
        version = try row.next()
        turn = try row.next()
        caseID = try row.next()
        urgency = try row.next()
        acceptedAt = try row.next()
        agency = try row.next()
        regime = try row.next()
        acknowledgeBy = try row.next()
        dueAt = try row.next()
        metAt = try row.next()
        void = try row.next(String?.self).flatMap { AnswerStanding.VoidReason(rawValue: $0) }
        voidAt = try row.next()
        acknowledgedAt = try row.next()
    }
}

/// That an answer should have come, or should come soon.
struct ReminderRow: PostgresRow {
    let deadline: DeadlineRow
    let kind: String
}

extension ReminderRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        deadline = try DeadlineRow(row: &row)
        kind = try row.next()
    }
}

/// How one agency answers another, for one form.
struct KeyFiguresRow: PostgresRow {
    let asker: AgencyCode
    let agency: AgencyCode
    let code: String
    let owed: Int64
    let met: Int64
    let metLate: Int64
    let overdue: Int64
    let unanswered: Int64
    /// In seconds; `nil` without an answer.
    let medianAnswer: Double?
}

extension KeyFiguresRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        asker = try row.next()
        agency = try row.next()
        code = try row.next()
        owed = try row.next()
        met = try row.next()
        metLate = try row.next()
        overdue = try row.next()
        unanswered = try row.next()
        medianAnswer = try row.next()
    }
}

/// The statements about what agencies owe. Those that write require that the transaction holds the
/// head's row.
enum DeadlineQueries {
    private static let columns: SQLFragment = """
        d.sender, d.submission_id, s.form, s.version, s.turn, s.case_id, s.urgency, s.accepted_at,
        d.agency, d.regime, d.acknowledge_by, d.due_at, d.met_at, d.void_reason, d.void_at,
        y.acknowledged_at
        """
    private static let tables: SQLFragment = """
        join submission s on s.sender = d.sender and s.submission_id = d.submission_id
        left join delivery y on y.sender = d.sender and y.submission_id = d.submission_id
            and y.recipient = d.agency
        """

    /// What is owed for forms, as far as `reader` asks or owes it, the most urgent first.
    static func list(
        of forms: [DocumentIdentity], for reader: AgencyCode
    ) -> Query<[DeadlineRow]> {
        """
        select \(columns)
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as f (sender, submission_id)
        join deadline d on d.sender = f.sender and d.submission_id = f.submission_id
        \(tables)
        where d.sender = \(reader) or d.agency = \(reader)
        order by d.due_at, d.agency
        """
    }

    /// What is still owed, the most urgent first.
    static func list(_ filter: DeadlineFilter, for reader: AgencyCode) -> Query<[DeadlineRow]> {
        var conditions: SQLFragment =
            switch filter.side {
            case .owed: "d.agency = \(reader)"
            case .awaited: "d.sender = \(reader) and d.agency <> \(reader)"
            case .both: "(d.agency = \(reader) or d.sender = \(reader))"
            }
        if let partner = filter.partner {
            conditions += " and (d.agency = \(partner) or d.sender = \(partner))"
        }
        if let before = filter.dueBefore { conditions += " and d.due_at < \(before)" }
        return """
            select \(columns) from deadline d \(tables)
            where d.met_at is null and d.void_reason is null and \(conditions)
            order by d.due_at, d.sender, d.submission_id limit \(Int64(filter.limit))
            """
    }

    /// What the reader is to be reminded of, the most urgent first; of several reminders of the same
    /// deadline the last one.
    ///
    /// - Parameter after: only those whose time came later; `nil` for all that stand.
    static func listReminders(
        after: Timestamp?, at now: Timestamp, limit: Int, for reader: AgencyCode
    ) -> Query<[ReminderRow]> {
        let since: SQLFragment = after.map { "and r.since > \($0)" } ?? ""
        return """
            select \(columns), r.kind from deadline d \(tables)
            cross join lateral (
                select s.accepted_at + (d.due_at - s.accepted_at) * 0.75 as soon_at) t
            cross join lateral (values
                (1, 'OVERDUE', d.due_at),
                (2, 'DUE_SOON', case when d.agency = \(reader) then t.soon_at end),
                (3, 'ACKNOWLEDGE', case when d.agency = \(reader) and y.acknowledged_at is null
                    then d.acknowledge_by end)) as r (rank, kind, since)
            where d.met_at is null and d.void_reason is null and (d.agency = \(reader) or d.sender = \(reader))
                and r.since <= \(now) \(since)
                and (r.rank < 2 or d.due_at > \(now)) and (r.rank < 3 or t.soon_at > \(now))
            order by d.due_at, d.sender, d.submission_id, d.agency limit \(Int64(limit))
            """
    }

    /// How the reader's agency and its partners answer each other.
    static func figures(
        from: Timestamp?, before: Timestamp?, at now: Timestamp, for reader: AgencyCode
    ) -> Query<[KeyFiguresRow]> {
        var period: SQLFragment = ""
        if let from { period += "and s.accepted_at >= \(from) " }
        if let before { period += "and s.accepted_at < \(before)" }
        return """
            select d.sender, d.agency, s.form, count(*),
                count(*) filter (where d.met_at <= d.due_at),
                count(*) filter (where d.met_at > d.due_at),
                count(*) filter (
                    where d.met_at is null and d.void_reason is null and d.due_at < \(now)),
                count(*) filter (where d.met_at is null and d.void_reason is not null),
                percentile_cont(0.5) within group (
                    order by extract(epoch from d.met_at - s.accepted_at)::float8)
                    filter (where d.met_at is not null)
            from deadline d
            join submission s on s.sender = d.sender and s.submission_id = d.submission_id
            where (d.sender = \(reader) or d.agency = \(reader))
                and (d.met_at is not null or d.void_reason is null
                    or d.void_reason = 'CLOSED' and d.void_at > d.due_at) \(period)
            group by d.sender, d.agency, s.form order by d.sender, d.agency, s.form
            """
    }

    /// Adds the statements for the accepted forms of a batch.
    static func add(
        _ owed: [OwedAnswer], _ standings: [OwedAnswer.Key: AnswerStanding],
        to pipeline: inout PostgresPipeline
    ) {
        if !owed.isEmpty { pipeline.add(insert(owed)) }
        if !standings.isEmpty { pipeline.add(update(Array(standings))) }
    }

    private static func insert(_ owed: [OwedAnswer]) -> Query<Void> {
        """
        insert into deadline (sender, submission_id, agency, regime, acknowledge_by, due_at)
        select * from unnest(\(owed.map(\.key.form.sender)), \(owed.map(\.key.form.id)),
            \(owed.map(\.key.agency)), \(owed.map(\.key.regime)), \(owed.map(\.acknowledgeBy)),
            \(owed.map(\.dueAt)))
        """
    }

    private static func update(
        _ standings: [(key: OwedAnswer.Key, value: AnswerStanding)]
    ) -> Query<Void> {
        """
        update deadline d
        set met_at = e.met_at, met_leaf = e.met_leaf, void_reason = e.void_reason,
            void_at = e.void_at
        from unnest(\(standings.map(\.key.form.sender)), \(standings.map(\.key.form.id)),
            \(standings.map(\.key.agency)), \(standings.map(\.key.regime)),
            \(standings.map(\.value.metAt)), \(standings.map(\.value.metLeaf)),
            \(standings.map { $0.value.void?.rawValue }), \(standings.map(\.value.voidAt)))
            as e (sender, submission_id, agency, regime, met_at, met_leaf, void_reason, void_at)
        where d.sender = e.sender and d.submission_id = e.submission_id
            and d.agency = e.agency and d.regime = e.regime
        """
    }
}
