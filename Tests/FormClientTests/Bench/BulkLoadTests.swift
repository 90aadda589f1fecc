import FormProtocol
import Testing

@testable import formclient

@Suite("Load of bulk submissions")
struct BulkLoadTests {
    private func standing(stored: UInt32, refused: UInt32) -> BulkLoad.Standing {
        BulkLoad.Standing(
            .with {
                $0.stored = stored
                $0.refused = refused
            })
    }

    @Test("Records that are accepted are successes, each one that is refused is a failure")
    func refused() {
        let window = BenchWindow(warmup: .zero, duration: .seconds(3_600))
        let tally = BenchTally()
        let first = standing(stored: 100, refused: 3)
        BulkLoad.note(
            from: .init(), to: first, begunAt: BenchWindow.now, in: window, tally)
        #expect(tally.counts.succeeded == 97)
        #expect(tally.counts.failures == [.refusedRecord: 3])

        BulkLoad.note(
            from: first, to: standing(stored: 150, refused: 3), begunAt: BenchWindow.now,
            in: window, tally)
        #expect(tally.counts.succeededInTotal == 147)
        #expect(tally.counts.failures == [.refusedRecord: 3])
    }

    @Test("A request of which nothing is accepted has no time")
    func allRefused() {
        let window = BenchWindow(warmup: .zero, duration: .seconds(3_600))
        let tally = BenchTally()
        BulkLoad.note(
            from: .init(), to: standing(stored: 50, refused: 50), begunAt: BenchWindow.now,
            in: window, tally)
        #expect(tally.counts.succeeded == 0)
        #expect(tally.counts.latencies.count == 0)
        #expect(tally.counts.failures == [.refusedRecord: 50])
    }
}
