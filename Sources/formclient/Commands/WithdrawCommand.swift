import ArgumentParser

/// Drafts the withdrawal of an own form.
struct WithdrawCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Drafts the withdrawal of a form that your agency has sent.",
        discussion: """
            A withdrawal has the content of the form; there is nothing to fill in. Nothing is \
            withdrawn before it is submitted.

            EXAMPLES
              formclient withdraw 0190f3c2 -o withdrawal.json --reason "visit cancelled"
              formclient submit withdrawal.json
            """)

    @Argument(help: "The form's ID, or as much of its beginning as is unique.")
    var id: String

    @Option(name: [.short, .long], help: "Where to write the draft; standard output otherwise.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        try await SuccessorDraft.write(
            .withdraw, of: id, to: output, session, advice: Phrase.withdrawalAdvice)
    }
}
