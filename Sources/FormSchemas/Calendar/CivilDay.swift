/// A day of the Gregorian calendar, also of the years before it was in use.
public struct CivilDay: Hashable, Comparable, Sendable {
    /// 0 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// - Returns: `nil` if there is no such day, e.g. 29 February 2026.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(ofMonth: month, year: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that lies `number` days after 1 January 1970.
    ///
    /// - Returns: `nil` outside of the years 0 to 9999.
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    public init?(number: Int) {
        guard (-719_528...2_932_896).contains(number) else { return nil }
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1 January 1970.
    public var number: Int { Self.number(year: year, month: month, day: day) }

    /// 1 for Monday to 7 for Sunday. Source: ISO 8601.
    public var weekday: Int { Self.weekday(ofNumber: number) }

    public static func < (lhs: CivilDay, rhs: CivilDay) -> Bool {
        (lhs.year, lhs.month, lhs.day) < (rhs.year, rhs.month, rhs.day)
    }

    /// As ``number``, for a day that is known to exist. `days_from_civil` of the same source.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let fromMarch = month <= 2 ? year - 1 : year
        let era = (fromMarch >= 0 ? fromMarch : fromMarch - 399) / 400
        let yearOfEra = fromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func weekday(ofNumber number: Int) -> Int {
        // 1 January 1970 was a Thursday.
        let sinceMonday = (number + 3) % 7
        return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }

    static func days(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Easter Sunday of a year, as a number of days since 1 January 1970.
    ///
    /// - Source: the anonymous Gregorian computus (Nature, 20 April 1876; Meeus, "Astronomical
    ///   Algorithms", chapter 8).
    static func easter(of year: Int) -> Int {
        let (century, yearOfCentury) = (year / 100, year % 100)
        let moon = year % 19
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * moon + century - century / 4 - correction + 15) % 30
        let toSunday =
            (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact
                - yearOfCentury % 4) % 7
        let late = (moon + 11 * epact + 22 * toSunday) / 451
        let place = epact + toSunday - 7 * late + 114
        return number(year: year, month: place / 31, day: place % 31 + 1)
    }
}
