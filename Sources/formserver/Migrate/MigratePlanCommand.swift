import ArgumentParser
import FormService
import Foundation

/// Says what `up` would do.
struct MigratePlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what `up` would do, and try it in a transaction that is rolled back.",
        discussion: """
            Nothing is changed. While the trial runs it holds the locks that the steps need; it \
            gives up where others have them. Of a backfill it tries one batch.

            Exit status: 1 if `up` would refuse or fail.
            """)

    @OptionGroup var options: MigrateOptions

    @Flag(inversion: .prefixedNo, help: "Try the steps.")
    var trial = true

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let migrator = try options.migrator()
        let plan = try await withSignals { [trial] in try await migrator.plan(trial: trial) }
        print(json ? plan.json : Self.text(of: plan))
        if plan.isRefused { throw ExitCode(1) }
    }

    private static func text(of plan: MigrationPlan) -> String {
        if !plan.findings.isEmpty {
            return plan.findings.map(\.description).joined(separator: "\n\n")
        }
        guard !plan.steps.isEmpty else { return "The database is up to date." }
        let table = TextTable(plan.steps.map(row))
        var lines: [String] = []
        for (step, line) in zip(plan.steps, table.lines) {
            lines.append(line)
            lines += step.statements.prefix(statementsMax).map { "    \($0)" }
            if step.statements.count > statementsMax {
                lines.append("    and \(step.statements.count - statementsMax) more")
            }
            lines += step.remarks.map { "    ! \($0)" }
            switch step.trial {
            case .skipped(let why), .unclear(let why), .failed(let why):
                lines.append("    ! \(why)")
            case .passed, nil: break
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ step: MigrationPlan.Step) -> [String] {
        let trial =
            switch step.trial {
            case .passed(let took): "trial passed in \(took.shown)"
            case .skipped: step.name.kind == "concurrently" ? "not tried" : "not tried in full"
            case .unclear: "trial ended here"
            case .failed: "TRIAL FAILED"
            case nil: ""
            }
        let state = step.isHeld ? "waits for --contract" : step.isBegun ? "begun" : ""
        return [
            step.name.migration, "\(step.name.number)/\(step.name.count)", step.name.kind,
            step.name.title, state, trial,
        ]
    }

    private static let statementsMax = 5
}
