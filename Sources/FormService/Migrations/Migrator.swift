internal import FormDocument
internal import Postgres

/// Brings a database to the state that this program works with.
public struct Migrator: Sendable {
    private let connectionString: String
    private let migrations: [Migration]

    /// How long to wait for another server that is migrating.
    private static let lockPatience = Duration.seconds(60)
    /// A migration may take long; nothing else may.
    private static let migrationTimeout = Duration.seconds(3_600)

    public init(connectionString: String) {
        self.init(connectionString: connectionString, migrations: Migration.embedded())
    }

    init(connectionString: String, migrations: [Migration]) {
        self.connectionString = connectionString
        self.migrations = migrations
    }

    /// Applies what is missing, each file in a transaction with its record.
    ///
    /// Idempotent; several servers may try at once, one works and the others wait.
    ///
    /// - Parameter report: gets the name of each file when it has been applied.
    /// - Throws: ``ConfigurationError`` if an applied file was edited or is not known to this
    ///   program, or if a file fails; what was applied before stays.
    public func up(report: (String) -> Void = { _ in }) async throws {
        try await withLock { connection in
            if !(try await connection.run(MigrationQueries.tableExists())) {
                try await connection.runScript(MigrationQueries.createTable)
            }
            for migration in try await self.pending(connection) {
                try await self.apply(migration, connection)
                report(migration.name)
            }
        }
    }

    /// Checks that the database is in the state that this program works with.
    ///
    /// - Throws: ``ConfigurationError`` that says what to run.
    public func verify() async throws {
        let connection = try await connect()
        defer { connection.close() }
        let exists = try await connection.run(MigrationQueries.tableExists())
        let missing = exists ? try await pending(connection) : migrations
        guard let first = missing.first else { return }
        throw ConfigurationError(
            "The database lacks \(missing.count) migration(s), the first is \(first.name). "
                + "Run `formserver migrate` first.")
    }

    private func pending(_ connection: PostgresConnection) async throws -> [Migration] {
        let applied = try await connection.run(MigrationQueries.list())
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0) })
        for old in applied {
            guard let migration = known[old.name] else {
                throw ConfigurationError(
                    "The database has the migration \(old.name), which this program does not know: "
                        + "it is older than the database. Run a newer one.")
            }
            guard migration.checksum == old.checksum else {
                throw ConfigurationError(
                    "The migration \(old.name) was applied and edited afterwards. Restore the file "
                        + "and put the change into a new one.")
            }
        }
        let done = Set(applied.map(\.name))
        return migrations.filter { !done.contains($0.name) }
    }

    private func apply(_ migration: Migration, _ connection: PostgresConnection) async throws {
        do throws(PostgresError) {
            try await connection.runScript("begin")
            try await connection.runScript(migration.script, timeout: Self.migrationTimeout)
            try await connection.run(MigrationQueries.record(migration))
            try await connection.runScript("commit")
        } catch {
            try? await connection.runScript("rollback")
            throw ConfigurationError(
                "The migration \(migration.name) failed and was undone: \(error.message)")
        }
    }

    private func withLock(_ work: (PostgresConnection) async throws -> Void) async throws {
        let connection = try await connect()
        // Closing the connection gives the lock back, whatever happened.
        defer { connection.close() }
        let deadline = ContinuousClock.now + Self.lockPatience
        while !(try await connection.run(MigrationQueries.tryLock())) {
            guard ContinuousClock.now < deadline else {
                throw ConfigurationError(
                    "Another server has been migrating this database for a minute. Try again later."
                )
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        try await work(connection)
        _ = try await connection.run(MigrationQueries.unlock())
    }

    private func connect() async throws -> PostgresConnection {
        do {
            return try await PostgresConnection.connect(
                PostgresConfiguration(connectionString, applicationName: "formserver-migrate"))
        } catch {
            throw ConfigurationError("The database does not answer: \(error.message)")
        }
    }
}
