import ArgumentParser
import FormService
import Foundation

/// Brings a database to the state that this program works with, and says how it is.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Apply the database migrations that are missing, or say what they are.",
        discussion: """
            Without a subcommand it is `up`. Before an upgrade:
              formserver migrate plan --database "host=/run/postgresql dbname=forms"
            Then `up`, exchange the servers one by one, and at last `up --contract`.

            Exit status: 0 done, 1 refused or something is wrong, 2 used wrongly, 4 the database \
            does not answer or others hold its locks, 5 local trouble, 130 stopped; then `up` goes \
            on.
            """,
        subcommands: [
            MigrateUpCommand.self, MigratePlanCommand.self, MigrateStatusCommand.self,
            MigrateVerifyCommand.self,
        ],
        defaultSubcommand: MigrateUpCommand.self)
}

/// What all of these commands need.
struct MigrateOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions

    @Option(
        help: """
            Take the migrations from this folder instead of the program, to try out a new one.
            """)
    var sql: String?

    func migrator() throws -> Migrator {
        let connectionString = try database.connectionString
        guard let sql else {
            return Migrator(connectionString: connectionString, operatorName: Self.operatorName)
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: sql)
        } catch {
            throw ConfigurationError("\(sql) cannot be read: \(error.localizedDescription)")
        }
        let files = try names.filter { $0.hasSuffix(".sql") }.map {
            (name: $0, script: try TextFile.read("\(sql)/\($0)"))
        }
        return try Migrator(
            connectionString: connectionString, files: files, operatorName: Self.operatorName)
    }

    /// Who is at the keyboard, also behind sudo.
    private static var operatorName: String {
        let user = ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return user }
        return user + "@" + String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }
}

extension MigrationError {
    var exitStatus: Int32 {
        switch reason {
        case .refused: 1
        case .busy, .away: 4
        }
    }
}

/// Runs `work`, which Ctrl-C stops in an orderly way.
func withSignals<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let task = Task { try await work() }
    let signals = ServerSignals(shutdown: { task.cancel() })
    defer { signals.cancel() }
    do {
        return try await task.value
    } catch is CancellationError {
        var errors = StandardError()
        print(
            "Stopped. What was committed stays; `formserver migrate up` goes on from there.",
            to: &errors)
        throw ExitCode(130)
    }
}
