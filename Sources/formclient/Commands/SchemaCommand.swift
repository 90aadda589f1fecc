import ArgumentParser

/// The commands about schemas themselves.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Checks, compares and tests schemas and versions.",
        discussion: """
            EXAMPLES
              formclient schema check catalogue/forms/VIP-01/1.0/schema.json
              formclient schema diff VIP-01/1.0 draft/VIP-01/1.1
              formclient schema translate mission.json --to draft/VIP-01/1.1
              formclient schema test tests/
            """,
        subcommands: [
            SchemaCheckCommand.self, SchemaDiffCommand.self, SchemaTestCommand.self,
            SchemaTranslateCommand.self,
        ])
}
