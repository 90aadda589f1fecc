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
            .init(Phrase.columnDue[language]), .init(Phrase.columnTimeLeft[language]),
            .init(Phrase.columnOwedBy[language]), .init(Phrase.columnOwedTo[language]),
            .init(Phrase.columnID[language]), .init(Phrase.columnForm[language], yields: true),
            .init(Phrase.columnAnswers[language], yields: true),
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
            .init(Phrase.columnOwedBy[language]), .init(Phrase.columnOwedTo[language]),
            .init(Phrase.columnForm[language]), .init(Phrase.columnOwed[language]),
            .init(Phrase.columnInTime[language]), .init(Phrase.columnLate[language]),
            .init(Phrase.columnOverdue[language]), .init(Phrase.columnUnanswered[language]),
            .init(Phrase.columnMedian[language]),
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
