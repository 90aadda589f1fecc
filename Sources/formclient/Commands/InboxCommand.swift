import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Lists what has arrived, and what others have done with the agency's own forms.
struct InboxCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract:
            "Lists the forms that have arrived, the acknowledgements of your own, and reminders.",
        discussion: """
            EXAMPLES
              formclient inbox --reason "daily review"
              formclient inbox --new --json --reason "daily review"
            """)

    @Flag(help: "Only forms that your agency has not acknowledged yet.")
    var new = false

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let request = try WireWatchRequest.with {
            $0.access = WireAccess(try session.access(profile))
            $0.untilCaughtUp = true
        }
        let answers = try await ExchangeConnection.open(profile, console) { connection in
            try await connection.inbox(request)
        }
        let entries = answers.compactMap(InboxEntry.init).filter {
            !new || $0.isUnacknowledged(by: profile.agency)
        }
        let state = try StateFolder(profile)
        try state.remember(answers.compactMap(InboxEntry.init).compactMap(\.seenForm))
        if console.isJSON {
            for entry in entries { console.show(entry.json) }
            return
        }
        guard !entries.isEmpty else {
            console.tell(.inboxEmpty)
            return
        }
        let summaries = SummaryTable(
            profile.agency, console.language,
            ids: state.knownForms().map(\.id.description) + entries.map(\.id))
        var table = Table(summaries.columns)
        for entry in entries { table.append(entry.row(of: summaries)) }
        console.show(table)
        let arrived = entries.last { $0.isUnacknowledged(by: profile.agency) }
        if let id = arrived?.id { console.tell(.inboxAdvice(summaries.shortID(id))) }
    }
}

/// One entry of an inbox.
enum InboxEntry: Sendable {
    case form(WireFormSummary)
    case acknowledgement(WireAcknowledgement)
    case reminder(WireReminder)

    /// `nil` for the mark that everything has been sent.
    init?(_ response: WireWatchResponse) {
        switch response.entry {
        case .form(let summary): self = .form(summary)
        case .acknowledgement(let made): self = .acknowledgement(made)
        case .reminder(let reminder): self = .reminder(reminder)
        case .caughtUp, nil: return nil
        }
    }

    var id: String {
        switch self {
        case .form(let summary): summary.id
        case .acknowledgement(let made): made.form.id
        case .reminder(let reminder): reminder.deadline.form.id
        }
    }

    /// The form that it is about.
    var seenForm: StateFolder.SeenForm? {
        switch self {
        case .form(let summary): StateFolder.SeenForm(summary)
        case .acknowledgement(let made):
            DocumentIdentity(sender: made.form.sender, id: made.form.id).map {
                StateFolder.SeenForm(identity: $0, leafIndex: nil, caseID: nil)
            }
        case .reminder(let reminder): StateFolder.SeenForm(reminder.deadline)
        }
    }

    func isUnacknowledged(by agency: AgencyCode) -> Bool {
        guard case .form(let summary) = self else { return false }
        return summary.deliveries.contains {
            $0.recipient == agency.description && $0.state != .acknowledged
        }
    }

    func row(of table: SummaryTable) -> [Table.Cell] {
        switch self {
        case .form(let summary): table.row(summary)
        case .acknowledgement(let made): table.row(made)
        case .reminder(let reminder): table.row(reminder)
        }
    }

    /// One object, whose member `entry` says which of the three it is.
    var json: JSONValue {
        var object: JSONValue
        switch self {
        case .form(let summary):
            object = summary.jsonValue
            object["entry"] = "form"
        case .acknowledgement(let made):
            object = made.jsonValue
            object["entry"] = "acknowledgement"
        case .reminder(let reminder):
            object = reminder.deadline.jsonValue
            object["entry"] = "reminder"
            object["reminder"] = .string(reminder.kind.code)
        }
        return object
    }
}
