import Synchronization

/// Up to a fixed number of connections, shared by any number of tasks.
///
/// Connections are opened when they are needed. Callers are served in the order in which they
/// came. A broken connection is dropped; while the server is away calls fail soon with
/// `.connectFailed`, and the first one after its return gets a new connection.
///
/// ```swift
/// let pool = PostgresPool(.init("host=/run/postgresql dbname=forms"), size: 4)
/// let form: String? = try await pool.run("select form from submission where id = \(id)")
/// let position: Int64 = try await pool.transaction { transaction in
///     let position: Int64 = try await transaction.run("update head set … returning position")
///     try await transaction.run("insert into entry (position) values (\(position))")
///     return position
/// }
/// await pool.close()
/// ```
public final class PostgresPool: PostgresSession {
    public let configuration: PostgresConfiguration
    /// The most connections open at a time.
    public let size: Int
    private let acquireTimeout: Duration
    private let state: Mutex<PoolState>

    /// - Parameter acquireTimeout: how long a call may wait for a free connection.
    public init(
        _ configuration: PostgresConfiguration, size: Int = 4,
        acquireTimeout: Duration = .seconds(10)
    ) {
        let size = min(max(1, size), PostgresLimits.poolConnectionsMax)
        self.configuration = configuration
        self.size = size
        self.acquireTimeout = acquireTimeout
        self.state = Mutex(PoolState(size: size))
    }

    // MARK: Statements

    public func execute(
        _ statement: PostgresStatement, timeout: Duration?
    ) async throws(PostgresError) -> PostgresResultSet {
        try await onLiveConnection { connection throws(PostgresError) in
            try await connection.execute(statement, timeout: timeout)
        }
    }

    public func run(
        _ pipeline: PostgresPipeline, timeout: Duration?
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        try await onLiveConnection { connection throws(PostgresError) in
            try await connection.run(pipeline, timeout: timeout)
        }
    }

    /// Runs `body` on some connection, and again on the next one as long as a connection proves
    /// to have died while it was idle: then the server has seen nothing.
    private func onLiveConnection<Result: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws(PostgresError) -> Result
    ) async throws(PostgresError) -> Result {
        var attemptsLeft = size + 1
        while true {
            attemptsLeft -= 1
            let connection = try await acquire()
            defer { release(connection) }
            do throws(PostgresError) {
                return try await body(connection)
            } catch {
                guard error.isLossBeforeSending, attemptsLeft > 0 else { throw error }
            }
        }
    }

    // MARK: Transactions

    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// Everything in `body` must go through the transaction it is given; another call on this pool
    /// there fails with `.misuse`.
    ///
    /// - Parameter retries: how often to run `body` again, in a new transaction, after a
    ///   serialization failure or a deadlock. `body` must then have no other effects.
    /// - Throws: what `body` throws; ``PostgresError`` `.outcomeUnknown` if the connection breaks
    ///   while committing.
    public nonisolated(nonsending) func transaction<Result>(
        isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false, retries: Int = 0,
        _ body: nonisolated(nonsending) (PostgresTransaction) async throws -> Result
    ) async throws -> Result {
        var attemptsLeft = size + 1
        while true {
            attemptsLeft -= 1
            var hasBegun = false
            let connection = try await acquire()
            defer { release(connection) }
            do {
                return try await TransactionScope.with(self) {
                    try await connection.transaction(
                        isolation: isolation, readOnly: readOnly, retries: retries
                    ) { transaction in
                        hasBegun = true
                        return try await body(transaction)
                    }
                }
            } catch let error as PostgresError where !hasBegun && error.isLossBeforeSending {
                guard attemptsLeft > 0 else { throw error }
            }
        }
    }

    /// Lends `body` a connection for itself alone.
    ///
    /// Session settings made there stay with the connection, and so reach its next user.
    public nonisolated(nonsending) func withConnection<Result>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await acquire()
        defer { release(connection) }
        return try await body(connection)
    }

    // MARK: Lending

    private func acquire() async throws(PostgresError) -> PostgresConnection {
        if TransactionScope.isInside(self) {
            throw PostgresError(.misuse, "a pool used inside of one of its transactions")
        }
        if Task.isCancelled { throw Self.cancelled }
        if let connection = state.withLock({ $0.claimIdle() }) { return connection }

        let waiter = PoolWaiter()
        let patience = state.withLock { $0.patience(acquireTimeout) }
        let timer = Task { [self] in
            try await Task.sleep(for: patience)
            abandon(waiter, state.withLock { $0.impatience })
        }
        defer { timer.cancel() }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiter.install(continuation)
                carryOut(state.withLock { $0.enqueue(waiter) })
                // A cancellation that came before it was in the queue found nothing there.
                if Task.isCancelled { abandon(waiter, Self.cancelled) }
            }
        } onCancel: {
            abandon(waiter, Self.cancelled)
        }
        return try outcome.get()
    }

    private func abandon(_ waiter: PoolWaiter, _ error: PostgresError) {
        if state.withLock({ $0.abandon(waiter) }) { waiter.resume(.failure(error)) }
    }

    private func release(_ connection: PostgresConnection) {
        carryOut(state.withLock { $0.release(connection) })
    }

    private func carryOut(_ actions: PoolState.Actions) {
        for connection in actions.closed { connection.close() }
        for (waiter, outcome) in actions.resumed { waiter.resume(outcome) }
        for closer in actions.finished { closer.resume() }
        guard let delay = actions.opensAfter else { return }
        // Not a child of the caller, who may give up while others wait for the same connection.
        Task.detached { [self] in
            if delay > .zero { try? await Task.sleep(for: delay) }
            let result: PoolWaiter.Outcome
            do throws(PostgresError) {
                result = .success(try await PostgresConnection.connect(configuration))
            } catch {
                result = .failure(error)
            }
            carryOut(state.withLock { $0.opened(result) })
        }
    }

    /// How many callers wait for a connection at the moment.
    var waiterCount: Int { state.withLock(\.waiterCount) }

    private static var cancelled: PostgresError {
        PostgresError(.cancelled, "cancelled while waiting for a connection")
    }

    // MARK: Closing

    /// Closes the pool: waiting callers fail with `.closed`, running statements may finish.
    ///
    /// - Parameter grace: after which connections still in use are closed by force.
    public func close(grace: Duration = .seconds(10)) async {
        let timer = Task { [self] in
            try await Task.sleep(for: grace)
            carryOut(state.withLock { $0.forceClose() })
        }
        defer { timer.cancel() }
        await withCheckedContinuation { continuation in
            carryOut(state.withLock { $0.close(continuation) })
        }
    }
}
