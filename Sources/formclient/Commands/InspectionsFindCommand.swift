import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Finds joint inspections.
struct InspectionsFindCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Finds the joint inspections that your agency's forms tell of.",
        discussion: """
            docs/inspections.md lists the fields for programs.

            EXAMPLES
              formclient inspections find --name "kasteel bouw" --reason "complaint 2026-114"
              formclient inspections find --near 51.94,7.17,20 --from 2026-01-01 --json --reason "planning"
            """)

    @OptionGroup(title: "Conditions") var filter: InspectionFilterOptions

    @Option(
        help: ArgumentHelp(
            "By what they are ordered, the highest first: newest, window, changed, workers, findings "
                + "or arrears.", valueName: "order"))
    var order = Order.newest

    @Flag(help: "The lowest first instead.")
    var ascending = false

    @Flag(help: "Show how many there are by state, country, sector and so on.")
    var facets = false

    @Option(name: [.short, .long], help: "How many to show at most; 0 shows all.")
    var limit = 50

    @OptionGroup var common: CommonOptions

    enum Order: String, ExpressibleByArgument, CaseIterable, Sendable {
        case newest, window, changed, workers, findings, arrears

        var wire: WireQueryInspectionsRequest.Order {
            switch self {
            case .newest: .newest
            case .window: .window
            case .changed: .changed
            case .workers: .workers
            case .findings: .findings
            case .arrears: .arrears
            }
        }
    }

    func perform(_ session: Session) async throws {
        guard limit >= 0 else { throw ClientError(.usage, .limitRange) }
        let console = session.console
        let profile = try session.profile()
        let filter = try filter.filter()
        let access = try session.access(profile)
        let limit = limit == 0 ? nil : limit
        let found = try await ExchangeConnection.open(profile, console) { connection in
            try await connection.inspections(
                filter, order: order.wire, ascending: ascending, limit: limit, access)
        }
        let state = try StateFolder(profile)
        try state.remember(found.inspections.compactMap { StateFolder.SeenForm($0) })
        guard !found.inspections.isEmpty else {
            if console.isJSON { console.show(found.overview.jsonValue) }
            console.tell(.nothingFound)
            throw SilentEnd(status: .answerIsNo)
        }
        show(found, state, console)
    }

    private func show(_ found: FoundInspections, _ state: StateFolder, _ console: Console) {
        if console.isJSON {
            console.show(found.overview.jsonValue)
            for inspection in found.inspections { console.show(inspection.jsonValue) }
            return
        }
        let table = InspectionTable(
            console.language, ids: state.knownForms().map(\.id.description))
        console.show(table.table(found.inspections))
        if facets {
            for line in FacetList(found.overview, console.language).lines(console.format) {
                console.show(line)
            }
        }
        let shown = found.inspections.count
        console.tell(
            .inspectionsFound(
                shown: shown, of: Int(found.overview.total), isMore: found.overview.isMore))
        console.tell(.showInspection(table.shortID(found.inspections[0].form.id)))
    }
}
