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

    private func drop(
        _ index: IndexBuild, _ connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.runScript(
            "drop index concurrently \(index.lookupName)", timeout: patience.forStatement)
    }
}

/// An index that is to be there, and the statement that builds it.
struct IndexBuild {
    /// With its schema, where its table's is known.
    let lookupName: String
    let table: String
    let text: String

    init(_ index: IndexStatement, by text: String) {
        lookupName = index.lookupName
        table = index.table ?? ""
        self.text = text
    }

    /// The part of `index` that lies on a partition.
    init(_ index: IndexStatement, on partition: Partition) {
        lookupName = "\(partition.schema).\(partition.index)"
        table = partition.table
        text =
            "create \(index.isUnique ? "unique " : "")index concurrently \(partition.index) "
            + "on \(partition.table) \(index.definition)"
    }

    var state: Query<IndexState?> { IndexQueries.find(lookupName, on: table) }
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
