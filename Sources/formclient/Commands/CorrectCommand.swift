import ArgumentParser

/// Drafts a correction of an own form.
struct CorrectCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Drafts a correction of a form that your agency has sent.",
        discussion: """
            The draft has the content of the form, confidential parts included: change what was \
            wrong, and submit it.

            EXAMPLES
              formclient correct 0190f3c2 -o mission.json --reason "wrong plate"
            """)

    @Argument(help: "The form's ID, or as much of its beginning as is unique.")
    var id: String

    @Option(name: [.short, .long], help: "Where to write the draft; standard output otherwise.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        try await SuccessorDraft.write(
            .correct, of: id, to: output, session, advice: Phrase.correctionAdvice)
    }
}
