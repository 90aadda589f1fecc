internal import Postgres

extension PostgresPool {
    /// A pool with the settings that every connection of the exchange has.
    convenience init(connectionString: String, size: Int, limits: Limits) {
        var configuration = PostgresConfiguration(
            connectionString, applicationName: "formserver")
        configuration.statementTimeout = limits.statementTimeout
        // A stalled server must not keep the head's row from the others.
        configuration.settings["idle_in_transaction_session_timeout"] =
            "\(Int(limits.idleTransactionTimeout / .milliseconds(1)))ms"
        configuration.settings["tcp_user_timeout"] = "10000"
        self.init(configuration, size: size)
    }
}
