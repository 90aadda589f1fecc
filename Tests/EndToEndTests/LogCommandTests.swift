import FormDocument
import FormSchemas
import Foundation
import Postgres
import Testing
import TransparencyLog

extension EndToEnd {
    /// Each test has an exchange of its own, as most of them spoil its log.
    @Suite("The client's log commands")
    struct LogCommandTests {
        private static let codes = ["BE-DAP", "NL-DKDB"]
        /// The log begins with the participants.
        private static let admissions = codes.count

        /// Submits a new form through the client's own command, so that its receipt is kept.
        private func submit(_ client: ClientProgram) async throws {
            let form = try SampleForm.plainForm()
            _ = try await client.json("submit", try client.write(form, as: "\(form.id).json"))
        }

        /// The only file of that name anywhere below the client's folder; `nil` if there is none.
        private func find(_ name: String, of client: ClientProgram) throws -> String? {
            let files = FileManager.default.enumerator(atPath: client.path("state"))
            let found = (files?.allObjects as? [String] ?? []).filter {
                $0.hasSuffix("/\(name)")
            }
            guard let path = found.first else { return nil }
            return client.path("state/\(path)")
        }

        /// Runs a command that must raise an alarm; returns it and its evidence.
        private func alarm(
            _ client: ClientProgram, _ command: String = "check",
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> (said: JSONNode, evidence: JSONNode, path: String) {
            let run = try await client.run(["log", command, "--json"])
            #expect(run.status == 1, "\(run.errors)", sourceLocation: sourceLocation)
            #expect(run.errors.contains("ALARM"), sourceLocation: sourceLocation)
            let said = try #require(try run.json.first, sourceLocation: sourceLocation)
            #expect(said["outcome"]?.string == "alarm", sourceLocation: sourceLocation)
            let path = try #require(said["evidence"]?.string, sourceLocation: sourceLocation)
            #expect(run.errors.contains(path), sourceLocation: sourceLocation)
            let evidence = try JSONDocument([UInt8](Data(contentsOf: URL(filePath: path)))).root
            #expect(evidence["finding"]?.string == said["finding"]?.string)
            return (said, evidence, path)
        }

        private func text(_ path: String?) throws -> String {
            try String(contentsOfFile: try #require(path), encoding: .utf8)
        }

        @Test("check, cosign and check again follow the log as it grows")
        func follow() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                let empty = try await client.json("log", "check")
                #expect(empty.first?["outcome"]?.string == "empty")
                #expect(try await client.json("log", "cosign").first?["outcome"]?.string == "empty")

                try await submit(client)
                let first = try #require(try await client.json("log", "check").first)
                #expect(first["outcome"]?.string == "consistent")
                #expect(first["tree_size"]?.int == Self.admissions + 1)
                #expect(first["previous_tree_size"] == nil)
                #expect(first["receipts_checked"]?.int == 1)
                #expect(first["root"]?.string.flatMap { MerkleHash($0) } != nil)
                #expect(first["witnesses"] == nil)
                for _ in 1...3 { try await submit(client) }

                let cosigned = try #require(try await client.json("log", "cosign").first)
                #expect(cosigned["outcome"]?.string == "cosigned")
                #expect(cosigned["cosigned_by"]?.string == "BE-DAP/witness")
                #expect(cosigned["previous_tree_size"]?.int == Self.admissions + 1)
                #expect(cosigned["tree_size"]?.int == Self.admissions + 4)
                // The same checkpoint again is as good: it says that the witness has looked.
                _ = try await client.json("log", "cosign")
                let key = try #require(try await client.json("log", "key").first)
                #expect(key["created"]?.bool == false)
                #expect(key["witness_key"]?.string?.hasPrefix("BE-DAP/witness+") == true)

                try await submit(client)
                let again = try #require(try await client.json("log", "check").first)
                #expect(again["cosigned_tree_size"]?.int == Self.admissions + 4)
                // The witness's key has a leaf too.
                #expect(again["tree_size"]?.int == Self.admissions + 6)
                let witness = try #require(again["witnesses"]?.elements.first { _ in true })
                #expect(witness["name"]?.string == "BE-DAP/witness")
                #expect(witness["verified"]?.bool == true)
                #expect(witness["cosigned_at"]?.string?.isEmpty == false)
                let kept = try SignedCheckpoint(parsing: try text(find("checkpoint", of: client)))
                let sizes = [Self.admissions + 4, Self.admissions + 6].map { Int64($0) }
                #expect(sizes.contains(kept.checkpoint.size))

                // Others see the name; they check it once their profile has the key.
                let other = try ClientProgram(exchange["NL-DKDB"], of: exchange)
                let seen = try #require(try await other.json("log", "check").first)
                #expect(seen["witnesses"]?.elements.map { $0["verified"]?.bool } == [false])
                try other.addToProfile(
                    "witnesses", .array([.string(key["witness_key"]?.string ?? "")]))
                let known = try #require(try await other.json("log", "check").first)
                #expect(known["witnesses"]?.elements.map { $0["verified"]?.bool } == [true])
                #expect(try find("evidence", of: other) == nil)

                // A second machine of the agency has another key, which is not accepted.
                let second = try ClientProgram(exchange["BE-DAP"], of: exchange)
                let refused = try await second.run(["log", "cosign"])
                #expect(refused.status == 3)
                #expect(refused.errors.contains("[WITNESS_NOT_ACCEPTED]"))
            }
        }

