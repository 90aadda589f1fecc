internal import Postgres

/// Where the database is that is migrated.
struct MigrationDatabase: Sendable {
    let connectionString: String

    /// Opens a connection on which nothing but locks is waited for in vain.
    ///
    /// - Throws: ``MigrationError`` `.away`.
    func connect(lockTimeout: Duration) async throws(MigrationError) -> PostgresConnection {
        var configuration = PostgresConfiguration(
            connectionString, applicationName: "formserver-migrate")
        configuration.settings["lock_timeout"] = "\(lockTimeout.milliseconds)ms"
        configuration.settings["statement_timeout"] = "0"
        configuration.settings["idle_session_timeout"] = "0"
        // A statement ends with the program that waits for it, and lets go of its locks.
        configuration.settings["client_connection_check_interval"] = "2s"
        do {
            return try await PostgresConnection.connect(configuration)
        } catch {
            throw MigrationError(
                .away, "The database does not answer: \(error.message.trimmedLine).")
        }
    }

    /// What is recorded of the migrations that were applied; nothing in a database without the
    /// table.
    ///
    /// - Throws: ``MigrationError`` `.refused` for a table of another shape.
    func records(_ connection: PostgresConnection) async throws -> [StepRecord] {
        let columns = try await connection.run(MigrationQueries.columns())
        guard !columns.isEmpty else { return [] }
        guard columns.contains("step") else {
            throw MigrationError(
                .refused,
                "The database was made by a program older than 0.1, whose migrations were recorded "
                    + "otherwise. Make a new one; there is no way from the old one.")
        }
        return try await connection.run(MigrationQueries.list())
    }

    func prepare(_ connection: PostgresConnection) async throws {
        guard try await connection.run(MigrationQueries.columns()).isEmpty else { return }
        try await connection.runScript(MigrationQueries.createTables)
    }
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
