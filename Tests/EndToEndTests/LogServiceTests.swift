import FormDocument
import FormProtocol
import Foundation
import Postgres
import Testing
import TransparencyLog

extension EndToEnd {
    @Suite("The log's calls", .exchange(["BE-DAP", "NL-DKDB", "LU-USP"]))
    struct LogServiceTests {
        /// Each call of the service, with a request that is right once there is a leaf.
        private static let calls:
            [(name: String, make: @Sendable (LogClient) async throws -> Void)] =
                [
                    ("GetCheckpoint", { _ = try await $0.getCheckpoint(.init()) }),
                    (
                        "GetInclusionProof",
                        { _ = try await $0.getInclusionProof(.with { $0.treeSize = 1 }) }
                    ),
                    (
                        "GetConsistencyProof",
                        { _ = try await $0.getConsistencyProof(.with { $0.newSize = 1 }) }
                    ),
                    ("GetTile", { _ = try await $0.getTile(.with { $0.path = "tile/0/000.p/1" }) }),
                    (
                        "AddCosignature",
                        {
                            _ = try await $0.addCosignature(
                                .with { $0.signatureLine = "\u{2014} BE-DAP/witness AAAAAAAA" })
                        }
                    ),
                ]

        @Test("An empty log is out of range for everyone who asks")
        func empty() async throws {
            try await TestExchange.with(["BE-DAP"]) { exchange in
                try await withLogClient(exchange.endpoint, exchange["BE-DAP"]) { client in
                    for (name, make) in Self.calls where name != "AddCosignature" {
                        let refusal = try await expectRefusal { try await make(client) }
                        #expect(refusal.code == .outOfRange && refusal.reason == "OUT_OF_RANGE")
                    }
                }
            }
        }

        @Test("Every participant may read, whatever its role; cosigning needs READER")
        func roles() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            let auditor = try exchange.anotherCertificate(of: "LU-USP")
            try await exchange.admitAndWait(auditor, roles: ["AUDITOR"])
            let stranger = try exchange.anotherCertificate(of: "LU-USP")
            for (name, make) in Self.calls {
                let refusal = try await withLogClient(exchange.endpoint, stranger) { client in
                    try await expectRefusal { try await make(client) }
                }
                #expect(refusal.reason == "CERTIFICATE_UNKNOWN", "\(name)")
                try await withLogClient(exchange.endpoint, auditor) { client in
                    guard name == "AddCosignature" else { return try await make(client) }
                    let refusal = try await expectRefusal { try await make(client) }
                    #expect(refusal.reason == "ROLE_MISSING")
                    #expect(refusal.code == .permissionDenied)
                }
            }
        }

