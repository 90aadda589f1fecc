internal import Postgres

extension Migrator {
    /// Says what ``up(contract:report:)`` would do, and tries it in a transaction that is rolled
    /// back.
    ///
    /// Changes nothing. The trial takes the locks that the steps take, all of them until it ends;
    /// it does not wait for them.
    public func plan(trial: Bool = true) async throws -> MigrationPlan {
        try await told {
            let connection = try await database.connect(lockTimeout: patience.forLock)
            defer { connection.close() }
            let history = MigrationHistory(migrations, try await database.records(connection))
            var plan = MigrationPlan()
            plan.findings = history.findings
            guard plan.findings.isEmpty else { return plan }
            let steps = history.isEmpty ? history.steps(contract: true) : history.due + history.held
            for step in steps {
                plan.steps.append(
                    MigrationPlan.Step(
                        name: history.name(of: step), statements: step.statements.map(\.summary),
                        isHeld: step.isHeld && !history.isEmpty,
                        isBegun: history.record(of: step) != nil,
                        remarks: try await remarks(on: step, connection)))
            }
            guard trial, !steps.isEmpty else { return plan }
            let aside = try await database.connect(lockTimeout: patience.forLock)
            defer { aside.close() }
            var run = MigrationTrial(
                connection: connection, watch: StatementWatch(connection: aside),
                patience: patience)
            plan.steps = try await run.outcomes(of: steps, in: plan.steps, database)
            return plan
        }
    }

    /// What PostgreSQL would refuse, or an interrupted run has left.
    private func remarks(
        on step: MigrationStep, _ connection: PostgresConnection
    ) async throws -> [String] {
        var remarks: [String] = []
        for case .some(let index) in step.statements.map({ IndexStatement($0) })
        where index.action == .create {
            guard let table = index.table else { continue }
            if try await connection.run(IndexQueries.isPartitioned(table)) == true {
                remarks.append(
                    "\(table) is partitioned: the index is built on each partition concurrently, "
                        + "and these are attached to one that is made on the table alone")
                continue
            }
            guard let state = try await connection.run(index.state) else { continue }
            remarks.append(
                state.isValid
                    ? "\(index.lookupName) is there already and will be accepted"
                    : "\(index.lookupName) is there and not valid: it will be dropped and built "
                        + "again")
        }
        return remarks
    }
}
