/// An exact decimal number of any length: sign, digits, power of ten.
///
/// Kept normalised (no leading or trailing zero digits; zero has none), so that equal numbers are
/// equal values whatever way they were written.
public struct JSONDecimal: Sendable, Hashable {
    /// `true` for numbers below zero; never for zero.
    public let isNegative: Bool
    /// The significant digits as numbers 0...9, most significant first.
    public let digits: [UInt8]
    /// The power of ten of the last digit.
    public let exponent: Int

    init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        var digits = digits[...]
        var exponent = exponent
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        digits = digits.drop { $0 == 0 }
        self.isNegative = isNegative && !digits.isEmpty
        self.exponent = digits.isEmpty ? 0 : exponent
        self.digits = Array(digits)
    }

    /// Reads the text of a number that follows JSON's grammar.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        var digits: [UInt8] = []
        digits.reserveCapacity(text.count)
        var exponent = 0
        var isNegative = false
        var inFraction = false
        var written = 0
        var exponentIsNegative = false
        var inExponent = false
        for byte in text {
            switch byte {
            case 0x2D where inExponent: exponentIsNegative = true
            case 0x2D: isNegative = true
            case 0x2E: inFraction = true
            case 0x65, 0x45: inExponent = true
            case 0x30...0x39 where inExponent:
                written = min(written * 10 + Int(byte - 0x30), 1 << 40)
            case 0x30...0x39:
                digits.append(byte - 0x30)
                if inFraction { exponent -= 1 }
            default: break
            }
        }
        exponent += exponentIsNegative ? -written : written
        self.init(isNegative: isNegative, digits: digits, exponent: exponent)
    }

    init(_ entry: TapeEntry, in bytes: UnsafeBufferPointer<UInt8>) {
        self.init(UnsafeBufferPointer(rebasing: bytes[entry.offset..<entry.offset + entry.count]))
    }

    public init(_ value: Int) {
        self.init(
            isNegative: value < 0,
            digits: String(value.magnitude).utf8.map { $0 - 0x30 }, exponent: 0)
    }

    public var isZero: Bool { digits.isEmpty }
    /// Whether the number has no fractional part.
    public var isInteger: Bool { exponent >= 0 }

    /// The value if it has no fractional part and fits.
    public var integer: Int? {
        guard isInteger, digits.count + exponent <= 19 else { return nil }
        var value = 0
        for position in 0..<digits.count + exponent {
            let digit = position < digits.count ? Int(digits[position]) : 0
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

    /// Whether this is an integral multiple of `divisor`.
    ///
    /// - Requires: `divisor` is not zero and has at most 37 digits.
    public func isMultiple(of divisor: JSONDecimal) -> Bool {
        if isZero { return true }
        // Neither ends in a zero digit, so a divisor with the larger power of ten cannot divide.
        let shift = exponent - divisor.exponent
        guard shift >= 0 else { return false }
        let modulus = divisor.digits.reduce(UInt128(0)) { $0 * 10 + UInt128($1) }
        var remainder = digits.reduce(UInt128(0)) { ($0 * 10 + UInt128($1)) % modulus }
        for _ in 0..<shift where remainder != 0 { remainder = remainder * 10 % modulus }
        return remainder == 0
    }
}

extension JSONDecimal: Comparable {
    public static func < (lhs: JSONDecimal, rhs: JSONDecimal) -> Bool {
        if lhs.isNegative != rhs.isNegative { return lhs.isNegative }
        return lhs.isNegative ? rhs.magnitudeIsLess(than: lhs) : lhs.magnitudeIsLess(than: rhs)
    }

    private func magnitudeIsLess(than other: JSONDecimal) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        let order = digits.count + exponent
        let otherOrder = other.digits.count + other.exponent
        if order != otherOrder { return order < otherOrder }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension JSONDecimal: CustomStringConvertible {
    /// Plain notation where that stays short, otherwise digits and exponent.
    public var description: String {
        if isZero { return "0" }
        let sign = isNegative ? "-" : ""
        let text = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
        if exponent >= 0 {
            guard digits.count + exponent <= 40 else { return "\(sign)\(text)e\(exponent)" }
            return sign + text + String(repeating: "0", count: exponent)
        }
        let whole = digits.count + exponent
        if whole > 0 { return "\(sign)\(text.prefix(whole)).\(text.dropFirst(whole))" }
        guard whole > -40 else { return "\(sign)\(text)e\(exponent)" }
        return sign + "0." + String(repeating: "0", count: -whole) + text
    }
}
