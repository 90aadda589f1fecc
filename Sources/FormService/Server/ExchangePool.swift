internal import Postgres

extension PostgresConfiguration {
    /// The settings that every connection of the exchange has.
    static func exchange(_ connectionString: String, limits: Limits) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(connectionString, applicationName: "formserver")
        configuration.statementTimeout = limits.statementTimeout
        // A stalled server must not keep the head's row from the others.
        configuration.settings["idle_in_transaction_session_timeout"] =
            "\(Int(limits.idleTransactionTimeout / .milliseconds(1)))ms"
        configuration.settings["tcp_user_timeout"] = "10000"
        // Nor one whose machine has vanished.
        configuration.settings["tcp_keepalives_idle"] = "5"
        configuration.settings["tcp_keepalives_interval"] = "2"
        configuration.settings["tcp_keepalives_count"] = "3"
        // Compiling a statement takes longer than any of ours runs.
        configuration.settings["jit"] = "off"
        return configuration
    }

    /// The settings of the lane that appends to the log.
    ///
    /// Its statements find rows by their keys. Prepared while the tables were small, they would be
    /// planned as scans, and stay so while the tables grow.
    static func lane(_ connectionString: String, limits: Limits) -> PostgresConfiguration {
        var configuration = exchange(connectionString, limits: limits)
        for plan in ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"] {
            configuration.settings[plan] = "off"
        }
        return configuration
    }
}

extension PostgresPool {
    /// A pool with the exchange's settings.
    convenience init(connectionString: String, size: Int, limits: Limits) {
        self.init(.exchange(connectionString, limits: limits), size: size)
    }
}
