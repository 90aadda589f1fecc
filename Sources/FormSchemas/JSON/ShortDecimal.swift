/// An exact decimal number of at most 18 digits: significand times a power of ten.
///
/// What nearly all numbers of a document are: compared and divided without allocation. Of the
/// others ``JSONDecimal`` keeps all digits.
struct ShortDecimal {
    let significand: Int64
    let exponent: Int

    private static let digitsMax = 18

    init(significand: Int64, exponent: Int) {
        self.significand = significand
        self.exponent = exponent
    }

    /// Reads the text of a number that follows JSON's grammar; `nil` if it has more digits.
    @inline(__always)
    init?(_ text: UnsafePointer<UInt8>, count: Int) {
        var magnitude: Int64 = 0
        var digits = 0
        var fraction = 0
        var position = text[0] == 0x2D ? 1 : 0
        var inFraction = false
        while position < count {
            let byte = text[position]
            if byte &- 0x30 <= 9 {
                if digits == Self.digitsMax { return nil }
                magnitude = magnitude &* 10 &+ Int64(byte &- 0x30)
                // Zeros in front are no digits.
                if magnitude != 0 { digits &+= 1 }
                if inFraction { fraction &+= 1 }
            } else if byte == 0x2E {
                inFraction = true
            } else {
                break
            }
            position &+= 1
        }
        var power = 0
        if position < count {
            position &+= 1
            let sign = text[position]
            if sign == 0x2D || sign == 0x2B { position &+= 1 }
            while position < count {
                power = min(power &* 10 &+ Int(text[position] &- 0x30), 1 << 40)
                position &+= 1
            }
            if sign == 0x2D { power = 0 &- power }
        }
        significand = text[0] == 0x2D ? 0 &- magnitude : magnitude
        exponent = power &- fraction
    }

    /// The same number; `nil` if it has more digits.
    init?(_ decimal: JSONDecimal) {
        guard decimal.digits.count <= Self.digitsMax else { return nil }
        let magnitude = decimal.digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
        significand = decimal.isNegative ? -magnitude : magnitude
        exponent = decimal.exponent
    }

    /// Whether the number has no fractional part.
    var isInteger: Bool {
        if exponent >= 0 || significand == 0 { return true }
        guard let unit = Self.powerOfTen(0 &- exponent) else { return false }
        return significand % unit == 0
    }

    /// -1, 0 or 1 as this is below, equal to or above `other`.
    func compared(to other: ShortDecimal) -> Int {
        let shift = exponent &- other.exponent
        if shift == 0 { return Self.order(significand, other.significand) }
        return shift > 0
            ? Self.order(significand, shift, other.significand)
            : 0 &- Self.order(other.significand, 0 &- shift, significand)
    }

    private static func order(_ left: Int64, _ right: Int64) -> Int {
        left < right ? -1 : (left == right ? 0 : 1)
    }

    /// Compares `left` times ten to the power of `shift` with `right`.
    private static func order(_ left: Int64, _ shift: Int, _ right: Int64) -> Int {
        if let power = powerOfTen(shift) {
            let (scaled, overflow) = left.multipliedReportingOverflow(by: power)
            if !overflow { return order(scaled, right) }
        }
        // What does not fit is further from zero than whatever does.
        return left == 0 ? order(0, right) : (left < 0 ? -1 : 1)
    }

    /// Whether this is an integral multiple of `divisor`, which is not zero; `nil` where that needs
    /// larger numbers.
    func isMultiple(of divisor: ShortDecimal) -> Bool? {
        if significand == 0 { return true }
        let shift = exponent &- divisor.exponent
        guard let power = Self.powerOfTen(abs(shift)) else { return nil }
        if shift >= 0 {
            let (dividend, overflow) = significand.multipliedReportingOverflow(by: power)
            if overflow { return nil }
            return dividend % divisor.significand == 0
        }
        let (unit, overflow) = divisor.significand.multipliedReportingOverflow(by: power)
        // A divisor that large is above any significand.
        return !overflow && significand % unit == 0
    }

    /// The same number without zeros at the end; zero has exponent 0.
    var normalized: ShortDecimal {
        if significand == 0 { return ShortDecimal(significand: 0, exponent: 0) }
        var (digits, power) = (significand, exponent)
        while digits % 10 == 0 {
            digits /= 10
            power &+= 1
        }
        return ShortDecimal(significand: digits, exponent: power)
    }

    /// The value if it has no fractional part and fits.
    var integer: Int64? {
        let number = normalized
        guard number.exponent >= 0, let power = Self.powerOfTen(number.exponent) else { return nil }
        let (value, overflow) = number.significand.multipliedReportingOverflow(by: power)
        return overflow ? nil : value
    }

    /// Ten to the power of `exponent`; `nil` above 18.
    @inline(__always)
    private static func powerOfTen(_ exponent: Int) -> Int64? {
        guard exponent <= digitsMax else { return nil }
        return powersOfTen[exponent]
    }

    private static let powersOfTen: [19 of Int64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ]
}

extension ShortDecimal {
    /// Most digits of a number that has a packed form.
    static let packedDigitsMax = 17

    /// A number as one word for the tape: the significand, and in the lowest six bits the exponent
    /// plus 32. Zero, which stands for no number, if the exponent is not from -31 to 31.
    ///
    /// Requires at most ``packedDigitsMax`` digits.
    var packed: UInt64 {
        guard (-31...31).contains(exponent) else { return 0 }
        return UInt64(bitPattern: significand &<< 6) | UInt64(truncatingIfNeeded: exponent &+ 32)
    }

    @inline(__always)
    init?(packed: UInt64) {
        if packed == 0 { return nil }
        significand = Int64(bitPattern: packed) &>> 6
        exponent = Int(truncatingIfNeeded: packed & 63) &- 32
    }
}
