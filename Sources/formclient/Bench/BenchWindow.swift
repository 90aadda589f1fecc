import Dispatch
import Synchronization

/// The time in which successes count: after the warm-up, until the end.
///
/// All times are nanoseconds of the machine's monotonic clock, which every call is measured with.
final class BenchWindow: Sendable {
    let begin: UInt64
    private let planned: UInt64
    private let end: Atomic<UInt64>

    init(warmup: Duration, duration: Duration) {
        begin = Self.now + Self.nanoseconds(warmup)
        planned = begin + Self.nanoseconds(duration)
        end = Atomic(planned)
    }

    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    var isOver: Bool { Self.now >= end.load(ordering: .relaxed) }

    /// Whether a call that ends at `moment` counts.
    func contains(_ moment: UInt64) -> Bool {
        moment >= begin && moment < end.load(ordering: .relaxed)
    }

    /// Ends it now, unless it is over.
    func close() {
        end.min(Self.now, ordering: .relaxed)
    }

    /// Whether it was closed before its time.
    var endedEarly: Bool { end.load(ordering: .relaxed) < planned }

    /// How long it has been open, or was.
    var seconds: Double {
        let until = min(Self.now, end.load(ordering: .relaxed))
        return until > begin ? Double(until - begin) / 1e9 : 0
    }

    private static func nanoseconds(_ duration: Duration) -> UInt64 {
        UInt64(max(0, duration / .nanoseconds(1)))
    }
}
