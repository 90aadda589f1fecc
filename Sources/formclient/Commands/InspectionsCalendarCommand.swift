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
            Without --month, --from and --to this month; 31 days with one of the two. Free times \
            are those between 7 and 19 o'clock of common working days in which you see no visit of \
            any of the agencies. docs/inspections.md lists the fields for programs.

            EXAMPLES
              formclient inspections calendar --month 2026-12 --reason "planning"
              formclient inspections calendar --free-for NL-LA,BE-TSW --reason "planning"
            """)

    @OptionGroup var visits: VisitOptions

    @Option(
        help: ArgumentHelp(
            "Show when none of these agencies has a visit that you see, within working hours.",
            valueName: "agency"))
    var freeFor: [String] = []

    @Option(
        help: ArgumentHelp(
            "With --free-for: for how many hours at least, 1 to 12; 4 unless said otherwise.",
            valueName: "hours"))
    var hours: Int?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        if hours != nil, freeFor.isEmpty { throw ClientError(.usage, .hoursAlone) }
        let hours = hours ?? 4
        guard (1...12).contains(hours) else { throw ClientError(.usage, .hoursRange) }
        let console = session.console
        let profile = try session.profile()
        var request = try visits.request()
        request.freeFor = try InspectionFilterOptions.agencies(freeFor, "--free-for", most: 20)
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
            let missing = view.titlesLeftOut(columns: columns)
            if !missing.isEmpty { console.tell(.noRoomFor(missing)) }
        }
        if calendar.visits.isEmpty { console.tell(.noVisits) }
        let findsTime = !request.freeFor.isEmpty
        if findsTime, calendar.free.isEmpty { console.tell(.noCommonTime(hours)) }
        // Who asks for free times is answered with them, who does not with visits.
        if findsTime ? calendar.free.isEmpty : calendar.visits.isEmpty {
            throw SilentEnd(status: .answerIsNo)
        }
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
        let isOpen = month == nil && from == nil && to == nil
        let thisMonth = String(LocalTime(.now()).date.prefix(7))
        let period = try InspectionPeriod(month: isOpen ? thisMonth : month, from: from, to: to)
        let request = try WireCalendarRequest(
            of: try period.filled(days: 31), countries: country, regions: region, parties: party,
            inspectors: inspector)
        try request.refuseContradiction()
        return request
    }
}

extension WireCalendarRequest {
    /// A request from what was written with options, without officer and reason.
    init(
        of period: Range<Timestamp>, countries: [String], regions: [String], parties: [String],
        inspectors: [String]
    ) throws(ClientError) {
        self.init()
        from = .init(period.lowerBound)
        until = .init(period.upperBound)
        self.countries = try InspectionFilterOptions.codes(countries, "--country", of: "country")
        self.regions = try InspectionFilterOptions.regions(regions)
        self.parties = try InspectionFilterOptions.agencies(parties, "--party")
        self.inspectors = try InspectionFilterOptions.inspectors(inspectors)
    }

    /// - Throws: ``ClientError`` `.usage` if no visit can fit.
    func refuseContradiction() throws(ClientError) {
        try InspectionFilterOptions.refuse(
            InspectionContradiction(countries: countries, regions: regions))
    }
}
