import Synchronization

/// How much of other transactions a transaction sees.
public enum PostgresIsolation: Sendable {
    case readCommitted
    case repeatableRead
    case serializable

    var name: String {
        switch self {
        case .readCommitted: "read committed"
        case .repeatableRead: "repeatable read"
        case .serializable: "serializable"
        }
    }
}

/// An open transaction; it ends with the body that it was given to.
///
/// After an error the server refuses every further statement: let the error out of the body.
public final class PostgresTransaction: PostgresSession {
    private let connection: PostgresConnection
    private let hasEnded = Atomic(false)

    init(on connection: PostgresConnection) {
        self.connection = connection
    }

    func end() {
        hasEnded.store(true, ordering: .releasing)
    }

    public func execute(
        _ statement: PostgresStatement, timeout: Duration?
    ) async throws(PostgresError) -> PostgresResultSet {
        try checkOpen()
        return try await connection.execute(statement, timeout: timeout)
    }

    public func run(
        _ pipeline: PostgresPipeline, timeout: Duration?
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        try checkOpen()
        return try await connection.run(pipeline, timeout: timeout)
    }

    /// Runs a text of several statements; see ``PostgresConnection/runScript(_:timeout:)``.
    public func runScript(_ script: String, timeout: Duration? = nil) async throws(PostgresError) {
        try checkOpen()
        try await connection.runScript(script, timeout: timeout)
    }

    private func checkOpen() throws(PostgresError) {
        guard !hasEnded.load(ordering: .acquiring) else {
            throw PostgresError(.closed, "the transaction has ended")
        }
        // The connection would run the statement all the same, but outside of any transaction.
        guard connection.isInTransaction || !connection.isUsable else {
            throw Self.endedByStatement
        }
    }

    static var endedByStatement: PostgresError {
        PostgresError(.misuse, "a statement has ended the transaction by itself")
    }
}
