import FormDocument
import FormSchemas
import Foundation
import Postgres
import Testing

extension EndToEnd {
    @Suite("formclient bulk", .exchange())
    struct BulkCommandTests {
        /// A client with the header and the records of a bulk submission in files.
        private struct Sender {
            let client: ClientProgram
            let header: String
            let records: String

            init(_ bulk: SampleBulk) throws {
                let exchange = try TestExchange.current
                client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                header = try client.write(
                    JSONValue.object([.init("header", bulk.header)]).bytes(pretty: true),
                    as: "header.json")
                records = try client.write(
                    Array(bulk.records.map { $0 + [0x0A] }.joined()), as: "records.ndjson")
            }

            func submit(_ options: String...) async throws -> ProgramRun {
                try await client.run(["bulk", "submit", header, records] + options)
            }

            var arguments: [String] { ["bulk", "submit", header, records] }
        }

        @Test("Everything is accepted, kept, verified, and fetched as it was sent")
        func accepted() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(1_500)
            let sender = try Sender(bulk)
            let run = try await sender.submit("--json")
            #expect(run.status == 0, "\(run.errors)")
            let answer = try #require(try run.json.first)
            #expect(answer["outcome"]?.string == "accepted")
            #expect(answer["already_accepted"]?.bool == false)
            #expect(answer["id"]?.string == bulk.id)
            #expect(answer["record_count"]?.int == 1_500)
            #expect(answer["accepted_count"]?.int == 1_500)
            #expect(answer["refused_count"]?.int == 0)
            let leafIndex = try #require(answer["leaf_index"]?.int)
            #expect(answer["result_leaf_index"]?.int == leafIndex + 1)
            let proof = try #require(answer["result_receipt"]?.string)
            #expect(FileManager.default.fileExists(atPath: proof))

            let verified = try await sender.client.json("verify", bulk.id)
            #expect(verified[0]["verified"]?.bool == true)
            let results = try await sender.client.json("verify", proof)
            #expect(results[0]["verified"]?.bool == true)
            #expect(results[0]["leaf_index"]?.int == leafIndex + 1)
            let said = try await sender.client.run(["verify", proof, "--lang", "nl"])
            #expect(said.status == 0)
            #expect(said.output.contains("blad \(leafIndex) zijn er 1500 aanvaard en 0 geweigerd"))
            var lines = try String(contentsOfFile: proof, encoding: .utf8)
                .components(separatedBy: "\n")
            // The leaf's last bytes, then a proof that is not followed by a checkpoint.
            lines[1] = lines[1].dropLast(4) + "AAAA"
            let cases = [
                (lines, "The receipt does not hold"), (Array(lines[..<3]), "not a readable"),
            ]
            for (lines, words) in cases {
                let tampered = try sender.client.write(
                    Array(lines.joined(separator: "\n").utf8), as: "tampered.tlog-proof")
                let run = try await sender.client.run(["verify", tampered])
                #expect(run.status == 1 && run.errors.contains(words), "\(run.errors)")
                #expect(run.output.contains("FAILED\treceipt.inclusion") == (lines.count > 3))
            }

            // Once more: nothing changes, and the answer is the same.
            let before = try await exchange.database.traces()
            let again = try await sender.submit("--json")
            #expect(again.status == 0, "\(again.errors)")
            #expect(try again.json[0]["already_accepted"]?.bool == true)
            #expect(try again.json[0]["leaf_index"]?.int == leafIndex)
            #expect(try await exchange.database.traces() == before)

