import FormDocument
import FormProtocol
import Foundation
import GRPCCore
import Postgres
import Testing
import TransparencyLog

extension EndToEnd {
    @Suite("Bulk submissions", .exchange())
    struct BulkTests {
        // MARK: What is accepted

        @Test("All records and the results are accepted together, and can be proven")
        func accepted() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(2_500)
            let answers = try await send(bulk, bulk.chunks(of: 1_000))
            #expect(answers.compactMap(\.storedCount) == [0, 1_000, 2_000, 2_500])
            let completion = try #require(answers.last?.completion)
            #expect(completion.accepted == 2_500 && completion.refused == 0)

            let key = try NoteVerifier(exchange.exchangeKey)
            let receipt = try Receipt(parsing: completion.manifest.receipt)
            try receipt.verify(with: [key])
            #expect(receipt.record.id.description == bulk.id)
            #expect(receipt.record.documentDigest == digest(bulk.manifest))
            guard case .bulkManifest(_, let count, let root) = receipt.contents else {
                Issue.record("\(receipt.contents)")
                return
            }
            #expect(count == 2_500 && root == bulk.tree.root)
            try expectResults(
                completion, of: receipt, [:], count: 2_500, key: key)
        }

        @Test("A record that is not valid is named and costs no other")
        func someRefused() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(1_200).replacing([
                0: "{}", 6: "{\n  \"subject\": 1 ", 999: #"{"$part":"x","digest":"y"}"#,
                1_199: String(repeating: " ", count: 70_000) + "{}",
            ])
            let answers = try await send(bulk, bulk.chunks(of: 600))
            let completion = try #require(answers.last?.completion)
            #expect(completion.accepted == 1_196 && completion.refused == 4)
            let results = answers.flatMap(\.progress.results)
            #expect(results.map(\.number) == [1, 7, 1_000, 1_200])
            #expect(results.allSatisfy { !$0.accepted })
            #expect(results[0].codes == ["REQUIRED"])
            #expect(results[0].violations.count == min(20, Int(results[0].violationCount)))
            #expect(results[0].violations.allSatisfy { $0.pointer.hasPrefix("/body/") })
            #expect(results[1].codes == ["NOT_JSON"])
            #expect(results[1].violations.map(\.line) == [2])
            #expect(results[2].codes.contains("PART_IN_RECORD"))
            #expect(results[3].codes == ["DOCUMENT_TOO_LARGE"])
            #expect(answers.compactMap(\.storedCount).last == 1_200)
            #expect(answers.map(\.progress.refused).max() == 4)
            let receipt = try Receipt(parsing: completion.manifest.receipt)
            try expectResults(
                completion, of: receipt,
                Dictionary(uniqueKeysWithValues: results.map { (Int($0.number), $0.codes) }),
                count: 1_200, key: try NoteVerifier(exchange.exchangeKey))

