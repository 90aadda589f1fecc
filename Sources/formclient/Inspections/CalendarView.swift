import FormDocument
import FormProtocol
import FormSchemas

/// Visits within a time: a month for a terminal, then the visits, what collides, when there is time.
struct CalendarView {
    private let calendar: WireCalendarResponse
    private let from: Timestamp
    private let until: Timestamp
    private let language: Language
    private let now: Timestamp

    init(
        _ calendar: WireCalendarResponse, from: Timestamp, until: Timestamp, _ language: Language,
        now: Timestamp = .now()
    ) {
        self.calendar = calendar
        self.from = from
        self.until = until
        self.language = language
        self.now = now
    }

    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        var lines: [String] = []
        let grid = MonthGrid(calendar.visits, language)
        if columns >= MonthGrid.widthMin {
            let months = MonthGrid.months(from: from, until: until)
            for month in months.prefix(MonthGrid.monthsMax) {
                lines += grid.lines(of: month, columns: columns, style: style) + [""]
            }
            let others = months.dropFirst(MonthGrid.monthsMax)
            if let first = others.first, let last = others.last {
                lines += Phrase.monthsNotDrawn(first, last)[language].folded(to: columns) + [""]
            }
        }
        if !calendar.visits.isEmpty {
            lines += visitTable.aligned(columns: columns, style: style)
        }
        func section(_ title: Phrase, _ texts: [String]) {
            guard !texts.isEmpty else { return }
            lines += ["", style.emphasised(title[language])]
            for text in texts {
                for (number, line) in text.folded(to: max(30, columns - 4)).enumerated() {
                    lines.append((number == 0 ? "  " : "    ") + line)
                }
            }
        }
        section(.collisions, calendar.conflicts.map(text))
        section(
            .freeTimes,
            calendar.free.map {
                LocalTime.dayAndTimes(
                    from: Timestamp($0.from), until: Timestamp($0.until), in: language)
            })
        return lines
    }

    /// What the list of visits has no room for.
    func titlesLeftOut(columns: Int) -> [String] {
        calendar.visits.isEmpty ? [] : visitTable.titlesLeftOut(columns: columns)
    }

    private var visitTable: Table {
        var table = Table([
            .init(Phrase.columnWhen[language], weight: 9),
            .init(Phrase.columnPlaces[language], yields: true, weight: 8),
            .init(Phrase.columnHost[language], weight: 6),
            .init(Phrase.columnGuests[language], yields: true, weight: 4),
            .init(Phrase.columnOfficers[language], yields: true, weight: 3),
            .init(Phrase.columnState[language], yields: true, weight: 7),
            .init(Phrase.columnTitle[language], yields: true, weight: 5),
        ])
        for visit in calendar.visits {
            let state =
                visit.cancelled
                ? Phrase.cancelled[language]
                : FormLibrary.label(of: visit.state, in: Catalogue.stateList, language)
            table.append([
                .init(
                    LocalTime.dayAndTimes(
                        from: Timestamp(visit.from), until: Timestamp(visit.until), in: language)),
                .init(place(of: visit)), .init(visit.host),
                .init(visit.guests.joined(separator: ", ")),
                .init(visit.officers.joined(separator: ", ")), .init(state), .init(visit.title),
            ])
        }
        return table
    }

    /// The municipality first: of the rest as much is shown as there is room for.
    private func place(of visit: WireInspectionVisit) -> String {
        let site = visit.siteName == visit.place ? "" : visit.siteName
        return ["\(visit.place) (\(visit.country))", visit.street, site].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    private func text(_ conflict: WireVisitConflict) -> String {
        let (first, second) = (
            calendar.visits[Int(conflict.first)], calendar.visits[Int(conflict.second)]
        )
        let time = LocalTime.dayAndTimes(
            from: Timestamp(conflict.from), until: Timestamp(conflict.until), in: language)
        return conflict.kind == .officer
            ? Phrase.officerTwice(conflict.subject, first.place, second.place, time)[language]
            : Phrase.siteTwice(conflict.subject, first.title, second.title, time)[language]
    }

    // MARK: - For programs

    var jsonValues: [JSONValue] {
        calendar.visits.map(\.jsonValue)
            + calendar.conflicts.map { $0.jsonValue(among: calendar.visits) }
            + calendar.free.map(\.jsonValue)
    }

    /// A line for each visit, conflict and free time; what it is comes first.
    var tabSeparated: [String] {
        let visits = calendar.visits.map { visit in
            [
                "visit", Timestamp(visit.from).description, Timestamp(visit.until).description,
                visit.inspection.sender, visit.inspection.id, visit.site, visit.place,
                visit.country, visit.region, visit.host, visit.guests.joined(separator: ","),
                visit.officers.joined(separator: ","), visit.state,
                visit.cancelled ? "cancelled" : "", visit.title,
            ]
        }
        let conflicts = calendar.conflicts.map { conflict in
            let pair = [conflict.first, conflict.second].map { calendar.visits[Int($0)] }
            return [
                "conflict", Timestamp(conflict.from).description,
                Timestamp(conflict.until).description,
                conflict.kind == .officer ? "officer" : "site", conflict.subject,
            ] + pair.map { "\($0.inspection.sender)/\($0.inspection.id)/\($0.site)" }
        }
        let free = calendar.free.map {
            ["free", Timestamp($0.from).description, Timestamp($0.until).description]
        }
        return (visits + conflicts + free).map {
            $0.map(Table.oneLine).joined(separator: "\t")
        }
    }
}
