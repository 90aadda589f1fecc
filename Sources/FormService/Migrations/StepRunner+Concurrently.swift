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
                    let table = index.table ?? ""
                    if try await connection.run(IndexQueries.isPartitioned(table)) == true {
                        try await buildByPartition(index, name, connection)
                    } else {
                        try await build(
                            IndexBuild(index, by: statement.text), name, connection)
                    }
                case .some(let index):
                    let isThere = try await connection.run(index.state) != nil
                    guard isThere || !wasBegun else {
                        report(.accepted(name, what: "\(index.lookupName) is gone already"))
                        return
                    }
                    try await connection.runScript(
                        statement.text, timeout: patience.forStatement)
                case nil:
                    try await connection.runScript(
                        statement.text, timeout: patience.forStatement)
                }
            }
        }
        try await attempt(step, name) { connection throws(PostgresError) in
            try await connection.run(MigrationQueries.record(step))
            try await connection.run(MigrationQueries.finish(step))
        }
    }

    /// Builds an index on one table, unless it is there.
    func build(
        _ index: IndexBuild, _ name: StepName, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        if let state = try await connection.run(index.state) {
            guard state.isOnTable else {
                throw PostgresError(
                    refusing: "\(index.lookupName) is the name of an index on \(state.table)")
            }
            if state.isValid {
                try await requireAlike(index, connection)
                report(.accepted(name, what: "\(index.lookupName) is there and valid"))
                return
            }
            report(.leftover(name, index: index.lookupName))
            try await drop(index, connection)
        }
        do throws(PostgresError) {
            try await connection.runScript(index.text, timeout: patience.forStatement)
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

    /// Compares an index that is there with one that is built on an empty copy of the table.
    private func requireAlike(
        _ index: IndexBuild, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        let present = try await connection.run(IndexQueries.definition(of: index.lookupName))
        try await connection.runScript("begin")
        let wanted: String?
        do throws(PostgresError) {
            try await connection.runScript(index.probe)
            wanted = try await connection.run(IndexQueries.definition(of: IndexBuild.probeName))
        } catch {
            await connection.rollBack()
            throw error
        }
        await connection.rollBack()
        guard present == wanted else {
            throw PostgresError(
                refusing: "\(index.lookupName) is there already and is another index: "
                    + "\(present ?? ""), not \(wanted ?? "")")
        }
    }

    private func drop(
        _ index: IndexBuild, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.runScript(
            "drop index concurrently \(index.lookupName)", timeout: patience.forStatement)
    }
}