            let reader = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let fetched = try await reader.run(["bulk", "get", bulk.id, "--reason", "test"])
            #expect(fetched.status == 0, "\(fetched.errors)")
            let text = bulk.records.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
            #expect(fetched.output == text)
            let file = reader.path("fetched.ndjson")
            let written = try await reader.run(
                ["bulk", "get", bulk.id, "--reason", "test", "-o", file])
            #expect(written.status == 0)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            let listed = try await reader.json("inbox", "--reason", "test")
            #expect(
                listed.contains {
                    $0["id"]?.string == bulk.id && $0["record_count"]?.int == 1_500
                })
        }

        @Test("Records that are not valid are found before anything is sent")
        func invalid() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(120).replacing([6: "{}", 99: "{\"a\" 1}", 100: ""])
            let sender = try Sender(bulk)
            let before = try await exchange.database.traces()
            let run = try await sender.submit()
            #expect(run.status == 1)
            let lines = run.errors.split(separator: "\n")
            #expect(lines.contains { $0.contains("records.ndjson\t7:1\t/body/") })
            #expect(lines.contains { $0.contains("\t100:6\t") && $0.contains("\tNOT_JSON\t") })
            #expect(lines.contains { $0.contains("\t101:1\t") && $0.contains("\tNOT_JSON\t") })
            #expect(run.errors.contains("3 of 120 records are not valid. Nothing was sent"))
            #expect(run.output.isEmpty)
            let json = try await sender.submit("--json")
            #expect(try json.json.map { $0["number"]?.int } == [7, 100, 101])
            #expect(try await exchange.database.traces() == before)
        }

        @Test("With --no-check the exchange refuses what is not valid, and accepts the rest")
        func someRefused() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(300).replacing([6: "{}", 99: "{\"a\" 1}"])
            let sender = try Sender(bulk)
            let file = sender.client.path("refused.ndjson")
            let run = try await sender.submit("--no-check", "--refused", file)
            #expect(run.status == 1, "\(run.errors)")
            #expect(run.output.hasPrefix("accepted\t"))
            #expect(run.output.contains("\t300\t298\t2\t"))
            let lines = run.errors.split(separator: "\n")
            #expect(lines.contains { $0.contains("records.ndjson\t7:1\t/body/") })
            #expect(lines.contains { $0.contains("\t100:6\t") && $0.contains("\tNOT_JSON\t") })
            let refused = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
                .map { try JSONDocument(Array($0.utf8)).root }
            #expect(refused.map { $0["number"]?.int } == [7, 100])
            #expect(refused[1]["codes"]?[0]?.string == "NOT_JSON")

            let again = try await sender.submit("--no-check", "--json", "--yes")
            #expect(again.status == 1)
            let answer = try #require(try again.json.first)
            #expect(answer["already_accepted"]?.bool == true)
            #expect(answer["refused_count"]?.int == 2)
            #expect(answer["records"]?[1]?["codes"]?[0]?.string == "NOT_JSON")

            let reader = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let fetched = try await reader.run(["bulk", "get", bulk.id, "--reason", "test"])
            #expect(fetched.status == 0)
            #expect(fetched.output.split(separator: "\n").count == 298)
            let listed = try await reader.json("bulk", "get", bulk.id, "--reason", "test")
            #expect(listed.count == 300)
            #expect(listed[6]["accepted"]?.bool == false && listed[6]["record"] == nil)
            #expect(listed[7]["accepted"]?.bool == true)
            #expect(listed[7]["record"]?["subject"] != nil)
        }

        @Test("A folder's files are the records, in the order of their names")
        func folder() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(12)
            let sender = try Sender(bulk)
            let folder = sender.client.path("records")
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false)
            for (place, record) in bulk.records.enumerated() {
                let pretty = JSONValue(try JSONDocument(record).root).bytes(pretty: true)
                try Data(pretty).write(to: URL(filePath: "\(folder)/\(100 + place).json"))
            }
            let run = try await sender.client.run(
                ["bulk", "submit", sender.header, folder, "--json"])
            #expect(run.status == 0, "\(run.errors)")
            let reader = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let fetched = try await reader.run(["bulk", "get", bulk.id, "--reason", "test"])
            #expect(fetched.status == 0)
            // One line each, whatever line ends they had.
            let records = try fetched.output.split(separator: "\n")
                .map { JSONValue(try JSONDocument(Array($0.utf8)).root) }
            #expect(
                records == (try bulk.records.map { JSONValue(try JSONDocument($0).root) }))

            try Data("{}".utf8).write(to: URL(filePath: "\(folder)/105.json"))
            let broken = try await sender.client.run(["bulk", "submit", sender.header, folder])
            #expect(broken.status == 1)
            #expect(broken.errors.contains("/records/105.json\t1:1\t/body/"))
        }

        @Test("Stopped or killed, the same command goes on; a server that dies is waited for")
        func interrupted() async throws {
            let exchange = try TestExchange.current
            // Most are refused soon, and told again after each break.
            let bulk = try SampleBulk(14_000).replacing(
                Dictionary(
                    uniqueKeysWithValues: (0..<14_000).filter { !$0.isMultiple(of: 100) }
                        .map { ($0, "1") }))
            let sender = try Sender(bulk)
            func stored() async throws -> Int32 {
                try await exchange.database.query { connection in
                    try await connection.run(
                        """
                        select coalesce(max(stored), 0) from bulk_upload
                        where submission_id::text = \(bulk.id)
                        """ as Query<Int32>)
                }
            }
            let file = sender.client.path("refused.ndjson")
            let arguments = sender.arguments + ["--no-check", "--refused", file]
            /// What lies beside the file as long as it is not whole.
            func part() throws -> String {
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: sender.client.path("")
                ).filter { $0.hasPrefix("refused.ndjson") }
                guard names.count == 1, names[0].hasSuffix(".part") else {
                    throw TestFailure("it is not there alone: \(names)")
                }
                return try String(
                    contentsOfFile: sender.client.path(names[0]), encoding: .utf8)
            }

            let first = try sender.client.start(arguments)
            try await waitUntil("the first refusals are told") {
                try await stored() > 0 && !part().isEmpty
            }
            first.signal(SIGINT)
            #expect(try await first.ended() == 4)
            #expect(first.errors.contains("The same command goes on"))
            let afterStop = try await stored()
            #expect(afterStop < 14_000)
            let told = try part()
            #expect(told.contains("\"message\""))

            let second = try sender.client.start(arguments)
            try await waitUntil("more records are stored") { try await stored() > afterStop }
            second.signal(SIGKILL)
            _ = try await second.ended()
            let afterKill = try await stored()
            #expect(afterKill < 14_000)

            let third = try await exchange.database.query { connection in
                try await connection.transaction { transaction in
                    // So that the server dies with records that it cannot store yet.
                    _ = try await transaction.run(
                        """
                        select stored from bulk_upload
                        where submission_id::text = \(bulk.id) for update
                        """ as Query<Int32>)
                    let third = try sender.client.start(arguments + ["--json"])
                    try await waitUntil("the server waits for the lock") {
                        try await exchange.database.query { other in
                            try await other.run(
                                "select exists (select from pg_locks where not granted)"
                                    as Query<Bool>)
                        }
                    }
                    try await exchange.process.killHard()
                    return third
                }
            }
            try await exchange.start()
            #expect(try await third.ended() == 1, "\(third.errors)")
            let answer = try JSONDocument(Array(third.output.utf8)).root
            #expect(answer["accepted_count"]?.int == 140)
            #expect(answer["refused_count"]?.int == 13_860)
            #expect(answer["records"]?.count == 100)
            #expect(third.errors.contains("again"))
            // What was told before the first break is kept as it was told, and nothing is missing.
            let refused = try String(contentsOfFile: file, encoding: .utf8)
            #expect(refused.hasPrefix(told))
            let numbers = try refused.split(separator: "\n").map {
                try JSONDocument(Array($0.utf8)).root["number"]?.int
            }
            #expect(numbers == (1...14_000).filter { $0 % 100 != 1 })
        }

        @Test("Records that are not those that were signed do not get the name of the file")
        func tampered() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(40)
            #expect(try await Sender(bulk).submit().status == 0)
            let reader = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let file = reader.path("fetched.ndjson")
            let before = try reader.write(Array("before\n".utf8), as: "before.ndjson")
            let arguments = ["bulk", "get", bulk.id, "--reason", "test", "--yes", "-o"]
            try FileManager.default.createSymbolicLink(
                atPath: reader.path("link"), withDestinationPath: "linked.ndjson")
            #expect(try await reader.run(arguments + [reader.path("link")]).status == 0)
            let linked = try String(contentsOfFile: reader.path("linked.ndjson"), encoding: .utf8)
            #expect(linked.split(separator: "\n").count == 40)

            try await exchange.database.query { connection in
                try await connection.run(
                    """
                    update bulk_record set record = '{}'::bytea
                    where submission_id::text = \(bulk.id) and record_number = 30
                    """ as Query<Void>)
            }
            for path in [file, before] {
                let run = try await reader.run(arguments + [path])
                #expect(run.status == 1)
                #expect(run.errors.contains("not those that the sender has signed"))
                #expect(!FileManager.default.fileExists(atPath: path + ".part"))
            }
            #expect(!FileManager.default.fileExists(atPath: file))
            #expect(try String(contentsOfFile: before, encoding: .utf8) == "before\n")
        }

        @Test("Other records under the same ID are refused")
        func conflict() async throws {
            let bulk = try SampleBulk(20)
            let sender = try Sender(bulk)
            #expect(try await sender.submit().status == 0)
            var other = bulk
            other.records.removeLast()
            let changed = try Sender(other)
            let run = try await changed.submit()
            #expect(run.status == 3)
            #expect(run.errors.contains("[CONFLICT]"))
        }

        @Test("What cannot be used is said, and nothing is sent")
        func unusable() async throws {
            let exchange = try TestExchange.current
            var bulk = try SampleBulk(3)
            let sender = try Sender(bulk)
            let client = sender.client
            let before = try await exchange.database.traces()
            func run(_ header: String, _ records: String) async throws -> (Int32, String) {
                let run = try await client.run(["bulk", "submit", header, records])
                return (run.status, run.errors)
            }
            let empty = try client.write([], as: "empty.ndjson")
            let long = try client.write(
                Array(repeating: UInt8(ascii: "x"), count: 2 << 20), as: "long.ndjson")
            let noJSON = try client.write(Array("{".utf8), as: "no.json")
            bulk.header["urgency"] = "SOON"
            let badHeader = try Sender(bulk).header
            let cases: [(String, String, Int32, String)] = [
                (sender.header, "-", 2, "read twice"),
                (sender.header, client.path("missing.ndjson"), 5, "does not exist"),
                (sender.header, empty, 1, "has no records"),
                (sender.header, long, 1, "Line 1"),
                (client.path("missing.json"), sender.records, 5, "does not exist"),
                (noJSON, sender.records, 1, "is no draft"),
                (badHeader, sender.records, 1, "/header/urgency"),
            ]
            for (header, records, status, text) in cases {
                let (ended, errors) = try await run(header, records)
                #expect(ended == status, "\(errors)")
                #expect(errors.contains(text), "\(errors)")
            }
            #expect(try await exchange.database.traces() == before)

            let form = try SampleForm.plainForm()
            try await exchange.submit(form)
            let single = try await client.run(["bulk", "get", form.id, "--reason", "test"])
            #expect(single.status == 1)
            #expect(single.errors.contains("single form"))
        }
    }
}
