import ArgumentParser
import FormService
import Foundation

/// Applies what is missing.
struct MigrateUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Apply what is missing, step by step; goes on where an earlier run was.",
        discussion: """
            Steps that take away what older servers use wait for --contract: exchange the servers \
            first. In a new database they are applied at once.
            """)

    @OptionGroup var options: MigrateOptions

    @Flag(help: "Also take away what only servers older than this program use.")
    var contract = false

    @Flag(help: "Do not ask before that.")
    var yes = false

    func run() async throws {
        let migrator = try options.migrator()
        if contract, !yes { try await confirm(migrator) }
        let outcome = try await withSignals { [contract] in
            let log = MigrationLog()
            defer { log.clear() }
            return try await migrator.up(contract: contract) { log.tell($0) }
        }
        print(
            outcome.applied.isEmpty
                ? "The database is up to date." : "The database is up to date now.")
        guard !outcome.held.isEmpty else { return }
        print("Once no server older than this program runs, `formserver migrate up --contract`:")
        for step in outcome.held { print("  \(step)") }
    }

    /// Asks whoever sits at the terminal; where nobody does, --yes is needed.
    private func confirm(_ migrator: Migrator) async throws {
        let plan = try await migrator.plan(trial: false)
        let held = plan.steps.filter(\.isHeld)
        guard !held.isEmpty else { return }
        guard isatty(0) == 1 else {
            throw ValidationError(
                "--contract takes away what older servers use. Add --yes if none runs any more.")
        }
        var errors = StandardError()
        print("This takes away what servers older than this program use:", to: &errors)
        for step in held {
            print("  \(step.name)", to: &errors)
            for statement in step.statements { print("      \(statement)", to: &errors) }
        }
        print(
            "It cannot be undone. Does no older server run any more? [y/N] ", terminator: "",
            to: &errors)
        guard let answer = readLine()?.lowercased(), ["y", "yes"].contains(answer) else {
            print("Nothing was changed.", to: &errors)
            throw ExitCode(1)
        }
    }
}
