/// The time zones that expressions know: fixed offsets, UTC, and Central European Time.
///
/// Belgium, the Netherlands, Luxembourg, Germany and France have kept the same clock since 1980.
/// Before that they differ from each other and from year to year; such moments are refused.
///
/// - Source: Directive 2000/84/EC and its predecessors: summer time begins on the last Sunday of
///   March and ends on the last Sunday of October (until 1995: of September), at 01:00 UTC; in
///   1980 it began on 6 April.
enum CELZone {
    case fixed(seconds: Int64)
    case centralEuropean

    /// Reads `UTC`, `Europe/Brussels`, `+01:00`, `-02:30`, `02:00`; `nil` for others.
    init?(_ name: UnsafeBufferPointer<UInt8>) {
        for known in Self.centralEuropeanNames
        where known.utf8CodeUnitCount == name.count
            && bytesEqual(known.utf8Start, name.baseAddress.unsafelyUnwrapped, name.count)
        {
            self = .centralEuropean
            return
        }
        if name.elementsEqual("UTC".utf8) {
            self = .fixed(seconds: 0)
            return
        }
        var digits = Slice(base: name, bounds: name.startIndex..<name.endIndex)
        let sign = digits.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
        let text = UnsafeBufferPointer(rebasing: digits)
        guard text.count == 5, text[2] == UInt8(ascii: ":"), let base = text.baseAddress,
            let hours = CELTime.pair(base), let minutes = CELTime.pair(base + 3), hours <= 14,
            minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3_600 + minutes * 60)
        self = .fixed(seconds: sign == UInt8(ascii: "-") ? -seconds : seconds)
    }

    private static let centralEuropeanNames: [StaticString] = [
        "Europe/Brussels", "Europe/Amsterdam", "Europe/Luxembourg", "Europe/Berlin", "Europe/Paris",
    ]

    /// The first moment of 1980 in Central European Time.
    private static let firstSecond: Int64 = 315_529_200

    /// Seconds east of Greenwich at a moment; `nil` before the zone's clock is known.
    func offset(at seconds: Int64) -> Int64? {
        switch self {
        case .fixed(let offset): return offset
        case .centralEuropean:
            guard seconds >= Self.firstSecond else { return nil }
            return Self.isSummer(seconds) ? 7_200 : 3_600
        }
    }

    private static func isSummer(_ seconds: Int64) -> Bool {
        guard let date = CivilDay(number: Int(CELTime.floorDivide(seconds, 86_400))) else {
            return false
        }
        let year = date.year
        let begin = year == 1980 ? day(1980, 4, 6) : lastSunday(year, 3, 31)
        let end = year < 1996 ? lastSunday(year, 9, 30) : lastSunday(year, 10, 31)
        return seconds >= begin + 3_600 && seconds < end + 3_600
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        Int64(CivilDay.number(year: year, month: month, day: day)) * 86_400
    }

    /// The last Sunday not after a day, in seconds.
    private static func lastSunday(_ year: Int, _ month: Int, _ lastDay: Int) -> Int64 {
        let days = CivilDay.number(year: year, month: month, day: lastDay)
        return Int64(days - CivilDay.weekday(ofNumber: days) % 7) * 86_400
    }
}
