import GRPCCore
import Testing

@testable import formclient

@Suite("Tally of a load")
struct BenchTallyTests {
    private static let failure = BenchFailure(status: "UNAVAILABLE", reason: "")

    /// One success of a millisecond and one failure, at this moment.
    private func counts(in window: BenchWindow) -> BenchTally.Counts {
        let tally = BenchTally()
        tally.succeed(begunAt: BenchWindow.now - 1_000_000, in: window)
        tally.fail(Self.failure, in: window)
        return tally.counts
    }

    @Test("What ends within the window counts, with the time it took")
    func within() {
        let counts = counts(in: BenchWindow(warmup: .zero, duration: .seconds(3_600)))
        #expect(counts.latencies.count == 1)
        #expect(counts.latencies.largest >= 1_000_000)
        #expect(counts.succeeded == 1)
        #expect(counts.succeededInTotal == 1)
        #expect(counts.failures == [Self.failure: 1])
    }

    @Test("The warm-up counts in the total only")
    func warmup() {
        let window = BenchWindow(warmup: .seconds(3_600), duration: .seconds(1))
        let counts = counts(in: window)
        #expect(counts.latencies.count == 0)
        #expect(counts.succeeded == 0)
        #expect(counts.succeededInTotal == 1)
        #expect(counts.failures.isEmpty)
        #expect(!window.isOver)
        #expect(window.seconds == 0)
    }

    @Test("What was still open at the end has its time noted, and is no part of the throughput")
    func afterwards() {
        let window = BenchWindow(warmup: .zero, duration: .seconds(3_600))
        #expect(!window.endedEarly)
        window.close()
        let counts = counts(in: window)
        #expect(counts.latencies.count == 1)
        #expect(counts.succeeded == 0)
        #expect(counts.succeededInTotal == 1)
        #expect(counts.failures == [Self.failure: 1])
        #expect(window.isOver)
        #expect(window.endedEarly)
        #expect(window.seconds < 3_600)
    }

    @Test("Connections add up")
    func sum() {
        let window = BenchWindow(warmup: .zero, duration: .seconds(3_600))
        var sum = counts(in: window)
        sum.add(counts(in: window))
        #expect(sum.latencies.count == 2)
        #expect(sum.succeeded == 2)
        #expect(sum.succeededInTotal == 2)
        #expect(sum.failures == [Self.failure: 2])
    }

    @Test(
        "A failure goes by gRPC's own names",
        arguments: [
            (RPCError.Code.resourceExhausted, "RESOURCE_EXHAUSTED"),
            (.unavailable, "UNAVAILABLE"), (.deadlineExceeded, "DEADLINE_EXCEEDED"),
            (.internalError, "INTERNAL"), (.cancelled, "CANCELLED"),
        ])
    func names(code: RPCError.Code, name: String) throws {
        let server = try #require(ServerAddress("localhost:1"))
        let failure = BenchFailure(
            RPCError(code: code, message: ""), .init(server: server, lastContact: nil))
        #expect(failure == BenchFailure(status: name, reason: ""))
    }
}
