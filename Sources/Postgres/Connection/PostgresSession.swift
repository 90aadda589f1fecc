/// Something that runs statements: a pool, a connection or a transaction.
public protocol PostgresSession: Sendable {
    /// Runs one statement; `timeout` replaces the configuration's if it is given.
    func execute(
        _ statement: PostgresStatement, timeout: Duration?
    ) async throws(PostgresError) -> PostgresResultSet

    /// Runs all statements of `pipeline`, or none.
    ///
    /// - Throws: the first error, with its ``PostgresError/pipelineIndex``; `.outcomeUnknown` if
    ///   the connection broke so late that the server may have committed.
    func run(
        _ pipeline: PostgresPipeline, timeout: Duration?
    ) async throws(PostgresError) -> PostgresPipeline.Results
}

extension PostgresSession {
    /// Runs `query` and ignores the rows it may return.
    public func run(
        _ query: Query<Void>, timeout: Duration? = nil
    ) async throws(PostgresError) {
        _ = try await execute(PostgresStatement(query.fragment), timeout: timeout)
    }

    /// Runs `query` and decodes its answer.
    ///
    /// - Throws: ``PostgresError``; a cancelled task's statement is stopped on the server.
    public func run<Result: PostgresResult>(
        _ query: Query<Result>, timeout: Duration? = nil
    ) async throws(PostgresError) -> Result {
        let statement = PostgresStatement(query.fragment)
        return try Result.decode(try await execute(statement, timeout: timeout))
    }

    public func run(
        _ pipeline: PostgresPipeline
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        try await run(pipeline, timeout: nil)
    }
}
