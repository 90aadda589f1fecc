import Synchronization

/// A caller that waits for a connection.
///
/// Whoever takes it out of the pool's queue, under the pool's lock, resumes it; nobody else may.
final class PoolWaiter: Sendable {
    typealias Outcome = Result<PostgresConnection, PostgresError>

    private let continuation: Mutex<CheckedContinuation<Outcome, Never>?> = Mutex(nil)

    func install(_ continuation: CheckedContinuation<Outcome, Never>) {
        self.continuation.withLock { $0 = continuation }
    }

    func resume(_ outcome: Outcome) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(returning: outcome)
    }
}

/// A queue in the order of arrival, from which callers that gave up can be taken out.
struct PoolQueue {
    private var waiters: [ObjectIdentifier: (ticket: UInt64, waiter: PoolWaiter)] = [:]
    private var tickets: [UInt64: ObjectIdentifier] = [:]
    private var first: UInt64 = 0
    private var next: UInt64 = 0

    var count: Int { waiters.count }
    var isEmpty: Bool { waiters.isEmpty }

    mutating func append(_ waiter: PoolWaiter) {
        let identifier = ObjectIdentifier(waiter)
        waiters[identifier] = (next, waiter)
        tickets[next] = identifier
        next += 1
    }

    /// Takes out the one that has waited longest.
    mutating func popFirst() -> PoolWaiter? {
        while first < next {
            let identifier = tickets.removeValue(forKey: first)
            first += 1
            if let identifier, let entry = waiters.removeValue(forKey: identifier) {
                return entry.waiter
            }
        }
        return nil
    }

    /// - Returns: `false` if it is not there any more, hence somebody else resumes it.
    mutating func remove(_ waiter: PoolWaiter) -> Bool {
        guard let entry = waiters.removeValue(forKey: ObjectIdentifier(waiter)) else {
            return false
        }
        tickets[entry.ticket] = nil
        return true
    }

    mutating func removeAll() -> [PoolWaiter] {
        var all: [PoolWaiter] = []
        while let waiter = popFirst() { all.append(waiter) }
        return all
    }
}
