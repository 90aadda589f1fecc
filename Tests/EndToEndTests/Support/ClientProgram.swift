import FormSchemas
import Foundation

/// The `formclient` of one agency, with a profile and a state folder of its own.
struct ClientProgram: Sendable {
    /// The profile's folder.
    let profile: String
    private let home: URL

    /// - Parameter agency: whose profile to write; each client starts with an empty state.
    init(_ agency: Agency, of exchange: TestExchange) throws {
        let name = "client-\(agency.code)-\(UUID().uuidString.prefix(8))"
        home = exchange.folder.appending(path: name)
        profile = try agency.writeProfile("\(name)/profile", for: exchange)
    }

    /// A client for a profile that somebody else has written.
    init(profile: String, home: URL) {
        self.profile = profile
        self.home = home
    }

    /// Runs a command to its end.
    func run(
        _ arguments: [String], input: SpawnedProcess.Input = .nothing
    ) async throws -> ProgramRun {
        try await ProgramRun.of(
            Programs.formclient, arguments + ["--profile", profile],
            environment: environment, input: input)
    }

    /// Starts a command that goes on until it is told to end.
    func start(_ arguments: [String]) throws -> SpawnedProcess {
        try SpawnedProcess(
            Programs.formclient, arguments + ["--profile", profile], environment: environment)
    }

    /// Runs a command that has to succeed, and reads the JSON that it writes, one value a line.
    func json(_ arguments: String...) async throws -> [JSONNode] {
        let run = try await run(arguments + ["--json"])
        guard run.status == 0 else {
            throw TestFailure(
                "formclient \(arguments.joined(separator: " ")) ended with \(run.status): "
                    + run.errors)
        }
        return try run.json
    }

    /// Writes a form into a file. Returns its path.
    func write(_ form: SampleForm, as name: String) throws -> String {
        try write(form.bytes, as: name)
    }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = home.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// A path in the client's folder.
    func path(_ name: String) -> String { home.appending(path: name).path }

    private var environment: [String: String] {
        [
            "HOME": home.path, "XDG_STATE_HOME": home.appending(path: "state").path,
            "XDG_CONFIG_HOME": home.appending(path: "config").path, "LC_ALL": "C",
            "NO_COLOR": "1", "FORMS_PROFILE": "",
        ]
    }
}

extension ProgramRun {
    /// The output as JSON, one value a line.
    var json: [JSONNode] {
        get throws {
            try output.split(separator: "\n").map { try JSONDocument(Array($0.utf8)).root }
        }
    }
}