            // Again: the same receipts, and what was refused, by its codes.
            let again = try await send(bulk, [])
            #expect(again.last?.completion.resultReceipt == completion.resultReceipt)
            let told = again.flatMap(\.progress.results)
            #expect(told.map(\.number) == results.map(\.number))
            #expect(told.map(\.codes) == results.map(\.codes))
            #expect(told.allSatisfy { $0.violations.isEmpty })
        }

        @Test("The same file twice changes nothing, and nothing is read again")
        func twice() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(300)
            let first = try #require(try await send(bulk, bulk.chunks(of: 100)).last?.completion)
            #expect(!first.manifest.alreadyAccepted)
            let before = try await exchange.database.traces()
            // Neither records nor their order matter any more.
            for chunks in [[], bulk.chunks(of: 50), [bulk.chunk(200..<300)]] {
                let answers = try await send(bulk, chunks)
                let again = try #require(answers.last?.completion)
                #expect(again.manifest.alreadyAccepted)
                #expect(again.manifest.receipt == first.manifest.receipt)
                #expect(again.resultReceipt == first.resultReceipt)
                #expect(again.accepted == 300 && again.refused == 0)
            }
            #expect(try await exchange.database.traces() == before)
        }

        @Test("Recipients get the manifest as a form, and its records if they act on it")
        func read() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(700, to: ("NL-DKDB", "TO"), ("LU-USP", "CC"))
                .replacing([4: "[]"])
            _ = try await send(bulk, bulk.chunks(of: 350))

            for reader in ["NL-DKDB", "BE-DAP"] {
                let (form, records) = try await exchange.withClient(reader) { client in
                    (try await client.get(bulk.reference), try await client.records(of: bulk))
                }
                #expect([UInt8](form.form.document) == bulk.manifest)
                #expect(form.summary.recordCount == 699)
                #expect(records.map(\.number) == (1...700).map { UInt32($0) })
                // What the records and hashes say is what the sender signed.
                let hashes = records.map { record -> MerkleHash? in
                    switch record.content {
                    case .accepted(let bytes)?: MerkleHash(leaf: [UInt8](bytes))
                    case .refusedHash(let hash)?: MerkleHash(bytes: [UInt8](hash))
                    case nil: nil
                    }
                }
                let tree = try #require(TreeGrowth(.empty, appending: hashes.compactMap(\.self)))
                #expect(tree.after.root == bulk.tree.root)
                #expect(records[4].codes == ["TYPE"] && records[4].accepted.isEmpty)
            }
            let inbox = try await exchange.withClient("NL-DKDB") { try await $0.inbox() }
            #expect(inbox.contains { $0.form.id == bulk.id && $0.form.recordCount == 699 })

            let part = try await exchange.withClient("NL-DKDB") {
                try await $0.records(of: bulk, first: 600, limit: 50)
            }
            #expect(part.map(\.number) == (600..<650).map { UInt32($0) })
            let beyond = try await exchange.withClient("NL-DKDB") {
                try await $0.records(of: bulk, first: 701)
            }
            #expect(beyond.isEmpty)

            for (reader, reason) in [("LU-USP", "NOT_RECIPIENT"), ("BE-OCAM", "NOT_FOUND")] {
                let refusal = try await expectRefusal {
                    try await exchange.withClient(reader) { try await $0.records(of: bulk) }
                }
                #expect(refusal.reason == reason)
            }
            let trail = try await exchange.database.auditTrail(of: bulk.id)
                .filter { $0.call == "ListRecords" }
            #expect(
                trail.map(\.agency) == [
                    "NL-DKDB", "BE-DAP", "NL-DKDB", "NL-DKDB", "LU-USP", "BE-OCAM",
                ])
            #expect(trail.map(\.results) == [700, 700, 50, 0, 0, 0])
            #expect(trail[2].filters == "records=600...649")
        }

        // MARK: Breaks

        @Test("A stream that breaks goes on where it was, also after the server was killed")
        func resume() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(1_000).replacing([10: "1"])
            // The client goes away in the middle.
            let first = try await send(bulk, Array(bulk.chunks(of: 100).prefix(3)))
            #expect(first.compactMap(\.storedCount).last == 300)
            #expect(!first.contains { $0.isCompletion })
            // The connection is cut while records are on their way.
            await #expect(throws: (any Error).self) {
                try await exchange.withClient("BE-DAP") { client in
                    try await client.submitBulk { writer in
                        try await writer.write(try exchange.manifest(of: bulk))
                        for chunk in bulk.chunks(of: 100, from: 300).prefix(2) {
                            try await writer.write(chunk)
                        }
                        throw TestFailure("the sender breaks off")
                    } onResponse: { response in
                        for try await _ in response.messages {}
                    }
                }
            }
            try await exchange.process.killHard()
            try await exchange.start()

            let stored = Int(try #require(try await send(bulk, []).first?.storedCount))
            #expect(stored >= 300 && stored % 100 == 0)
            let answers = try await send(bulk, bulk.chunks(of: 77, from: stored))
            #expect(answers.flatMap(\.progress.results).map(\.number) == [11])
            let completion = try #require(answers.last?.completion)
            #expect(completion.accepted == 999 && completion.refused == 1)
            #expect(
                try await exchange.withClient("NL-DKDB") {
                    try await $0.records(of: bulk).count
                } == 1_000)
        }

        @Test("Two calls with the same records: all are stored once")
        func concurrent() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(2_000)
            let receipts = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<100 {
                            do {
                                let stored = try await send(bulk, []).first?.storedCount ?? 0
                                let answers = try await send(
                                    bulk, bulk.chunks(of: 100, from: Int(stored)))
                                if let last = answers.last, last.isCompletion {
                                    return last.completion.manifest.receipt
                                }
                            } catch let error as RPCError {
                                let reason = try Refusal(error).reason
                                try #require(
                                    reason == "UNAVAILABLE" || reason == "MALFORMED_REQUEST")
                            }
                        }
                        throw TestFailure("it is never accepted")
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(receipts.count == 1)
            let records = try await exchange.withClient("NL-DKDB") {
                try await $0.records(of: bulk)
            }
            #expect(records.map { [UInt8]($0.accepted) } == bulk.records)
        }

        // MARK: What is refused

        @Test("Records that are not the manifest's are discarded, and can be sent again")
        func wrongRoot() async throws {
            let exchange = try TestExchange.current
            var bulk = try SampleBulk(200)
            bulk.root = MerkleHash(leaf: [])
            let refusal = try await expectRefusal { try await send(bulk, bulk.chunks(of: 100)) }
            #expect(refusal.code == .invalidArgument && refusal.reason == "RECORDS_DIFFER")
            #expect(refusal.message.contains(bulk.tree.root.description))
            let again = try await expectRefusal { try await send(bulk, []) }
            #expect(again.reason == "UNAVAILABLE")
            #expect(try await exchange.submissions(of: bulk) == 0)
        }

        @Test("Gaps, overlaps, too many and too few records")
        func wrongChunks() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(300)
            let cases: [(String, [WireSubmitBulkRequest], Int)] = [
                ("a gap", [bulk.chunk(0..<100), bulk.chunk(101..<200)], 100),
                ("an overlap", [bulk.chunk(0..<100), bulk.chunk(99..<200)], 100),
                ("not from the beginning", [bulk.chunk(1..<100)], 0),
                ("no records", [.with { $0.chunk = .with { $0.first = 1 } }], 0),
                ("nothing", [WireSubmitBulkRequest()], 0),
                ("a second manifest", [try exchange.manifest(of: bulk)], 0),
                (
                    "too many in a chunk",
                    [
                        .with {
                            $0.chunk = .with {
                                $0.first = 1
                                $0.records = Array(repeating: Data(), count: 1_001)
                            }
                        }
                    ], 0
                ),
            ]
            for (name, chunks, stored) in cases {
                let bulk = bulk.renewed()
                let received = Recorded<WireSubmitBulkResponse>()
                let refusal = try await expectRefusal {
                    try await send(bulk, chunks, received)
                }
                #expect(refusal.reason == "MALFORMED_REQUEST", "\(name)")
                // What came before is stored.
                #expect(received.all.compactMap(\.storedCount).last == UInt32(stored), "\(name)")
                #expect(
                    try await send(bulk, []).first?.storedCount == UInt32(stored), "\(name)")
            }
            var fewer = bulk.renewed()
            fewer.count = 299
            let beyond = try await expectRefusal { try await send(fewer, fewer.chunks(of: 100)) }
            #expect(beyond.message.contains("299"))
            var more = bulk.renewed()
            more.count = 301
            let answers = try await send(more, more.chunks(of: 100))
            #expect(answers.compactMap(\.storedCount).last == 300)
            #expect(!answers.contains { $0.isCompletion })
            #expect(try await exchange.submissions(of: more) == 0)
        }

        @Test("Manifests that are refused leave nothing behind")
        func badManifests() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(2)
            func sent(_ change: (inout SampleBulk) -> Void) throws -> WireSignedForm {
                var bulk = bulk.renewed()
                change(&bulk)
                return try exchange["BE-DAP"].signed(bulk.manifest)
            }
            let plain = try SampleForm.plainForm()
            var withPart = try sent { _ in }
            withPart.parts = [.with { $0.name = "medical_note" }]
            var unsigned = try sent { _ in }
            unsigned.signature = ""
            let cases: [(WireSignedForm, String)] = [
                (try sent { $0.header["urgency"] = "SOON" }, "INVALID_FORM"),
                (try sent { $0.header["form"] = "ABC-99" }, "FORM_UNKNOWN"),
                (try sent { $0.header["sender"] = "BE-OCAM" }, "SENDER_IS_NOT_CALLER"),
                (
                    try sent { $0.header["recipients"] = [["agency": "LU-GCT", "as": "TO"]] },
                    "RECIPIENT_UNKNOWN"
                ),
                (try sent { $0.header["action"] = "TEST" }, "ACTION_NOT_ALLOWED"),
                (try sent { $0.count = 0 }, "INVALID_FORM"),
                (try sent { $0.count = 10_000_001 }, "INVALID_FORM"),
                (try exchange["BE-DAP"].signed(plain), "INVALID_FORM"),
                (try exchange["BE-OCAM"].signed(bulk.renewed().manifest), "SIGNER_NOT_ACCEPTED"),
                (withPart, "MALFORMED_REQUEST"),
                (unsigned, "INVALID_SIGNATURE"),
                (WireSignedForm(), "MALFORMED_REQUEST"),
            ]
            let before = try await exchange.database.traces()
            for (form, reason) in cases {
                let refusal = try await expectRefusal {
                    try await call([.with { $0.manifest = form }])
                }
                #expect(refusal.reason == reason)
            }
            let noManifest = try await expectRefusal { try await call([bulk.chunk(0..<2)]) }
            #expect(noManifest.reason == "MALFORMED_REQUEST")
            #expect(try await exchange.database.traces() == before)
            // And no manifest is a form.
            let asForm = try await expectRefusal {
                try await exchange.withClient("BE-DAP") {
                    try await $0.submit(try sent { _ in })
                }
            }
            #expect(asForm.reason == "INVALID_FORM")
            #expect(asForm.fields.map(\.pointer) == ["/body", "/bulk"])
        }

        @Test("Another document under the same ID is a conflict, before and after the acceptance")
        func conflict() async throws {
            let exchange = try TestExchange.current
            let bulk = try SampleBulk(100)
            _ = try await send(bulk, [bulk.chunk(0..<50)])
            var other = bulk
            other.records.removeLast()
            let during = try await expectRefusal { try await send(other, []) }
            #expect(during.reason == "CONFLICT")
            _ = try await send(bulk, bulk.chunks(of: 50, from: 50))
            let after = try await expectRefusal { try await send(other, []) }
            #expect(after.reason == "CONFLICT" && after.code == .alreadyExists)
            let form = try await expectRefusal {
                try await exchange.submit(
                    try SampleForm.plainForm().setting("id", .string(bulk.id)))
            }
            #expect(form.reason == "CONFLICT")
        }

        @Test("Too many unfinished submissions are refused until one is finished")
        func tooManyUnfinished() async throws {
            let exchange = try TestExchange.current
            let sender = exchange["BE-OCAM"]
            var bulk = try SampleBulk(4).from("BE-OCAM")
            var open: [SampleBulk] = []
            for _ in 0..<16 {
                open.append(bulk.renewed())
                _ = try await call([try sender.manifest(of: open[open.count - 1])], as: "BE-OCAM")
            }
            bulk = bulk.renewed()
            let refusal = try await expectRefusal {
                try await call([try sender.manifest(of: bulk)], as: "BE-OCAM")
            }
            #expect(refusal.code == .resourceExhausted)
            #expect(refusal.reason == "TOO_MANY_UNFINISHED")
            let finished = try await call(
                [try sender.manifest(of: open[3])] + open[3].chunks(of: 4), as: "BE-OCAM")
            #expect(finished.last?.isCompletion == true)
            _ = try await call([try sender.manifest(of: bulk)], as: "BE-OCAM")
        }

        @Test("Who may not submit cannot begin")
        func notASubmitter() async throws {
            let exchange = try TestExchange.current
            let reader = try exchange.anotherCertificate(of: "NL-NCTV")
            try await exchange.admitAndWait(reader, roles: ["READER"])
            let refusal = try await expectRefusal {
                try await exchange.withClient(reader) { client in
                    try await client.submitBulk { _ in
                    } onResponse: { response in
                        for try await _ in response.messages {}
                    }
                }
            }
            #expect(refusal.reason == "ROLE_MISSING")
        }

        @Test("Senders that stall keep nobody from submitting")
        func stalls() async throws {
            let exchange = try TestExchange.current
            let sender = exchange["LU-USP"]
            let bulk = try SampleBulk(500)
            try await exchange.withClient(sender) { client in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 {
                        let stalled = bulk.renewed().from("LU-USP")
                        group.addTask {
                            try await client.submitBulk { writer in
                                try await writer.write(try sender.manifest(of: stalled))
                                try await writer.write(stalled.chunk(0..<100))
                                // Neither the rest nor the end.
                                try await Task.sleep(for: .seconds(3_600))
                            } onResponse: { response in
                                for try await _ in response.messages {}
                            }
                        }
                    }
                    let answers = try await send(bulk, bulk.chunks(of: 250))
                    #expect(answers.last?.isCompletion == true)
                    try await exchange.submit(try SampleForm.plainForm())
                    group.cancelAll()
                }
            }
        }

        // MARK: Calls

        /// Sends a manifest and chunks; returns the responses.
        private func send(
            _ bulk: SampleBulk, _ chunks: [WireSubmitBulkRequest],
            _ received: Recorded<WireSubmitBulkResponse> = Recorded()
        ) async throws -> [WireSubmitBulkResponse] {
            let manifest = try TestExchange.current.manifest(of: bulk)
            return try await call([manifest] + chunks, received)
        }

        private func call(
            _ requests: [WireSubmitBulkRequest],
            _ received: Recorded<WireSubmitBulkResponse> = Recorded(), as sender: String = "BE-DAP"
        ) async throws -> [WireSubmitBulkResponse] {
            try await TestExchange.current.withClient(sender) { client in
                try await client.submitBulk { writer in
                    for request in requests { try await writer.write(request) }
                } onResponse: { response in
                    for try await answer in response.messages { received.append(answer) }
                }
            }
            return received.all
        }

        /// The results' leaf follows the manifest's, counts the results, and has the root over what
        /// was told.
        private func expectResults(
            _ completion: WireBulkCompletion, of receipt: Receipt, _ refused: [Int: [String]],
            count: Int, key: NoteVerifier
        ) throws {
            let logged = try LoggedLeaf(parsing: completion.resultReceipt)
            try logged.verify(with: [key])
            #expect(logged.proof.index == receipt.leafIndex + 1)
            let leaf = try #require(Leaf(bytes: logged.leaf))
            let results = try #require(
                TreeGrowth(
                    .empty,
                    appending: (1...count).map { number in
                        refused[number].map { RecordResult(isAccepted: false, codes: $0).hash }
                            ?? RecordResult.plainHash
                    }))
            #expect(
                LeafContents(leaf)
                    == .bulkResult(
                        manifest: receipt.leafIndex, accepted: UInt32(count - refused.count),
                        refused: UInt32(refused.count), root: results.after.root))
        }
    }
}

