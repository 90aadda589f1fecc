import ArgumentParser
import FormProtocol

/// Shows one joint inspection.
struct InspectionsShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows everything that your agency's forms say of one inspection.",
        discussion: """
            And which other inspections have its undertakings or A1 documents.

            EXAMPLES
              formclient inspections show 0190f3c2 --reason "planning"
              formclient inspections show 0190f3c2 --json --reason "report"
            """)

    @Argument(
        help: ArgumentHelp(
            "The ID that `inspections find` shows, or that of any of its forms, or as much of its "
                + "beginning as is unique.",
            valueName: "id"))
    var id: String

    @Option(help: ArgumentHelp("The agency that sent the form of this ID.", valueName: "agency"))
    var sender: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let state = try StateFolder(profile)
        let lookup = InspectionLookup(
            forms: FormLookup(state: state, sender: try agency(sender)), agency: profile.agency)
        let access = try session.access(profile)
        let inspection = try await ExchangeConnection.open(profile, console) { connection in
            try await lookup.find(id, access, over: connection)
        }
        let hinted = inspection.hints.flatMap(\.inspections)
        try state.remember(
            ([inspection.summary] + hinted).compactMap { StateFolder.SeenForm($0) })
        let view = InspectionView(
            inspection, console.language, ids: state.knownForms().map(\.id.description))
        switch console.format {
        case .json: console.show(inspection.jsonValue)
        case .plain: for line in view.tabSeparated { console.show(line) }
        case .terminal(let columns):
            for line in view.lines(columns: columns, style: console.outputStyle) {
                console.show(line)
            }
        }
        for hint in view.hints { console.tell(hint) }
    }
}
