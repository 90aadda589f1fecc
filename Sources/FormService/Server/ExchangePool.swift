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
        return configuration
    }
}

extension PostgresPool {
    /// A pool with the exchange's settings.
    convenience init(connectionString: String, size: Int, limits: Limits) {
        self.init(.exchange(connectionString, limits: limits), size: size)
    }
}
