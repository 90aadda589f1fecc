import FormDocument
import FormSchemas

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A moment as the reader's clock and calendar show it.
struct LocalTime {
    private let fields: tm

    init(_ moment: Timestamp) {
        var seconds = time_t(moment.seconds)
        var fields = tm()
        localtime_r(&seconds, &fields)
        self.fields = fields
    }

    /// The time, with the date when it is not today and the year when it is not this one.
    func text(in language: Language, now: Timestamp = .now()) -> String {
        let today = LocalTime(now).fields
        if fields.tm_year == today.tm_year, fields.tm_yday == today.tm_yday { return clock }
        let date = Self.day(Int(fields.tm_mday), ofMonth: Int(fields.tm_mon), in: language)
        if fields.tm_year == today.tm_year { return "\(date) \(clock)" }
        return "\(date) \(fields.tm_year + 1_900) \(clock)"
    }

    /// From when until when: the day once if it is one.
    static func text(
        from: Timestamp, until: Timestamp, in language: Language, now: Timestamp = .now()
    ) -> String {
        let (from, until) = (LocalTime(from), LocalTime(until))
        let isOneDay = from.date == until.date
        return from.text(in: language, now: now) + " – "
            + (isOneDay ? until.clock : until.text(in: language, now: now))
    }

    /// A day as the reader's language writes it, with its year.
    static func text(of day: CalendarDate, in language: Language) -> String {
        "\(self.day(day.day, ofMonth: day.month - 1, in: language)) \(day.year)"
    }

    /// A day without its year: `23 Nov`, `23. Nov.`, `1er nov.`.
    static func day(_ day: Int, ofMonth index: Int, in language: Language) -> String {
        let number =
            switch language {
            case .de: "\(day)."
            case .fr: day == 1 ? "1er" : "\(day)"
            case .nl, .en: "\(day)"
            }
        return "\(number) \(month(index, in: language))"
    }

    /// The time of day to the second.
    var clockWithSeconds: String { "\(clock):\(Self.padded(fields.tm_sec))" }

    /// The time of day to the minute.
    var clock: String { "\(Self.padded(fields.tm_hour)):\(Self.padded(fields.tm_min))" }

    /// The moment as RFC 3339 with the offset of the reader's zone, as a document's header has it.
    var rfc3339: String {
        let minutes = abs(fields.tm_gmtoff) / 60
        let sign = fields.tm_gmtoff < 0 ? "-" : "+"
        let offset =
            "\(sign)\(Self.padded(Int32(minutes / 60))):\(Self.padded(Int32(minutes % 60)))"
        return "\(date)T\(clockWithSeconds)\(offset)"
    }

    /// The day, year first.
    var date: String {
        "\(fields.tm_year + 1_900)-\(Self.padded(fields.tm_mon + 1))-\(Self.padded(fields.tm_mday))"
    }

    /// The moment at which a day begins for the reader.
    static func start(of day: CalendarDate) -> Timestamp {
        start(of: day, plus: 0)
    }

    /// The moment at which a day is over for the reader.
    static func start(ofDayAfter day: CalendarDate) -> Timestamp {
        start(of: day, plus: 1)
    }

    private static func start(of day: CalendarDate, plus days: Int) -> Timestamp {
        // `mktime` carries the 32nd of a month over into the next.
        var fields = tm()
        fields.tm_year = Int32(day.year - 1_900)
        fields.tm_mon = Int32(day.month - 1)
        fields.tm_mday = Int32(day.day + days)
        fields.tm_isdst = -1
        return Timestamp(microseconds: Int64(mktime(&fields)) * 1_000_000)
    }

    private static func padded(_ number: Int32) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    static func month(_ index: Int, in language: Language) -> String {
        let names: [String] =
            switch language {
            case .nl:
                [
                    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov",
                    "dec",
                ]
            case .fr:
                [
                    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.",
                    "oct.", "nov.", "déc.",
                ]
            case .de:
                [
                    "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.",
                    "Nov.", "Dez.",
                ]
            case .en:
                [
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec",
                ]
            }
        return names[index]
    }
}
