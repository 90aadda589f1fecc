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
        var magnitude: Int64 = 0
        var power = 0
        var cursor = text.readDigits(from: digitsStart, into: &magnitude)
        var digits = cursor &- digitsStart
        var isInteger = true
        if cursor < text.end, text.base[cursor] == 0x2E {
            isInteger = false
            let fraction = cursor &+ 1
            cursor = text.readDigits(from: fraction, into: &magnitude)
            if cursor == fraction { throw text.unexpected(at: cursor, "a digit is expected here") }
            power = fraction &- cursor
            digits &+= cursor &- fraction
        }
        if digits > limits.numberDigitsMax {
            throw JSONFailure(.numberTooLong, at: start, "a number with too many digits")
        }
        if cursor < text.end, text.base[cursor] | 0x20 == 0x65 {
            isInteger = false
            cursor &+= 1
            let isNegative = cursor < text.end && text.base[cursor] == 0x2D
            if isNegative || (cursor < text.end && text.base[cursor] == 0x2B) { cursor &+= 1 }
            let exponentStart = cursor
            var ignored: Int64 = 0
            cursor = text.readDigits(from: cursor, into: &ignored)
            if cursor == exponentStart {
                throw text.unexpected(at: cursor, "a digit is expected here")
            }
            let exponent = text.exponent(exponentStart, cursor)
            if exponent > limits.exponentMax {
                throw JSONFailure(.numberTooLong, at: start, "a number with too large an exponent")
            }
            power &+= isNegative ? 0 &- exponent : exponent
        }
        if isInteger, let value = text.integer(start, cursor) {
            append(
                TapeEntry(
                    .integer, start: start, count: cursor &- start,
                    payload: UInt64(bitPattern: value)))
        } else {
            // A zero before the point is no digit that counts.
            let counted = digits &- (text.base[digitsStart] == 0x30 ? 1 : 0)
            let significand = digitsStart == start ? magnitude : 0 &- magnitude
            let payload =
                counted <= ShortDecimal.packedDigitsMax
                ? ShortDecimal(significand: significand, exponent: power).packed : 0
            append(TapeEntry(.decimal, start: start, count: cursor &- start, payload: payload))
        }
        return cursor
    }
}

extension JSONText {
    /// Appends digits to a number, which may overflow; returns the offset after them.
    @inline(__always)
    fileprivate func readDigits(from start: Int, into magnitude: inout Int64) -> Int {
        var cursor = start
        while cursor < end {
            let digit = base[cursor] &- 0x30
            if digit > 9 { break }
            magnitude = magnitude &* 10 &+ Int64(digit)
            cursor &+= 1
        }
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