extension TestExchange {
    fileprivate func manifest(of bulk: SampleBulk) throws -> WireSubmitBulkRequest {
        try self["BE-DAP"].manifest(of: bulk)
    }

    fileprivate func submissions(of bulk: SampleBulk) async throws -> Int64 {
        try await database.query { connection in
            try await connection.run(
                "select count(*) from submission where submission_id::text = \(bulk.id)"
                    as Query<Int64>)
        }
    }
}

extension Agency {
    fileprivate func manifest(of bulk: SampleBulk) throws -> WireSubmitBulkRequest {
        let form = try signed(bulk.manifest)
        return .with { $0.manifest = form }
    }
}

extension WireSubmitBulkResponse {
    /// How many records are stored, if it says so.
    fileprivate var storedCount: UInt32? {
        if case .progress(let progress)? = content { progress.stored } else { nil }
    }

    fileprivate var isCompletion: Bool {
        if case .completion? = content { true } else { false }
    }
}

extension WireFormExchange.ClientProtocol {
    fileprivate func records(
        of bulk: SampleBulk, first: UInt32 = 0, limit: UInt32 = 0
    ) async throws -> [WireBulkRecord] {
        let request = WireListRecordsRequest.with {
            $0.access = .stated
            $0.form = bulk.reference
            $0.first = first
            $0.limit = limit
        }
        return try await listRecords(request) { response in
            var records: [WireBulkRecord] = []
            for try await page in response.messages { records += page.records }
            return records
        }
    }
}

private func digest(_ bytes: [UInt8]) -> [UInt8] {
    (try? SealedDocument(bytes: bytes))?.digest ?? []
}
