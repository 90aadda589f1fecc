import ArgumentParser

/// The commands about the exchange's transparency log.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Follows the exchange's log: nothing in it may ever change.",
        discussion: """
            EXAMPLES
              formclient log check
              formclient log cosign
            """,
        subcommands: [LogCheckCommand.self, LogCosignCommand.self, LogKeyCommand.self])
}
