extension JSONReader {
    /// Reads a number: its value if it is a 64-bit integer, its place in the text otherwise.
    ///
    /// Returns the offset after it.
    @inline(__always)
    mutating func readNumber(_ start: Int) throws(JSONFailure) -> Int {
        var cursor = start
        let isNegative = text.base[cursor] == 0x2D
        if isNegative { cursor &+= 1 }
        let digitsStart = cursor
        var magnitude: UInt64 = 0
        while cursor < text.end {
            let digit = text.base[cursor] &- 0x30
            if digit > 9 { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            cursor &+= 1
        }
        let digits = cursor &- digitsStart
        guard digits > 0 else { throw text.unexpected(at: cursor, "a digit is expected here") }
        if digits > 1, text.base[digitsStart] == 0x30 {
            throw JSONFailure(.notJSON, at: digitsStart, "a number does not begin with 0")
        }
        let follows = cursor < text.end ? text.base[cursor] : 0x20
        // 18 digits always fit; beyond, the exact text decides.
        guard digits <= 18, follows != 0x2E, follows | 0x20 != 0x65 else {
            return try readLongNumber(start: start, digitsStart: digitsStart)
        }
        let value = isNegative ? 0 &- magnitude : magnitude
        append(TapeEntry(.integer, start: start, count: cursor &- start, payload: value))
        return cursor
    }

    /// Reads a number with a fraction, an exponent or more than 18 digits.
    @inline(never)
    private mutating func readLongNumber(
        start: Int, digitsStart: Int
    ) throws(JSONFailure) -> Int {
        var cursor = text.skipDigits(from: digitsStart)
        var digits = cursor &- digitsStart
        var isInteger = true
        if cursor < text.end, text.base[cursor] == 0x2E {
            isInteger = false
            let fraction = cursor &+ 1
            cursor = text.skipDigits(from: fraction)
            if cursor == fraction { throw text.unexpected(at: cursor, "a digit is expected here") }
            digits &+= cursor &- fraction
        }
        if digits > limits.numberDigitsMax {
            throw JSONFailure(.numberTooLong, at: start, "a number with too many digits")
        }
        if cursor < text.end, text.base[cursor] | 0x20 == 0x65 {
            isInteger = false
            cursor &+= 1
            if cursor < text.end, text.base[cursor] == 0x2B || text.base[cursor] == 0x2D {
                cursor &+= 1
            }
            let exponentStart = cursor
            cursor = text.skipDigits(from: cursor)
            if cursor == exponentStart {
                throw text.unexpected(at: cursor, "a digit is expected here")
            }
            if text.exponent(exponentStart, cursor) > limits.exponentMax {
                throw JSONFailure(.numberTooLong, at: start, "a number with too large an exponent")
            }
        }
        if isInteger, let value = text.integer(start, cursor) {
            append(
                TapeEntry(
                    .integer, start: start, count: cursor &- start,
                    payload: UInt64(bitPattern: value)))
        } else {
            append(TapeEntry(.decimal, start: start, count: cursor &- start, payload: 0))
        }
        return cursor
    }
}

extension JSONText {
    fileprivate func skipDigits(from start: Int) -> Int {
        var cursor = start
        while cursor < end, base[cursor] &- 0x30 <= 9 { cursor &+= 1 }
        return cursor
    }

    /// The exponent's magnitude, saturating.
    fileprivate func exponent(_ start: Int, _ end: Int) -> Int {
        var value = 0
        for index in start..<end where value < 1_000_000 {
            value = value * 10 + Int(base[index] &- 0x30)
        }
        return value
    }

    fileprivate func integer(_ start: Int, _ end: Int) -> Int64? {
        let isNegative = base[start] == 0x2D
        var value: Int64 = 0
        for index in (isNegative ? start + 1 : start)..<end {
            let digit = Int64(base[index] &- 0x30)
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative
                ? product.subtractingReportingOverflow(digit)
                : product.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }
}
