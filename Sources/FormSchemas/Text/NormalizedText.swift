/// A text as it is compared with another: lower case, letters without marks, words one space apart.
///
/// `É` becomes `e`, `ß` `ss`, `Œ` `oe`, `ø` `o`, so that a name is found however its letters are
/// composed. What is neither letter nor digit separates words; there is none at either end. Letters
/// that are not Latin are only put in lower case. Normalizing twice changes nothing.
public enum NormalizedText {
    public static func of(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { of($0) }
    }

    /// - Parameter bytes: UTF-8; a byte that is not separates words.
    /// - Returns: UTF-8, at most three times as long.
    /// - Cost: a few nanoseconds per byte of Latin text, one array.
    public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var writer = Writer(reserving: bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                position += 1
                writer.append(ascii: byte)
            } else {
                let (scalar, count) = decode(bytes, at: position)
                position += count
                writer.append(scalar)
            }
        }
        return writer.text
    }

    /// Writes words with one space between them.
    private struct Writer {
        private(set) var text: [UInt8] = []
        private var isSeparated = false

        init(reserving count: Int) {
            text.reserveCapacity(count)
        }

        mutating func append(ascii byte: UInt8) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                letter(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                letter(byte | 0x20)
            default:
                isSeparated = true
            }
        }

        /// - Parameter scalar: beyond ASCII; `nil` for what is none.
        mutating func append(_ scalar: Unicode.Scalar?) {
            guard let scalar else {
                isSeparated = true
                return
            }
            let value = Int(scalar.value)
            switch value {
            case 0xC0..<0x250: append(fold: LetterFolds.latin[value - 0xC0], of: scalar)
            case 0x1E00..<0x1F00:
                append(fold: LetterFolds.latinAdditional[value - 0x1E00], of: scalar)
            case 0x300..<0x370: break  // a mark of the letter before it
            default: other(scalar)
            }
        }

        private mutating func append(fold: UInt16, of scalar: Unicode.Scalar) {
            if fold <= 1 {
                other(scalar)
                return
            }
            letter(UInt8(truncatingIfNeeded: fold))
            if fold > 0xFF { letter(UInt8(truncatingIfNeeded: fold >> 8)) }
        }

        private mutating func other(_ scalar: Unicode.Scalar) {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .format: break
            case _ where properties.isAlphabetic || properties.numericType != nil:
                // A letter's lower case may bring a mark along, as that of İ does.
                for lower in properties.lowercaseMapping.unicodeScalars
                where !(0x300..<0x370).contains(lower.value) {
                    for byte in UTF8.encode(lower) ?? .init() { letter(byte) }
                }
            default: isSeparated = true
            }
        }

        private mutating func letter(_ byte: UInt8) {
            if isSeparated, !text.isEmpty { text.append(UInt8(ascii: " ")) }
            isSeparated = false
            text.append(byte)
        }
    }

    /// One scalar and its number of bytes; no scalar and one byte where the bytes are not UTF-8.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (scalar: Unicode.Scalar?, count: Int) {
        var decoder = UTF8()
        var rest = bytes[position..<min(position + 4, bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return (nil, 1) }
        return (scalar, UTF8.width(scalar))
    }
}
