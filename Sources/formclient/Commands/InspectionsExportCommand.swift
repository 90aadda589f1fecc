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

            Visits are those of at most 400 days: from --from on, without it from the first of \
            this month; those of a report until a month from now, or for 400 days from --from if \
            that is later.

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

    @Option(help: ArgumentHelp("The month, instead of --from and --to.", valueName: "yyyy-mm"))
    var month: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        if let output, output != "-" { try session.requireMayWrite(output) }
        let profile = try session.profile()
        let stated = try InspectionPeriod(
            month: month, from: self.filter.from, to: self.filter.to)
        let filter = try self.filter.filter(stated)
        let days =
            [.ics, .geojson].contains(kind)
            ? try stated.filled(days: InspectionPeriod.daysMax) : stated.ofReport(now: .now())
        let request = try calendarRequest(days, try session.access(profile))
        if kind != .csv { try request.refuseContradiction() }
        let console = session.console
        let (text, count) = try await ExchangeConnection.open(profile, console) { connection in
            try await contents(filter, request, over: connection, profile.agency, console.language)
        }
        guard let output, output != "-" else { return console.showText(text) }
        try LocalFile.writeOutput(Array(text.utf8), to: output)
        console.tell(
            kind == .csv
                ? .exported(count, to: output) : .exported(count, to: output, visitsOf: days))
    }

    /// The file's text, and how many inspections or visits are in it.
    private func contents(
        _ filter: WireInspectionFilter, _ request: WireCalendarRequest,
        over connection: ExchangeConnection, _ agency: AgencyCode, _ language: Language
    ) async throws -> (String, Phrase) {
        let access = StatedAccess(
            officer: request.access.officer, reason: request.access.reason)
        switch kind {
        case .csv:
            let found = try await connection.inspections(filter, limit: nil, access)
            return (
                InspectionCSV.text(found.inspections),
                .inspectionCount(Int64(found.inspections.count))
            )
        case .ics:
            let visits = try await visits(filter, request, over: connection)
            return (
                InspectionICalendar.text(visits, in: language, madeAt: .now()),
                .visitCount(Int64(visits.count))
            )
        case .geojson:
            let visits = try await visits(filter, request, over: connection)
            return (
                InspectionGeoJSON.collection(of: visits).serialized() + "\n",
                .visitCount(Int64(visits.count))
            )
        case .html:
            let found = try await connection.inspections(
                filter, limit: InspectionReport.listRowsMax, access)
            let statistics = try await connection.statistics(
                .with {
                    $0.access = request.access
                    $0.filter = filter
                    $0.period = .month
                })
            let visits = try await visits(filter, request, over: connection)
            let heading = InspectionReport.Heading(
                agency: agency.description, officer: access.officer, reason: access.reason,
                filters: self.filter.commandLine(month: month), madeAt: .now())
            let report = InspectionReport(
                heading, statistics, inspections: found.inspections, visits: visits, in: language)
            return (report.html, .inspectionCount(Int64(statistics.total.inspections)))
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
        let found = try await connection.inspections(others, limit: nil, access).inspections
        let wanted = Set(found.map(\.form))
        // What a calendar is to give up may be of an inspection that does not fit any more.
        return visits.filter {
            wanted.contains($0.inspection) || request.withFormer && ($0.cancelled || $0.dropped)
        }
    }

    /// The visits of the same days and conditions, as far as a calendar has them.
    private func calendarRequest(
        _ days: Range<Timestamp>, _ access: StatedAccess
    ) throws(ClientError) -> WireCalendarRequest {
        var request = try WireCalendarRequest(
            of: days, countries: filter.country, regions: filter.region, parties: filter.party,
            inspectors: filter.inspector)
        request.access = WireAccess(access)
        request.withFormer = kind == .ics
        return request
    }
}
