internal import Postgres

/// Brings a database to the state that this program works with.
public struct Migrator: Sendable {
    let database: MigrationDatabase
    let migrations: [Migration]
    let patience: MigrationPatience
    let operatorName: String

    /// - Parameter operatorName: who migrates, for the journal.
    public init(connectionString: String, operatorName: String = "formserver") {
        self.init(
            connectionString: connectionString, migrations: Migration.embedded(),
            operatorName: operatorName)
    }

    /// Works with other migrations than those in the program, for whoever writes a new one.
    ///
    /// - Throws: ``ConfigurationError`` that names the file, the line and what is wrong there.
    public init(
        connectionString: String, files: [(name: String, script: String)],
        operatorName: String = "formserver"
    ) throws(ConfigurationError) {
        var migrations: [Migration] = []
        for file in files.sorted(by: { $0.name < $1.name }) {
            migrations.append(try Migration(name: file.name, script: file.script))
        }
        try Migration.checkNumbers(migrations)
        self.init(
            connectionString: connectionString, migrations: migrations, operatorName: operatorName)
    }

    init(
        connectionString: String, migrations: [Migration], patience: MigrationPatience = .init(),
        operatorName: String = "formserver"
    ) {
        self.database = MigrationDatabase(connectionString: connectionString)
        self.migrations = migrations
        self.patience = patience
        self.operatorName = operatorName
    }

    /// What a run has done, and has left.
    public struct Outcome: Sendable {
        public let applied: [StepName]
        /// What waits until no older server runs.
        public let held: [StepName]
    }

    /// Applies what is missing, step by step.
    ///
    /// Idempotent; several programs may try at once, one works and the others wait. What a run that
    /// was killed has begun is gone on with.
    ///
    /// - Parameters:
    ///   - contract: whether to take away what only older servers use, too. In a database where
    ///     nothing was applied yet that is done at once.
    ///   - report: told what happens, while it happens.
    /// - Throws: ``MigrationError`` if an applied step was edited or is not known to this program,
    ///   if a step fails, or if the database is away; what was applied before stays.
    @discardableResult
    public func up(
        contract: Bool = false, report: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) async throws -> Outcome {
        try await told {
            let connection = try await database.connect(lockTimeout: patience.forLock)
            // Closing the connection gives the lock back, whatever happened.
            defer { connection.close() }
            // The lock's connection is free for the lock alone from now on.
            let lock = try await MigrationLock.take(on: connection, patience: patience.forTurn) {
                report(.waiting(holders: $0))
            }
            try await database.prepare(connection)
            let history = MigrationHistory(migrations, try await database.records(connection))
            try history.requireSound()
            let runner = StepRunner(
                database: database, lock: lock, history: history, patience: patience,
                operatorName: operatorName, report: report)
            let steps = history.steps(contract: contract)
            for step in steps { try await runner.apply(step) }
            return Outcome(
                applied: steps.map(history.name),
                held: history.isEmpty || contract ? [] : history.held.map(history.name))
        }
    }

    /// Checks that the database is in a state that a server of this program works with.
    ///
    /// Steps that only take away what older servers use may be missing, and steps of newer
    /// programs that only add something may be there.
    ///
    /// - Throws: ``ConfigurationError`` that says what to run.
    public func verify() async throws {
        let history: MigrationHistory
        do {
            history = try await told { try await self.history() }
        } catch let error as MigrationError {
            throw ConfigurationError(error.description)
        }
        let findings = history.findings.filter { $0.kind != .unknown || !history.isTolerable }
        guard findings.isEmpty else {
            throw ConfigurationError(findings.map(\.description).joined(separator: "\n\n"))
        }
        guard let first = history.due.first else { return }
        throw ConfigurationError(
            "The database is older than this program: it lacks \(history.due.count) step(s) of its "
                + "migrations, the first is \(first). Run `formserver migrate up`.")
    }

    /// What the database has, beside the files.
    func history() async throws -> MigrationHistory {
        let connection = try await database.connect(lockTimeout: patience.forLock)
        defer { connection.close() }
        return MigrationHistory(migrations, try await database.records(connection))
    }

    /// Makes every failure one that says what to do.
    func told<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as PostgresError {
            if error.kind == .cancelled { throw CancellationError() }
            throw MigrationError(
                error.meansAway ? .away : .refused,
                "The database \(error.meansAway ? "went away" : "refuses"): "
                    + "\(error.message.trimmedLine).")
        }
    }
}
