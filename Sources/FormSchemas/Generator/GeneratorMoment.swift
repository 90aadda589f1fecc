/// A moment that a generated document shows: in the local time of Brussels, Amsterdam, Luxembourg
/// and Berlin, with its offset.
struct GeneratorMoment: Equatable {
    /// Since 1970-01-01T00:00:00Z.
    var seconds: Int

    /// The first second of the year 1 and of the year 9999; what is made lies between.
    static let range = -62_135_596_800...253_370_764_800

    init(seconds: Int) {
        self.seconds = min(max(seconds, Self.range.lowerBound), Self.range.upperBound)
    }

    /// Reads an RFC 3339 date-time or a date (its midnight in UTC).
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[start..<start + count] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = Self.days(year: year, month: month, day: day) * 86_400
        if bytes.count > 10 {
            guard let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2)
            else { return nil }
            seconds += hour * 3_600 + minute * 60 + second
            let last = bytes.count - 6
            if last >= 19, bytes[last] == 0x2B || bytes[last] == 0x2D {
                guard let hours = number(last + 1, 2), let minutes = number(last + 4, 2) else {
                    return nil
                }
                let offset = hours * 3_600 + minutes * 60
                seconds -= bytes[last] == 0x2B ? offset : -offset
            }
        }
        self.init(seconds: seconds)
    }

    /// `2026-03-02T09:00:00+01:00`.
    var dateTime: String {
        let offset = isSummerTime ? 7_200 : 3_600
        let local = seconds + offset
        let second = local - Self.floor(local, 86_400) * 86_400
        let clock = [second / 3_600, second / 60 % 60, second % 60].map(Self.padded)
        return Self.dateText(Self.floor(local, 86_400)) + "T" + clock.joined(separator: ":") + "+"
            + Self.padded(offset / 3_600) + ":00"
    }

    /// `2026-03-02`, in UTC.
    var date: String { Self.dateText(Self.floor(seconds, 86_400)) }

    /// The same in UTC to the full five minutes below.
    var rounded: GeneratorMoment { GeneratorMoment(seconds: Self.floor(seconds, 300) * 300) }

    /// This moment if its local hour is one of `hours`, else the next beginning of these hours
    /// and some seconds.
    func movedOn(to hours: Range<Int>, andSeconds more: Int) -> GeneratorMoment {
        let offset = isSummerTime ? 7_200 : 3_600
        let local = seconds + offset
        let midnight = Self.floor(local, 86_400) * 86_400
        let hour = (local - midnight) / 3_600
        guard !hours.contains(hour) else { return self }
        let days = hour < hours.lowerBound ? 0 : 86_400
        return GeneratorMoment(
            seconds: midnight + days + hours.lowerBound * 3_600 + more - offset)
    }

    /// From the last Sunday of March to that of October, 01:00 UTC.
    ///
    /// - Source: Directive 2000/84/EC.
    private var isSummerTime: Bool {
        let year = Self.civil(Self.floor(seconds, 86_400)).year
        func lastSunday(_ month: Int) -> Int {
            let last = Self.days(year: year, month: month, day: 31)
            // 1 January 1970 was a Thursday.
            return (last - (last + 4) % 7) * 86_400 + 3_600
        }
        return year >= 1_980 && seconds >= lastSunday(3) && seconds < lastSunday(10)
    }

    // MARK: - Calendar

    static func floor(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    static func days(year: Int, month: Int, day: Int) -> Int {
        // Years begin in March, so that the leap day is the last of its year.
        let shifted = month <= 2 ? year - 1 : year
        let era = floor(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    private static func dateText(_ days: Int) -> String {
        let (year, month, day) = civil(days)
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-"
            + padded(month) + "-" + padded(day)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
