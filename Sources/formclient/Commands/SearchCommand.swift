import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Finds sent and received forms.
struct SearchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds sent and received forms, newest first.",
        discussion: """
            EXAMPLES
              formclient search --received --form VIP-01 --reason "mission planning"
              formclient search --sent --from 2026-01-01 --to 2026-01-31 --json --reason "report"
            """)

    @Flag(help: "Only forms that your agency has sent.")
    var sent = false

    @Flag(help: "Only forms that your agency has received.")
    var received = false

    @Option(help: ArgumentHelp("The form's code, such as VIP-01.", valueName: "code"))
    var form: String?

    @Option(help: ArgumentHelp("Accepted on this day or later.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("Accepted on this day or earlier.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("The other agency.", valueName: "agency"))
    var partner: String?

    @Option(
        help: ArgumentHelp(
            "What became of it: accepted, delivered, read or acknowledged.", valueName: "state"))
    var state: String?

    @Option(name: .customLong("case"), help: ArgumentHelp("The case's ID.", valueName: "id"))
    var caseID: String?

    @Option(name: [.short, .long], help: "How many to show at most; 0 shows all.")
    var limit = 100

    @OptionGroup var common: CommonOptions

    private static let pageRowsMax = 1_000

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let request = try request(try session.access(profile))
        let limit = limit == 0 ? Int.max : limit
        let (summaries, isCut) = try await ExchangeConnection.open(profile, console) {
            try await Self.pages(of: request, limit: limit, over: $0)
        }
        let kept = try StateFolder(profile)
        try kept.remember(summaries.compactMap { StateFolder.SeenForm($0) })
        guard !summaries.isEmpty else {
            console.tell(.nothingFound)
            throw SilentEnd(status: .answerIsNo)
        }
        if console.isJSON {
            for summary in summaries { console.show(summary.jsonValue) }
        } else {
            let rows = SummaryTable(
                profile.agency, console.language, ids: kept.knownForms().map(\.id.description))
            var table = Table(rows.columns)
            for summary in summaries { table.append(rows.row(summary)) }
            console.show(table)
        }
        if isCut { console.tell(.thereIsMore(limit)) }
    }

    /// Reads pages until there are `limit` summaries or no more.
    private static func pages(
        of request: WireSearchRequest, limit: Int, over connection: ExchangeConnection
    ) async throws -> ([WireFormSummary], isCut: Bool) {
        var request = request
        var found: [WireFormSummary] = []
        while true {
            // One more than wanted tells whether there are more.
            let wanted = min(pageRowsMax, limit == .max ? .max : limit - found.count + 1)
            request.limit = UInt32(wanted)
            let page = try await connection.search(request)
            found += page.map(\.summary)
            if found.count > limit { return (Array(found.prefix(limit)), true) }
            guard page.count == wanted, let last = page.last else { return (found, false) }
            request.pageToken = last.pageToken
        }
    }

    private func request(_ access: StatedAccess) throws(ClientError) -> WireSearchRequest {
        guard limit >= 0 else { throw ClientError(.usage, .limitRange) }
        var request = WireSearchRequest()
        request.access = WireAccess(access)
        request.direction =
            sent == received ? .unspecified : sent ? .sent : .received
        if let form {
            guard let code = FormCode(form.uppercased()) else {
                throw ClientError(.usage, .notAFormCode(form), advice: .seeForms)
            }
            request.form = code.description
        }
        if let partner = try agency(partner) { request.partner = partner.description }
        if let state {
            guard let delivery = Delivery(rawValue: state.lowercased()), delivery != .unknown else {
                throw ClientError(.usage, .notAState(state))
            }
            request.state = delivery.wire
        }
        if let caseID {
            guard let id = CaseID(caseID) else { throw ClientError(.usage, .notACase(caseID)) }
            request.caseID = id.description
        }
        if let day = try calendarDay(from) {
            request.acceptedFrom = .init(LocalTime.start(of: day))
        }
        if let day = try calendarDay(to) {
            request.acceptedBefore = .init(LocalTime.start(ofDayAfter: day))
        }
        return request
    }
}
