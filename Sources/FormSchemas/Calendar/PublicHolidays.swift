/// The public holidays of a country or a part of one, computed from the rules of the catalogue.
///
/// The rules are those in force from 2000 on; for earlier years the answers are approximate.
public struct PublicHolidays: Sendable {
    /// A holiday with its names.
    struct Holiday: Sendable {
        let code: String
        let name: LocalizedText
        let rule: HolidayRule
    }

    /// The most working days that can be added: more than thirty years of them.
    public static let addedDaysMax = 10_000

    private let holidays: [Holiday]
    private let rules: [HolidayRule]

    /// The calendar of a country.
    ///
    /// - Parameter country: `BE`, `NL`, `LU`, `FR`, `DE` (the holidays of every Land) or `DE-NW`.
    /// - Returns: `nil` if the catalogue has no such calendar.
    public init?(country: String) {
        guard let calendar = Self.builtIn[country] else { return nil }
        self = calendar
    }

    init(holidays: [Holiday]) {
        self.holidays = holidays
        rules = holidays.map(\.rule)
    }

    /// The calendars that were built into this binary. Read on first use.
    static let builtIn: [String: PublicHolidays] = {
        do {
            return try read(files: EmbeddedFiles.catalogue.byPath)
        } catch {
            preconditionFailure("the embedded calendars are damaged: \(error)")
        }
    }()

    /// Whether a day is a public holiday. A day that does not exist is none.
    ///
    /// - Cost: tens of nanoseconds, no allocation.
    public func isHoliday(year: Int, month: Int, day: Int) -> Bool {
        guard let civil = CivilDay(year: year, month: month, day: day) else { return false }
        return isHoliday(civil.number, in: year)
    }

    /// Whether a day is neither Saturday nor Sunday nor a public holiday. A day that does not
    /// exist is none.
    public func isWorkingDay(year: Int, month: Int, day: Int) -> Bool {
        guard let civil = CivilDay(year: year, month: month, day: day) else { return false }
        return civil.weekday < 6 && !isHoliday(civil.number, in: year)
    }

    /// The working day that lies `count` working days after a day, or before it if negative.
    ///
    /// The day itself does not count, be it a working day or not; nothing added gives the day back.
    ///
    /// - Returns: `nil` if `day` does not exist, the result lies outside of the years 0 to 9999, or
    ///   `count` is beyond ``addedDaysMax`` either way.
    /// - Cost: one ``isWorkingDay(year:month:day:)`` per day passed.
    public func addingWorkingDays(
        _ count: Int, to day: (year: Int, month: Int, day: Int)
    ) -> (year: Int, month: Int, day: Int)? {
        guard var civil = CivilDay(year: day.year, month: day.month, day: day.day),
            (-Self.addedDaysMax...Self.addedDaysMax).contains(count)
        else { return nil }
        let step = count < 0 ? -1 : 1
        var left = abs(count)
        while left > 0 {
            guard let next = CivilDay(number: civil.number + step) else { return nil }
            civil = next
            if isWorkingDay(year: civil.year, month: civil.month, day: civil.day) { left -= 1 }
        }
        return (civil.year, civil.month, civil.day)
    }

    /// The holidays of a year with their names, in their order; two may be on one day.
    public func days(in year: Int) -> [(day: CivilDay, name: LocalizedText)] {
        guard (0...9_999).contains(year) else { return [] }
        let easter = CivilDay.easter(of: year)
        return holidays.compactMap { holiday in
            holiday.rule.number(in: year, easter: easter)
                .flatMap(CivilDay.init(number:)).map { ($0, holiday.name) }
        }.sorted { $0.day < $1.day }
    }

    private func isHoliday(_ number: Int, in year: Int) -> Bool {
        let easter = CivilDay.easter(of: year)
        for rule in rules where rule.number(in: year, easter: easter) == number { return true }
        return false
    }
}
