/// A moment since 1970-01-01T00:00:00Z, or a time span.
struct CELTime: BitwiseCopyable, Equatable {
    /// Rounded down.
    var seconds: Int64
    /// 0..<1,000,000,000, added to the seconds.
    var nanoseconds: Int64

    @inline(__always)
    init(seconds: Int64, nanoseconds: Int64) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
    static let momentSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    /// 10,000 years either way.
    static let spanSeconds: ClosedRange<Int64> = -315_576_000_000...315_576_000_000

    /// `left` + `right`; both are in range, so nothing overflows.
    static func sum(_ left: CELTime, _ right: CELTime) -> CELTime {
        carry(left.seconds &+ right.seconds, left.nanoseconds &+ right.nanoseconds)
    }

    static func difference(_ left: CELTime, _ right: CELTime) -> CELTime {
        carry(left.seconds &- right.seconds, left.nanoseconds &- right.nanoseconds)
    }

    private static func carry(_ seconds: Int64, _ nanoseconds: Int64) -> CELTime {
        if nanoseconds < 0 {
            return CELTime(seconds: seconds &- 1, nanoseconds: nanoseconds &+ 1_000_000_000)
        }
        if nanoseconds >= 1_000_000_000 {
            return CELTime(seconds: seconds &+ 1, nanoseconds: nanoseconds &- 1_000_000_000)
        }
        return CELTime(seconds: seconds, nanoseconds: nanoseconds)
    }

    @inline(__always)
    static func isLess(_ left: CELTime, _ right: CELTime) -> Bool {
        left.seconds != right.seconds
            ? left.seconds < right.seconds : left.nanoseconds < right.nanoseconds
    }
}

// MARK: - Moments

