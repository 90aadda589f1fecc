import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Shows who inspects where and when.
struct InspectionsCalendarCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Shows who inspects where and when, what collides, and when all have time.",
        discussion: """
            Without --month, --from and --to this month. docs/inspections.md lists the fields for \
            programs.

            EXAMPLES
              formclient inspections calendar --month 2026-12 --reason "planning"
              formclient inspections calendar --free-for NL-LA,BE-TSW --reason "planning"
            """)

    @OptionGroup var visits: VisitOptions

    @Option(
        help: ArgumentHelp(
            "Show when none of these agencies has a visit, within working hours.",
            valueName: "agency"))
    var freeFor: [String] = []

    @Option(help: ArgumentHelp("With --free-for: for how many hours at least.", valueName: "hours"))
    var hours = 4

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        guard (1...24).contains(hours) else { throw ClientError(.usage, .hoursRange) }
        let console = session.console
        let profile = try session.profile()
        var request = try visits.request()
        request.freeFor = try InspectionFilterOptions.agencies(freeFor)
        request.freeMinutes = UInt32(hours * 60)
        request.access = WireAccess(try session.access(profile))
        let wanted = request
        let calendar = try await ExchangeConnection.open(profile, console) { connection in
            try await connection.calendar(wanted)
        }
        let view = CalendarView(
            calendar, from: Timestamp(request.from), until: Timestamp(request.until),
            console.language)
        switch console.format {
        case .json: for value in view.jsonValues { console.show(value) }
        case .plain: for line in view.tabSeparated { console.show(line) }
        case .terminal(let columns):
            for line in view.lines(columns: columns, style: console.outputStyle) {
                console.show(line)
            }
        }
        if calendar.visits.isEmpty { console.tell(.noVisits) }
    }
}

/// The options by which visits are chosen.
struct VisitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The month to show.", valueName: "yyyy-mm"))
    var month: String?

    @Option(help: ArgumentHelp("From this day on.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("Until this day.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("In this country.", valueName: "country"))
    var country: [String] = []

    @Option(help: ArgumentHelp("In this NUTS region, such as BE2 or NL421.", valueName: "region"))
    var region: [String] = []

    @Option(help: ArgumentHelp("This agency leads or is a guest.", valueName: "agency"))
    var party: [String] = []

    @Option(
        help: ArgumentHelp(
            "This inspector is there: a service number, alone or after the agency and a space.",
            valueName: "number"))
    var inspector: [String] = []

    /// Without officer and reason.
    func request() throws(ClientError) -> WireCalendarRequest {
        try WireCalendarRequest(
            month: month, from: from, to: to, countries: country, regions: region, parties: party,
            inspectors: inspector)
    }
}

extension WireCalendarRequest {
    /// A request from what was written with options, without officer and reason.
    init(
        month: String?, from: String?, to: String?, countries: [String], regions: [String],
        parties: [String], inspectors: [String], now: Timestamp = .now()
    ) throws(ClientError) {
        self.init()
        let (first, end) = try Self.period(month, from, to, now)
        self.from = .init(first)
        until = .init(end)
        self.countries = try InspectionFilterOptions.codes(countries, "--country", of: "country")
        self.regions = try InspectionFilterOptions.codes(regions, "--region", of: "nuts")
        self.parties = try InspectionFilterOptions.agencies(parties)
        self.inspectors = InspectionFilterOptions.values(inspectors)
    }

    /// The month, or the days from one to another; a month's length where one of the two is missing.
    private static func period(
        _ month: String?, _ from: String?, _ to: String?, _ now: Timestamp
    ) throws(ClientError) -> (Timestamp, Timestamp) {
        if month != nil, from != nil || to != nil { throw ClientError(.usage, .monthOrDays) }
        let period = try InspectionPeriod(from: from, to: to)
        switch (period.from, period.until) {
        case (let from?, let until?): return (from, until)
        case (let from?, nil): return (from, from.adding(days: 31))
        case (nil, let until?): return (until.adding(days: -31), until)
        case (nil, nil):
            let first =
                month.map { CalendarDate("\($0)-01") } ?? LocalTime(now).firstOfMonth
            guard let first, let next = first.nextMonth else {
                throw ClientError(.usage, .notAMonth(month ?? ""))
            }
            return (LocalTime.start(of: first), LocalTime.start(of: next))
        }
    }
}

extension Timestamp {
    fileprivate func adding(days: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + days * 86_400_000_000)
    }
}
