import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    @Suite("Development exchange")
    struct DevExchangeTests {
        @Test(
            "Everything included: comes up, serves its profiles, stops without a trace of a process"
        )
        func life() async throws {
            try await DevFolder.with { dev in
                let server = try await dev.start()
                let assessment = try SampleForm.assessment().to(("BE-DAP", "TO"))
                let mission = try SampleForm.mission(on: assessment).to(("NL-DKDB", "TO"))
                for (sender, form) in [("BE-OCAM", assessment), ("BE-DAP", mission)] {
                    let file = try dev.write(form)
                    #expect(try await dev.client(sender).json("submit", file).count == 1)
                }
                #expect(try await dev.inbox(of: "NL-DKDB").count == 1)

                let second = try await ProgramRun.of(
                    Programs.formserver, dev.arguments, within: .seconds(60))
                #expect(second.status != 0)
                #expect(second.errors.contains("Another `formserver dev` uses"))
                #expect(try await dev.inbox(of: "NL-DKDB").count == 1)

                let postmaster = try dev.postmaster
                #expect(isRunning(postmaster))
                try await server.stop()
                #expect(!isRunning(postmaster))
                #expect(server.process.output.contains("Stopped."))

                let next = try await dev.start()
                #expect(try await dev.inbox(of: "NL-DKDB").count == 1)
                #expect(try dev.postmaster != postmaster)
                try await next.stop()
            }
        }

        @Test("After a kill -9 of the server the next one takes up the same cluster with its data")
        func adoption() async throws {
            try await DevFolder.with { dev in
                let server = try await dev.start()
                let file = try dev.write(try SampleForm.plainForm())
                #expect(try await dev.client("BE-DAP").json("submit", file).count == 1)
                let postmaster = try dev.postmaster
                try await server.killHard()
                #expect(isRunning(postmaster))

                let next = try await dev.start()
                #expect(try dev.postmaster == postmaster)
                #expect(isRunning(postmaster))
                #expect(try await dev.inbox(of: "NL-DKDB").count == 1)
                try await next.stop()
                #expect(!isRunning(postmaster))
            }
        }

        @Test("A folder with a path too long for a socket works")
        func longPath() async throws {
            let name = String(repeating: "a-folder-with-a-long-name/", count: 5) + "data"
            try await DevFolder.with(name) { dev in
                #expect(dev.folder.path.utf8.count > 107)
                let server = try await dev.start()
                let socketFolder = try dev.socketFolder
                // It lies elsewhere, where nobody but this test would look for it.
                defer { try? FileManager.default.removeItem(atPath: socketFolder) }
                #expect("\(socketFolder)/.s.PGSQL.5432".utf8.count <= 107)
                #expect(try await dev.inbox(of: "NL-DKDB").isEmpty)
                try await server.stop()
            }
        }

        @Test(
            "As root, a folder that PostgreSQL's user cannot reach is refused with advice",
            .enabled(if: geteuid() == 0, "only as root does PostgreSQL run as another user"))
        func unreachableFolder() async throws {
            try await DevFolder.with { dev in
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o700], ofItemAtPath: dev.parent.path)
                let run = try await ProgramRun.of(
                    Programs.formserver, dev.arguments, within: .seconds(60))
                #expect(run.status != 0)
                #expect(run.errors.contains("cannot reach"))
                #expect(run.errors.contains("--data"))
                #expect(!run.output.contains("Ready"))
            }
        }

        @Test("Forms of its agencies say that they are tests, and are accepted")
        func testForms() async throws {
            try await DevFolder.with { dev in
                let server = try await dev.start()
                let file = try dev.write(
                    try SampleForm.plainForm().setting("action", "TEST"))
                let answer = try await dev.client("BE-DAP").json("submit", file)
                #expect(answer.first?["outcome"]?.string == "accepted")
                try await server.stop()
            }
        }

        private func isRunning(_ pid: pid_t) -> Bool {
            guard
                let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
                    .split(separator: ")").last?.first(where: { $0 != " " })
            else { return false }
            return state != "Z"
        }
    }
}

/// The data folder of a development exchange.
private struct DevFolder: Sendable {
    /// The folder that holds it, and that is removed at the end.
    let parent: URL
    let folder: URL

    /// Makes a folder that everybody can enter, and leaves neither files nor processes behind.
    static func with(
        _ name: String = "data", _ body: (DevFolder) async throws -> Void
    ) async throws {
        let parent = FileManager.default.temporaryDirectory.appending(
            path: "forms-dev-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        let dev = DevFolder(parent: parent, folder: parent.appending(path: name))
        try await withCleanUp {
            try await body(dev)
        } _: {
            if let postmaster = try? dev.postmaster { kill(postmaster, SIGQUIT) }
            try FileManager.default.removeItem(at: parent)
        }
    }

    var arguments: [String] { ["dev", "--data", folder.path, "--port", "0"] }

    func start() async throws -> ServerProcess {
        try await ServerProcess(arguments)
    }

    /// The process of the cluster.
    var postmaster: pid_t {
        get throws { try #require(pid_t(try postmasterLine(0))) }
    }

    /// Where the cluster has its socket.
    var socketFolder: String {
        get throws { try postmasterLine(4) }
    }

    private func postmasterLine(_ index: Int) throws -> String {
        let text = try String(
            contentsOf: folder.appending(path: "cluster/postmaster.pid"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count > index)
        return String(lines[index])
    }

    func client(_ code: String) -> ClientProgram {
        ClientProgram(
            profile: folder.appending(path: "profiles/\(code)").path,
            home: parent.appending(path: "home-\(code)"))
    }

    func inbox(of code: String) async throws -> [JSONNode] {
        try await client(code).json("inbox", "--reason", "end-to-end test")
    }

    func write(_ form: SampleForm) throws -> String {
        let file = parent.appending(path: "\(form.id).json")
        try Data(form.bytes).write(to: file)
        return file.path
    }
}
