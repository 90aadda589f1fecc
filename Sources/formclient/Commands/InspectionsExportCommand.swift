import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Writes inspections into files of other programs.
struct InspectionsExportCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes inspections as a table, a calendar, a map or a report.",
        discussion: """
            csv    one line for each inspection
            ics    the visits, for a calendar: again after a change it updates and cancels what is there
            geojson  the visits as points of a map
            html   a report with charts, in one file that needs no network

            EXAMPLES
              formclient inspections export ics --month 2026-12 -o december.ics --reason "planning"
              formclient inspections export html --from 2026-01-01 -o report.html --reason "yearly report"
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable, Sendable {
        case csv, ics, geojson, html
    }

    @Argument(help: ArgumentHelp("csv, ics, geojson or html.", valueName: "format"))
    var kind: Kind

    @Option(name: [.short, .long], help: "Where to write it; standard output otherwise.")
    var output: String?

    @OptionGroup(title: "Conditions") var filter: InspectionFilterOptions

    @Option(
        help: ArgumentHelp(
            "With ics and geojson: the month, instead of --from and --to.", valueName: "yyyy-mm"))
    var month: String?

    @OptionGroup var common: CommonOptions

    /// How many inspections a report lists.
    private static let listedMax = 200
    /// Of how many days a report has the visits.
    private static let daysMax: Int64 = 400

    func perform(_ session: Session) async throws {
        if let output, output != "-" { try session.requireMayWrite(output) }
        let profile = try session.profile()
        let filter = try filter.filter()
        let request = try calendarRequest(try session.access(profile))
        let console = session.console
        let text: String = try await ExchangeConnection.open(profile, console) { connection in
            try await contents(filter, request, over: connection, profile.agency, console.language)
        }
        guard let output, output != "-" else { return console.showText(text) }
        try LocalFile.writeOutput(Array(text.utf8), to: output)
        console.tell(.written(output))
    }

    private func contents(
        _ filter: WireInspectionFilter, _ request: WireCalendarRequest,
        over connection: ExchangeConnection, _ agency: AgencyCode, _ language: Language
    ) async throws -> String {
        let access = StatedAccess(
            officer: request.access.officer, reason: request.access.reason)
        switch kind {
        case .csv:
            let found = try await connection.inspections(filter, limit: .max, access)
            return InspectionCSV.text(found.inspections)
        case .ics:
            let visits = try await visits(filter, request, over: connection)
            return InspectionICalendar.text(visits, in: language, madeAt: .now())
        case .geojson:
            let visits = try await visits(filter, request, over: connection)
            return InspectionGeoJSON.collection(of: visits).serialized() + "\n"
        case .html:
            let found = try await connection.inspections(filter, limit: Self.listedMax, access)
            let statistics = try await connection.statistics(
                .with {
                    $0.access = request.access
                    $0.filter = filter
                    $0.period = .month
                })
            let visits = try await visits(filter, request, over: connection)
            let heading = InspectionReport.Heading(
                agency: agency.description, officer: access.officer, reason: access.reason,
                filters: self.filter.description, madeAt: .now())
            return InspectionReport(
                heading, statistics, inspections: found.inspections, visits: visits, in: language
            ).html
        }
    }

    /// The visits of the inspections that fit. A calendar knows fewer conditions than a query: where
    /// there are others, it is narrowed to the inspections that the query finds.
    private func visits(
        _ filter: WireInspectionFilter, _ request: WireCalendarRequest,
        over connection: ExchangeConnection
    ) async throws -> [WireInspectionVisit] {
        let visits = try await connection.calendar(request).visits
        var others = filter
        others.countries = []
        others.regions = []
        others.parties = []
        others.inspectors = []
        others.clearFrom()
        others.clearUntil()
        guard others != WireInspectionFilter() else { return visits }
        let access = StatedAccess(
            officer: request.access.officer, reason: request.access.reason)
        let found = try await connection.inspections(others, limit: .max, access).inspections
        let wanted = Set(found.map(\.form))
        return visits.filter { wanted.contains($0.inspection) }
    }

    /// The visits of the same days and conditions, as far as a calendar has them.
    private func calendarRequest(
        _ access: StatedAccess
    ) throws(ClientError) -> WireCalendarRequest {
        var request = try WireCalendarRequest(
            month: month, from: filter.from, to: filter.to, countries: filter.country,
            regions: filter.region, parties: filter.party, inspectors: filter.inspector)
        request.access = WireAccess(access)
        if kind == .html {
            // A report looks back, by so much as the exchange shows visits at a time.
            let day: Int64 = 86_400
            let until =
                try InspectionPeriod(from: nil, to: filter.to).until?.seconds
                ?? Timestamp.now().seconds + 31 * day
            let from = try InspectionPeriod(from: filter.from, to: nil).from?.seconds
            request.until = .init(seconds: until)
            request.from = .init(seconds: max(from ?? .min, until - Self.daysMax * day))
        }
        return request
    }
}
