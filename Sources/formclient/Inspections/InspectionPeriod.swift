import FormDocument
import FormSchemas

/// The days from one to another, both included, by the reader's clock.
struct InspectionPeriod {
    /// So many days at a time the exchange shows visits of.
    static let daysMax: Int64 = 400

    var from: Timestamp?
    var until: Timestamp?

    /// - Parameter month: instead of the two days, such as `2026-11`.
    init(month: String? = nil, from: String?, to: String?) throws(ClientError) {
        if let month {
            guard from == nil, to == nil else { throw ClientError(.usage, .monthOrDays) }
            guard let first = CalendarDate("\(month)-01"), let next = first.nextMonth else {
                throw ClientError(.usage, .notAMonth(month))
            }
            self.from = LocalTime.start(of: first)
            until = LocalTime.start(of: next)
            return
        }
        self.from = try calendarDay(from).map(LocalTime.start(of:))
        until = try calendarDay(to).map(LocalTime.start(ofDayAfter:))
        if let from = self.from, let until, from >= until {
            throw ClientError(.usage, .periodReversed)
        }
    }

    /// Whole days: where an end is missing, at most so many from the other; without both from the
    /// first day of this month on.
    ///
    /// - Throws: ``ClientError`` `.usage` if the exchange would not show so many.
    func filled(
        days: Int64, now: Timestamp = .now()
    ) throws(ClientError) -> Range<Timestamp> {
        if from == nil, let until { return until.adding(days: -days).startOfDayAfter..<until }
        let from = from ?? LocalTime(now).firstOfMonth.map(LocalTime.start(of:)) ?? now
        let until = until ?? from.adding(days: days).startOfDay
        guard until.seconds - from.seconds <= Self.daysMax * 86_400 else {
            throw ClientError(.usage, .calendarTooLong(Self.daysMax))
        }
        return from..<until
    }

    /// Of which days a report has the visits: it looks back, and a month ahead, or from where it
    /// begins.
    func ofReport(now: Timestamp) -> Range<Timestamp> {
        let end =
            until
            ?? max(now.adding(days: 31), from?.adding(days: Self.daysMax).startOfDay ?? now)
        let earliest = end.adding(days: -Self.daysMax)
        return (from.map { max($0, earliest) } ?? earliest)..<end
    }
}

extension Timestamp {
    func adding(days: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + days * 86_400_000_000)
    }

    fileprivate var startOfDay: Timestamp {
        CalendarDate(LocalTime(self).date).map(LocalTime.start(of:)) ?? self
    }

    /// Itself at midnight.
    fileprivate var startOfDayAfter: Timestamp {
        let before = Timestamp(microseconds: microseconds - 1)
        return CalendarDate(LocalTime(before).date).map(LocalTime.start(ofDayAfter:)) ?? self
    }
}
