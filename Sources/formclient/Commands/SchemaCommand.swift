import ArgumentParser

/// The commands about schemas themselves.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Tests and checks schemas.",
        discussion: """
            EXAMPLES
              formclient schema check catalogue/forms/VIP-01/1.0/schema.json
              formclient schema test tests/
            """,
        subcommands: [SchemaCheckCommand.self, SchemaTestCommand.self])
}
