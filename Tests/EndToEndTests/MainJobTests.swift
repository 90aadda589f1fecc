import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing
import TransparencyLog

extension EndToEnd {
    @Suite("The main job, with the client that people use", .exchange())
    struct MainJobTests {
        private static let reason = ["--reason", "end-to-end test"]

        @Test("Belgium submits an RSK-01 and a VIP-01; the Netherlands read and acknowledge them")
        func mainJob() async throws {
            let exchange = try TestExchange.current
            let risk = try SampleForm.assessment()
            let mission = try SampleForm.mission(on: risk)
                .to(("NL-DKDB", "TO"), ("LU-USP", "CC"))
            let analyst = try ClientProgram(exchange["BE-OCAM"], of: exchange)
            let belgian = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let dutch = try ClientProgram(exchange["NL-DKDB"], of: exchange)

            let first = try await analyst.json("submit", try analyst.write(risk, as: "risk.json"))
            let second = try await belgian.json(
                "submit", try belgian.write(mission, as: "mission.json"))
            for (answer, form) in [(first, risk), (second, mission)] {
                #expect(answer.count == 1)
                #expect(answer[0]["outcome"]?.string == "accepted")
                #expect(answer[0]["id"]?.string == form.id)
                #expect(answer[0]["already_accepted"]?.bool == false)
            }

            let inbox = try await dutch.json("inbox", "--reason", "end-to-end test")
            let arrived = inbox.filter { $0["entry"]?.string == "form" }
            #expect(arrived.compactMap { $0["id"]?.string }.suffix(2) == [risk.id, mission.id])

            let got = try await dutch.json("get", mission.id, "--reason", "end-to-end test")
            let written = JSONValue(try #require(got.first?["document"]))
            #expect(written["header"] == mission.json["header"])
            #expect(got.first?["parts"]?["codeword"]?.string != nil)
            let acknowledged = try await dutch.json(
                "ack", mission.id, "--reason", "end-to-end test")
            #expect(acknowledged.first?["recipient"]?.string == "NL-DKDB")
            let receipt = try #require(acknowledged.first?["receipt"]?.string)
            let said = try await dutch.run(["verify", receipt])
            #expect(said.status == 0, "\(said.errors)")
            let place = try #require(arrived.last?["leaf_index"]?.int)
            #expect(said.output.contains("NL-DKDB has taken over the form of leaf \(place)."))
            // Once more it is the same leaf, and the log has it.
            _ = try await dutch.json("ack", mission.id, "--reason", "end-to-end test")
            let checked = try await dutch.json("log", "check")
            #expect(checked.first?["receipts_checked"]?.int == 1)

            let news = try await belgian.json("inbox", "--reason", "end-to-end test")
            #expect(
                news.contains {
                    $0["entry"]?.string == "acknowledgement" && $0["id"]?.string == mission.id
                        && $0["recipient"]?.string == "NL-DKDB"
                })
        }

        @Test("Submitting the same file again sends the same bytes and gets the same receipt")
        func submitAgain() async throws {
            let exchange = try TestExchange.current
            let belgian = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let file = try belgian.write(
                try await exchange.mission().to(("NL-DKDB", "TO")), as: "mission.json")
            let first = try await belgian.json("submit", file)
            let before = try await exchange.database.traces()
            let second = try await belgian.json("submit", file)
            #expect(second.first?["already_accepted"]?.bool == true)
            #expect(second.first?["leaf_index"]?.int == first.first?["leaf_index"]?.int)
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A bundle verifies without the exchange, and no longer when it was tampered with")
        func verify() async throws {
            let exchange = try TestExchange.current
            let (dutch, bundle) = try await receivedBundle(exchange)
            let good = try await dutch.run(["verify", bundle, "--json"])
            #expect(good.status == 0)
            #expect(try good.json.first?["verified"]?.bool == true)
            for tampered in try tamperedBundles(bundle, dutch) {
                let bad = try await dutch.run(["verify", tampered])
                #expect(bad.status == 1, "\(tampered)")
            }
            let foreign = try NoteSigner.generate(name: "forms.example/end-to-end").verifier
            let wrongKey = try await dutch.run(["verify", bundle, "--exchange-key", "\(foreign)"])
            #expect(wrongKey.status == 1)
        }

        @Test(
            "An independent checker comes to the same conclusions", .needsPythonLibraries,
            .enabled(if: FileManager.default.fileExists(atPath: checker), "no check-bundle.py"))
        func independentChecker() async throws {
            let exchange = try TestExchange.current
            let (dutch, bundle) = try await receivedBundle(exchange)
            let options = [
                "--trust", exchange.folder.appending(path: "roots.pem").path, "--exchange-key",
                exchange.exchangeKey,
            ]
            let good = try await ProgramRun.of(
                Programs.python, [Self.checker, bundle] + options)
            #expect(good.status == 0, "\(good.output)\(good.errors)")
            for tampered in try tamperedBundles(bundle, dutch) {
                let bad = try await ProgramRun.of(
                    Programs.python, [Self.checker, tampered] + options)
                #expect(bad.status == 1, "\(tampered): \(bad.output)\(bad.errors)")
            }
        }

        private static let checker =
            Programs.repository.appending(path: "scripts/check-bundle.py").path

        /// A bundle with confidential parts, as its recipient fetched it.
        private func receivedBundle(
            _ exchange: TestExchange
        ) async throws -> (client: ClientProgram, path: String) {
            let mission = try await exchange.mission().to(("NL-DKDB", "TO"))
            try await exchange.submit(mission)
            let dutch = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let path = dutch.path("mission.bundle.json")
            let run = try await dutch.run(
                ["get", mission.id, "--bundle", "-o", path] + Self.reason)
            try #require(run.status == 0, "\(run.errors)")
            return (dutch, path)
        }

        /// Copies of a bundle, each with one thing changed.
        private func tamperedBundles(
            _ bundle: String, _ client: ClientProgram
        ) throws -> [String] {
            let good = try Bundle(decoding: [UInt8](try Data(contentsOf: URL(filePath: bundle))))
            var document = good
            document.document = Array(
                String(decoding: good.document, as: UTF8.self)
                    .replacing("\"urgency\"", with: "\"urgency\" ").utf8)
            var part = good
            part.parts[0] = DocumentPart(
                name: part.parts[0].name, bytes: part.parts[0].bytes + [0x20])
            var receipt = good
            let logged = try #require(good.receipt).loggedLeaf
            var leaf = logged.leaf
            leaf[9] ^= 1  // The last byte of the time.
            let forged = try #require(
                LoggedLeaf(leaf: leaf, proof: logged.proof, checkpoint: logged.checkpoint))
            receipt.receipt = try Receipt(parsing: "\(forged)")
            return try [("document", document), ("part", part), ("receipt", receipt)].map {
                try client.write($1.encoded(), as: "tampered-\($0).bundle.json")
            }
        }