extension CELTime {
    /// Reads a moment of RFC 3339; `nil` if the text is none or lies outside the years 1 to 9999.
    ///
    /// A leap second is the second after it. Cost: one walk, no memory.
    init?(moment text: UnsafePointer<UInt8>, _ count: Int) {
        guard count >= 20, text[4] == 0x2D, text[7] == 0x2D, text[10] | 0x20 == 0x74,
            text[13] == 0x3A, text[16] == 0x3A,
            let century = Self.pair(text), let year = Self.pair(text + 2),
            let month = Self.pair(text + 5), let day = Self.pair(text + 8),
            let hour = Self.pair(text + 11), let minute = Self.pair(text + 14),
            let second = Self.pair(text + 17),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        guard let date = CivilDay(year: century &* 100 &+ year, month: month, day: day) else {
            return nil
        }
        var position = 19
        var nanoseconds: Int64 = 0
        if text[position] == 0x2E {
            position &+= 1
            var unit: Int64 = 100_000_000
            let first = position
            while position < count, text[position] >= 0x30, text[position] <= 0x39 {
                nanoseconds &+= Int64(text[position] &- 0x30) &* unit
                unit /= 10
                position &+= 1
            }
            if position == first { return nil }
        }
        guard position < count, let offset = Self.offset(text + position, count &- position) else {
            return nil
        }
        let time = Int64(hour &* 3_600 &+ minute &* 60 &+ second &- offset)
        let seconds = Int64(date.number) &* 86_400 &+ time
        guard Self.momentSeconds.contains(seconds) else { return nil }
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// `Z` or `±hh:mm`, to the end of the text; seconds east of Greenwich.
    private static func offset(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        if count == 1 { return text[0] | 0x20 == 0x7A ? 0 : nil }
        guard count == 6, text[3] == 0x3A, text[0] == 0x2B || text[0] == 0x2D,
            let hours = pair(text + 1), let minutes = pair(text + 4), hours < 24, minutes < 60
        else { return nil }
        let seconds = hours &* 3_600 &+ minutes &* 60
        return text[0] == 0x2D ? -seconds : seconds
    }

    /// Two digits.
    @inline(__always)
    static func pair(_ text: UnsafePointer<UInt8>) -> Int? {
        let high = text[0] &- 0x30
        let low = text[1] &- 0x30
        guard high < 10, low < 10 else { return nil }
        return Int(high) &* 10 &+ Int(low)
    }

    /// The moment in RFC 3339, in UTC, with no more groups of three fractional digits than needed.
    var momentText: String {
        let days = Self.floorDivide(seconds, 86_400)
        guard let date = CivilDay(number: Int(days)) else { return "" }
        let time = Int(seconds - days * 86_400)
        let year = Self.padded(date.year, 4)
        let clock = [time / 3_600, time / 60 % 60, time % 60].map { Self.padded($0, 2) }
        return "\(year)-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
            + "T\(clock.joined(separator: ":"))\(Self.fraction(nanoseconds))Z"
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func fraction(_ nanoseconds: Int64) -> String {
        if nanoseconds == 0 { return "" }
        if nanoseconds % 1_000_000 == 0 { return "." + padded(Int(nanoseconds / 1_000_000), 3) }
        if nanoseconds % 1_000 == 0 { return "." + padded(Int(nanoseconds / 1_000), 6) }
        return "." + padded(Int(nanoseconds), 9)
    }
}

// MARK: - Spans

extension CELTime {
    /// Reads a span such as `1h30m`, `-1.5s`, `250ms`, `0`; `nil` if the text is none or too long.
    ///
    /// - Source: Common Expression Language, "Duration"; the units are h, m, s, ms, us, ns.
    init?(span text: UnsafeBufferPointer<UInt8>) {
        var position = 0
        let sign = text.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position = 1 }
        guard position < text.count else { return nil }
        var total: Int128 = 0
        if text.count == position + 1, text[position] == 0x30 {
            self.init(seconds: 0, nanoseconds: 0)
            return
        }
        while position < text.count {
            guard let term = Self.term(text, &position) else { return nil }
            total += term
            if total > Int128(Self.spanSeconds.upperBound) * 1_000_000_000 { return nil }
        }
        if sign == UInt8(ascii: "-") { total = -total }
        let seconds = (total - (total < 0 ? 999_999_999 : 0)) / 1_000_000_000
        self.init(
            seconds: Int64(seconds), nanoseconds: Int64(total - seconds * 1_000_000_000))
    }

    /// A number with its unit, in nanoseconds.
    private static func term(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int
    ) -> Int128? {
        var whole: Int128 = 0
        var fraction: Int128 = 0
        var fractionUnit: Int128 = 1
        var digits = 0
        var inFraction = false
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "."), !inFraction {
                inFraction = true
            } else if byte >= 0x30, byte <= 0x39 {
                digits += 1
                if !inFraction {
                    whole = min(whole * 10 + Int128(byte - 0x30), 1 << 70)
                } else if fractionUnit < 1_000_000_000_000_000 {
                    fraction = fraction * 10 + Int128(byte - 0x30)
                    fractionUnit *= 10
                }
            } else {
                break
            }
            position += 1
        }
        guard digits > 0, let unit = unit(text, &position) else { return nil }
        return whole * unit + fraction * unit / fractionUnit
    }

    private static func unit(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int
    ) -> Int128? {
        guard position < text.count else { return nil }
        let letter = text[position]
        let isShort = position + 1 < text.count && text[position + 1] == UInt8(ascii: "s")
        position += isShort ? 2 : 1
        switch (letter, isShort) {
        case (UInt8(ascii: "h"), false): return 3_600_000_000_000
        case (UInt8(ascii: "m"), false): return 60_000_000_000
        case (UInt8(ascii: "s"), false): return 1_000_000_000
        case (UInt8(ascii: "m"), true): return 1_000_000
        case (UInt8(ascii: "u"), true): return 1_000
        case (UInt8(ascii: "n"), true): return 1
        default: return nil
        }
    }

    /// The span in seconds, e.g. `5400s` or `-0.500s`.
    var spanText: String {
        let isNegative = seconds < 0
        // Seconds are rounded down; a reader wants sign and size.
        let borrow = isNegative && nanoseconds > 0
        let whole = borrow ? seconds + 1 : seconds
        let fraction = Self.fraction(borrow ? 1_000_000_000 - nanoseconds : nanoseconds)
        return "\(isNegative ? "-" : "")\(whole.magnitude)\(fraction)s"
    }
}
