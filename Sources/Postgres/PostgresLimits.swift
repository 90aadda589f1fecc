/// Every maximum of this module, in one place.
public enum PostgresLimits {
    /// Parameters of one statement: the wire format counts them in 16 bits.
    public static let parametersMax = 65_535
    /// Bytes of all parameters of one statement together.
    public static let parameterBytesMax = 256 << 20
    /// Bytes of a statement's text.
    public static let statementBytesMax = 1 << 20
    /// Prepared statements kept per connection; the least recently used one makes room.
    public static let preparedStatementsMax = 256
    /// Statements of one pipeline.
    public static let pipelineStatementsMax = 4_096
    /// Connections of one pool, each of which has a thread of its own.
    public static let poolConnectionsMax = 256
    /// Callers that may wait for a connection of one pool at the same time.
    public static let poolWaitersMax = 10_000
    /// Notifications held for a listener that is slower than its channel.
    public static let notificationsMax = 1_024
    /// Bytes of a channel's name: PostgreSQL truncates longer identifiers.
    public static let channelNameBytesMax = 63
    /// Retries of a transaction after a serialization failure or a deadlock.
    public static let transactionRetriesMax = 10

    /// The longest timeout accepted; anything above is cut to it.
    public static let timeoutMax = Duration.seconds(7 * 24 * 3600)
    /// How long a caller waits for a connection to open, whatever the number of hosts.
    public static let connectWait = Duration.seconds(60)
    /// How long a cancelled statement may take to end before its connection is dropped.
    public static let cancelGrace = Duration.seconds(5)
    /// How long to wait before a cancel request that had no effect is repeated.
    static let cancelRepeat = Duration.milliseconds(100)
    /// How long `rollback` may take before the connection is dropped instead.
    static let rollbackTimeout = Duration.seconds(5)
    /// The shortest time between two attempts to connect while the server is away.
    static let outageRetryInterval = Duration.milliseconds(100)
    /// How long a call waits for an attempt to connect while the server is away.
    static let outageWait = Duration.milliseconds(500)
    /// The longest pause of a listener between two attempts to connect.
    static let listenerPauseMax = Duration.seconds(2)
    /// Stack of a connection's thread; name resolution and TLS need most of it.
    static let threadStackBytes = 1 << 20
}
