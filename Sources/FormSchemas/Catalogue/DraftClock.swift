#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The moments that a draft shows: from tomorrow on, in local time with its offset.
struct DraftClock {
    private let today: tm
    private var hour: Int32 = 9

    init() {
        var seconds = time(nil)
        var fields = tm()
        localtime_r(&seconds, &fields)
        today = fields
    }

    /// One full hour after the last; the first is tomorrow at 09:00.
    mutating func next() -> String {
        defer { hour += 1 }
        return text(day: 1, hour: hour)
    }

    /// What an example of the catalogue means: 1 January 2026 stands for tomorrow.
    ///
    /// - Returns: `nil` if it has no day and hour.
    func moment(of example: String) -> String? {
        guard example.hasPrefix("2026-01-"), let day = Int32(example.dropFirst(8).prefix(2)),
            let hour = Int32(example.dropFirst(11).prefix(2))
        else { return nil }
        return text(day: day, hour: hour)
    }

    /// As ``moment(of:)``, for an example that is a day: `2026-01-31` stands for 31 days from today.
    func day(of example: String) -> String? {
        guard example.count == 10 else { return nil }
        return moment(of: example + "T12:00:00Z").map { String($0.prefix(10)) }
    }

    /// - Parameters:
    ///   - day: days from today.
    ///   - hour: from 0; 24 is the next day's first.
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
