internal import Postgres

extension StepRunner {
    /// Builds an index on a partitioned table, where PostgreSQL builds none concurrently: on the
    /// table alone at first, which takes no time, then concurrently on each partition, and attaches
    /// these. With the last one the whole index becomes valid.
    ///
    /// Goes on where an earlier run was: what is attached is left alone.
    func buildByPartition(
        _ index: IndexStatement, _ name: StepName, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        guard let table = index.table, let own = index.name else { return }
        if let state = try await connection.run(index.state) {
            guard state.isOnTable else {
                throw PostgresError(
                    refusing: "\(index.lookupName) is the name of an index on \(state.table)")
            }
        } else {
            try await runShortly(
                "create \(index.isUnique ? "unique " : "")index \(own) on only \(table) "
                    + index.definition, connection)
        }
        // Partitions that are added meanwhile are found in the next round.
        while true {
            let rest = try await connection.run(
                IndexQueries.partitions(of: table, without: index.lookupName))
            if rest.isEmpty { return }
            for partition in rest {
                guard partition.isTable else {
                    throw PostgresError(
                        refusing:
                            "\(partition.table) has partitions of its own: build the index on "
                            + "each of them in steps of their own")
                }
                let part = IndexBuild(index, on: partition)
                try await build(part, name, connection)
                try await runShortly(
                    "alter index \(index.lookupName) attach partition \(part.lookupName)",
                    connection)
            }
        }
    }

    /// Runs a statement that takes no time, but locks for which others would have to wait too.
    private func runShortly(
        _ text: String, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.runScript("begin")
        do throws(PostgresError) {
            try await connection.runScript(
                "set local lock_timeout = \(patience.forLock.milliseconds)")
            try await connection.runScript(text, timeout: patience.forStatement)
            try await connection.runScript("commit")
        } catch {
            await connection.rollBack()
            throw error
        }
    }
}
