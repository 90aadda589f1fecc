#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The moments that a draft shows, in local time with its offset: from tomorrow on, and before now
/// where the form tells what has happened.
struct DraftClock {
    private let today: tm
    private var hour = Self.firstHour

    /// The hour of 1 January 2026 at which an example's form is written.
    private static let firstHour: Int32 = 9

    /// - Parameter seconds: since 1970; now if not given.
    init(at seconds: time_t = time(nil)) {
        var seconds = seconds
        var fields = tm()
        localtime_r(&seconds, &fields)
        today = fields
    }

    /// One full hour after the last; the first is tomorrow at 09:00.
    mutating func next() -> String {
        defer { hour += 1 }
        return text(day: 1, hour: hour)
    }

    /// What an example of the catalogue means: 1 January 2026 stands for tomorrow, and what lies
    /// before 09:00 on that day for as much before now: 08:00 is the last full hour.
    ///
    /// - Returns: `nil` if it has no day and hour.
    func moment(of example: String) -> String? {
        guard let day = Self.day(example), let hour = Int32(example.dropFirst(11).prefix(2))
        else { return nil }
        let hoursBefore = Self.firstHour - hour
        if day == 1, hoursBefore > 0 {
            return text(day: 0, hour: today.tm_hour + 1 - hoursBefore)
        }
        return text(day: day, hour: hour)
    }

    /// As ``moment(of:)``, for an example that is a day: `2026-01-01` is today, `2026-01-31` lies 31
    /// days ahead.
    func day(of example: String) -> String? {
        guard example.count == 10, let day = Self.day(example) else { return nil }
        return String(text(day: day == 1 ? 0 : day, hour: 12).prefix(10))
    }

    /// The day in January 2026.
    private static func day(_ example: String) -> Int32? {
        example.hasPrefix("2026-01-") ? Int32(example.dropFirst(8).prefix(2)) : nil
    }

    /// - Parameters:
    ///   - day: days from today.
    ///   - hour: from 0; 24 is the next day's first, -1 the last of the day before.
    private func text(day: Int32, hour: Int32) -> String {
        var fields = tm()
        fields.tm_year = today.tm_year
        fields.tm_mon = today.tm_mon
        fields.tm_mday = today.tm_mday + day
        fields.tm_hour = hour
        fields.tm_isdst = -1
        // Carries days and hours over, and finds the offset of that day.
        _ = mktime(&fields)
        let minutes = Int32(abs(fields.tm_gmtoff) / 60)
        let sign = fields.tm_gmtoff < 0 ? "-" : "+"
        let offset = "\(sign)\(padded(minutes / 60)):\(padded(minutes % 60))"
        let month = "\(fields.tm_year + 1_900)-\(padded(fields.tm_mon + 1))"
        return "\(month)-\(padded(fields.tm_mday))T\(padded(fields.tm_hour)):00:00\(offset)"
    }

    private func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
