import FormDocument
import FormSchemas

// How calendars write days and months.
extension LocalTime {
    /// The first day of the month.
    var firstOfMonth: CalendarDate? { CalendarDate("\(date.prefix(7))-01") }

    /// The day with its weekday, and from when until when: `Mon 23 Nov 09:00–11:30`. The year if it is
    /// not this one, the second day if it is another.
    static func dayAndTimes(
        from: Timestamp, until: Timestamp, in language: Language, now: Timestamp = .now()
    ) -> String {
        let (start, end) = (LocalTime(from), LocalTime(until))
        let year = LocalTime(now).date.prefix(4)
        func day(_ time: LocalTime) -> String {
            guard let day = CalendarDate(time.date),
                let civil = CivilDay(year: day.year, month: day.month, day: day.day)
            else { return time.date }
            let weekday = weekdays(in: language)[civil.weekday - 1]
            let text = "\(weekday) \(self.day(day.day, ofMonth: day.month - 1, in: language))"
            return time.date.prefix(4) == year ? text : "\(text) \(day.year)"
        }
        return start.date == end.date
            ? "\(day(start)) \(start.clock)–\(end.clock)"
            : "\(day(start)) \(start.clock) – \(day(end)) \(end.clock)"
    }

    /// A month with its year, as a heading.
    static func text(ofMonth first: CalendarDate, in language: Language) -> String {
        "\(month(first.month - 1, in: language)) \(first.year)"
    }

    /// The days of the week from Monday on, shortened.
    static func weekdays(in language: Language) -> [String] {
        switch language {
        case .nl: ["ma", "di", "wo", "do", "vr", "za", "zo"]
        case .fr: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]
        case .de: ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."]
        case .en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        }
    }
}
