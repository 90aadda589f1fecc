import GRPCCore
import Synchronization

/// When something has happened last, to notice when it does no more.
final class LastMoment: Sendable {
    private let moment = Mutex(ContinuousClock.now)

    func set() { moment.withLock { $0 = .now } }

    /// Waits until nothing has happened for `limit`.
    ///
    /// - Throws: `RPCError` `deadlineExceeded` then; `CancellationError`.
    func requireWithin(_ limit: Duration) async throws {
        while true {
            let until = moment.withLock(\.self).advanced(by: limit)
            guard ContinuousClock.now < until else {
                throw RPCError(code: .deadlineExceeded, message: "There is no answer.")
            }
            try await Task.sleep(until: until)
        }
    }
}
