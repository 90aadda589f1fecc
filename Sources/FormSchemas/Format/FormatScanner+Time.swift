extension FormatScanner {
    /// A full-date, e.g. `2026-03-01`. Source: RFC 3339, section 5.6 and appendix C.
    mutating func date() -> Bool {
        guard let year = digits(4), skip(0x2D), let month = digits(2), skip(0x2D),
            let day = digits(2), month >= 1, month <= 12, day >= 1
        else { return false }
        if day <= 28 { return true }
        if month == 2 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            return isLeap && day == 29
        }
        return day <= (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
    }

    /// A full-time, e.g. `14:03:11.5+01:00`; a leap second only where UTC can have one.
    mutating func time() -> Bool {
        guard let hour = digits(2), skip(0x3A), let minute = digits(2), skip(0x3A),
            let second = digits(2), hour <= 23, minute <= 59, second <= 60
        else { return false }
        if skip(0x2E), skipDigits() == 0 { return false }
        var offsetMinutes = 0
        if !skip(0x5A), !skip(0x7A) {
            let isNegative = next == 0x2D
            guard skip(0x2D) || skip(0x2B), let hours = digits(2), skip(0x3A),
                let minutes = digits(2), hours <= 23, minutes <= 59
            else { return false }
            offsetMinutes = (hours * 60 + minutes) * (isNegative ? -1 : 1)
        }
        guard second == 60 else { return true }
        let utc = hour * 60 + minute - offsetMinutes
        return (utc % 1440 + 1440) % 1440 == 23 * 60 + 59
    }

    /// A date-time, e.g. `2026-03-01T14:03:11Z`.
    mutating func dateTime() -> Bool {
        if isPlainTimestamp {
            position = end
            return true
        }
        guard date(), next | 0x20 == 0x74 else { return false }
        position += 1
        return time()
    }

    /// Whether the text is `YYYY-MM-DDTHH:MM:SSZ` on a day that every month has: what nearly all
    /// timestamps are, looked at eight bytes at a time.
    private var isPlainTimestamp: Bool {
        guard end == 20, bytes[19] == 0x5A else { return false }
        // Bytes of the text become digits from 0 to 9, or 0 for what stands between them.
        let date = ByteHash.word(bytes) ^ 0x2D30_302D_3030_3030  // YYYY-MM-
        let middle = ByteHash.word(bytes + 8) ^ 0x3030_3A30_3054_3030  // DDTHH:MM
        let seconds = ByteHash.word(bytes + 11) ^ 0x3030_3A30_303A_3030  // HH:MM:SS
        let separators =
            date & 0xFF00_00FF_0000_0000 | middle & 0x0000_FF00_00FF_0000
            | seconds & 0x0000_FF00_00FF_0000
        let nines: UInt64 = 0x7676_7676_7676_7676
        let high: UInt64 = 0x8080_8080_8080_8080
        let aboveNine =
            (date &+ nines) | (middle &+ nines) | (seconds &+ nines) | date | middle | seconds
        guard separators == 0, aboveNine & high == 0 else { return false }
        func number(_ word: UInt64, _ shift: UInt64) -> UInt64 {
            (word &>> shift & 0xF) &* 10 &+ (word &>> (shift &+ 8) & 0xF)
        }
        return number(date, 40) &- 1 < 12 && number(middle, 0) &- 1 < 28
            && number(seconds, 0) < 24 && number(seconds, 24) < 60 && number(seconds, 48) < 60
    }

    /// A duration, e.g. `P1Y2M3DT4H` or `P4W`. Source: RFC 3339, appendix A.
    mutating func duration() -> Bool {
        guard skip(0x50), !isAtEnd else { return false }
        if next != 0x54 {
            let isWeeks = bytes[end - 1] == 0x57
            if isWeeks {
                return skipDigits() > 0 && skip(0x57) && isAtEnd
            }
            guard units([0x59, 0x4D, 0x44]) else { return false }
            if isAtEnd { return true }
        }
        guard skip(0x54), !isAtEnd else { return false }
        return units([0x48, 0x4D, 0x53]) && isAtEnd
    }

    /// Amounts with units in this order; one that follows another follows it directly.
    private mutating func units(_ letters: [UInt8]) -> Bool {
        var following = 0
        var isFirst = true
        while Self.isDigit(next) {
            _ = skipDigits()
            guard let place = letters.firstIndex(of: next), isFirst ? true : place == following
            else { return false }
            following = place + 1
            isFirst = false
            position += 1
        }
        return !isFirst
    }
}
