#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A moment in time: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// The unit is PostgreSQL's, so that a moment survives the database unchanged.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Microseconds since 1970, negative before it.
    public var microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The system's time.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// The whole seconds since 1970 that had passed, rounded down.
    public var seconds: Int64 {
        Int64(Int(microseconds).dividedRoundingDown(by: 1_000_000).quotient)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

// MARK: - RFC 3339

extension Timestamp: LosslessStringConvertible {
    /// The moment in UTC with six fraction digits: `2026-03-01T09:30:00.000000Z`.
    ///
    /// One spelling for one moment, so that a statement that is signed can be compared as text.
    /// Requires a year from 0 to 9999, which everything read by ``init(_:)`` has.
    public var description: String {
        let (seconds, fraction) = Int(microseconds).dividedRoundingDown(by: 1_000_000)
        let secondOfDay = seconds.dividedRoundingDown(by: 86_400).remainder
        let clock = [secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60]
            .map { padded($0, to: 2) }.joined(separator: ":")
        return "\(day)T\(clock).\(padded(fraction, to: 6))Z"
    }

    /// The day in UTC.
    public var day: CalendarDate {
        let days = Int(microseconds).dividedRoundingDown(by: 86_400_000_000).quotient
        return CalendarDate(daysSince1970: days)
    }

    /// Reads an RFC 3339 date-time with any offset: `2026-03-01T10:30:00+01:00`.
    ///
    /// Fraction digits beyond the sixth are dropped. A leap second (`23:59:60` UTC) is read as the
    /// second after it, as POSIX time has no place for one. `t` and `z` may be lower case.
    ///
    /// - Returns: `nil` if `text` is not a date-time, names a day or hour that does not exist, or
    ///   lies outside the years 0 to 9999 in UTC.
    ///
    /// Source: RFC 3339, section 5.6.
    public init?(_ text: String) {
        var reader = DigitReader(text.utf8)
        guard let date = CalendarDate(&reader), reader.skip("T", or: "t"),
            let hour = reader.number(digits: 2), hour < 24, reader.skip(":"),
            let minute = reader.number(digits: 2), minute < 60, reader.skip(":"),
            let second = reader.number(digits: 2), second <= 60,
            let fraction = reader.fractionMicroseconds(),
            let offsetSeconds = reader.offsetSeconds(), reader.isAtEnd
        else { return nil }
        let minutes = date.daysSince1970 * 1_440 + hour * 60 + minute
        let seconds = minutes * 60 + second - offsetSeconds
        if second == 60 {
            // In UTC a leap second ends a day: the second counted past it starts the next one.
            guard seconds.isMultiple(of: 86_400) else { return nil }
        }
        guard Self.secondsInRange.contains(seconds) else { return nil }
        microseconds = Int64(seconds * 1_000_000 + fraction)
    }

    /// From 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
    private static let secondsInRange = -62_167_219_200...253_402_300_799
}
