import ArgumentParser
import FormProtocol

/// Counts what inspections have found.
struct InspectionsStatsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Counts inspections and what they have found: by time, partner and sector.",
        discussion: """
            Only what your agency's forms tell. docs/inspections.md lists the fields for programs.

            EXAMPLES
              formclient inspections stats --from 2026-01-01 --by month --reason "yearly report"
              formclient inspections stats --sector F --party NL-LA --json --reason "evaluation"
            """)

    @OptionGroup(title: "Conditions") var filter: InspectionFilterOptions

    @Option(name: .customLong("by"), help: "Into what the time is divided: year, quarter or month.")
    var period = Period.year

    @OptionGroup var common: CommonOptions

    enum Period: String, ExpressibleByArgument, CaseIterable, Sendable {
        case year, quarter, month

        var wire: WireStatisticsRequest.Period {
            switch self {
            case .year: .year
            case .quarter: .quarter
            case .month: .month
            }
        }
    }

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let filter = try filter.filter()
        let access = try session.access(profile)
        let request = WireStatisticsRequest.with {
            $0.access = WireAccess(access)
            $0.filter = filter
            $0.period = period.wire
        }
        let statistics = try await ExchangeConnection.open(profile, console) { connection in
            try await connection.statistics(request)
        }
        if console.isJSON {
            for value in statistics.jsonValues { console.show(value) }
        }
        guard statistics.total.inspections > 0 else {
            console.tell(.nothingFound)
            throw SilentEnd(status: .answerIsNo)
        }
        let view = StatisticsView(statistics, console.language)
        switch console.format {
        case .json: break
        case .plain: for line in view.tabSeparated { console.show(line) }
        case .terminal(let columns):
            for line in view.lines(columns: columns, style: console.outputStyle) {
                console.show(line)
            }
        }
    }
}
