/// An exact decimal number: an integer and how many of its digits stand after the point.
///
/// At most 38 digits; what does not fit is an overflow, never a rounding.
struct CELDecimal: BitwiseCopyable {
    var mantissa: Int128
    /// 0...38.
    var scale: Int

    static let scaleMax = 38
    /// 10 to the 38th.
    private static let magnitudeEnd =
        UInt128(10_000_000_000_000_000_000) * UInt128(10_000_000_000_000_000_000)

    init(mantissa: Int128, scale: Int) {
        self.mantissa = mantissa
        self.scale = scale
    }

    /// Reads `-12.50`, `3`, `1.5e3`: the grammar of JSON's numbers, leading zeros allowed.
    ///
    /// Returns `nil` if the text is no such number or does not fit.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var mantissa: Int128 = 0
        var scale = 0
        var position = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { position = 1 }
        var digits = 0
        var inFraction = false
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "."), !inFraction, digits > 0 {
                inFraction = true
            } else if byte >= 0x30, byte <= 0x39 {
                let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(Int128(byte - 0x30))
                if overflow || carry { return nil }
                mantissa = sum
                digits += 1
                if inFraction { scale += 1 }
            } else {
                break
            }
            position += 1
        }
        guard digits > 0, text[position - 1] != UInt8(ascii: ".") else { return nil }
        if position < text.count {
            guard text[position] | 0x20 == UInt8(ascii: "e"),
                let exponent = Self.exponent(text[(position + 1)...])
            else { return nil }
            scale -= exponent
        }
        self.init(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
        guard normalize() else { return nil }
    }

    private static func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var digits = text
        let sign = digits.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        var value = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = min(value * 10 + Int(byte - 0x30), 100_000)
        }
        return sign == UInt8(ascii: "-") ? -value : value
    }

    /// Brings the scale into its range, trailing zeros away; `false` if it does not fit.
    private mutating func normalize() -> Bool {
        if mantissa == 0 { scale = 0 }
        while scale > 0 {
            let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: 10)
            if remainder != 0 { break }
            mantissa = quotient
            scale -= 1
        }
        while scale < 0 {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            if overflow { return false }
            mantissa = product
            scale += 1
        }
        // One digit less than the type holds, so that a sign can always be turned.
        return scale <= Self.scaleMax && mantissa.magnitude < Self.magnitudeEnd
    }

    private func mantissa(at wanted: Int) -> Int128? {
        var result = mantissa
        for _ in scale..<wanted {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = product
        }
        return result
    }

    /// Both mantissas at the larger scale; `nil` if one does not fit.
    private static func aligned(_ left: CELDecimal, _ right: CELDecimal) -> (Int128, Int128)? {
        let scale = max(left.scale, right.scale)
        guard let first = left.mantissa(at: scale), let second = right.mantissa(at: scale) else {
            return nil
        }
        return (first, second)
    }

    /// `left` + `right` or `left` − `right`; `nil` if the result does not fit.
    static func sum(_ left: CELDecimal, _ right: CELDecimal, subtracts: Bool) -> CELDecimal? {
        let negated = subtracts ? CELDecimal(mantissa: -right.mantissa, scale: right.scale) : right
        guard let (first, second) = aligned(left, negated) else { return nil }
        let (sum, overflow) = first.addingReportingOverflow(second)
        if overflow { return nil }
        var result = CELDecimal(mantissa: sum, scale: max(left.scale, right.scale))
        return result.normalize() ? result : nil
    }

    static func product(_ left: CELDecimal, _ right: CELDecimal) -> CELDecimal? {
        let (product, overflow) = left.mantissa.multipliedReportingOverflow(by: right.mantissa)
        if overflow { return nil }
        var result = CELDecimal(mantissa: product, scale: left.scale + right.scale)
        return result.normalize() ? result : nil
    }

    /// -1, 0 or 1 as `left` is below, equal to or above `right`.
    static func compare(_ left: CELDecimal, _ right: CELDecimal) -> Int {
        let signs = (left.mantissa.signum(), right.mantissa.signum())
        if signs.0 != signs.1 { return signs.0 < signs.1 ? -1 : 1 }
        if let (first, second) = aligned(left, right) {
            return first < second ? -1 : first == second ? 0 : 1
        }
        // The one that would have more digits at the same scale is further from zero.
        let isLeftLarger = left.scale < right.scale
        return isLeftLarger == (signs.0 > 0) ? 1 : -1
    }
}

extension CELDecimal: CustomStringConvertible {
    /// Plain notation, e.g. `-0.05`.
    var description: String {
        let digits = String(mantissa.magnitude)
        let sign = mantissa < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}
