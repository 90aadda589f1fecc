import ArgumentParser
import FormProtocol
import FormSchemas

/// Shows a case as a timeline with its clocks.
struct CaseCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Shows a case: its forms as a timeline, what answers what, and what is owed.",
        discussion: """
            Nothing in it counts as read by you. docs/cases.md lists the fields for programs.

            EXAMPLES
              formclient case 0190f3c2 --reason "mission planning"
              formclient case 0190f3c2-7a10-7000-8000-000000000001 --json --reason "report"
            """)

    @Argument(
        help: ArgumentHelp(
            "The case's ID, or that of one of its forms, or as much of either as is unique.",
            valueName: "case"))
    var caseID: String

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let state = try StateFolder(profile)
        let lookup = CaseLookup(forms: FormLookup(state: state, sender: nil))
        let access = try session.access(profile)
        let response = try await ExchangeConnection.open(profile, console) { connection in
            try await lookup.find(caseID, access, over: connection)
        }
        try state.remember(response.forms.compactMap { StateFolder.SeenForm($0.summary) })
        show(CaseView(response, for: profile.agency), state, console)
    }

    private func show(_ view: CaseView, _ state: StateFolder, _ console: Console) {
        switch console.format {
        case .json: console.show(view.json(console.language))
        case .plain: for line in view.tabSeparated { console.show(line) }
        case .terminal(let columns):
            let timeline = CaseTimeline(
                view, console.language, ids: state.knownForms().map(\.id.description))
            for line in timeline.lines(columns: columns, style: console.outputStyle) {
                console.show(line)
            }
        }
        if view.isTruncated { console.tell(.caseCut(view.forms.count)) }
    }
}