        @Test("A log that was set back raises the alarm, and again when it grows differently")
        func rollback() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await submit(client)
                try await exchange.rememberLog()
                let other = try ClientProgram(exchange["NL-DKDB"], of: exchange)
                try await exchange.submit(try SampleForm.plainForm())
                try await exchange.submit(try SampleForm.plainForm())
                _ = try await client.json("log", "cosign")
                let good = try text(find("checkpoint", of: client))
                _ = try await other.json("log", "check")
                let before = try await exchange.database.cosignatureCount()

                try await exchange.restoreLog()
                let found = try await alarm(client)
                #expect(found.said["finding"]?.string == "ROLLBACK")
                #expect(found.said["known"]?["source"]?.string == "LAST_SEEN")
                #expect(found.said["known"]?["tree_size"]?.int == Self.admissions + 3)
                #expect(found.evidence["known"]?["checkpoint"]?.string == good)
                let received = try SignedCheckpoint(
                    parsing: try #require(found.evidence["received"]?.string))
                #expect(received.checkpoint.size == Int64(Self.admissions) + 1)
                // Found again it is the same file, as it was; the last good checkpoint stays.
                let written = try text(found.path)
                #expect(try await alarm(client).path == found.path)
                #expect(try text(found.path) == written)
                #expect(try text(find("checkpoint", of: client)) == good)

                for _ in 1...3 { try await exchange.submit(try SampleForm.plainForm()) }
                let fork = try await alarm(client)
                #expect(fork.said["finding"]?.string == "FORK")
                #expect(fork.path != found.path)
                let hashes = fork.evidence["consistency_proof"]?.elements.compactMap {
                    $0.string.flatMap { MerkleHash($0) }
                }
                let proof = ConsistencyProof(
                    oldSize: 3, newSize: 4, hashes: try #require(hashes))
                #expect(proof != nil)
                // Nothing is vouched for, and nothing of it was sent.
                let cosign = try await alarm(client, "cosign")
                #expect(cosign.said["finding"]?.string == "FORK")
                #expect(try await exchange.database.cosignatureCount() == before - 1)
                #expect(try await alarm(other).said["finding"]?.string == "FORK")
            }
        }

        @Test("A form that is accepted again as another leaf raises the alarm; its receipt stays")
        func otherReceipt() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await exchange.rememberLog()
                let form = try SampleForm.plainForm()
                let file = try client.write(form, as: "form.json")
                let kept = try #require(
                    try await client.json("submit", file).first?["bundle"]?.string)
                let bundle = try text(kept)
                // The same form again has the same receipt.
                _ = try await client.json("submit", file)
                #expect(try text(kept) == bundle)

                try await exchange.restoreLog()
                try await exchange.submit(try SampleForm.plainForm())
                let run = try await client.run(["submit", file, "--json"])
                #expect(run.status == 1)
                #expect(run.errors.contains("ALARM") && run.errors.contains("another leaf"))
                let said = try #require(try run.json.first)
                #expect(said["outcome"]?.string == "alarm")
                #expect(said["finding"]?.string == "OTHER_RECEIPT")
                #expect(said["id"]?.string == form.id && said["file"]?.string == file)
                #expect(said["known"]?["tree_size"]?.int == Self.admissions + 1)
                #expect(try text(kept) == bundle)

