/// The check-digit methods that identifiers share. All work on ASCII in place.
///
/// Requires that the bytes are digits or, where letters are said to count, capital letters.
enum CheckDigits {
    typealias Bytes = UnsafePointer<UInt8>

    @inline(__always)
    static func digit(_ byte: UInt8) -> Int { Int(byte &- 0x30) }

    /// 0–9 for digits, 10–35 for letters, as ISO 7064 and ISO 9362 count them; 0 for `<`.
    @inline(__always)
    static func value(_ byte: UInt8) -> Int {
        if byte < 0x3A { return Int(byte &- 0x30) }
        return byte < 0x41 ? 0 : Int(byte &- 0x41) &+ 10
    }

    /// Digits as a number; the range has at most 18.
    static func number(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var number = 0
        for offset in range { number = number &* 10 &+ digit(bytes[offset]) }
        return number
    }

    /// Σ weight · digit.
    static func weighted(_ bytes: Bytes, _ start: Int, _ weights: StaticString) -> Int {
        var sum = 0
        for offset in 0..<weights.utf8CodeUnitCount {
            // Weights are written as one character each: digits, `:` for 10.
            let weight = Int(weights.utf8Start[offset] &- 0x30)
            sum &+= weight &* digit(bytes[start &+ offset])
        }
        return sum
    }

    /// The remainder modulo 97 when letters count as 10 to 35; continues from `remainder`.
    ///
    /// - Source: ISO 7064, MOD 97-10.
    static func mod97(_ bytes: Bytes, _ range: Range<Int>, after remainder: Int = 0) -> Int {
        var remainder = remainder
        for offset in range {
            let value = value(bytes[offset])
            remainder = remainder &* (value > 9 ? 100 : 10) &+ value
            if remainder > 1 << 50 { remainder %= 97 }
        }
        return remainder % 97
    }

    /// The check digit after the digits of `range`.
    ///
    /// - Source: ISO 7064, MOD 11,10.
    static func mod11and10(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var product = 10
        for offset in range {
            let sum = (product &+ digit(bytes[offset])) % 10
            product = (sum == 0 ? 10 : sum) &* 2 % 11
        }
        return (11 &- product) % 10
    }

    /// The check digit after the digits of `range`.
    ///
    /// - Source: ISO/IEC 7812-1, annex B (Luhn).
    static func luhn(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var sum = 0
        var doubles = true
        for offset in range.reversed() { addLuhn(digit(bytes[offset]), &sum, &doubles) }
        return (10 &- sum % 10) % 10
    }

    /// The same where letters are written out as two digits.
    ///
    /// - Source: ISO 6166, annex A.
    static func luhnOfLetters(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var sum = 0
        var doubles = true
        for offset in range.reversed() {
            let value = value(bytes[offset])
            addLuhn(value % 10, &sum, &doubles)
            if value > 9 { addLuhn(value / 10, &sum, &doubles) }
        }
        return (10 &- sum % 10) % 10
    }

    @inline(__always)
    private static func addLuhn(_ digit: Int, _ sum: inout Int, _ doubles: inout Bool) {
        let product = doubles ? digit &* 2 : digit
        sum &+= product > 9 ? product &- 9 : product
        doubles.toggle()
    }

    /// The check digit after the digits of `range`.
    ///
    /// - Source: J. Verhoeff, Error Detecting Decimal Codes (1969).
    static func verhoeff(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var check = 0
        var position = 1
        for offset in range.reversed() {
            let permuted = permuted(digit(bytes[offset]), position & 7)
            check = product(check, permuted)
            position &+= 1
        }
        // The inverse in the dihedral group.
        return check < 5 ? (5 &- check) % 5 : check
    }

    /// The product of the dihedral group D5, by its definition instead of a table.
    @inline(__always)
    private static func product(_ left: Int, _ right: Int) -> Int {
        let turn = right % 5
        if left < 5 { return (left &+ turn) % 5 &+ (right < 5 ? 0 : 5) }
        return (left &- 5 &- turn &+ 5) % 5 &+ (right < 5 ? 5 : 0)
    }

    private static let permutations: StaticString =
        """
        01234567891576283094580379614289160435279453126870428657390127938064157046913258
        """

    @inline(__always)
    private static func permuted(_ digit: Int, _ row: Int) -> Int {
        Self.digit(permutations.utf8Start[row &* 10 &+ digit])
    }

    /// Σ value · (7, 3, 1, 7 …) modulo 10; `position` runs on over the parts of a composite.
    ///
    /// - Source: ICAO Doc 9303-3, section 4.9.
    static func icao(
        _ bytes: Bytes, _ range: Range<Int>, _ sum: inout Int, _ position: inout Int
    ) {
        for offset in range {
            let weight = position % 3 == 0 ? 7 : position % 3 == 1 ? 3 : 1
            sum &+= value(bytes[offset]) &* weight
            position &+= 1
        }
    }

    /// Σ value · 2ⁿ modulo 11 modulo 10, with letters from 10 on without the multiples of 11.
    ///
    /// - Source: ISO 6346, annex A.
    static func container(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var sum = 0
        for (position, offset) in range.enumerated() {
            var value = value(bytes[offset])
            // A = 10, B = 12 … K = 21, L = 23 … U = 32, V = 34.
            if value > 10 { value &+= 1 &+ (value &- 11) / 10 }
            sum &+= value << position
        }
        return sum % 11 % 10
    }
}
