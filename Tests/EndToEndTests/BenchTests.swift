import FormDocument
import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    @Suite("Load", .exchange())
    struct BenchTests {
        @Test("Every call that is counted is a form in the database, and no other")
        func submit() async throws {
            let exchange = try TestExchange.current
            try await withTestServer(of: exchange) { client, server in
                let before = try await exchange.database.traces()
                let result = try #require(
                    try await client.json(
                        "bench", "--server", server, "--duration", "1", "--warmup", "0",
                        "--count", "5000", "--connections", "2", "--in-flight", "8"
                    ).first)
                let after = try await exchange.database.traces()

                let total = try #require(result["succeeded_in_total"]?.int)
                #expect(total > 2)
                #expect(after["submission"] == before["submission"].map { $0 + Int64(total) })
                // To oneself, where nobody has said to whom.
                #expect(after["inbox_entry"] == before["inbox_entry"].map { $0 + Int64(total) })
                let counted = try #require(result["succeeded"]?.int)
                #expect((1...total - 2).contains(counted))
                let timed = try #require(result["histogram"]).elements
                    .reduce(0) { $0 + ($1["count"]?.int ?? 0) }
                // The first call of each connection has no time; those open at the end have one.
                #expect(timed == total - 2)
                #expect((counted...counted + 8).contains(timed))
                #expect(result["failed"]?.int == 0)
                #expect(result["failures"]?.count == 0)
                #expect(result["call"]?.string == "submit")
                #expect(result["connections"]?.int == 2)
                #expect(result["in_flight"]?.int == 8)
                for name in ["p50", "p90", "p99", "p99_9", "max"] {
                    #expect(result["latency_ms"]?[name] != nil, "\(name)")
                }
            }
        }

        @Test("A batch counts forms, and stores each of them")
        func batch() async throws {
            let exchange = try TestExchange.current
            try await withTestServer(of: exchange) { client, server in
                let before = try await exchange.database.traces()
                let result = try #require(
                    try await client.json(
                        "bench", "--call", "batch", "--server", server, "--duration", "600",
                        "--warmup", "0", "--count", "205", "--connections", "1", "--in-flight",
                        "2", "--per-request", "50"
                    ).first)
                let after = try await exchange.database.traces()
                #expect(result["forms_used_up"]?.bool == true)
                #expect(result["succeeded_in_total"]?.int == 205)
                #expect(result["forms_per_request"]?.int == 50)
                #expect(result["failed"]?.int == 0)
                #expect(after["submission"] == before["submission"].map { $0 + 205 })
                // 204 forms without that of the first call.
                let requests = try #require(result["histogram"]).elements
                    .reduce(0) { $0 + ($1["count"]?.int ?? 0) }
                #expect(requests == 5)

                let live = try await client.run(["bench", "--call", "batch", "--count", "100"])
                #expect(live.status == 3)
            }
        }

        @Test("Bulk submissions count records, and leave none unfinished")
        func bulk() async throws {
            let exchange = try TestExchange.current
            try await withTestServer(of: exchange) { client, server in
                let before = try await exchange.database.traces()
                let result = try #require(
                    try await client.json(
                        "bench", "--call", "bulk", "--server", server, "--duration", "1",
                        "--warmup", "0", "--connections", "1", "--in-flight", "2",
                        "--per-request", "20"
                    ).first)
                let after = try await exchange.database.traces()
                let total = try #require(result["succeeded_in_total"]?.int)
                #expect(total >= 1_500 && total.isMultiple(of: 500))
                #expect(after["bulk_record"] == before["bulk_record"].map { $0 + Int64(total) })
                #expect(
                    after["submission"] == before["submission"].map { $0 + Int64(total / 500) })
                #expect(result["forms_per_request"]?.int == 20)
                #expect(result["failed"]?.int == 0)

                let live = try await client.run(["bench", "--call", "bulk"])
                #expect(live.status == 3)
            }
        }

        @Test("When the forms are used up the load ends, and each was sent once")
        func usedUp() async throws {
            let exchange = try TestExchange.current
            try await withTestServer(of: exchange) { client, server in
                let before = try await exchange.database.traces()
                let result = try #require(
                    try await client.json(
                        "bench", "--server", server, "--duration", "600", "--warmup", "0",
                        "--count", "30", "--connections", "2", "--in-flight", "4", "--form",
                        "SOC-01", "--to", "NL-DKDB"
                    ).first)
                #expect(result["forms_used_up"]?.bool == true)
                #expect(result["succeeded_in_total"]?.int == 30)
                let after = try await exchange.database.traces()
                #expect(after["submission"] == before["submission"].map { $0 + 30 })
            }
        }

        @Test("Ctrl-C ends a load early and shows what was measured")
        func interrupted() async throws {
            let exchange = try TestExchange.current
            try await withTestServer(of: exchange) { client, server in
                func stored() async throws -> Int64 {
                    try await exchange.database.traces()["submission"] ?? 0
                }
                let before = try await stored()
                let load = try client.start([
                    "bench", "--server", server, "--duration", "600", "--warmup", "0",
                    "--count", "20000", "--json",
                ])
                try await waitUntil("forms arrive") { try await stored() > before + 50 }
                load.signal(SIGINT)
                #expect(try await load.ended() == 0, "\(load.errors)")
                let result = try JSONDocument(Array(load.output.utf8)).root
                #expect(result["stopped"]?.bool == true)
                #expect(result["forms_used_up"]?.bool == false)
            }
        }

        @Test("A live exchange refuses the first form, and nothing is stored")
        func liveExchange() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let before = try await exchange.database.traces()
            // So many that nobody would live to see them signed.
            let run = try await client.run(["bench", "--duration", "1", "--count", "50000000"])
            #expect(run.status == 3)
            #expect(run.errors.contains("ACTION_NOT_ALLOWED"))
            #expect(run.output.isEmpty)
            #expect(try await exchange.database.traces() == before)
        }

        @Test("The echo is another server, and each knows its own calls only")
        func echo() async throws {
            let exchange = try TestExchange.current
            let server = try await ServerProcess(
                ["echo"] + exchange.listenerArguments(port: 0))
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let there = ["--server", "127.0.0.1:\(server.port)", "--duration", "1"]
            let result = try #require(
                try await client.run(["bench", "--call", "echo", "--json"] + there).json.first)
            #expect(result["call"]?.string == "echo")
            #expect(try #require(result["succeeded"]?.int) > 0)
            #expect(result["failed"]?.int == 0)
            #expect(result["form"] == nil)

            let submit = try await client.run(["bench", "--count", "100"] + there)
            #expect(submit.status == 3)
            #expect(submit.errors.contains("--call echo"))
            let echo = try await client.run(["bench", "--call", "echo"])
            #expect(echo.status == 3)
            #expect(echo.errors.contains("formserver echo"))
            try await server.stop()
            let away = try await client.run(["bench", "--call", "echo"] + there)
            #expect(away.status == 4)
        }

        @Test("What makes no sense is refused before anything is signed or sent")
        func usage() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            for arguments in [
                ["--in-flight", "0"], ["--duration", "0"], ["--count", "1"],
                ["--server", "nowhere"], ["--to", "nobody"], ["--call", "sing"],
            ] {
                let run = try await client.run(["bench"] + arguments)
                #expect(run.status == 2, "\(arguments): \(run.errors)")
            }
            #expect(try await client.run(["bench", "--form", "XXX-99"]).status == 1)
        }

        /// Runs `body` with a client of another server over the same database, which says that it is
        /// for tests.
        private func withTestServer(
            of exchange: TestExchange, _ body: (ClientProgram, String) async throws -> Void
        ) async throws {
            let server = try await ServerProcess(exchange.serveArguments(port: 0) + ["--test"])
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            try await withCleanUp {
                try await body(client, "127.0.0.1:\(server.port)")
            } _: {
                try await server.stop()
            }
        }
    }
}
