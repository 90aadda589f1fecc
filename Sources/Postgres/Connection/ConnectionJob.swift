import Synchronization

/// One piece of work for a connection's thread, and the task that waits for it.
///
/// Finished exactly once, by whoever comes first: the thread, the task's cancellation or, while
/// connecting, a timer.
final class ConnectionJob: Sendable {
    typealias Outcome = Result<[PostgresResultSet], PostgresError>

    enum Request: Sendable {
        case connect
        case statement(PostgresStatement)
        case pipeline([PostgresStatement], PipelineEnd)
        case script(String)
    }

    /// What becomes of a pipeline's transaction.
    enum PipelineEnd {
        /// Without one open before, the server commits what the pipeline did.
        case asItWas
        /// The pipeline begins a transaction and leaves it open.
        case open
        /// The pipeline's last statement commits.
        case committed
    }

    private enum Phase {
        case created
        case queued(CheckedContinuation<Outcome, Never>)
        case running(CheckedContinuation<Outcome, Never>)
        case finished
    }

    private struct State {
        var phase = Phase.created
        var isCancelled = false
    }

    let request: Request
    let deadline: ContinuousClock.Instant
    /// Whether the task's cancellation is to be ignored, as for `commit` and `rollback`.
    let isShielded: Bool
    /// Whether the work ends in a commit, whose outcome a broken connection would hide.
    let commits: Bool
    private let state = Mutex(State())

    init(_ request: Request, timeout: Duration, isShielded: Bool = false, commits: Bool = false) {
        self.request = request
        self.deadline = .now + min(timeout, PostgresLimits.timeoutMax)
        self.isShielded = isShielded
        self.commits = commits
    }

    /// Whether the running statement should be stopped.
    var isCancelled: Bool { state.withLock(\.isCancelled) && !isShielded }

    /// Ties the job to the task that waits for it.
    ///
    /// - Returns: `false` if the task was cancelled before, and the job is finished with it.
    func enqueue(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
        let isQueued = state.withLock { state in
            if state.isCancelled && !isShielded {
                state.phase = .finished
                return false
            }
            state.phase = .queued(continuation)
            return true
        }
        if !isQueued { continuation.resume(returning: .failure(Self.cancelled)) }
        return isQueued
    }

    /// Called by the connection's thread before it starts.
    ///
    /// - Returns: `false` if nobody waits any more.
    func begin() -> Bool {
        state.withLock { state in
            guard case .queued(let continuation) = state.phase else { return false }
            state.phase = .running(continuation)
            return true
        }
    }

    func finish(_ outcome: Outcome) {
        let waiting: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            defer { state.phase = .finished }
            switch state.phase {
            case .queued(let continuation), .running(let continuation): return continuation
            case .created, .finished: return nil
            }
        }
        waiting?.resume(returning: outcome)
    }

    /// Takes note of the task's cancellation.
    ///
    /// A job that has not started ends at once. So does one that connects, because libpq cannot
    /// be interrupted there; its connection is closed when it comes.
    ///
    /// - Returns: whether the thread must look at ``isCancelled``.
    func cancel() -> Bool {
        guard !isShielded else { return false }
        let endsNow: Bool? = state.withLock { state in
            state.isCancelled = true
            switch (state.phase, request) {
            case (.queued, _), (.running, .connect): return true
            case (.running, _): return false
            case (.created, _), (.finished, _): return nil
            }
        }
        if endsNow == true { finish(.failure(Self.cancelled)) }
        return endsNow == false
    }

    private static var cancelled: PostgresError {
        PostgresError(.cancelled, .init(message: "cancelled before it was sent", neverSent: true))
    }
}
