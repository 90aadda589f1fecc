internal import FormDocument
internal import GRPCCore
internal import Synchronization

/// The calls that are being served: so many of each kind of one agency at a time, and none for ever.
///
/// A client that sends half a request and stalls, or does not take its answer, loses its connection
/// after ``Limits/callTimeout``: there is no gentler way to end a call that waits for its client. A
/// call that waits for the exchange, and a stream once its first request has come, may go on.
final class OpenCalls: Sendable {
    private enum Kind {
        /// One request, one answer.
        case call
        /// A stream of submissions.
        case upload
        /// A stream that clients read, perhaps for days.
        case watch
        /// A call that is kept waiting for its refusal.
        case refusal

        init(method: String) {
            self =
                switch method {
                case "SubmitBatch", "SubmitBulk": .upload
                case "Watch", "ListRecords", "ServerReflectionInfo": .watch
                default: .call
                }
        }

        func maximum(_ limits: Limits) -> Int {
            switch self {
            case .call: limits.callsPerAgencyMax
            case .upload: limits.uploadsPerAgencyMax
            case .watch: limits.watchesPerAgencyMax
            case .refusal: limits.waitingRefusalsPerAgencyMax
            }
        }
    }

    private struct Holder: Hashable {
        let agency: AgencyCode?
        let kind: Kind
    }

    private struct Call {
        let holder: Holder
        let peer: String
        /// `nil` while it is not its client that is waited for.
        var deadline: ContinuousClock.Instant?
        /// Whether its first request is waited for.
        var isComing: Bool
    }

    private struct State {
        var nextID = 0
        var calls: [Int: Call] = [:]
        var counts = HolderCounts<Holder>()
        /// How many requests of each agency are coming: every one may be as large as a message.
        var comingCounts = HolderCounts<AgencyCode?>()

        mutating func requestHasCome(_ id: Int) {
            guard let call = calls[id], call.isComing else { return }
            calls[id]?.isComing = false
            calls[id]?.deadline = nil
            comingCounts.remove(call.holder.agency)
        }
    }

    /// Held as long as the call is open.
    final class Token: Sendable {
        private let calls: OpenCalls
        private let id: Int

        fileprivate init(_ calls: OpenCalls, id: Int) {
            self.calls = calls
            self.id = id
        }

        /// Its first request is there.
        func requestHasCome() { calls.requestHasCome(id) }

        /// Its answer is ready to be taken.
        func answerIsReady() { calls.answerIsReady(id) }

        deinit { calls.close(id) }
    }

    private let state = Mutex(State())
    private let peers: PeerIdentities
    private let limits: Limits

    init(peers: PeerIdentities, limits: Limits) {
        self.peers = peers
        self.limits = limits
    }

    /// Counts a call.
    ///
    /// Who has too many waits for the refusal, so that trying again at once is of no use.
    ///
    /// - Parameter agency: whose it is; `nil` for all that are no participant's together.
    /// - Throws: ``ServiceError`` `.overloaded` if the agency has as many of its kind open, or as many
    ///   requests coming, as it may.
    func open(_ agency: AgencyCode?, _ context: ServerContext) async throws -> Token {
        let holder = Holder(agency: agency, kind: Kind(method: context.descriptor.method))
        if let token = open(holder, context) { return token }
        if let token = open(Holder(agency: agency, kind: .refusal), context) {
            try? await Task.sleep(for: limits.refusalDelay)
            withExtendedLifetime(token) {}
        }
        throw ServiceError(
            .overloaded,
            "Your agency has as many calls of this kind open, or requests half sent, as it may. "
                + "Wait for some to end.")
    }

    /// - Returns: `nil` if there are as many as there may be.
    private func open(_ holder: Holder, _ context: ServerContext) -> Token? {
        let call = Call(
            holder: holder, peer: context.remotePeer, deadline: .now + limits.callTimeout,
            isComing: holder.kind != .refusal)
        let id: Int? = state.withLock { state in
            guard state.counts[holder] < holder.kind.maximum(limits) else { return nil }
            if call.isComing {
                guard state.comingCounts[holder.agency] < limits.comingRequestsPerAgencyMax else {
                    return nil
                }
                state.comingCounts.add(holder.agency)
            }
            state.nextID += 1
            state.calls[state.nextID] = call
            state.counts.add(holder)
            return state.nextID
        }
        return id.map { Token(self, id: $0) }
    }

    private func requestHasCome(_ id: Int) {
        state.withLock { $0.requestHasCome(id) }
    }

    private func answerIsReady(_ id: Int) {
        state.withLock { state in
            guard state.calls[id]?.holder.kind == .call else { return }
            state.calls[id]?.deadline = .now + limits.callTimeout
        }
    }

    private func close(_ id: Int) {
        state.withLock { state in
            state.requestHasCome(id)
            guard let call = state.calls.removeValue(forKey: id) else { return }
            state.counts.remove(call.holder)
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
