import FormDocument
import FormProtocol
import Foundation
import GRPCCore
import Postgres
import Testing
import TransparencyLog

extension EndToEnd {
    @Suite("Crash")
    struct CrashTests {
        private static let forms = 300
        private static let lanes = 6

        @Test("Server and database killed amid submissions: nothing accepted is lost or doubled")
        func nothingLost() async throws {
            try await TestCluster.with { cluster in
                try await TestExchange.with(
                    ["BE-DAP", "BE-OCAM", "NL-DKDB"], on: cluster.connectionString
                ) { exchange in
                    let accepted = Recorded<Accepted>()
                    let failures = Recorded<RPCError.Code>()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for lane in 0..<Self.lanes {
                            let sender = lane.isMultiple(of: 2) ? "BE-DAP" : "BE-OCAM"
                            group.addTask {
                                for _ in 0..<(Self.forms / Self.lanes) {
                                    accepted.append(
                                        try await submitStubbornly(exchange, sender, failures))
                                }
                            }
                        }
                        group.addTask { try await disturb(exchange, cluster, accepted) }
                        try await group.waitForAll()
                    }
                    #expect(failures.count >= Self.lanes, "the disturbances have disturbed nobody")
                    try await expectComplete(exchange, accepted.all)
                }
            }
        }

        /// Kills the server and the database twice each, at set points of the progress.
        private func disturb(
            _ exchange: TestExchange, _ cluster: TestCluster, _ accepted: Recorded<Accepted>
        ) async throws {
            for (number, count) in [50, 110, 170, 230].enumerated() {
                try await waitUntil("\(count) forms are accepted", within: .seconds(120)) {
                    accepted.count >= count
                }
                if number.isMultiple(of: 2) {
                    try await exchange.process.killHard()
                    try await exchange.start()
                } else {
                    try await cluster.disturb(.restart)
                }
            }
        }

        private func expectComplete(
            _ exchange: TestExchange, _ accepted: [Accepted]
        ) async throws {
            #expect(accepted.count == Self.forms)
            #expect(Set(accepted.map(\.id)).count == Self.forms)
            // Leaves without a gap: nothing was stored that nobody was told of.
            let leafIndexes = accepted.map(\.leafIndex).sorted()
            let admissions = try await exchange.database.query {
                try await $0.run("select count(*) from administrative_act" as Query<Int64>)
            }
            #expect(leafIndexes == (0..<Int64(Self.forms)).map { $0 + admissions })

            let stored = try await exchange.database.query { connection in
                try await connection.run(
                    """
                    select s.submission_id::text
                    from submission s
                    join document d on d.sender = s.sender and d.submission_id = s.submission_id
                    order by s.leaf_index
                    """ as Query<[String]>)
            }
            let expected = accepted.sorted { $0.leafIndex < $1.leafIndex }
            #expect(stored == expected.map(\.id))

            let key = try NoteVerifier(exchange.exchangeKey)
            for one in expected {
                let receipt = try Receipt(parsing: one.receipt)
                try receipt.verify(with: [key])
                #expect(receipt.leafIndex == one.leafIndex)
            }
            let inbox = try await exchange.withClient("NL-DKDB") { try await $0.inbox() }
            #expect(inbox.dropLast().map(\.form.id) == expected.map(\.id))
            #expect(inbox.dropLast().map(\.form.leafIndex) == expected.map(\.leafIndex))
        }
    }
}

/// What a sender was told about one form.
private struct Accepted: Sendable {
    let id: String
    let leafIndex: Int64
    let receipt: String
}

/// Submits a new form, again and again until it is accepted, as a careful client does.
private func submitStubbornly(
    _ exchange: TestExchange, _ sender: String, _ failures: Recorded<RPCError.Code>
) async throws -> Accepted {
    let form = try SampleForm.plainForm().from(sender).to(("NL-DKDB", "TO"))
    let signed = try exchange[sender].signed(form)
    var options = CallOptions.defaults
    options.timeout = .seconds(20)
    let deadline = ContinuousClock.now + .seconds(120)
    while true {
        do {
            let answer = try await exchange.withClient(sender) { [options] client in
                try await client.submit(.with { $0.form = signed }, options: options)
            }
            return Accepted(id: form.id, leafIndex: answer.leafIndex, receipt: answer.receipt)
        } catch let error as RPCError {
            // Whatever else the exchange says is not for want of server or database.
            let passing: [RPCError.Code] = [
                .unavailable, .unknown, .cancelled, .deadlineExceeded, .internalError,
            ]
            guard passing.contains(error.code), try Refusal(error).reason != "INTERNAL",
                ContinuousClock.now < deadline
            else { throw error }
            failures.append(error.code)
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
