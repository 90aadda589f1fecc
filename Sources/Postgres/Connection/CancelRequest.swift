import CLibpq
import Synchronization

/// What libpq needs to ask a server to stop a connection's current statement.
///
/// libpq 15 sends it over a connection of its own without TLS; it holds nothing but a random key.
final class CancelHandle: Sendable {
    private nonisolated(unsafe) let handle: OpaquePointer

    /// - Returns: `nil` for a connection that is already dead.
    init?(connection: OpaquePointer) {
        guard let handle = PQgetCancel(connection) else { return nil }
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// Blocks until the server has taken note of the request, or until that failed.
    fileprivate func send() {
        var reason: [CChar] = Array(repeating: 0, count: 256)
        // A failure needs no report: the statement goes on, and the grace period ends it.
        _ = PQcancel(handle, &reason, Int32(reason.count))
    }
}

/// One request to stop a statement, under way on a thread of its own.
///
/// Not on a shared thread: a request to an unreachable host blocks for as long as TCP tries.
final class CancelRequest: Sendable {
    private let done = Atomic(false)

    /// Whether the server has been told. Only then may the connection be used for the next
    /// statement, which a late request would hit.
    var isDone: Bool { done.load(ordering: .acquiring) }

    init(_ handle: CancelHandle, wake: WakeSignal) {
        let started = DedicatedThread.start { [self] in
            handle.send()
            done.store(true, ordering: .releasing)
            wake.wake()
        }
        if !started { done.store(true, ordering: .releasing) }
    }
}
