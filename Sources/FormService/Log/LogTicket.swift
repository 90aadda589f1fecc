internal import Synchronization

/// The entries of one call on their way into the log; they are never spread over batches.
final class LogTicket: Sendable {
    typealias Outcome = Result<LogOutcome, any Error>

    private enum State {
        case open
        case awaited(CheckedContinuation<[Outcome], Never>)
        case settled([Outcome])
    }

    let entries: [LogEntry]
    let byteCount: Int
    private let state = Mutex(State.open)

    init(_ entries: [LogEntry]) {
        self.entries = entries
        byteCount = entries.reduce(0) { $0 + $1.byteCount }
    }

    /// What became of the entries, once that is known. To be asked once.
    func outcomes() async -> [Outcome] {
        await withCheckedContinuation { continuation in
            let known: [Outcome]? = state.withLock { state in
                if case .settled(let outcomes) = state { return outcomes }
                state = .awaited(continuation)
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    func settle(_ outcomes: [Outcome]) {
        let waiting: CheckedContinuation<[Outcome], Never>? = state.withLock { state in
            defer { state = .settled(outcomes) }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: outcomes)
    }
}
