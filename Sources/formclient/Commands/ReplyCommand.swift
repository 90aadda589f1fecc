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
        let console = session.console
        if let output, output != "-" { try session.requireMayWrite(output) }
        let fetched = try await FetchedForm.fetch(id, sender: try agency(sender), session)
        let original = fetched.form
        try original.requireCurrent(Phrase.replyToNewest)
        let answers = PossibleAnswers(to: original)
        let answer = try answers.choose(form) { ask($0, console) }
        let reply = try ReplyDraft(to: original, with: answer)

        let officer = try session.officer ?? session.profile().officer
        let draft = reply.json(officer: officer, language: console.language)
        let file = output ?? "FILE"
        try session.write(
            draft: draft.bytes(pretty: true), to: output,
            summary: reply.summary(of: draft, in: file))
        if !fetched.withheld.isEmpty { console.tell(.partsWithheld(fetched.withheld)) }
        console.tell(
            .drafted(
                answer.name, answer.turn.label, to: reply.recipients.map(\.description)))
        console.tell(answer.turn.isBulk ? .bulkReplyAdvice(file) : .replyAdvice(file))
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
