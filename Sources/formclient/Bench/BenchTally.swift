import GRPCCore
import Synchronization

/// What became of the calls of one connection.
///
/// All its workers run on the connection's own thread, so that nobody waits for the lock.
final class BenchTally: Sendable {
    struct Counts: Sendable {
        /// Of the calls that succeeded from the window's begin on, also of those that were still open
        /// at its end: what hung then must not be missing.
        var latencies = LatencyHistogram()
        /// Within the window.
        var succeeded = 0
        /// Also before and after it.
        var succeededInTotal = 0
        /// From the window's begin on.
        var failures: [BenchFailure: Int] = [:]

        mutating func add(_ other: Counts) {
            latencies.add(other.latencies)
            succeeded += other.succeeded
            succeededInTotal += other.succeededInTotal
            failures.merge(other.failures, uniquingKeysWith: +)
        }
    }

    private let state = Mutex(Counts())

    var counts: Counts { state.withLock { $0 } }

    /// How many have succeeded and failed that count.
    var progress: (succeeded: Int, failed: Int) {
        state.withLock { ($0.succeeded, $0.failures.values.reduce(0, +)) }
    }

    /// Notes a call that began at `begin` and has succeeded now.
    ///
    /// - Parameter forms: how many successes it counts for.
    func succeed(_ forms: Int = 1, begunAt begin: UInt64, in window: BenchWindow) {
        let now = BenchWindow.now
        state.withLock { counts in
            counts.succeededInTotal += forms
            if window.contains(now) { counts.succeeded += forms }
            if now >= window.begin { counts.latencies.record(nanoseconds: now - begin) }
        }
    }

    func fail(_ failure: BenchFailure, _ count: Int = 1, in window: BenchWindow) {
        guard BenchWindow.now >= window.begin else { return }
        state.withLock { $0.failures[failure, default: 0] += count }
    }
}

/// Why a call did not succeed, as it is counted.
struct BenchFailure: Hashable, Sendable, Comparable {
    /// The gRPC status, such as `RESOURCE_EXHAUSTED`.
    let status: String
    /// The exchange's own reason, such as `TOO_LARGE`; empty if it gave none.
    let reason: String

    /// The exchange had the form already: a load that does not store anything measures nothing.
    static let alreadyAccepted = BenchFailure(status: "OK", reason: "ALREADY_ACCEPTED")

    /// A record of a bulk submission that was not accepted.
    static let refusedRecord = BenchFailure(status: "OK", reason: "RECORD_REFUSED")

    /// An echo that is none.
    static let otherAnswer = BenchFailure(status: "OK", reason: "OTHER_ANSWER")

    init(status: String, reason: String) {
        self.status = status
        self.reason = reason
    }

    init(_ error: any Error, _ setting: ExchangeFailure.Setting) {
        guard let error = error as? RPCError else {
            self.init(status: "CANCELLED", reason: "")
            return
        }
        self.init(
            status: Self.name(of: error.code),
            reason: ExchangeFailure(error, setting).reason ?? "")
    }

    /// A status as gRPC's own documents spell it; our library has it in camel case.
    private static func name(of code: RPCError.Code) -> String {
        if code == .internalError { return "INTERNAL" }
        return "\(code)".reduce(into: "") { name, character in
            if character.isUppercase { name += "_" }
            name += character.uppercased()
        }
    }

    static func < (left: BenchFailure, right: BenchFailure) -> Bool {
        (left.status, left.reason) < (right.status, right.reason)
    }
}
