import ArgumentParser
import FormDocument
import FormSchemas

/// Shows forms as people read them.
struct ShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows forms readably: fields by their titles, codes by their labels.",
        discussion: """
            A form that was sent from here is shown from its copy, another one is fetched, which \
            takes an officer and a reason. Signature and receipt are checked on the way; where \
            they do not hold, the exit status is 1.

            In a pipe: pointer, title, value and label of each value, tab-separated.

            EXAMPLES
              formclient show mission.json
              formclient show 0190f3c2 --reason "mission planning"
            """)

    @Argument(help: "IDs, drafts, documents or bundles; a folder means its *.json.")
    var forms: [String]

    @Option(help: ArgumentHelp("The agency that sent it, for an ID.", valueName: "agency"))
    var sender: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let source = FormSource(session: session, sender: try agency(sender))
        var isFirst = true
        var status = ExitStatus.done
        for name in try FormFile.names(forms) {
            do {
                let found = try await source.find(name)
                show(found.form, isFirst: isFirst, session.console)
                isFirst = false
                if let trouble = found.trouble { throw trouble }
            } catch let error as ClientError {
                session.console.say(error)
                // The others are shown all the same.
                if status == .done { status = error.status }
            }
        }
        if status != .done { throw SilentEnd(status: status) }
    }

    private func show(_ form: ShownForm, isFirst: Bool, _ console: Console) {
        let view = FormView(form, in: console.language)
        switch console.format {
        case .json: console.show(view.json)
        case .plain:
            if !isFirst { console.show("") }
            for line in view.tabSeparated { console.show(line) }
        case .terminal(let columns):
            if !isFirst { console.show("") }
            let lines = view.lines(columns: columns, style: console.outputStyle)
            for line in lines { console.show(line) }
        }
    }
}
