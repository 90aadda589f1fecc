import ArgumentParser

/// The commands about identifiers.
struct IDCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "id",
        abstract: "Checks identifiers: national numbers, accounts, plates, vessels.",
        discussion: """
            EXAMPLES
              formclient id check be-niss 85.07.30-033.28
              formclient id check iban 'BE68 5390 0754 7034'
            """,
        subcommands: [IDCheckCommand.self])
}
