internal import Postgres
internal import Synchronization

/// Whether this server can do its work: its database answers, and the server is not going down.
final class HealthMonitor: Sendable {
    private struct State {
        /// Not before the database has answered once.
        var isServing = false
        var isFinished = false
        var nextID = 0
        var watchers: [Int: AsyncStream<Bool>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// How often the database is asked, and how long it may take to answer.
    private static let interval = Duration.seconds(2)
    private static let statementTimeout = Duration.seconds(2)

    var isServing: Bool { state.withLock { $0.isServing } }

    /// ``isServing`` as it is now, then whenever it has changed; ends when the server goes down.
    ///
    /// Who is slow gets the newest value only, which may be the one that it had last. Whoever
    /// subscribes finishes the continuation to end the stream earlier.
    func subscribe() -> (values: AsyncStream<Bool>, continuation: AsyncStream<Bool>.Continuation) {
        let (values, continuation) = AsyncStream.makeStream(
            of: Bool.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.watchers[state.nextID] = continuation
            continuation.yield(state.isServing)
            if state.isFinished { continuation.finish() }
            return state.nextID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.watchers[id] = nil }
        }
        return (values, continuation)
    }

    /// Asks the database again and again until the task is cancelled.
    ///
    /// A database that hangs is noticed within ten seconds: besides the statement's own timeout
    /// there is the time in which the statement may still be stopped.
    func follow(_ pool: PostgresPool) async {
        while !Task.isCancelled {
            do {
                try await pool.run(HealthQueries.ping(), timeout: Self.statementTimeout)
                report(isServing: true)
            } catch {
                report(isServing: false)
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// The server is going down: not serving from now on, and the end of every stream.
    func finish() {
        let watchers = state.withLock { state in
            state.isServing = false
            state.isFinished = true
            return Array(state.watchers.values)
        }
        for watcher in watchers {
            watcher.yield(false)
            watcher.finish()
        }
    }

    private func report(isServing: Bool) {
        let watchers = state.withLock { state -> [AsyncStream<Bool>.Continuation] in
            guard !state.isFinished, state.isServing != isServing else { return [] }
            state.isServing = isServing
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield(isServing) }
    }
}
