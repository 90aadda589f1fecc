import FormDocument
import FormProtocol
import FormSchemas

/// A month as a sheet of a wall calendar: a row for each week, in each day its first visits.
struct MonthGrid {
    /// On a narrower terminal a day has no room for a name.
    static let widthMin = 76
    /// More sheets would push the list of visits too far away.
    static let monthsMax = 3
    private static let visitsPerDayMax = 3

    private let language: Language
    private let visits: [(from: Timestamp, until: Timestamp, visit: WireInspectionVisit)]

    init(_ visits: [WireInspectionVisit], _ language: Language) {
        self.language = language
        self.visits = visits.map { (Timestamp($0.from), Timestamp($0.until), $0) }
    }

    /// The first days of the months that a time reaches into.
    static func months(from: Timestamp, until: Timestamp) -> [CalendarDate] {
        var months: [CalendarDate] = []
        var day = LocalTime(from).firstOfMonth
        while let first = day, LocalTime.start(of: first) < until {
            months.append(first)
            day = first.nextMonth
        }
        return months
    }

    /// - Parameter first: the month's first day.
    func lines(of first: CalendarDate, columns: Int, style: TextStyle) -> [String] {
        let width = (min(columns, 160) - 6) / 7
        var lines = [style.emphasised(LocalTime.text(ofMonth: first, in: language))]
        func row(_ cells: [String]) -> String {
            let padded = cells.map { cell in
                cell.displayWidth <= width
                    ? cell.padded(to: width) : cell.shortened(to: width)
            }
            return String(
                padded.joined(separator: " ").reversed().drop { $0 == " " }.reversed())
        }
        lines.append(row(LocalTime.weekdays(in: language)))
        let blank = CivilDay(year: first.year, month: first.month, day: 1)?.weekday ?? 1
        let days: [CalendarDate?] =
            Array(repeating: nil, count: blank - 1) + first.daysOfMonth.map(Optional.init)
        for start in stride(from: 0, to: days.count, by: 7) {
            let week = days[start...].prefix(7)
            let cells = week.map { $0.map(cell) ?? [] }
            for line in 0..<(cells.map(\.count).max() ?? 0) {
                let texts = cells.map { line < $0.count ? $0[line] : "" }
                lines.append(row(texts))
            }
        }
        return lines
    }

    /// The day's number, its first visits, and how many there are besides. A visit that has begun
    /// before has no time.
    private func cell(_ day: CalendarDate) -> [String] {
        let (start, end) = (LocalTime.start(of: day), LocalTime.start(ofDayAfter: day))
        let visits = visits.filter { $0.from < end && ($0.until > start || $0.from >= start) }
        let more = visits.count - Self.visitsPerDayMax
        let shown = visits.prefix(more == 1 ? visits.count : Self.visitsPerDayMax)
        return ["\(day.day)"]
            + shown.map { from, _, visit in
                let time =
                    visit.cancelled ? "✗" : from < start ? "…" : LocalTime(from).clock
                return Table.oneLine("\(time) \(visit.place)")
            } + (more > 1 ? ["+\(more)"] : [])
    }
}

extension CalendarDate {
    /// The first day of the month after this one; `nil` behind the year 9999.
    var nextMonth: CalendarDate? {
        CalendarDate(
            year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
    }

    fileprivate var daysOfMonth: [CalendarDate] {
        (1...31).compactMap { CalendarDate(year: year, month: month, day: $0) }
    }
}
