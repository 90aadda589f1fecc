import FormDocument
import FormProtocol
import FormSchemas

/// What is owed, as rows: when, by whom, to whom, for which form, and what answers it.
struct DeadlineTable {
    private let language: Language
    private let ids: ShortIDs
    private let now: Timestamp

    /// - Parameter ids: every ID that a shortened one must be told apart from.
    init(_ language: Language, ids: [String], now: Timestamp = .now()) {
        self.language = language
        self.ids = ShortIDs(ids)
        self.now = now
    }

    /// An ID shortened to what tells it from the others.
    func shortID(_ id: String) -> String { ids.short(id) }

    func table(_ deadlines: [WireDeadline]) -> Table {
        var table = Table([
            .init(Phrase.columnDue[language], weight: 5),
            .init(Phrase.columnTimeLeft[language], weight: 2),
            .init(Phrase.columnOwedBy[language], weight: 4),
            .init(Phrase.columnOwedTo[language], weight: 3),
            .init(Phrase.columnID[language], weight: 6),
            .init(Phrase.columnForm[language], yields: true, weight: 1),
            .init(Phrase.columnAnswers[language], yields: true, weight: 0),
        ])
        for deadline in deadlines { table.append(row(deadline)) }
        return table
    }

    private func row(_ deadline: WireDeadline) -> [Table.Cell] {
        let due = Timestamp(deadline.dueAt)
        let name = TurnName(form: deadline.formCode, turn: deadline.turn)
        let shown = [
            LocalTime(due).text(in: language, now: now),
            Phrase.clock(until: due, isOverdue: deadline.isOverdue, now: now)[language],
            deadline.agency, deadline.form.sender, ids.short(deadline.form.id),
            "\(deadline.formCode) \(FormLibrary.label(of: name, language))",
            deadline.answers.joined(separator: ", "),
        ]
        return zip(shown, deadline.fields).map { Table.Cell(shown: $0, full: $1) }
    }
}

/// How quickly agencies answer each other, as rows.
struct KeyFiguresTable {
    let language: Language

    func table(_ figures: [WireKeyFigures]) -> Table {
        var table = Table([
            .init(Phrase.columnOwedBy[language], weight: 8),
            .init(Phrase.columnOwedTo[language], weight: 7),
            .init(Phrase.columnForm[language], weight: 6),
            .init(Phrase.columnOwed[language], weight: 5),
            .init(Phrase.columnInTime[language], weight: 4),
            .init(Phrase.columnLate[language], weight: 1),
            .init(Phrase.columnOverdue[language], weight: 3),
            .init(Phrase.columnUnanswered[language], weight: 0),
            .init(Phrase.columnMedian[language], weight: 2),
        ])
        for row in figures {
            let counts = [row.owed, row.met, row.metLate, row.overdue, row.unanswered].map {
                Table.Cell(shown: Int64(clamping: $0).grouped(in: language), full: "\($0)")
            }
            let median =
                row.hasMedianAnswer
                ? Table.Cell(
                    shown: Phrase.span(seconds: row.medianAnswer.seconds)[language],
                    full: "\(row.medianAnswer.seconds)") : Table.Cell("")
            table.append(
                [.init(row.agency), .init(row.asker), .init(row.formCode)] + counts + [median])
        }
        return table
    }
}

extension WireKeyFigures {
    var jsonValue: JSONValue {
        var object: JSONValue = [
            "agency": .string(agency),
            "asker": .string(asker),
            "form": .string(formCode),
            "owed": .number("\(owed)"),
            "met": .number("\(met)"),
            "met_late": .number("\(metLate)"),
            "overdue": .number("\(overdue)"),
            "unanswered": .number("\(unanswered)"),
        ]
        if hasMedianAnswer {
            object["median_answer_seconds"] = .number("\(medianAnswer.seconds)")
        }
        return object
    }
}
