/// The two Base64 alphabets of RFC 4648, read strictly.
///
/// Strict means canonical: exactly one text stands for given bytes. Foundation's decoder lets
/// stray bits and other spellings pass, which would let two texts share one meaning.
///
/// Source: RFC 4648, sections 4 (``standard``, padded) and 5 (``url``, without padding).
package enum Base64 {
    case standard
    case url

    /// The text of `bytes`.
    package func encode(_ bytes: some Collection<UInt8>) -> String {
        let digits = self == .standard ? Self.standardDigits : Self.urlDigits
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(digits[Int(bits >> UInt32(bitCount) & 63)])
            }
        }
        if bitCount > 0 {
            text.append(digits[Int(bits << UInt32(6 - bitCount) & 63)])
        }
        if self == .standard {
            while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that `text` stands for.
    ///
    /// - Returns: `nil` if `text` holds anything but digits of this alphabet, has padding where
    ///   none belongs or lacks it, or sets bits beyond the last byte.
    package func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(utf8: Array(text.utf8))
    }

    /// As ``decode(_:)``, for text that is at hand as ASCII bytes.
    package func decode(utf8 text: [UInt8]) -> [UInt8]? {
        let values = self == .standard ? Self.standardValues : Self.urlValues
        let length = text.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length / 4 * 3 + 2)
        var bits: UInt32 = 0
        var bitCount = 0
        var digitCount = 0
        for character in text {
            let value = values[Int(character)]
            guard value < 64 else { break }
            digitCount += 1
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        guard digitCount % 4 != 1, bits & (1 << UInt32(bitCount) - 1) == 0 else { return nil }
        let paddingCount = self == .standard ? (4 - digitCount % 4) % 4 : 0
        guard length == digitCount + paddingCount else { return nil }
        guard text.suffix(paddingCount).allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
        return bytes
    }

    private static let common = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    private static let standardDigits = common + Array("+/".utf8)
    private static let urlDigits = common + Array("-_".utf8)
    private static let standardValues = values(of: standardDigits)
    private static let urlValues = values(of: urlDigits)

    private static func values(of digits: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }
}
