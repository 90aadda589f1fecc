internal import Postgres

/// Applies steps, one after the other, under the migrator's lock.
///
/// Each step has a connection of its own, so that no setting of one reaches the next. Its record is
/// written in the transaction that does it; only where there can be no transaction, after it.
struct StepRunner: Sendable {
    let database: MigrationDatabase
    let lock: MigrationLock
    let history: MigrationHistory
    let patience: MigrationPatience
    /// Who applies them, for the journal.
    let operatorName: String
    let report: @Sendable (MigrationEvent) -> Void

    /// Applies a step, or what is left of it.
    ///
    /// - Throws: ``MigrationError``; the step's transaction is rolled back then.
    func apply(_ step: MigrationStep) async throws {
        let name = history.name(of: step)
        let start = ContinuousClock.now
        try await lock.requireHeld(before: step)
        report(.began(name))
        var done = (batches: 0, rows: 0)
        switch step.kind {
        case .backfill: done = try await backFill(step, name)
        case .concurrently: try await runConcurrently(step, name)
        case .plain, .expand, .verify, .contract: try await runInTransaction(step, name)
        }
        report(
            .applied(
                name, took: ContinuousClock.now - start, batches: done.batches, rows: done.rows))
    }

    // MARK: One transaction

    /// What a contract rests on must hold still, so it is verified again in the same transaction.
    private func runInTransaction(_ step: MigrationStep, _ name: StepName) async throws {
        let isCheck = step.kind == .verify
        let checks = (step.isHeld ? history.guards(of: step) : []) + (isCheck ? [step] : [])
        let failure = try await attempt(step, name) {
            connection throws(PostgresError) -> VerifyFailure? in
            for check in checks {
                let rows = try await connection.rows(of: check, patience)
                if !rows.isEmpty { return VerifyFailure(step: check, rows: rows) }
            }
            try await connection.run(MigrationQueries.record(step))
            try await connection.run(MigrationQueries.begin(step, by: operatorName))
            if !isCheck {
                try await connection.runScript(step.text, timeout: patience.forStatement)
            }
            try await connection.run(MigrationQueries.finish(step))
            return nil
        }
        if let failure { throw failure.error(before: isCheck ? nil : step) }
    }

    // MARK: Batches

    private func backFill(
        _ step: MigrationStep, _ name: StepName
    ) async throws -> (batches: Int, rows: Int) {
        var total = (batches: 0, rows: 0)
        var ownRows = 0
        while true {
            try await lock.requireHeld(before: step)
            let batch = try await attempt(step, name) { connection throws(PostgresError) in
                try await connection.run(MigrationQueries.begin(step, by: operatorName))
                let rows = try await connection.touchedRows(of: step, patience)
                if rows == 0 {
                    try await connection.run(MigrationQueries.record(step))
                    try await connection.run(MigrationQueries.finish(step))
                    return (rows: 0, sums: nil as PostgresColumns<Int64, Int64>?)
                }
                return (rows, try await connection.run(MigrationQueries.addBatch(step, rows: rows)))
            }
            guard let sums = batch.sums?.values else { return total }
            total = (Int(sums.0), Int(sums.1))
            ownRows += batch.rows
            report(.batch(name, batches: total.batches, rows: total.rows, ownRows: ownRows))
            try Task.checkCancellation()
        }
    }

    // MARK: Attempts

    /// Runs `body` in a transaction of a connection of its own; again while locks are not to be had.
    func attempt<Value: Sendable>(
        _ step: MigrationStep, _ name: StepName,
        _ body: (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws -> Value {
        try await attempt(step, name, lockTimeout: patience.forLock) {
            connection throws(PostgresError) in
            try await connection.runScript("begin")
            do throws(PostgresError) {
                let value = try await body(connection)
                try await connection.runScript("commit")
                return value
            } catch {
                await connection.rollBack()
                throw error
            }
        }
    }

    /// Runs `body` with a connection of its own; again while locks are not to be had.
    func attempt<Value: Sendable>(
        _ step: MigrationStep, _ name: StepName, lockTimeout: Duration,
        _ body: (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws -> Value {
        var blockers: [String] = []
        for attempt in 1...patience.attempts {
            let connection = try await database.connect(lockTimeout: lockTimeout)
            defer { connection.close() }
            let (result, seen) = await lock.watch.watching(
                connection.processID, every: patience.forLock / 4,
                report: { report(MigrationEvent(name, $0)) },
                { () async throws(PostgresError) in try await body(connection) })
            switch result {
            case .success(let value): return value
            case .failure(let error) where error.kind == .cancelled: throw CancellationError()
            case .failure(let error) where error.meansBlocked:
                blockers = seen.map(\.description)
                guard attempt < patience.attempts else { break }
                let pause = patience.pause(after: attempt)
                report(.retrying(name, attempt: attempt, pause: pause, blockers: blockers))
                try await Task.sleep(for: pause)
                try await lock.requireHeld(before: step)
            case .failure(let error):
                throw MigrationError(step, error, remedy: step.remedy)
            }
        }
        let whom = blockers.isEmpty ? "" : " Last in the way: \(blockers.joined(separator: "; "))."
        throw MigrationError(
            .busy,
            "\(step) could not have its locks in \(patience.attempts) attempts.\(whom) Nothing of "
                + "\(step.kind == .backfill ? "the batch" : "the step") was applied; run "
                + "`formserver migrate up` again when they are gone.")
    }
}

extension MigrationStep {
    /// What to do if PostgreSQL refuses it.
    fileprivate var remedy: String {
        switch kind {
        case .backfill:
            "The batch was undone, those before it stay. Mend the step and run "
                + "`formserver migrate up` again, it goes on with the rows that are left."
        case .concurrently:
            "What it has built before stays. Mend what is wrong and run `formserver migrate up` "
                + "again, it looks what is there already."
        default:
            "It was undone: the database is as it was before. Mend what is wrong and run "
                + "`formserver migrate up` again."
        }
    }
}

extension MigrationEvent {
    init(_ name: StepName, _ sight: StatementWatch.Sight) {
        switch sight {
        case .blocked(let blockers):
            self = .blocked(name, blockers: blockers.map(\.description))
        case .working(let phase, let percent):
            self = .working(name, phase: phase, percent: percent)
        }
    }
}

extension MigrationHistory {
    func name(of step: MigrationStep) -> StepName {
        StepName(step, of: migrations.first { $0.name == step.migration }?.steps.count ?? 0)
    }
}
