import Testing

@testable import formclient

@Suite("Plan of a load")
struct BenchPlanTests {
    private func plan(
        connections: Int = 4, inFlight: Int = 64, warmup: Int = 1, duration: Int = 2,
        count: Int? = nil, perRequest: Int = 100
    ) throws -> BenchPlan {
        try BenchPlan(
            .submit, connections: connections, inFlight: inFlight, warmup: warmup,
            duration: duration, count: count, formsPerRequest: perRequest)
    }

    @Test("A plan has no more connections than calls, and forms for all of its time")
    func sensible() throws {
        #expect(try plan().connections == 4)
        #expect(try plan(inFlight: 3).connections == 3)
        #expect(try plan(warmup: 1, duration: 9).formCount == 50_000)
        #expect(try plan(count: 5).formCount == 5)
    }

    @Test("A number that makes no sense is refused, and the option is named")
    func refused() {
        let cases: [(String, () throws -> BenchPlan)] = [
            ("--connections", { try plan(connections: 0) }),
            ("--connections", { try plan(connections: 257) }),
            ("--in-flight", { try plan(inFlight: 0) }),
            ("--in-flight", { try plan(inFlight: -1) }),
            ("--warmup", { try plan(warmup: -1) }),
            ("--duration", { try plan(duration: 0) }),
            ("--per-request", { try plan(perRequest: 0) }),
            ("--per-request", { try plan(perRequest: 1_001) }),
            ("--count", { try plan(count: 0) }),
            // The first call of each connection needs one too.
            ("--count", { try plan(connections: 4, count: 4) }),
        ]
        for (option, make) in cases {
            let error = #expect(throws: ClientError.self) { try make() }
            #expect(error?.status == .usage)
            #expect(error?.text(in: .en).contains("`\(option)`") == true)
        }
    }
}
