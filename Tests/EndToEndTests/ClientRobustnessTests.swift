import FormDocument
import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    @Suite(
        "The client when what surrounds it misbehaves", .exchange(["BE-DAP", "BE-OCAM", "NL-DKDB"]))
    struct ClientRobustnessTests {
        private static let reason = ["--reason", "end-to-end test"]

        @Test(
            "Every form is sent although standard output cannot be written",
            arguments: [("> /dev/full", 5), (">&-", 5), ("| true", 0)] as [(String, Int32)])
        func unwritableOutput(redirection: String, status: Int32) async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let forms = try (1...3).map { _ in try SampleForm.plainForm() }
            let files = try forms.enumerated().map { try client.write($1, as: "form-\($0).json") }
            let run = try await client.shell(["submit"] + files, redirection)
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.contains("Standard output cannot be written") == (status == 5))
            try await exchange.withClient("NL-DKDB") { reader in
                for form in forms { _ = try await reader.get(form.reference) }
            }
        }

        @Test("A form, a version and a help text that could not be written are a failure")
        func unwritableAnswers() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            try await exchange.submit(form)
            let client = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let commands = [
                ["get", form.id, "--sender", "BE-DAP"] + Self.reason, ["submit", "--help"],
            ]
            for command in commands {
                #expect(try await client.shell(command, "> /dev/full").status == 5, "\(command)")
            }
        }

        @Test("A server that hangs: the client says what it waits for, and ends")
        func hangingServer() async throws {
            try await TestExchange.with(["BE-DAP"]) { exchange in
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                let absent = [SubmissionID.generate().description, "--sender", "BE-DAP"]
                let server = exchange.process.process
                server.signal(SIGSTOP)
                defer { server.signal(SIGCONT) }
                let run = try await client.run(["get"] + absent + Self.reason)
                #expect(run.status == 4)
                #expect(run.errors.contains("Waiting for the exchange at \(exchange.endpoint)"))
                #expect(run.errors.contains("out of time"))
            }
        }

        @Test("What is written to a pipe or through a link leaves pipe and link in their place")
        func outputKinds() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let files = FileManager.default
            let pipe = client.path("pipe")
            try #require(mkfifo(pipe, 0o600) == 0)
            let run = try await client.shell(
                ["new", "RSK-01", "-o", pipe, "--quiet"], "& cat '\(pipe)'; wait $!")
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("RSK-01"))
            #expect(
                try files.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType
                    != .typeRegular)

            let link = client.path("link.json")
            try files.createSymbolicLink(atPath: link, withDestinationPath: "target.json")
            let linked = try await client.run(["new", "RSK-01", "-o", link, "--quiet"])
            #expect(linked.status == 0, "\(linked.errors)")
            #expect(try files.destinationOfSymbolicLink(atPath: link) == "target.json")
            #expect(files.fileExists(atPath: client.path("target.json")))
        }

        @Test("Roots, certificate or profile that others can change are not used")
        func writableByOthers() async throws {
            let exchange = try TestExchange.current
            let agency = try exchange.anotherCertificate(of: "BE-DAP")
            let client = try ClientProgram(agency, of: exchange)
            for path in [agency.certificate.path, client.profile] {
                let files = FileManager.default
                let before = try files.attributesOfItem(atPath: path)[.posixPermissions]
                try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
                let run = try await client.run(["inbox"] + Self.reason)
                #expect(run.status == 5)
                #expect(run.errors.contains("chmod go-w '\(path)'"))
                try files.setAttributes(
                    [.posixPermissions: try #require(before)], ofItemAtPath: path)
            }
        }

        @Test("Two files with one ID are refused before anything is sent, and both are named")
        func sameForm() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try SampleForm.plainForm()
            let first = try client.write(form, as: "first.json")
            let second = try client.write(form.setting("urgency", "IMMEDIATE"), as: "second.json")
            let before = try await exchange.database.traces()
            let run = try await client.run(["submit", first, second])
            #expect(run.status == 1)
            #expect(run.errors.contains(first) && run.errors.contains(second))
            #expect(try await exchange.database.traces() == before)
        }

        @Test("A draft beside its bundle is left out, unless it was changed since")
        func draftAndBundle() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try await exchange.mission().to(("NL-DKDB", "TO"))
            let draft = try client.write(form, as: "mission.json")
            #expect(try await client.run(["sign", draft]).status == 0)
            let bundle = client.path("mission.bundle.json")
            let both = try await client.run(["submit", draft, bundle, "--json"])
            #expect(both.status == 0, "\(both.errors)")
            #expect(both.errors.contains(draft))
            #expect(try both.json.map { $0["file"]?.string } == [bundle])

            _ = try client.write(form.setting("urgency", "IMMEDIATE"), as: "mission.json")
            #expect(try await client.run(["submit", draft, bundle]).status == 1)
        }
    }
}

extension ClientProgram {
    /// Runs a command by a shell, with its standard output redirected.
    fileprivate func shell(_ arguments: [String], _ redirection: String) async throws -> ProgramRun
    {
        let words = ([Programs.formclient] + arguments + ["--profile", profile]).map { "'\($0)'" }
        // The client's status, not that of what it is piped to.
        return try await ProgramRun.of(
            "/bin/bash",
            ["-o", "pipefail", "-c", words.joined(separator: " ") + " " + redirection],
            environment: [
                "HOME": path("home"), "XDG_STATE_HOME": path("state"),
                "XDG_CONFIG_HOME": path("config"), "LC_ALL": "C", "FORMS_PROFILE": "",
            ])
    }
}
