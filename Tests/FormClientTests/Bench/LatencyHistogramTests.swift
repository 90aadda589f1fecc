import FormSchemas
import Testing

@testable import formclient

@Suite("Latency histogram")
struct LatencyHistogramTests {
    @Test(
        "A quantile is never too short, and at most a sixty-fourth too long",
        arguments: [0.0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0])
    func quantiles(share: Double) {
        var random = SeededRandom(seed: 7)
        // From nanoseconds to minutes, every size as often as any other.
        let values = (0..<5_000).map { _ in
            UInt64.random(in: 0..<(1 << UInt64.random(in: 1...38, using: &random)), using: &random)
        }
        var histogram = LatencyHistogram()
        for value in values { histogram.record(nanoseconds: value) }

        let rank = max(1, Int((share * Double(values.count)).rounded(.up)))
        let exact = values.sorted()[rank - 1]
        let found = histogram.quantile(share)
        #expect(found >= exact)
        #expect(found - exact <= exact / 64)
        #expect(histogram.quantile(1) == values.max())
    }

    @Test("Values below 128 ns are known exactly", arguments: UInt64(0)..<128)
    func small(value: UInt64) {
        var histogram = LatencyHistogram()
        histogram.record(nanoseconds: value)
        histogram.record(nanoseconds: 1_000)
        #expect(histogram.quantile(0.5) == value)
    }

    @Test("What several have counted adds up to what one would have counted")
    func sum() {
        var random = SeededRandom(seed: 8)
        var parts = [LatencyHistogram](repeating: .init(), count: 3)
        var whole = LatencyHistogram()
        for index in 0..<3_000 {
            let value = UInt64.random(in: 0..<10_000_000, using: &random)
            parts[index % 3].record(nanoseconds: value)
            whole.record(nanoseconds: value)
        }
        var sum = LatencyHistogram()
        for part in parts { sum.add(part) }
        #expect(sum.count == 3_000)
        #expect(sum.mean == whole.mean)
        #expect(sum.largest == whole.largest)
        for share in [0.1, 0.5, 0.99, 1] { #expect(sum.quantile(share) == whole.quantile(share)) }
    }

    @Test("The rows count every call once, each not above its bound")
    func rows() {
        var histogram = LatencyHistogram()
        for value: UInt64 in [0, 999, 1_500, 3_000, 3_100, 900_000, 1_000_000_000] {
            histogram.record(nanoseconds: value)
        }
        let rows = histogram.rows
        #expect(rows.map(\.microsecondsMax) == [1, 2, 4, 1_024, 1 << 20])
        #expect(rows.map(\.count) == [2, 1, 2, 1, 1])
    }

    @Test("Without a call there is nothing, and a time beyond all bounds is still counted")
    func extremes() {
        var histogram = LatencyHistogram()
        #expect(histogram.quantile(0.5) == 0)
        #expect(histogram.mean == 0)
        #expect(histogram.rows.isEmpty)
        histogram.record(nanoseconds: 1 << 60)
        #expect(histogram.count == 1)
        #expect(histogram.largest == 1 << 60)
    }
}
