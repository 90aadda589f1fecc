import FormProtocol
import Foundation
import Testing

extension EndToEnd {
    @Suite("Outage")
    struct OutageTests {
        @Test("Without its database the exchange says so and when to try again, then recovers")
        func databaseAway() async throws {
            try await TestCluster.with { cluster in
                try await TestExchange.with(
                    ["BE-DAP", "NL-DKDB"], on: cluster.connectionString
                ) { exchange in
                    let form = try SampleForm.plainForm()
                    let submitted = try await exchange.submit(form)
                    let next = try exchange["BE-DAP"].signed(form.renewed())
                    try await cluster.disturb(.stop)
                    try await exchange.withClient("BE-DAP") { client in
                        for refusal in [
                            try await expectRefusal { try await client.submit(next) },
                            try await expectRefusal { try await client.get(form.reference) },
                            try await expectRefusal { try await client.search() },
                            try await expectRefusal { try await client.inbox() },
                        ] {
                            expectOutage(refusal)
                        }
                    }
                    try await cluster.disturb(.start)
                    try await waitUntil("the server has its database again") {
                        try await exchange.withClient("BE-DAP") { client in
                            (try? await client.submit(next)) != nil
                        }
                    }
                    let found = try await exchange.withClient("NL-DKDB") {
                        try await $0.get(form.reference)
                    }
                    #expect(found.receipt == submitted.receipt)
                }
            }
        }

        private func expectOutage(_ refusal: Refusal) {
            #expect(refusal.code == .unavailable)
            #expect(["UNAVAILABLE", "OUTCOME_UNKNOWN"].contains(refusal.reason))
            #expect((refusal.retryDelay ?? .zero) > .zero)
            for betrayal in ["select", "connection to server", "socket", "/", "FATAL"] {
                #expect(!refusal.message.contains(betrayal))
            }
        }

        @Test("A watch survives an outage as an error, and goes on with its cursor")
        func watchDuringOutage() async throws {
            try await TestCluster.with { cluster in
                try await TestExchange.with(
                    ["BE-DAP", "NL-DKDB"], on: cluster.connectionString
                ) { exchange in
                    try await exchange.submit(try SampleForm.plainForm())
                    let cursors = Recorded<Int64>()
                    async let ended = bounded(.seconds(60), "a watch without a database") {
                        try await expectRefusal {
                            try await exchange.withClient("NL-DKDB") { client in
                                try await client.watch(.with { $0.access = .stated }) { response in
                                    for try await entry in response.messages {
                                        cursors.append(entry.cursor)
                                    }
                                }
                            }
                        }
                    }
                    try await waitUntil("the watch has caught up") { cursors.count == 2 }
                    try await cluster.disturb(.stop)
                    #expect(try await ended.code == .unavailable)
                    try await cluster.disturb(.start)
                    let next = try SampleForm.plainForm()
                    let signed = try exchange["BE-DAP"].signed(next)
                    try await waitUntil("the server has its database again") {
                        try await exchange.withClient("BE-DAP") { client in
                            (try? await client.submit(signed)) != nil
                        }
                    }
                    let rest = try await exchange.withClient("NL-DKDB") {
                        try await $0.inbox(from: try #require(cursors.all.last))
                    }
                    #expect(rest.map(\.form.id) == [next.id, ""])
                }
            }
        }
    }

    @Suite("Start", .exchange(["BE-DAP"]))
    struct StartTests {
        @Test("A server does not start on a database that is not migrated, and says what to run")
        func notMigrated() async throws {
            let exchange = try TestExchange.current
            let empty = try await TestDatabase(on: try #require(TestDatabase.sharedServer))
            try await withCleanUp {
                let run = try await ProgramRun.of(
                    Programs.formserver,
                    exchange.serveArguments(port: 0) + ["--database", empty.connectionString])
                #expect(run.status != 0)
                #expect(run.errors.contains("formserver migrate"))
                #expect(!run.output.contains("Ready"))
            } _: {
                try await empty.drop()
            }
        }

        @Test("Migrating twice changes nothing")
        func migrateTwice() async throws {
            let exchange = try TestExchange.current
            let before = try await exchange.database.traces()
            let run = try await ProgramRun.successful(
                Programs.formserver, ["migrate", "--database", exchange.database.connectionString])
            #expect(run.output.contains("up to date"))
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A port that is taken, a key that is missing: an error with the reason, no server")
        func unusableSettings() async throws {
            let exchange = try TestExchange.current
            let taken = try await ProgramRun.of(
                Programs.formserver, exchange.serveArguments(port: exchange.endpoint.port))
            #expect(taken.status != 0)
            #expect(taken.errors.contains("\(exchange.endpoint.port)"))
            let missing = try await ProgramRun.of(
                Programs.formserver, exchange.serveArguments(port: 0) + ["--key", "/nowhere/key"])
            #expect(missing.status != 0)
            #expect(!missing.errors.isEmpty)
        }

        @Test("A certificate of another agency is not admitted")
        func foreignCertificate() async throws {
            let exchange = try TestExchange.current
            let before = try await exchange.database.traces()
            let run = try await ProgramRun.of(
                Programs.formserver,
                [
                    "admit", "NL-DKDB", "--database", exchange.database.connectionString,
                    "--name", "Somebody", "--certificate", exchange["BE-DAP"].certificate.path,
                ])
            #expect(run.status != 0)
            #expect(run.errors.contains("BE-DAP"))
            #expect(try await exchange.database.traces() == before)
        }
    }
}
