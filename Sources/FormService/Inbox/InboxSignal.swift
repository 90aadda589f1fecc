internal import Logging
internal import Postgres
internal import Synchronization

/// Tells the open watches of this server that an inbox may have grown.
///
/// Only a hint to look: what is there is read from the tables, and a look every few seconds makes up
/// for a notification that got lost.
final class InboxSignal: Sendable {
    private struct State {
        var nextID = 0
        var isFinished = false
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// A stream with an element whenever it is worth looking; hints that nobody took melt into one.
    ///
    /// It ends with the server, or when its continuation is finished.
    func subscribe() -> (hints: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.watchers[state.nextID] = continuation
            if state.isFinished { continuation.finish() }
            return state.nextID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.watchers[id] = nil }
        }
        return (stream, continuation)
    }

    /// Whether the server is going down.
    var isFinished: Bool { state.withLock { $0.isFinished } }

    /// Wakes every watch.
    func wake() {
        for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.yield() }
    }

    /// Ends every watch: the server is going down.
    func finish() {
        let watchers = state.withLock { state in
            state.isFinished = true
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.finish() }
    }

    /// Wakes on the notifications of all servers, and every `interval`, until cancelled.
    func follow(_ pool: PostgresPool, every interval: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                guard let events = try? pool.listen(to: ["inbox"]) else { return }
                for await _ in events { self.wake() }
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: interval)
                    self.wake()
                }
            }
        }
    }
}
