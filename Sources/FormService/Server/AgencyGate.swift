internal import FormDocument
internal import GRPCCore
internal import Synchronization

/// Lets as much be under way at a time as there is use of, and agencies take turns.
///
/// Without it what comes first is served first, and an agency that sends a thousand forms at once
/// has everybody wait for all of them.
final class AgencyGate: Sendable {
    private struct State {
        var free: Int
        var waiting = AgencyTurns<CheckedContinuation<Void, Never>>()

        mutating func takeFree() -> Bool {
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    private let state: Mutex<State>

    /// - Parameter width: how much is under way at a time.
    init(width: Int) {
        state = Mutex(State(free: width))
    }

    /// Runs `body`, which must not wait for its client, when it is the agency's turn.
    ///
    /// - Parameter cancellation: tells whether somebody still waits for the outcome then.
    /// - Throws: ``ServiceError`` `.unavailable` if nobody does; what `body` throws.
    func pass<Value>(
        _ agency: AgencyCode, unless cancellation: ServerContext.RPCCancellationHandle,
        _ body: () async throws -> Value
    ) async throws -> Value {
        await enter(agency)
        defer { leave() }
        guard !cancellation.isCancelled else {
            throw ServiceError(
                .unavailable,
                "The call ended before it was its turn. Nothing was stored; send it again.")
        }
        return try await body()
    }

    private func enter(_ agency: AgencyCode) async {
        if state.withLock({ $0.takeFree() }) { return }
        await withCheckedContinuation { continuation in
            // There may be room by now.
            let isFree = state.withLock { state in
                if state.takeFree() { return true }
                state.waiting.add(continuation, of: agency)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func leave() {
        let next = state.withLock { state in
            let next = state.waiting.removeFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume()
    }
}
