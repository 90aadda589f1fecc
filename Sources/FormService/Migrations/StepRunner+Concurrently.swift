internal import Postgres

extension StepRunner {
    /// Runs statements that cannot run in a transaction.
    ///
    /// That the step was begun is recorded before, that it is done after. What an interrupted run
    /// has done shows in the catalogue: an index that is there and valid is accepted, one that is
    /// not valid is dropped and built again. Other statements are run again.
    func runConcurrently(_ step: MigrationStep, _ name: StepName) async throws {
        let wasBegun = history.record(of: step) != nil
        try await attempt(step, name) { connection throws(PostgresError) in
            try await connection.run(MigrationQueries.begin(step, by: operatorName))
        }
        for statement in step.statements {
            try await lock.requireHeld(before: step)
            try await attempt(step, name, lockTimeout: patience.forConcurrentLock) {
                connection throws(PostgresError) in
                switch IndexStatement(statement) {
                case .some(let index) where index.action == .create:
                    try await build(index, statement, name, connection)
                case .some(let index):
                    let isThere = try await connection.run(index.state) != nil
                    guard isThere || !wasBegun else {
                        report(.accepted(name, what: "\(index.lookupName) is gone already"))
                        return
                    }
                    try await run(statement, connection)
                case nil:
                    try await run(statement, connection)
                }
            }
        }
        try await attempt(step, name) { connection throws(PostgresError) in
            try await connection.run(MigrationQueries.record(step))
            try await connection.run(MigrationQueries.finish(step))
        }
    }

    private func build(
        _ index: IndexStatement, _ statement: SQLStatement, _ name: StepName,
        _ connection: PostgresConnection
    ) async throws(PostgresError) {
        if let state = try await connection.run(index.state) {
            guard state.isOnTable else {
                throw PostgresError(
                    refusing: "\(index.lookupName) is the name of an index on \(state.table)")
            }
            if state.isValid {
                report(.accepted(name, what: "\(index.lookupName) is there and valid"))
                return
            }
            report(.leftover(name, index: index.lookupName))
            try await drop(index, connection)
        }
        do throws(PostgresError) {
            try await run(statement, connection)
        } catch {
            // Useless as it is, it would cost every writer its share and might refuse rows.
            if !error.meansAway, error.kind != .cancelled,
                let left = try await connection.run(index.state), !left.isValid
            {
                try await drop(index, connection)
            }
            throw error
        }
    }

    private func run(
        _ statement: SQLStatement, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.runScript(statement.text, timeout: patience.forStatement)
    }

    private func drop(
        _ index: IndexStatement, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.runScript(
            "drop index concurrently \(index.lookupName)", timeout: patience.forStatement)
    }
}

extension IndexStatement {
    /// The index's name with its table's schema, where one is given: the statement itself cannot.
    var lookupName: String {
        guard action == .create, let table, let name, let dot = table.lastIndex(of: ".") else {
            return name ?? ""
        }
        return table[...dot] + name
    }

    var state: Query<IndexState?> { IndexQueries.find(lookupName, on: table ?? lookupName) }
}
