internal import FormDocument
internal import GRPCCore
internal import Synchronization

/// The calls that are being served: so many of one agency at a time, and none for ever.
///
/// A client that sends half a request and stalls, or does not take its answer, loses its connection
/// after ``Limits/callTimeout``: there is no gentler way to end a call that waits for its client.
final class OpenCalls: Sendable {
    private struct Call {
        let agency: AgencyCode?
        let peer: String
        /// `nil` for calls that may go on as long as their connection.
        let deadline: ContinuousClock.Instant?
    }

    private struct State {
        var nextID = 0
        var calls: [Int: Call] = [:]
        var counts: [AgencyCode?: Int] = [:]
    }

    /// Held as long as the call is open.
    final class Token: Sendable {
        private let calls: OpenCalls
        private let id: Int

        fileprivate init(_ calls: OpenCalls, id: Int) {
            self.calls = calls
            self.id = id
        }

        deinit { calls.close(id) }
    }

    /// Streams that clients keep open.
    private static let longLived: Set = [
        "Watch", "SubmitBatch", "SubmitBulk", "ListRecords", "ServerReflectionInfo",
    ]

    private let state = Mutex(State())
    private let peers: PeerIdentities
    private let limits: Limits

    init(peers: PeerIdentities, limits: Limits) {
        self.peers = peers
        self.limits = limits
    }

    /// Counts a call.
    ///
    /// - Parameter agency: whose it is; `nil` for all that are no participant's together.
    /// - Throws: ``ServiceError`` `.overloaded` if the agency has as many open as it may.
    func open(_ agency: AgencyCode?, _ context: ServerContext) throws -> Token {
        let isLongLived = Self.longLived.contains(context.descriptor.method)
        let call = Call(
            agency: agency, peer: context.remotePeer,
            deadline: isLongLived ? nil : .now + limits.callTimeout)
        let id: Int? = state.withLock { state in
            guard state.counts[agency, default: 0] < limits.callsPerAgencyMax else { return nil }
            state.nextID += 1
            state.calls[state.nextID] = call
            state.counts[agency, default: 0] += 1
            return state.nextID
        }
        guard let id else {
            throw ServiceError(
                .overloaded,
                "Your agency has \(limits.callsPerAgencyMax) calls open, which is as many as it "
                    + "may. Wait for some to end.")
        }
        return Token(self, id: id)
    }

    private func close(_ id: Int) {
        state.withLock { state in
            guard let call = state.calls.removeValue(forKey: id) else { return }
            let left = (state.counts[call.agency] ?? 1) - 1
            state.counts[call.agency] = left == 0 ? nil : left
        }
    }

    /// Hangs up on whoever has had a call open for too long, every second, until the task is
    /// cancelled.
    func watch() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            hangUpOnOverdue()
        }
    }

    func hangUpOnOverdue(at now: ContinuousClock.Instant = .now) {
        let overdue = state.withLock { state in
            Set(state.calls.values.filter { $0.deadline.map { $0 < now } ?? false }.map(\.peer))
        }
        for peer in overdue { peers.hangUp(on: peer) }
    }
}
