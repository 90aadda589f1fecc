/// A `date`: days since 1970-01-01 in the proleptic Gregorian calendar.
///
/// `Int32.max` and `Int32.min` stand for PostgreSQL's `infinity` and `-infinity`.
public struct PostgresDate: Hashable, Sendable {
    public var daysSince1970: Int32

    public init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// On the wire the count starts at 2000-01-01.
    private static let epochOffset: Int32 = 10_957
}

extension PostgresDate: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

// Years are counted from March, so that the leap day is the last of its year, in eras of
// 400 years = 146,097 days; 719,468 days lie between 0000-03-01 and 1970-01-01.
// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
extension PostgresDate {
    /// - Returns: `nil` if there is no such day, or if it lies outside the years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSince1970: Int32(era * 146_097 + dayOfEra - 719_468))
        // The 31st of a shorter month becomes a day of the next one: no such day.
        guard components == (year, month, day) else { return nil }
    }

    /// Year, month and day; meaningless for the two infinities.
    public var components: (year: Int, month: Int, day: Int) {
        let days = Int(daysSince1970) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension PostgresDate: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .date }
    public static var postgresArrayType: PostgresType { .dateArray }

    public func encode(into encoder: inout PostgresEncoder) {
        switch daysSince1970 {
        case .max, .min:
            encoder.append(daysSince1970)
        case let days:
            let (shifted, overflow) = days.subtractingReportingOverflow(Self.epochOffset)
            // Out of range either way; one above the minimum keeps it from meaning -infinity.
            encoder.append(overflow || shifted == .min ? .min + 1 : shifted)
        }
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> PostgresDate
    {
        guard cell.type == .date else { throw cell.mismatch(.date) }
        let days: Int32 = try cell.integer(as: .date)
        if days == .max || days == .min { return PostgresDate(daysSince1970: days) }
        let (shifted, overflow) = days.addingReportingOverflow(epochOffset)
        guard !overflow else { throw PostgresError(.decoding, "date out of range") }
        return PostgresDate(daysSince1970: shifted)
    }
}
