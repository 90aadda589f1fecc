extension JSONReader {
    /// Reads a number: its value if it is a 64-bit integer, its place in the text otherwise.
    @inline(__always)
    mutating func readNumber() throws(JSONFailure) {
        let start = position
        var cursor = start
        let isNegative = base[cursor] == 0x2D
        if isNegative { cursor &+= 1 }
        let digitsStart = cursor
        var magnitude: UInt64 = 0
        while cursor < end {
            let digit = base[cursor] &- 0x30
            if digit > 9 { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            cursor &+= 1
        }
        let digits = cursor &- digitsStart
        guard digits > 0 else { throw unexpected(at: cursor, "a digit is expected here") }
        if digits > 1, base[digitsStart] == 0x30 {
            throw fail(.notJSON, at: digitsStart, "a number does not begin with 0")
        }
        let follows = cursor < end ? base[cursor] : 0x20
        // 18 digits always fit; beyond, the exact text decides.
        guard digits <= 18, follows != 0x2E, follows | 0x20 != 0x65 else {
            return try readLongNumber(start: start, digitsStart: digitsStart)
        }
        position = cursor
        let value = isNegative ? 0 &- magnitude : magnitude
        append(TapeEntry(.integer, start: start, count: cursor &- start, payload: value))
    }

    /// Reads a number with a fraction, an exponent or more than 18 digits.
    @inline(never)
    private mutating func readLongNumber(start: Int, digitsStart: Int) throws(JSONFailure) {
        var cursor = skipDigits(from: digitsStart)
        var digits = cursor &- digitsStart
        var isInteger = true
        if cursor < end, base[cursor] == 0x2E {
            isInteger = false
            let fraction = cursor &+ 1
            cursor = skipDigits(from: fraction)
            if cursor == fraction { throw unexpected(at: cursor, "a digit is expected here") }
            digits &+= cursor &- fraction
        }
        if digits > limits.numberDigitsMax {
            throw fail(.numberTooLong, at: start, "a number with too many digits")
        }
        if cursor < end, base[cursor] | 0x20 == 0x65 {
            isInteger = false
            cursor &+= 1
            if cursor < end, base[cursor] == 0x2B || base[cursor] == 0x2D { cursor &+= 1 }
            let exponentStart = cursor
            cursor = skipDigits(from: cursor)
            if cursor == exponentStart {
                throw unexpected(at: cursor, "a digit is expected here")
            }
            if exponent(exponentStart, cursor) > limits.exponentMax {
                throw fail(.numberTooLong, at: start, "a number with too large an exponent")
            }
        }
        position = cursor
        if isInteger, let value = integer(start, cursor) {
            append(
                TapeEntry(
                    .integer, start: start, count: cursor &- start,
                    payload: UInt64(bitPattern: value)))
        } else {
            append(TapeEntry(.decimal, start: start, count: cursor &- start, payload: 0))
        }
    }

    private func skipDigits(from start: Int) -> Int {
        var cursor = start
        while cursor < end, base[cursor] &- 0x30 <= 9 { cursor &+= 1 }
        return cursor
    }

    /// The exponent's magnitude, saturating.
    private func exponent(_ start: Int, _ end: Int) -> Int {
        var value = 0
        for index in start..<end where value < 1_000_000 {
            value = value * 10 + Int(base[index] &- 0x30)
        }
        return value
    }

    private func integer(_ start: Int, _ end: Int) -> Int64? {
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
