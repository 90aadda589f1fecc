internal import Postgres

/// The steps that are missing, in one transaction that is rolled back.
struct MigrationTrial {
    let connection: PostgresConnection
    let watch: StatementWatch
    let patience: MigrationPatience

    private var tables: [Int64] = []
    private var locks = Set<TableLock>()
    /// Steps that the trial left out, so that what follows may fail for want of them.
    private var leftOut: [StepName] = []

    init(connection: PostgresConnection, watch: StatementWatch, patience: MigrationPatience) {
        self.connection = connection
        self.watch = watch
        self.patience = patience
    }

    /// - Returns: `planned` with what the trial has shown.
    mutating func outcomes(
        of steps: [MigrationStep], in planned: [MigrationPlan.Step], _ database: MigrationDatabase
    ) async throws -> [MigrationPlan.Step] {
        var planned = planned
        tables = try await connection.run(IndexQueries.tables())
        try await connection.runScript("begin")
        do {
            try await database.prepare(connection)
            for (index, step) in steps.enumerated() {
                let outcome = try await outcome(of: step, planned[index].name)
                planned[index].trial = outcome
                if case .skipped = outcome { leftOut.append(planned[index].name) }
                guard connection.isUsable, !outcome.endsTrial else {
                    for rest in planned.indices.dropFirst(index + 1) {
                        planned[rest].trial = .skipped("the trial ended before")
                    }
                    break
                }
                planned[index].remarks += try await newLocks()
            }
        } catch {
            await connection.rollBack()
            throw error
        }
        await connection.rollBack()
        return planned
    }

    private mutating func outcome(
        of step: MigrationStep, _ name: StepName
    ) async throws -> MigrationPlan.Trial {
        if step.kind == .concurrently {
            return .skipped("it runs outside of transactions")
        }
        let start = ContinuousClock.now
        let (result, blockers) = await watch.watching(
            connection.processID, every: patience.forLock / 4, report: { _ in },
            { () async throws(PostgresError) in try await run(step) })
        switch result {
        case .success(let trial): return trial ?? .passed(took: ContinuousClock.now - start)
        case .failure(let error): return try judge(error, step, blockers)
        }
    }

    /// - Returns: `nil` if there is nothing to say but that it went well.
    private func run(_ step: MigrationStep) async throws(PostgresError) -> MigrationPlan.Trial? {
        switch step.kind {
        case .verify:
            let rows = try await connection.rows(of: step, patience)
            if rows.isEmpty { return nil }
            return leftOut.isEmpty
                ? .failed("finds \(rows.summary): \(rows.lines.joined(separator: "; "))")
                : .skipped("finds \(rows.summary), as not all before it was tried")
        case .backfill:
            let rows = try await connection.touchedRows(of: step, patience)
            // All batches in one transaction would lock all of these rows.
            return rows == 0
                ? nil : .skipped("one batch of \(rows) rows was tried, the rest was not")
        case .plain, .expand, .contract, .concurrently:
            try await connection.runScript(step.text, timeout: patience.forStatement)
            return nil
        }
    }

    private func judge(
        _ error: PostgresError, _ step: MigrationStep, _ blockers: [Blocker]
    ) throws -> MigrationPlan.Trial {
        if error.kind == .cancelled || error.meansAway { throw error }
        if error.meansBlocked {
            let whom = blockers.map(\.description).joined(separator: "; ")
            return .unclear(
                "what it locks is in use\(whom.isEmpty ? "" : " by \(whom)"): try again")
        }
        let message = MigrationError(step, error, remedy: "").description.trimmedLine
        guard leftOut.isEmpty else {
            return .unclear("\(message) (perhaps as not all before it was tried)")
        }
        return .failed(message)
    }

    /// The strong locks that came with the last step, for people.
    private mutating func newLocks() async throws -> [String] {
        let held = try await connection.run(IndexQueries.strongLocks(on: tables))
        let new = held.filter { locks.insert($0).inserted }
        let stopped = Set(new.filter(\.stopsReaders).map(\.table))
        let writers = Set(new.map(\.table)).subtracting(stopped)
        return [
            ("keeps readers and writers out of", stopped), ("keeps writers out of", writers),
        ].compactMap { what, tables in
            tables.isEmpty ? nil : "\(what) \(tables.sorted().joined(separator: ", "))"
        }
    }
}
