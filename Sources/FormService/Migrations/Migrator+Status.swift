internal import Postgres

extension Migrator {
    /// Says what is applied and what is not, and what is wrong at a glance.
    public func status() async throws -> MigrationStatus {
        try await told {
            let connection = try await database.connect(lockTimeout: patience.forLock)
            defer { connection.close() }
            let history = MigrationHistory(migrations, try await database.records(connection))
            var steps = migrations.flatMap(\.steps).map { step in
                let record = history.record(of: step)
                let state: MigrationStatus.State =
                    switch (record?.isApplied, step.isHeld && !history.isEmpty) {
                    case (true?, _): .applied
                    case (false?, _): .begun
                    case (nil, true): .held
                    case (nil, false): .pending
                    }
                return MigrationStatus.Step(history.name(of: step), state, record)
            }
            let unknown = Set(history.unknown)
            steps += history.records.filter { unknown.contains($0.name) }.map { record in
                let count = history.records.count { $0.name == record.name }
                return MigrationStatus.Step(StepName(record, of: count), .unknown, record)
            }
            return MigrationStatus(
                steps: steps, findings: history.findings + (try await leftovers(connection)))
        }
    }

    /// Checks everything that was applied: the steps against the files, what verify steps have
    /// found to hold, and indexes.
    ///
    /// - Returns: what is wrong.
    public func check() async throws -> [MigrationFinding] {
        try await told {
            let connection = try await database.connect(lockTimeout: patience.forLock)
            defer { connection.close() }
            let history = MigrationHistory(migrations, try await database.records(connection))
            var findings = history.findings
            for migration in migrations {
                // A contract may have taken away what the steps before it look at.
                let isContracted = migration.steps.contains { $0.isHeld && history.isApplied($0) }
                for step in migration.steps
                where step.kind == .verify && history.isApplied(step)
                    && step.isHeld == isContracted
                {
                    if let finding = try await verified(step, connection) {
                        findings.append(finding)
                    }
                }
            }
            return findings + (try await leftovers(connection))
        }
    }

    private func verified(
        _ step: MigrationStep, _ connection: PostgresConnection
    ) async throws -> MigrationFinding? {
        func finding(_ what: String, _ lines: [String]) -> MigrationFinding {
            MigrationFinding(
                kind: .notVerified, what: what,
                remedy:
                    "Mend these rows: something has written them since, or an older server did.",
                lines: lines)
        }
        do throws(PostgresError) {
            let rows = try await connection.rows(of: step, patience)
            return rows.isEmpty ? nil : finding("\(step) finds \(rows.heading):", rows.lines)
        } catch {
            // Later migrations may have taken away what it looks at.
            if error.sqlState == .undefinedTable || error.sqlState == .undefinedColumn {
                return nil
            }
            throw error
        }
    }

    private func leftovers(_ connection: PostgresConnection) async throws -> [MigrationFinding] {
        try await connection.run(IndexQueries.leftovers()).map(\.values).map { index, table in
            MigrationFinding(
                kind: .invalidIndex,
                what: "The index \(index) on \(table) is not valid: it helps no query and costs "
                    + "every write.",
                remedy: "If a step that builds it is pending, `formserver migrate up` builds it "
                    + "again; otherwise: drop index concurrently \(index)")
        }
    }
}
