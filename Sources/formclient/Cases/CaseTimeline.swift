import FormDocument
import FormProtocol
import FormSchemas

/// A case for a terminal: its dialogues, their forms in the order in which they were accepted, and
/// what is still owed for them.
struct CaseTimeline {
    private let view: CaseView
    private let language: Language
    private let ids: ShortIDs
    private let now: Timestamp
    /// How many forms each one answers, directly or through others.
    private let depths: [WireFormReference: Int]
    /// The forms whose indentation does not show what they answer.
    private let unclear: Set<WireFormReference>

    private static let deepestIndent = 4

    /// - Parameter ids: every ID that a shortened one must be told apart from.
    init(_ view: CaseView, _ language: Language, ids: [String], now: Timestamp = .now()) {
        self.view = view
        self.language = language
        self.now = now
        self.ids = ShortIDs(ids + view.forms.map(\.summary.id))
        // An answer is accepted after what it answers.
        var depths: [WireFormReference: Int] = [:]
        var unclear: Set<WireFormReference> = []
        for dialogue in view.dialogues {
            var latest: [Int: WireFormReference] = [:]
            for form in view.forms(of: dialogue.root).map(\.summary) {
                let above = form.hasInReplyTo ? depths[form.inReplyTo] ?? 0 : -1
                depths[form.reference] = above + 1
                latest[above + 1] = form.reference
                if form.hasInReplyTo, latest[above] != form.inReplyTo {
                    unclear.insert(form.reference)
                }
            }
        }
        self.depths = depths
        self.unclear = unclear
    }

    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        let times = view.forms.map { time(Timestamp($0.summary.acceptedAt)) }
        let timeWidth = times.map(\.displayWidth).max() ?? 0
        var lines = Self.entry("", Phrase.theCase(view.caseID)[language], columns, style)
        for dialogue in view.dialogues {
            lines += [""] + Self.entry("", heading(of: dialogue), columns, style)
            for form in view.forms(of: dialogue.root) {
                let time = time(Timestamp(form.summary.acceptedAt)).padded(to: timeWidth)
                let depth = min(depths[form.summary.reference] ?? 0, Self.deepestIndent)
                let begin = "  \(time)  " + String(repeating: "  ", count: depth)
                lines += Self.entry(begin, said(form), columns, .plain)
                let below = String(repeating: " ", count: begin.displayWidth + 2)
                for detail in details(of: form) {
                    lines += Self.entry(
                        below, detail.text, columns, detail.isUrgent ? style : .plain)
                }
            }
        }
        return lines
    }

    /// A text behind what stands before it, in as many lines as it takes.
    private static func entry(
        _ begin: String, _ text: String, _ columns: Int, _ style: TextStyle
    ) -> [String] {
        let text = Table.oneLine(text)
        let room = max(30, columns - begin.displayWidth)
        let lines = text.displayWidth <= room ? [text] : text.wrapped(to: room)
        let below = String(repeating: " ", count: begin.displayWidth)
        return lines.enumerated().map { number, line in
            (number == 0 ? begin : below) + style.emphasised(line)
        }
    }

    /// The dialogue by the form that opened it, and where it stands.
    private func heading(of dialogue: WireDialogue) -> String {
        var words = [ids.short(dialogue.root.id)]
        if let root = view.form(dialogue.root)?.summary {
            words = [root.form, root.label(language), words[0]]
        }
        guard !dialogue.state.isEmpty else { return words.joined(separator: "  ") }
        let state = FormLibrary.label(of: dialogue.state, in: "dialogue-state", language)
        return "\(words.joined(separator: "  ")): \(state)"
    }

    /// What the form is, from whom to whom, what it answers and what has become of it.
    private func said(_ form: WireCaseForm) -> String {
        let summary = form.summary
        let count =
            summary.hasRecordCount
            ? " ×\(Int64(summary.recordCount).grouped(in: language))" : ""
        let recipients = summary.deliveries.map {
            $0.role == "TO" ? $0.recipient : "\($0.recipient) (\($0.role))"
        }
        var words = [
            summary.label(language), summary.form + count, ids.short(summary.id),
            "\(summary.sender) → \(recipients.joined(separator: ", "))",
        ]
        if unclear.contains(summary.reference) {
            words.append(Phrase.answersForm(ids.short(summary.inReplyTo.id))[language])
        }
        return (words + marks(of: form).map { "[\($0)]" }).joined(separator: "  ")
    }

    private func marks(of form: WireCaseForm) -> [String] {
        let action = form.summary.action
        var marks =
            action == "NEW" ? [] : [FormLibrary.label(of: action, in: "action", language)]
        let newest = ids.short(form.newest.id)
        switch form.standing {
        case .replaced: marks.append(Phrase.replacedBy(newest)[language])
        case .withdrawn where action != "WITHDRAW":
            marks.append(Phrase.withdrawnBy(newest)[language])
        default: break
        }
        return marks
    }

    // MARK: - Below a form

    private struct Detail {
        let text: String
        /// Whether a time is over.
        let isUrgent: Bool
    }

    private func details(of form: WireCaseForm) -> [Detail] {
        let isOwn = form.summary.sender == view.agency.description
        let receipts = form.summary.deliveries
            .filter { isOwn || $0.recipient == view.agency.description }
            .map { delivery in
                let state = Delivery(delivery.state)
                let words = "\(delivery.recipient) \(state.phrase[language])"
                return state == .accepted
                    ? words : "\(words) \(time(Timestamp(delivery.stateAt)))"
            }
        let received =
            receipts.isEmpty
            ? [] : [Detail(text: receipts.joined(separator: ", "), isUrgent: false)]
        return received
            + view.openDeadlines(of: form.summary.reference).flatMap { clocks(of: $0) }
    }

    private func clocks(of deadline: WireDeadline) -> [Detail] {
        var details: [Detail] = []
        func add(_ due: Timestamp, _ isOverdue: Bool, _ text: (String, String, Phrase) -> Phrase) {
            let left = Phrase.clock(until: due, isOverdue: isOverdue, now: now)
            let phrase = text(deadline.agency, time(due), left)
            details.append(Detail(text: phrase[language], isUrgent: isOverdue))
        }
        if deadline.hasAcknowledgeBy, !deadline.hasAcknowledgedAt {
            let due = Timestamp(deadline.acknowledgeBy)
            add(due, due < now, Phrase.acknowledgementDue)
        }
        let answers = deadline.answers.joined(separator: ", ")
        add(Timestamp(deadline.dueAt), deadline.isOverdue) { agency, time, left in
            .answerDue(answers, agency, time, left)
        }
        return details
    }

    private func time(_ moment: Timestamp) -> String {
        LocalTime(moment).text(in: language, now: now)
    }
}
