/// How to reach the database, and what holds for every connection to it.
public struct PostgresConfiguration: Sendable {
    /// A libpq connection string or URI. Several hosts, `target_session_attrs`, TLS files and
    /// whatever else libpq knows are passed through.
    public var connectionString: String
    /// Shown in `pg_stat_activity`.
    public var applicationName: String
    /// The time for each host of the connection string; libpq rounds it up to two whole seconds.
    public var connectTimeout: Duration = .seconds(5)
    /// The time for each statement unless the call says otherwise.
    public var statementTimeout: Duration = .seconds(30)
    /// Server settings made on each new connection.
    ///
    /// A transaction that its task has forgotten, or that a stopped process holds, would keep its
    /// locks for ever; hence the default.
    public var settings = ["idle_in_transaction_session_timeout": "30s"]

    public init(_ connectionString: String, applicationName: String = "forms") {
        self.connectionString = connectionString
        self.applicationName = applicationName
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the connection string, which may hold a password.
    public var description: String { "PostgresConfiguration(\(applicationName))" }
    public var debugDescription: String { description }
}
