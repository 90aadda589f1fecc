import FormSchemas
import Foundation
import Postgres
import Testing

extension EndToEnd {
    @Suite("formserver fsck", .exchange(["BE-DAP", "NL-DKDB"]))
    struct FsckCommandTests {
        private func fsck(_ arguments: String...) async throws -> ProgramRun {
            let exchange = try TestExchange.current
            return try await ProgramRun.of(
                Programs.formserver,
                [
                    "fsck", "--database", exchange.database.connectionString, "--exchange-key",
                    exchange.exchangeKey, "--trust",
                    exchange.folder.appending(path: "roots.pem").path,
                ] + arguments)
        }

        private func change(_ script: String) async throws {
            try await TestExchange.current.database.query { try await $0.runScript(script) }
        }

        @Test("What does not fit is named, mended where it can be, and in the status")
        func command() async throws {
            let exchange = try TestExchange.current
            for _ in 1...3 {
                try await exchange.submit(try SampleForm.plainForm().to(("NL-DKDB", "TO")))
            }
            _ = try await exchange.withClient("NL-DKDB") { try await $0.inbox() }
            let clean = try await fsck()
            #expect(clean.status == 0 && clean.output.hasPrefix("clean  "), "\(clean)")
            let shown = clean.errors.split(separator: "\n")
            #expect(shown.count == 3 && shown[0].hasPrefix("████████████████████  leaf "))
            #expect(shown.dropFirst() == ["participants", "rows that nothing accounts for"])
            let own = try await ProgramRun.of(
                Programs.formserver,
                [
                    "fsck", "--database", exchange.database.connectionString, "--receipt-key",
                    exchange.folder.appending(path: "receipt.key").path, "--json",
                ])
            #expect(own.status == 0, "\(own)")
            let report = try JSONDocument([UInt8](own.output.utf8)).root
            #expect(report["ending"]?.string == "COMPLETE" && report["clean"]?.bool == true)
            #expect(report["next_leaf"]?.int == report["size"]?.int)

            try await change("update submission set urgency = 'IMMEDIATE'")
            let damaged = try await fsck()
            #expect(damaged.status == 1, "\(damaged)")
            let lines = damaged.output.split(separator: "\n")
            #expect(lines.count == 4 && lines.last == "3 findings")
            #expect(lines[0].hasPrefix("submission  sender=\"BE-DAP\" submission_id="))
            #expect(lines[0].hasSuffix("urgency  expected \"ROUTINE\", found \"IMMEDIATE\""))
            let listed = try await fsck("--json", "--from", "3")
            let findings = try JSONDocument([UInt8](listed.output.utf8)).root["findings"]
            #expect(
                listed.status == 1
                    && findings?.elements.map { $0["column"]?.string } == ["urgency", "urgency"])

            let repaired = try await fsck("--repair-projections")
            #expect(repaired.status == 0 && repaired.output.contains("(repaired)"), "\(repaired)")
            #expect(try await fsck().status == 0)
            try await exchange.submit(try SampleForm.plainForm())
            #expect(try await fsck().status == 0)
        }

        @Test(
            "Ctrl-C ends it and says how to go on; what is missing or away has a status of its own")
        func endings() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            try await exchange.database.query { blocker in
                try await blocker.runScript("begin; lock table leaf in access exclusive mode")
                let waiting = try SpawnedProcess(
                    Programs.formserver,
                    [
                        "fsck", "--database", exchange.database.connectionString, "--exchange-key",
                        exchange.exchangeKey,
                    ])
                // Over another connection: within a transaction nothing new is seen there.
                try await waitUntil("fsck waits for the table") {
                    try await exchange.database.query {
                        try await $0.run(
                            """
                            select exists (select from pg_stat_activity
                                where application_name = 'formserver-fsck'
                                    and datname = current_database()
                                    and wait_event_type = 'Lock')
                            """ as Query<Bool>)
                    }
                }
                waiting.signal(SIGINT)
                #expect(try await waiting.ended() == 130)
                #expect(waiting.output.contains("--from 0 goes on"), "\(waiting.output)")
                try await blocker.runScript("rollback")
            }

            let away = try await ProgramRun.of(
                Programs.formserver,
                ["fsck", "--database", "host=/nonexistent", "--exchange-key", exchange.exchangeKey])
            #expect(away.status == 4 && away.output.contains("does not answer"))
            let keyless = try await ProgramRun.of(
                Programs.formserver, ["fsck", "--database", exchange.database.connectionString])
            #expect(keyless.status == 2)
            #expect(try await fsck("--from", "1000").status == 5)
            #expect(try await fsck("--from=-1").status == 2)
            #expect(try await fsck("--from", "1", "--repair-projections").status == 2)
        }
    }
}
