import FormDocument
import GRPCCore
import Synchronization
import Testing

@testable import FormService

@Suite("Agency gate")
struct AgencyGateTests {
    private static let agencies = ["BE-DAP", "LU-USP", "NL-DKDB"].compactMap { AgencyCode($0) }

    private final class Probe: Sendable {
        struct Seen {
            var running = 0
            var most = 0
            var finished = 0
        }

        let seen = Mutex(Seen())
    }

    @Test("So much is under way at a time, and all of it ends, also when some fails")
    func width() async {
        struct Failed: Error {}
        let gate = AgencyGate(width: 3)
        let probe = Probe()
        await withTaskGroup(of: Void.self) { group in
            for place in 0..<300 {
                group.addTask {
                    try? await gate.pass(Self.agencies[place % 3], unless: .init()) {
                        probe.seen.withLock {
                            $0.running += 1
                            $0.most = max($0.most, $0.running)
                        }
                        for _ in 0..<5 { await Task.yield() }
                        probe.seen.withLock {
                            $0.running -= 1
                            $0.finished += 1
                        }
                        if place.isMultiple(of: 7) { throw Failed() }
                    }
                }
            }
        }
        #expect(probe.seen.withLock { $0.finished } == 300)
        #expect((2...3).contains(probe.seen.withLock { $0.most }))
    }

    @Test("What nobody waits for any more is not begun, and makes room")
    func cancelled() async throws {
        let gate = AgencyGate(width: 1)
        let cancellation = ServerContext.RPCCancellationHandle()
        cancellation.cancel()
        for _ in 0..<2 {
            let error = await #expect(throws: ServiceError.self) {
                try await gate.pass(Self.agencies[0], unless: cancellation) {
                    Issue.record("it was begun")
                }
            }
            #expect(error?.code == .unavailable)
        }
        #expect(try await gate.pass(Self.agencies[0], unless: .init()) { 1 } == 1)
    }
}
