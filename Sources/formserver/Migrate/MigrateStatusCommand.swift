import ArgumentParser
import FormService
import Foundation

/// Lists the migrations with what is applied.
struct MigrateStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "List the migrations: what is applied, when and by whom, and what is not.")

    @OptionGroup var options: MigrateOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let status = try await options.migrator().status()
        if json {
            print(status.json)
            return
        }
        for line in TextTable(status.steps.map(Self.row)).lines { print(line) }
        for finding in status.findings { print("\n\(finding)") }
    }

    private static func row(_ step: MigrationStatus.Step) -> [String] {
        [
            step.name.migration, "\(step.name.number)/\(step.name.count)", step.name.kind,
            step.name.title, state(step.state), step.finishedAt.map(time) ?? "",
            step.tookMilliseconds.map { Duration.milliseconds($0).shown } ?? "",
            step.batches == 0 ? "" : "\(step.rows) rows in \(step.batches) batches",
            step.state == .pending || step.state == .held ? "" : step.appliedBy ?? "",
        ]
    }

    private static func state(_ state: MigrationStatus.State) -> String {
        switch state {
        case .applied: "applied"
        case .begun: "begun"
        case .pending: "pending"
        case .held: "waits for --contract"
        case .unknown: "applied by a newer program"
        }
    }

    /// In the reader's zone on a terminal, in UTC elsewhere.
    private static func time(_ microseconds: Int64) -> String {
        let date = Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        guard isatty(1) == 1 else { return date.formatted(.iso8601) }
        let format = DateFormatter()
        format.dateFormat = "yyyy-MM-dd HH:mm:ss"
        return format.string(from: date)
    }
}

/// Checks what was applied.
struct MigrateVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check what was applied against the files, and that verify steps still hold.",
        discussion: """
            Reads only. Looks for steps that were edited after they were applied, rows that verify \
            steps must not find, and indexes that are not valid. Exit status: 1 if there is any.
            """)

    @OptionGroup var options: MigrateOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let migrator = try options.migrator()
        let findings = try await withSignals { try await migrator.check() }
        if json {
            print(MigrationFinding.json(findings))
        } else if findings.isEmpty {
            print("Everything that was applied is as it was applied.")
        } else {
            print(findings.map(\.description).joined(separator: "\n\n"))
        }
        if !findings.isEmpty { throw ExitCode(1) }
    }
}