                let path = try #require(said["evidence"]?.string)
                let written = try text(path)
                let evidence = try JSONDocument(Array(written.utf8)).root
                let receipts = try [
                    evidence["known"]?["receipt"], evidence["received_receipt"],
                ].map { try Receipt(parsing: try #require($0?.string)) }
                for receipt in receipts {
                    try receipt.verify(with: [try NoteVerifier(exchange.exchangeKey)])
                    #expect("\(receipt.record.id)" == form.id)
                }
                let first = Int64(Self.admissions)
                #expect(receipts.map(\.leafIndex) == [first, first + 1])
                #expect(evidence["known"]?["file"]?.string == kept)

                // Once more it is the same evidence.
                let again = try await client.run(["submit", file])
                #expect(again.status == 1 && again.errors.contains(path))
                #expect(try text(path) == written)
                #expect(try text(kept) == bundle)
            }
        }

        @Test("A leaf that was changed afterwards raises the alarm, in the reader's language")
        func fork() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                for _ in 1...3 { try await submit(client) }
                _ = try await client.json("log", "check")
                let good = try text(find("checkpoint", of: client))
                try await exchange.forgeLeaf(1)

                let found = try await alarm(client)
                #expect(found.said["finding"]?.string == "FORK")
                let kept = try SignedCheckpoint(parsing: good).checkpoint
                let received = try SignedCheckpoint(
                    parsing: try #require(found.evidence["received"]?.string))
                try received.verify(with: [try NoteVerifier(exchange.exchangeKey)])
                #expect(received.checkpoint.size == kept.size)
                #expect(received.checkpoint.root != kept.root)
                for (language, words) in [
                    ("nl", "Bel haar beheerders"), ("fr", "Appelez ses administrateurs"),
                    ("de", "Rufen Sie ihre Betreiber"), ("en", "Call its operators"),
                ] {
                    let run = try await client.run(["log", "check", "--lang", language])
                    #expect(run.status == 1 && run.output.isEmpty)
                    #expect(run.errors.contains(words) && run.errors.contains(found.path))
                }
                try await submit(client)
                #expect(try await alarm(client).said["finding"]?.string == "FORK")
                #expect(try text(find("checkpoint", of: client)) == good)
            }
        }

        @Test("A leaf that was only changed in its table does not go on to what was signed")
        func changedRow() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                for _ in 1...2 { try await submit(client) }
                _ = try await client.json("log", "check")
                try await exchange.database.query {
                    try await $0.runScript(
                        """
                        update leaf set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1)
                        where leaf_index = (select max(leaf_index) from leaf)
                        """)
                }
                // The proof from the first form's receipt to the same signed tree is made of rows.
                let found = try await alarm(client)
                #expect(found.said["finding"]?.string == "FORK")
                #expect(found.said["known"]?["source"]?.string == "RECEIPT")
                let hashes = found.evidence["consistency_proof"]?.elements.map(\.string)
                #expect(hashes?.map { $0?.count } == [44, 44, 44])
            }
        }

        @Test("A log that has no proof to give raises the alarm; one that is away does not")
        func refusedProof() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await submit(client)
                _ = try await client.json("log", "check")
                let good = try text(find("checkpoint", of: client))
                for _ in 1...4 { try await exchange.submit(try SampleForm.plainForm()) }
                try await exchange.database.query {
                    try await $0.runScript(
                        """
                        delete from leaf where leaf_index in (
                            select leaf_index from leaf order by leaf_index desc offset 1 limit 2)
                        """)
                }
                let found = try await alarm(client)
                #expect(found.said["finding"]?.string == "FORK")
                #expect(found.said["refusal"]?.string == "INTERNAL")
                #expect(found.evidence["refusal"]?.string == "INTERNAL")
                #expect(found.evidence["known"]?["checkpoint"]?.string == good)
                #expect(found.evidence["consistency_proof"] == nil)
                #expect(try text(find("checkpoint", of: client)) == good)
                let run = try await client.run(["log", "check"])
                #expect(run.status == 1 && run.errors.contains("no proof that it continues: "))

                try await exchange.process.killHard()
                let down = try await client.run(["log", "check"])
                #expect(down.status == 4 && !down.errors.contains("ALARM"))
            }
        }

        @Test("A cosignature that is not that of the witness it names raises the alarm")
        func forgedCosignature() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await submit(client)
                _ = try await client.json("log", "cosign")
                try await exchange.database.query {
                    try await $0.runScript(
                        "update cosignature set line = overlay(line placing 'AAAA' from 57 for 4)")
                }
                #expect(try await alarm(client).said["finding"]?.string == "BAD_CHECKPOINT")
                // Whoever does not know the witness's key has nothing to check it with.
                let other = try ClientProgram(exchange["NL-DKDB"], of: exchange)
                let seen = try #require(try await other.json("log", "check").first)
                #expect(seen["witnesses"]?.elements.map { $0["verified"]?.bool } == [false])
            }
        }

        @Test("A client that never looked finds the fork by a receipt it keeps")
        func receipts() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                for _ in 1...3 { try await submit(client) }
                try await exchange.forgeLeaf(0)
                let found = try await alarm(client)
                #expect(found.said["finding"]?.string == "FORK")
                #expect(found.said["known"]?["source"]?.string == "RECEIPT")
                let file = try #require(found.evidence["known"]?["file"]?.string)
                #expect(file.hasSuffix(".bundle.json"))
                #expect(try find("checkpoint", of: client) == nil)
                // Whoever has no receipt and never looked cannot know.
                let newcomer = try ClientProgram(exchange["NL-DKDB"], of: exchange)
                #expect(try await newcomer.run(["log", "check"]).status == 0)
            }
        }

        @Test("A receipt that was damaged on this machine is named, and the log is in order")
        func damagedReceipt() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                for _ in 1...2 { try await submit(client) }
                let run = try await client.run(["log", "check", "--all"])
                #expect(run.status == 0)
                let fields = run.output.split(separator: "\t", omittingEmptySubsequences: false)
                #expect(fields.count == 7 && fields[0] == "consistent" && fields[5] == "2")
                let bundles = try #require(try find("bundles", of: client))
                let name = try #require(
                    try FileManager.default.contentsOfDirectory(atPath: bundles)
                        .first { $0.hasSuffix(".bundle.json") })
                try Data("{}".utf8).write(to: URL(filePath: "\(bundles)/\(name)"))
                let damaged = try await client.run(["log", "check", "--json"])
                #expect(damaged.status == 1 && !damaged.errors.contains("ALARM"))
                #expect(damaged.errors.contains(name))
                let said = try #require(try damaged.json.first)
                #expect(said["outcome"]?.string == "consistent")
                #expect(said["receipts_damaged"]?.elements.compactMap(\.string).count == 1)
            }
        }

        @Test("A log that is signed with another key raises the alarm")
        func badSignature() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await submit(client)
                let foreign = try NoteSigner.generate(name: "forms.example/end-to-end").verifier
                try client.addToProfile("exchange_key", .string("\(foreign)"))
                let found = try await alarm(client, "cosign")
                #expect(found.said["finding"]?.string == "BAD_CHECKPOINT")
                #expect(found.evidence["exchange_key"]?.string == "\(foreign)")
                #expect(try find("checkpoint", of: client) == nil)
                #expect(try await exchange.database.cosignatureCount() == 0)
            }
        }

        @Test("A key that others can read, and a checkpoint that is damaged, are not used")
        func localFiles() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await submit(client)
                _ = try await client.json("log", "cosign")
                let key = try #require(try await client.json("log", "key").first?["file"]?.string)
                let attributes = try FileManager.default.attributesOfItem(atPath: key)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o640], ofItemAtPath: key)
                for command in ["cosign", "key", "check"] {
                    let run = try await client.run(["log", command])
                    #expect(run.status == 5)
                    #expect(run.errors.contains("chmod 600 '\(key)'"))
                }
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: key)
                let checkpoint = try #require(try find("checkpoint", of: client))
                try Data("x".utf8).write(to: URL(filePath: checkpoint))
                let run = try await client.run(["log", "check"])
                #expect(run.status == 5 && run.errors.contains(checkpoint))
                #expect(try text(checkpoint) == "x")
            }
        }

        @Test("Clients that check and cosign at the same time all come to the same end")
        func atOnce() async throws {
            try await TestExchange.with(Self.codes) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                try await submit(client)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for command in ["cosign", "check", "cosign", "check"] {
                        group.addTask {
                            let run = try await client.run(["log", command])
                            #expect(run.status == 0, "\(run.errors)")
                        }
                    }
                    for _ in 1...5 {
                        group.addTask { try await exchange.submit(try SampleForm.plainForm()) }
                    }
                    try await group.waitForAll()
                }
                #expect(try await client.run(["log", "check"]).status == 0)
            }
        }
    }
}

extension TestDatabase {
    fileprivate func cosignatureCount() async throws -> Int64 {
        try await query { try await $0.run("select count(*) from cosignature" as Query<Int64>) }
    }
}

extension ClientProgram {
    /// Sets a member of the client's profile.
    fileprivate func addToProfile(_ name: String, _ value: JSONValue) throws {
        let file = URL(filePath: profile).appending(path: "profile.json")
        var json = JSONValue(try JSONDocument([UInt8](try Data(contentsOf: file))).root)
        json[name] = value
        try PrivateFile.write(json.serialized(pretty: true), to: file)
    }
}
