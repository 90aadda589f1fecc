import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Lists the answers that the agency owes and is owed.
struct DeadlinesCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadlines",
        abstract: "Lists the answers that your agency owes and is owed, the most urgent first.",
        discussion: """
            docs/cases.md lists the fields for programs.

            EXAMPLES
              formclient deadlines --owed --reason "daily review"
              formclient deadlines --figures --from 2026-01-01 --to 2026-12-31 --reason "yearly report"
            """)

    @Flag(help: "Only what your agency owes.")
    var owed = false

    @Flag(help: "Only what others owe your agency.")
    var awaited = false

    @Option(help: ArgumentHelp("The other agency.", valueName: "agency"))
    var partner: String?

    @Option(
        help: ArgumentHelp(
            "Only what is due before this day or time.", valueName: "date or time"))
    var before: String?

    @Flag(help: "Only what should have been answered already.")
    var overdue = false

    @Flag(help: "Show how many answers came in time and how quickly, by agency and form.")
    var figures = false

    @Option(
        help: ArgumentHelp(
            "With --figures: forms accepted on this day or later.", valueName: "date"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "With --figures: forms accepted on this day or earlier.", valueName: "date"))
    var to: String?

    @OptionGroup var common: CommonOptions

    private static let rowsMax = 1_000

    /// Whose debts are asked for; both if neither or both were named.
    private var side: WireListDeadlinesRequest.Side {
        owed == awaited ? .unspecified : owed ? .owed : .awaited
    }

    func perform(_ session: Session) async throws {
        guard !figures || (before == nil && !overdue) else {
            throw ClientError(.usage, .figuresAlone)
        }
        guard figures || (from == nil && to == nil) else {
            throw ClientError(.usage, .periodOfFigures)
        }
        let profile = try session.profile()
        let partner = try agency(partner)?.description ?? ""
        let moment = try moment(before)
        let access = try session.access(profile)
        if figures {
            let from = try calendarDay(from).map(LocalTime.start(of:))
            let to = try calendarDay(to).map(LocalTime.start(ofDayAfter:))
            if let from, let to, from >= to { throw ClientError(.usage, .periodReversed) }
            let rows = try await ExchangeConnection.open(profile, session.console) { connection in
                try await connection.keyFigures(access, from: from, to: to)
            }
            show(rows.filter { concerns($0, partner, profile) }, session.console)
            return
        }
        let request = WireListDeadlinesRequest.with {
            $0.access = WireAccess(access)
            $0.side = side
            $0.partner = partner
            if let moment { $0.dueBefore = .init(moment) }
            $0.limit = UInt32(Self.rowsMax)
        }
        let rows = try await ExchangeConnection.open(profile, session.console) { connection in
            try await connection.deadlines(request)
        }
        try show(rows, profile, session.console)
    }

    private func show(
        _ all: [WireDeadline], _ profile: Profile, _ console: Console
    ) throws(ClientError) {
        // What is overdue comes first, so that none is missing among the most urgent.
        let rows = overdue ? all.filter(\.isOverdue) : all
        let state = try StateFolder(profile)
        try state.remember(rows.compactMap { StateFolder.SeenForm($0) })
        if console.isJSON {
            for row in rows { console.show(row.jsonValue) }
            return
        }
        guard !rows.isEmpty else {
            console.tell(.nothingOwed)
            return
        }
        let table = DeadlineTable(
            console.language, ids: state.knownForms().map(\.id.description))
        console.show(table.table(rows))
        if rows.count == Self.rowsMax { console.tell(.deadlinesCut(rows.count)) }
        if let first = rows.first(where: { $0.agency == profile.agency.description }) {
            let answer = first.answers.count == 1 ? first.answers[0] : nil
            console.tell(.replyWith(table.shortID(first.form.id), answer))
        }
    }

    private func show(_ rows: [WireKeyFigures], _ console: Console) {
        if console.isJSON {
            for row in rows { console.show(row.jsonValue) }
        } else if rows.isEmpty {
            console.tell(.noFigures)
        } else {
            console.show(KeyFiguresTable(language: console.language).table(rows))
        }
    }

    /// Whether key figures are asked for: the exchange gives those of all partners.
    private func concerns(
        _ row: WireKeyFigures, _ partner: String, _ profile: Profile
    ) -> Bool {
        let isOwn = row.agency == profile.agency.description
        let isAsked =
            switch side {
            case .owed: isOwn
            case .awaited: !isOwn
            default: true
            }
        return isAsked && (partner.isEmpty || [row.agency, row.asker].contains(partner))
    }

    /// A moment, or the beginning of a day for the reader.
    private func moment(_ text: String?) throws(ClientError) -> Timestamp? {
        guard let text else { return nil }
        if let day = CalendarDate(text) { return LocalTime.start(of: day) }
        guard let moment = Timestamp(text) else { throw ClientError(.usage, .notATime(text)) }
        return moment
    }
}
