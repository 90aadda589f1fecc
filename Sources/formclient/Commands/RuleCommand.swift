import ArgumentParser

/// The commands about the rules of forms.
struct RuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: "Tries out the expressions of rules.",
        discussion: """
            EXAMPLES
              formclient rule eval 'size(self.body.legs) > 1' mission.json
              formclient rule eval 'addWorkingDays(timestamp("2026-05-13T09:00:00Z"), 2, "BE")'
            """,
        subcommands: [RuleEvalCommand.self])
}
