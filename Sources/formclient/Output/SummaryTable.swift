import FormDocument
import FormProtocol
import FormSchemas

/// Forms in a list: what arrived, what was found, what others have done with one's own.
struct SummaryTable: Sendable {
    private let language: Language
    /// The reader's own agency, whose state of a received form is shown.
    private let agency: AgencyCode
    private let ids: ShortIDs

    /// - Parameter ids: every ID that a shortened one must be told apart from.
    init(_ agency: AgencyCode, _ language: Language, ids: [String]) {
        self.language = language
        self.agency = agency
        self.ids = ShortIDs(ids)
    }

    /// An ID shortened to what tells it from the others.
    func shortID(_ id: String) -> String { ids.short(id) }

    /// What stands above the columns of ``row(_:)`` and ``row(_:of:)``.
    var columns: [Table.Column] {
        [
            .init(Phrase.columnID[language], weight: 8),
            .init(Phrase.columnFrom[language], weight: 7),
            .init(Phrase.columnTo[language], yields: true, weight: 3),
            .init(Phrase.columnForm[language], weight: 5),
            .init(Phrase.columnVersion[language], weight: 0),
            .init(Phrase.columnCase[language], weight: 1),
            .init(Phrase.columnUrgency[language], yields: true, weight: 2),
            .init(Phrase.columnAccepted[language], weight: 6),
            .init(Phrase.columnState[language], yields: true, weight: 4),
        ]
    }

    func row(_ summary: WireFormSummary) -> [Table.Cell] {
        let recipients = summary.deliveries.map(\.recipient)
        return [
            .init(shown: ids.short(summary.id), full: summary.id),
            .init(summary.sender),
            .init(
                shown: recipients.joined(separator: ", "), full: recipients.joined(separator: ",")),
            .init(
                shown: summary.hasRecordCount
                    ? "\(summary.form) ×\(Int64(summary.recordCount).grouped(in: language))"
                    : summary.form, full: summary.form),
            .init(summary.version),
            .init(shown: String(summary.caseID.prefix(8)), full: summary.caseID),
            .init(
                shown: FormLibrary.label(of: summary.urgency, in: "urgency", language),
                full: summary.urgency),
            time(Timestamp(summary.acceptedAt)),
            state(of: summary),
        ]
    }

    /// A row for the news that a recipient has taken over one of the reader's own forms.
    func row(_ made: WireAcknowledgement) -> [Table.Cell] {
        let state = Delivery.acknowledged
        return [
            .init(shown: ids.short(made.form.id), full: made.form.id),
            .init(made.form.sender), .init(made.recipient), .init(""), .init(""), .init(""),
            .init(""), time(Timestamp(made.acknowledgedAt)),
            .init(
                shown: Phrase.acknowledgedBy(made.recipient)[language],
                full: "\(made.recipient)=\(state.rawValue)"),
        ]
    }

    /// A row for the news that an answer is waited for, from whom to whom the form had gone.
    func row(_ reminder: WireReminder, now: Timestamp = .now()) -> [Table.Cell] {
        let deadline = reminder.deadline
        let due = Timestamp(deadline.dueAt)
        let text: Phrase =
            switch reminder.kind {
            case .acknowledge:
                .acknowledgementAwaited(LocalTime(Timestamp(deadline.acknowledgeBy)), now: now)
            default:
                .answerAwaited(
                    deadline.answers,
                    clock: .clock(until: due, isOverdue: deadline.isOverdue, now: now))
            }
        return [
            .init(shown: ids.short(deadline.form.id), full: deadline.form.id),
            .init(deadline.form.sender), .init(deadline.agency), .init(deadline.formCode),
            .init(""),
            .init(shown: String(deadline.caseID.prefix(8)), full: deadline.caseID),
            .init(
                shown: FormLibrary.label(of: deadline.urgency, in: "urgency", language),
                full: deadline.urgency),
            time(Timestamp(deadline.acceptedAt)),
            .init(shown: text[language], full: "\(deadline.agency)=\(reminder.kind.code)"),
        ]
    }

    private func time(_ moment: Timestamp) -> Table.Cell {
        .init(shown: LocalTime(moment).text(in: language), full: moment.description)
    }

