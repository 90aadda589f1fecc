import ArgumentParser

/// The commands about JSON as such.
struct JSONCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "json",
        abstract: "Checks files as JSON, whatever form they hold.",
        discussion: """
            EXAMPLES
              formclient json check mission.json
              curl -s https://example.org/data | formclient json check -
            """,
        subcommands: [JSONCheckCommand.self])
}
