import ArgumentParser
import FormDocument
import FormSchemas

/// Drafts the answer to a form.
struct ReplyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Drafts the answer to a form, filled in from what it answers.",
        discussion: """
            Fetches the form and drafts whichever form may answer it and your agency may send. \
            What cannot be known stands between ‹ and ›.

            EXAMPLES
              formclient reply 0190f3c2 -o answer.json --reason "mission planning"
              formclient reply 0190f3c2 --form RSK-02/EXPIRE -o expiry.json --reason "level reviewed"
            """)

    @Argument(help: "The form's ID, or as much of its beginning as is unique.")
    var id: String

    @Option(help: ArgumentHelp("The agency that sent it.", valueName: "agency"))
    var sender: String?

    @Option(help: ArgumentHelp("Which form to answer with.", valueName: "code[/turn]"))
    var form: String?

    @Option(name: [.short, .long], help: "Where to write the draft; standard output otherwise.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        try await ReplyDraft.write(
            to: id, sender: try agency(sender), with: form, in: output, session
        ) { ask($0, session.console) }
    }

    /// Lets the user choose among several answers; `nil` if nobody can be asked.
    private func ask(
        _ answers: [PossibleAnswers.Answer], _ console: Console
    ) -> PossibleAnswers.Answer? {
        guard console.canAsk else { return nil }
        for (number, answer) in answers.enumerated() {
            console.say("  \(number + 1)  \(answer.name)  \(answer.turn.label[console.language])")
        }
        guard let choice = console.ask(.whichAnswer) else { return nil }
        if let number = Int(choice), answers.indices.contains(number - 1) {
            return answers[number - 1]
        }
        return answers.first { $0.isNamed(choice) }
    }
}
