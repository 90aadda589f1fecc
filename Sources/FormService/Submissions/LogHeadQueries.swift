internal import FormDocument
internal import Postgres

/// The log's head: the one row that gives out positions.
struct LogHead: PostgresRow {
    let nextPosition: Int64
    let lastAcceptedAt: Timestamp
    let participantEpoch: Int64
}

extension LogHead {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        nextPosition = try row.next()
        lastAcceptedAt = try row.next()
        participantEpoch = try row.next()
    }
}

/// The statements about the log's head.
enum LogHeadQueries {
    /// Locks the head until the transaction ends: whoever holds it is alone in giving out positions.
    static func lock() -> Query<LogHead> {
        """
        select next_position, last_accepted_at, participant_epoch
        from log_head
        for update
        """
    }

    /// The position that will be given out next.
    static func nextPosition() -> Query<Int64> {
        "select next_position from log_head"
    }
}