    /// Of a received form the reader's own state; of a sent one what each recipient has done.
    private func state(of summary: WireFormSummary) -> Table.Cell {
        let isOwn = summary.sender == agency.description
        let shown = summary.deliveries.filter { isOwn || $0.recipient == agency.description }
        let states = Set(shown.map { Delivery($0.state) })
        let text =
            states.count == 1 && (shown.count == 1 || isOwn)
            ? states.first.map { $0.phrase[language] } ?? ""
            : shown.map { "\($0.recipient) \(Delivery($0.state).phrase[language])" }
                .joined(separator: ", ")
        let full = shown.map { "\($0.recipient)=\(Delivery($0.state).rawValue)" }
        return .init(shown: text, full: full.joined(separator: ","))
    }
}

/// What a recipient has done with a form; raw values are what programs get to see.
enum Delivery: String, Sendable, CaseIterable {
    case accepted
    case delivered
    case read
    case acknowledged
    case unknown

    init(_ state: WireDelivery.State) {
        switch state {
        case .accepted: self = .accepted
        case .delivered: self = .delivered
        case .read: self = .read
        case .acknowledged: self = .acknowledged
        case .unspecified, .UNRECOGNIZED: self = .unknown
        }
    }

    var wire: WireDelivery.State {
        switch self {
        case .accepted: .accepted
        case .delivered: .delivered
        case .read: .read
        case .acknowledged: .acknowledged
        case .unknown: .unspecified
        }
    }

    var phrase: Phrase {
        switch self {
        case .accepted: .stateAccepted
        case .delivered: .stateDelivered
        case .read: .stateRead
        case .acknowledged: .stateAcknowledged
        case .unknown: Phrase(verbatim: "")
        }
    }
}

/// Shortens IDs to what tells them apart from others.
struct ShortIDs: Sendable {
    private let sorted: [String]
    /// Whole groups of digits: the first eight, and with the next four the time to the millisecond.
    private static let lengths = [8, 13, 18, 23]

    init(_ ids: [String]) {
        sorted = Set(ids).sorted()
    }

    /// The shortest beginning of `id`, in whole groups, that no other ID has.
    func short(_ id: String) -> String {
        // In sorted order an ID shares most with its neighbours.
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < id { low = middle + 1 } else { high = middle }
        }
        let after = low < sorted.count && sorted[low] == id ? low + 1 : low
        let neighbours = [low - 1, after].filter(sorted.indices.contains).map { sorted[$0] }
        for length in Self.lengths where length < id.count {
            let beginning = id.prefix(length)
            if !neighbours.contains(where: { $0.hasPrefix(beginning) }) { return String(beginning) }
        }
        return id
    }
}

// MARK: - JSON

extension WireFormSummary {
    /// The summary with the keys that programs rely on.
    var jsonValue: JSONValue {
        var object: JSONValue = [
            "sender": .string(sender),
            "id": .string(id),
            "form": .string(form),
            "version": .string(version),
            "action": .string(action),
            "case": .string(caseID),
            "urgency": .string(urgency),
            "created_at": .string(Timestamp(createdAt).description),
            "accepted_at": .string(Timestamp(acceptedAt).description),
            "leaf_index": .number("\(leafIndex)"),
            "document_bytes": .int(Int(documentBytes)),
            "deliveries": .array(
                deliveries.map {
                    [
                        "recipient": .string($0.recipient),
                        "as": .string($0.role),
                        "state": .string(Delivery($0.state).rawValue),
                        "state_at": .string(Timestamp($0.stateAt).description),
                    ]
                }),
        ]
        if !turn.isEmpty { object["turn"] = .string(turn) }
        if hasInReplyTo { object["in_reply_to"] = inReplyTo.jsonValue }
        if hasRecordCount { object["record_count"] = .int(Int(recordCount)) }
        return object
    }
}

extension WireAcknowledgement {
    var jsonValue: JSONValue {
        [
            "sender": .string(form.sender),
            "id": .string(form.id),
            "recipient": .string(recipient),
            "acknowledged_at": .string(Timestamp(acknowledgedAt).description),
            "leaf_index": .number("\(leafIndex)"),
        ]
    }
}
