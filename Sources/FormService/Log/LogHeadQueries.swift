internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// The log's head: the one row that gives out leaf indexes.
struct LogHead: PostgresRow {
    /// The log's name; `nil` until a server has appended to it.
    let origin: String?
    /// How many leaves there are: the next one's index.
    let size: Int64
    let frontierBytes: [UInt8]
    let lastLeafAt: Timestamp
    let nextAuditNumber: Int64
    let participantEpoch: Int64

    /// The time that the next leaves have: later than that of the last one, whatever the clock says,
    /// so that the times tell where one batch ends and the next begins.
    func nextTime(_ now: Timestamp) -> Timestamp {
        max(now, Timestamp(microseconds: lastLeafAt.microseconds + 1))
    }
}

extension LogHead {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        origin = try row.next()
        size = try row.next()
        frontierBytes = try row.next()
        lastLeafAt = try row.next()
        nextAuditNumber = try row.next()
        participantEpoch = try row.next()
    }
}

/// The statements about the log's head.
enum LogHeadQueries {
    private static let columns: SQLFragment =
        "origin, size, frontier, last_leaf_at, next_audit_number, participant_epoch"

    /// Locks the head until the transaction ends: whoever holds it is alone in giving out indexes.
    static func lock() -> Query<LogHead> {
        "select \(columns) from log_head for update"
    }

    static func find() -> Query<LogHead> {
        "select \(columns) from log_head"
    }

    /// The index that the next leaf will have.
    static func size() -> Query<Int64> {
        "select size from log_head"
    }

    /// Moves the head past what was appended. Requires that the transaction holds its row.
    static func advance(
        to frontier: Frontier, at time: Timestamp, nextAuditNumber: Int64, participantEpoch: Int64
    ) -> Query<Void> {
        """
        update log_head
        set size = \(frontier.size), frontier = \(frontier.bytes), last_leaf_at = \(time),
            next_audit_number = \(nextAuditNumber), participant_epoch = \(participantEpoch)
        """
    }

    /// Ends the sessions of servers that hold the head and stopped in the middle of what they were
    /// sending: for the database they are not idle, so that it waits for ever.
    ///
    /// - Returns: how many there were.
    static func endStalled(for time: Duration) -> Query<Int64> {
        """
        select count(*) filter (where pg_terminate_backend(a.pid))
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.relation = 'log_head'::regclass and l.granted
            and l.database = (select oid from pg_database where datname = current_database())
            and a.application_name = 'formserver' and a.state = 'active'
            and a.wait_event = 'ClientRead'
            and a.state_change
                < clock_timestamp() - \(Int64(time / .milliseconds(1))) * interval '1 ms'
        """
    }

    /// Gives the log its name. Requires that the transaction holds the head's row.
    static func claim(_ origin: String) -> Query<Void> {
        "update log_head set origin = \(origin) where origin is null"
    }
}