        @Test("Nobody is given leaves, whatever the role; the hashes are enough to check proofs")
        func privateLeaves() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            let everyRole = try exchange.anotherCertificate(of: "LU-USP")
            try await exchange.admitAndWait(
                everyRole,
                roles: [
                    "SUBMITTER", "SIGNER", "READER", "INSPECTOR", "ADMINISTRATOR", "AUDITOR",
                    "DATA_PROTECTION_OFFICER", "OBSERVER",
                ])
            let auditor = try exchange.anotherCertificate(of: "LU-USP")
            try await exchange.admitAndWait(auditor, roles: ["AUDITOR"])
            for agency in [exchange["BE-DAP"], everyRole, auditor] {
                try await withLogClient(exchange.endpoint, agency) { client in
                    for path in ["000.p/1", "000", "x999/x999/999"] {
                        let refusal = try await expectRefusal {
                            try await client.getTile(.with { $0.path = "tile/entries/\(path)" })
                        }
                        #expect(refusal.reason == "MALFORMED_REQUEST", "\(path)")
                        #expect(refusal.message.contains("only to the parties"))
                    }
                    let answer = try await client.getInclusionProof(.with { $0.treeSize = 1 })
                    let tile = try await client.getTile(.with { $0.path = "tile/0/000.p/1" })
                    #expect(answer.leafHash == tile.content && answer.leafHash.count == 32)
                }
            }
        }

        @Test("What cannot be is refused as malformed, what is not there yet as out of range")
        func badInput() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            let before = try await exchange.database.traces()
            try await withLogClient(exchange.endpoint, exchange["NL-DKDB"]) { client in
                for size: Int64 in [-1, .min] {
                    let refusal = try await expectRefusal {
                        try await client.getCheckpoint(.with { $0.treeSize = size })
                    }
                    #expect(refusal.reason == "MALFORMED_REQUEST")
                }
                for cosigned in [false, true] {
                    let refusal = try await expectRefusal {
                        try await client.getCheckpoint(
                            .with {
                                $0.treeSize = .max
                                $0.cosigned = cosigned
                            })
                    }
                    #expect(refusal.code == .outOfRange)
                }
                for path in [
                    "", "tile", "tile/0/0", "/tile/0/000", "tile/8/000", "tile/-1/000",
                    "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/x000/000", "tile/0/../000",
                    "tile/0/000.p/01", "tile/0/000?", "checkpoint", "tile/entries/1000",
                    String(repeating: "x", count: 1_000_000),
                ] {
                    let refusal = try await expectRefusal {
                        try await client.getTile(.with { $0.path = path })
                    }
                    #expect(refusal.reason == "MALFORMED_REQUEST", "\(path.prefix(40))")
                }
                let huge = try await expectRefusal {
                    try await client.getTile(.with { $0.path = "tile/0/x999/x999/999" })
                }
                #expect(huge.reason == "OUT_OF_RANGE")
            }
            #expect(try await exchange.database.traces() == before)
        }

        // MARK: Cosignatures

        private struct Witness {
            let signer: NoteSigner
            let exchange: TestExchange

            init(_ name: String, _ exchange: TestExchange) throws {
                signer = try NoteSigner.generate(name: name, type: .cosignature)
                self.exchange = exchange
            }

            func latest() async throws -> SignedCheckpoint {
                try await withLogClient(exchange.endpoint, exchange["BE-DAP"]) { client in
                    try SignedCheckpoint(
                        parsing: try await client.getCheckpoint(.init()).checkpoint)
                }
            }

            func line(_ checkpoint: SignedCheckpoint, at time: Int64) throws -> String {
                try checkpoint.checkpoint.cosigned(by: signer, at: time).description
            }

            @discardableResult
            func send(
                _ line: String, size: Int64, withKey: Bool = true, as agency: String = "BE-DAP"
            ) async throws -> SignedCheckpoint {
                try await withLogClient(exchange.endpoint, exchange[agency]) { client in
                    let answer = try await client.addCosignature(
                        .with {
                            $0.treeSize = size
                            $0.signatureLine = line
                            if withKey { $0.witnessKey = signer.verifier.description }
                        })
                    return try SignedCheckpoint(parsing: answer.checkpoint)
                }
            }
        }

        @Test("A cosignature is kept with its checkpoint; the agency's first key is its only one")
        func cosign() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            let log = try NoteVerifier(exchange.exchangeKey)
            let witness = try Witness("BE-DAP/witness", exchange)
            let checkpoint = try await witness.latest()
            let size = checkpoint.checkpoint.size
            let now = Timestamp.now().seconds
            let line = try witness.line(checkpoint, at: now)

            func refusal(
                _ line: String, size: Int64, withKey: Bool = true, by other: Witness? = nil,
                as agency: String = "BE-DAP"
            ) async throws -> String? {
                try await expectRefusal {
                    try await (other ?? witness).send(
                        line, size: size, withKey: withKey, as: agency)
                }.reason
            }
            // Nothing is registered by what is refused.
            let before = try await exchange.database.traces()
            #expect(try await refusal(line, size: size, withKey: false) == "MALFORMED_REQUEST")
            #expect(try await refusal("x", size: size) == "MALFORMED_REQUEST")
            #expect(try await refusal(line, size: size + 1) == "OUT_OF_RANGE")
            #expect(try await refusal(line, size: -1) == "OUT_OF_RANGE")
            #expect(try await refusal(line, size: size, as: "NL-DKDB") == "WITNESS_NOT_ACCEPTED")
            let future = try witness.line(checkpoint, at: now + 86_400)
            #expect(try await refusal(future, size: size) == "INVALID_SIGNATURE")
            #expect(
                try await refusal(try witness.line(checkpoint, at: .max), size: size)
                    == "INVALID_SIGNATURE")
            let middle = line.index(line.startIndex, offsetBy: 60)
            let broken =
                line[..<middle] + (line[middle] == "A" ? "B" : "A")
                + line[line.index(after: middle)...]
            #expect(try await refusal(String(broken), size: size) == "INVALID_SIGNATURE")
            #expect(try await exchange.database.traces() == before)

            let cosigned = try await witness.send(line, size: size)
            try cosigned.verify(with: [log])
            #expect(cosigned.checkpoint == checkpoint.checkpoint)
            func times(_ signed: SignedCheckpoint) throws -> [Int64] {
                try signed.cosignatures(of: [witness.signer.verifier]).map(\.time)
            }
            #expect(try times(cosigned) == [now])
            // Once more, and without the key that is known now; an older one changes nothing.
            #expect(try await witness.send(line, size: size, withKey: false) == cosigned)
            let older = try witness.line(checkpoint, at: now - 60)
            #expect(try await witness.send(older, size: size) == cosigned)
            let later = try await witness.send(
                try witness.line(checkpoint, at: now + 60), size: size)
            #expect(try times(later) == [now + 60])
            #expect(later.note.signatures.count == 2)
            #expect(try await witness.latest() == later)

            // The log goes on: the latest has no cosignature, the latest cosigned one is found.
            try await exchange.submit(try SampleForm.plainForm())
            #expect(try await witness.latest().note.signatures.count == 1)
            try await withLogClient(exchange.endpoint, exchange["NL-DKDB"]) { client in
                for from in [0, size] {
                    let found = try await client.getCheckpoint(
                        .with {
                            $0.treeSize = from
                            $0.cosigned = true
                        })
                    #expect(found.checkpoint == later.description)
                }
            }

            // Another key only after an administrator has removed the first.
            let other = try Witness("BE-DAP/other", exchange)
            let otherLine = try other.line(checkpoint, at: now + 120)
            #expect(
                try await refusal(otherLine, size: size, by: other) == "WITNESS_NOT_ACCEPTED")
            #expect(
                try await refusal(otherLine, size: size, withKey: false) == "WITNESS_NOT_ACCEPTED")
            let arguments = [
                "remove-witness", "BE-DAP", "--database", exchange.database.connectionString,
            ]
            _ = try await ProgramRun.successful(Programs.formserver, arguments)
            #expect(try await ProgramRun.of(Programs.formserver, arguments).status == 1)
            let replaced = try await other.send(otherLine, size: size)
            #expect(try times(replaced).isEmpty)
            #expect(try replaced.cosignatures(of: [other.signer.verifier]).count == 1)
        }

        @Test("A note takes 31 cosignatures beside the exchange's own signature, and no more")
        func fullNote() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            let witness = try Witness("NL-DKDB/witness", exchange)
            let checkpoint = try await witness.latest()
            let size = checkpoint.checkpoint.size
            let line = try witness.line(checkpoint, at: Timestamp.now().seconds)
            func add(_ numbers: ClosedRange<Int>) async throws {
                try await exchange.database.query { connection in
                    for number in numbers {
                        let code = "BE-X\(number)"
                        let line = "\u{2014} \(code)/witness AAAAAAAAAA==\n"
                        try await connection.runScript(
                            """
                            insert into agency values ('\(code)', '\(code)', now());
                            insert into cosignature values (\(size), '\(code)', now(), '\(line)')
                            """)
                    }
                }
            }
            try await add(10...39)
            let cosigned = try await witness.send(line, size: size, as: "NL-DKDB")
            #expect(cosigned.note.signatures.count == LogLimits.noteSignaturesMax)
            #expect(try await witness.latest() == cosigned)
            // One who is in already may sign again, others may not.
            _ = try await witness.send(line, size: size, as: "NL-DKDB")
            let late = try Witness("LU-USP/witness", exchange)
            let refusal = try await expectRefusal {
                try await late.send(
                    try late.line(checkpoint, at: Timestamp.now().seconds), size: size,
                    as: "LU-USP")
            }
            #expect(refusal.reason == "NOTE_FULL" && refusal.code == .resourceExhausted)
            #expect(try await witness.latest() == cosigned)
        }
    }

    @Suite("The log as others read it", .needsPythonLibraries, .exchange(["BE-DAP", "NL-DKDB"]))
    struct LogInteropTests {
        @Test("A client that is not ours reads every tile and comes to the signed root")
        func everyTile() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            // Each search is a batch of its own, with a leaf for the audit trail.
            try await exchange.withClient("BE-DAP") { client in
                for _ in 0..<300 { _ = try await client.search { $0.limit = 1 } }
            }
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let cosigned = try await client.json("log", "cosign")
            let key = try #require(
                try await client.json("log", "key").first?["witness_key"]?.string)
            let size = try #require(cosigned.first?["tree_size"]?.int)

            let reader = exchange["NL-DKDB"]
            func read(_ keys: [String]) async throws -> ProgramRun {
                try await ProgramRun.script(
                    "log_client.py",
                    [
                        "--proto", Programs.repository.appending(path: "proto").path, "--checker",
                        Programs.repository.appending(path: "scripts/check-log.py").path,
                        "--server", exchange.endpoint.description, "--trust", reader.trust.path,
                        "--certificate", reader.certificate.path, "--key", reader.key.path,
                    ] + keys.flatMap { ["--known", $0] })
            }
            let run = try await read([exchange.exchangeKey, key])
            #expect(run.status == 0, "\(run.errors)")
            let answer = try #require(try run.json.first)
            #expect(answer["size"]?.int == size && size > 300)
            #expect(answer["levels"]?.int == 2 && answer["tiles"]?.int == 3)
            #expect(
                answer["signers"]?.elements.compactMap(\.string)
                    == ["BE-DAP/witness", "forms.example/end-to-end"])
            // It looks: with one byte of one leaf changed it finds no way to the root.
            try await exchange.database.query {
                try await $0.runScript(
                    """
                    update leaf set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1)
                    where leaf_index = 200
                    """)
            }
            let tampered = try await read([exchange.exchangeKey])
            #expect(tampered.status == 1)
            #expect(tampered.errors.contains("the hashes give another root"))
        }
    }
}
