import ArgumentParser

/// The commands about many records at once.
struct BulkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk",
        abstract: "Sends and fetches many records under one signed header.",
        discussion: """
            EXAMPLES
              formclient bulk submit header.json records.ndjson
              formclient bulk get 0190f3c2 --reason "yearly review" -o records.ndjson
            """,
        subcommands: [BulkSubmitCommand.self, BulkGetCommand.self])
}