        @Test("An invalid form is refused before it is sent, with all its errors")
        func invalidForm() async throws {
            let exchange = try TestExchange.current
            let belgian = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try SampleForm.plainForm()
                .setting("urgency", "SOON").setting("priority", "HIGH")
            let file = try belgian.write(form, as: "mistakes.json")
            let before = try await exchange.database.traces()
            for command in ["validate", "submit"] {
                let run = try await belgian.run([command, file])
                #expect(run.status == 1)
                for word in ["/header/urgency", "CODE_LIST", "/header/priority", "UNKNOWN_FIELD"] {
                    #expect((run.output + run.errors).contains(word))
                }
            }
            #expect(try await exchange.database.traces() == before)
            let good = try belgian.write(try SampleForm.plainForm(), as: "good.json")
            #expect(try await belgian.run(["validate", good]).status == 0)
            #expect(try await belgian.run(["validate", "--online", good]).status == 0)
            #expect(try await exchange.database.traces() == before)
        }
    }
}

// MARK: - Exit statuses

extension EndToEnd.MainJobTests {
    @Test("The exit status is the same for the same kind of trouble")
    func exitStatus() async throws {
        let exchange = try TestExchange.current
        let belgian = try ClientProgram(exchange["BE-DAP"], of: exchange)
        let form = try SampleForm.plainForm()
        let file = try belgian.write(form, as: "form.json")
        let other = try belgian.write(form.setting("urgency", "IMMEDIATE"), as: "other.json")
        let stranger = try ClientProgram(exchange["NL-NCTV"], of: exchange)
        let lost = try ClientProgram(exchange["BE-DAP"], of: exchange)
        try await withClosedPort { port in
            let profile = URL(filePath: lost.profile).appending(path: "profile.json")
            let text = try String(contentsOf: profile, encoding: .utf8)
            try PrivateFile.write(
                text.replacing("\(exchange.endpoint.port)", with: "\(port)"), to: profile)

            let cases: [(ClientProgram, [String], Int32)] = [
                (belgian, ["submit", file], 0),
                (belgian, ["search", "--form", "RSK-03", "--sent"] + because, 1),
                (belgian, ["submitt", file], 2),
                (belgian, ["search", "--form", "nonsense"] + because, 2),
                (belgian, ["inbox"], 2),
                (belgian, ["submit", other], 3),
                (stranger, ["get", form.id, "--sender", "BE-DAP"] + because, 1),
                (lost, ["inbox"] + because, 4),
                (belgian, ["submit", belgian.path("missing.json")], 5),
                (ClientProgram(profile: "/nowhere/profile", home: exchange.folder), ["inbox"], 5),
            ]
            for (client, arguments, status) in cases {
                let run = try await client.run(arguments)
                #expect(run.status == status, "\(arguments): \(run.output)\(run.errors)")
                if status > 0 { #expect(!run.errors.isEmpty, "\(arguments)") }
            }
        }
    }

    @Test("A key that others can read is not used, and the remedy is said")
    func laxPermissions() async throws {
        let exchange = try TestExchange.current
        let agency = try exchange.anotherCertificate(of: "BE-DAP")
        let client = try ClientProgram(agency, of: exchange)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: agency.key.path)
        let run = try await client.run(["inbox"] + because)
        #expect(run.status == 5)
        #expect(run.errors.contains("chmod"))
    }

    private var because: [String] { ["--reason", "end-to-end test"] }

    /// A port that nobody listens on and nobody else gets: bound, without a listener.
    private func withClosedPort(_ body: (Int) async throws -> Void) async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound)
        try await body(Int(UInt16(bigEndian: address.sin_port)))
    }
}
