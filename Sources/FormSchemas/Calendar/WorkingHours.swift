/// The hours at which agencies work together.
public enum WorkingHours {
    /// From 7 to 19 o'clock: whoever inspects begins before most sites open.
    private static let hours: Range<Int64> = 7..<19

    /// The hours within a time on days that are working days of all agencies.
    ///
    /// - Parameters:
    ///   - agencies: their codes, whose states' public holidays count.
    ///   - from, until: seconds since 1970, in years that the calendars know.
    /// - Returns: seconds since 1970, one range for each day, by the clock of central Europe.
    /// - Cost: some hundred nanoseconds for each day and agency.
    public static func common(to agencies: [String], from: Int64, until: Int64) -> [Range<Int64>] {
        let calendars = agencies.map { PublicHolidays.ofAgency($0) }
        let zone = CELZone.centralEuropean
        guard let offset = zone.offset(at: from), from < until else { return [] }
        var found: [Range<Int64>] = []
        var number = Int(CELTime.floorDivide(from + offset, 86_400))
        while let day = CivilDay(number: number) {
            let midnight = Int64(number) * 86_400
            guard let offset = zone.offset(at: midnight + 12 * 3_600 - offset),
                midnight - offset < until
            else { break }
            number += 1
            guard
                calendars.allSatisfy({
                    $0.isWorkingDay(year: day.year, month: day.month, day: day.day)
                })
            else { continue }
            let start = max(from, midnight + hours.lowerBound * 3_600 - offset)
            let end = min(until, midnight + hours.upperBound * 3_600 - offset)
            if start < end { found.append(start..<end) }
        }
        return found
    }
}
