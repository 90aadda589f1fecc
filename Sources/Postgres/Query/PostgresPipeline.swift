/// Several statements that are sent at once and take effect together or not at all.
///
/// Outside of a transaction the server runs them in one of their own, so that a pipeline costs one
/// round trip and one commit. None may depend on a result of another.
///
/// ```swift
/// var pipeline = PostgresPipeline()
/// let position = pipeline.add("insert into entry … returning position" as Query<Int64>)
/// pipeline.add("insert into audit …")
/// let results = try await pool.run(pipeline)
/// print(try results[position])
/// ```
public struct PostgresPipeline: Sendable {
    private(set) var statements: [PostgresStatement] = []

    public init() {}

    public var count: Int { statements.count }

    /// Where the result of one statement will be found.
    public struct Slot<Result>: Sendable {
        /// The statement's place in the pipeline, from 0.
        public let index: Int
    }

    @discardableResult
    public mutating func add(_ query: Query<Void>) -> Slot<AffectedRows> {
        add(statement: PostgresStatement(query.fragment))
    }

    public mutating func add<Result: PostgresResult>(_ query: Query<Result>) -> Slot<Result> {
        add(statement: PostgresStatement(query.fragment))
    }

    private mutating func add<Result>(statement: PostgresStatement) -> Slot<Result> {
        statements.append(statement)
        return Slot(index: statements.count - 1)
    }

    /// The answers of a pipeline that has been committed.
    public struct Results: Sendable {
        let sets: [PostgresResultSet]

        /// The same without the answer of a statement that was put before the pipeline's own.
        func dropFirst() -> Results { Results(sets: Array(sets.dropFirst())) }

        /// - Throws: ``PostgresError`` `.decoding`.
        public subscript<Result: PostgresResult>(slot: Slot<Result>) -> Result {
            get throws(PostgresError) { try Result.decode(sets[slot.index]) }
        }
    }
}
