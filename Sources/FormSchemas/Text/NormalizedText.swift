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
    /// - Returns: UTF-8, at most ``growth`` times as long.
    /// - Cost: a few nanoseconds per byte of Latin text, one array.
    public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        Array(unsafeUninitializedCapacity: bytes.count * growth) { target, count in
            guard let start = target.baseAddress else { return }
            count = write(bytes, to: start)
        }
    }

    /// How many bytes are kept ready for each; no letter in lower case needs more than two, which a
    /// test asserts for every one.
    static let growth = 3

    /// As ``of(_:)-(UnsafeBufferPointer<UInt8>)``, without an array.
    ///
    /// - Parameter target: with room for ``growth`` times the bytes.
    /// - Returns: the number of bytes written.
    static func write(
        _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var writer = Writer(target)
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
        return writer.end - writer.start
    }

    /// Writes words with one space between them.
    private struct Writer {
        let start: UnsafeMutablePointer<UInt8>
        var end: UnsafeMutablePointer<UInt8>
        private var isSeparated = false

        init(_ target: UnsafeMutablePointer<UInt8>) {
            start = target
            end = target
        }

        @inline(__always)
        mutating func append(ascii byte: UInt8) {
            let small = byte | 0x20
            if small &- UInt8(ascii: "a") < 26 {
                letter(small)
            } else if byte &- UInt8(ascii: "0") < 10 {
                letter(byte)
            } else {
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

        @inline(__always)
        private mutating func letter(_ byte: UInt8) {
            if isSeparated {
                isSeparated = false
                if end != start {
                    end.pointee = UInt8(ascii: " ")
                    end += 1
                }
            }
            end.pointee = byte
            end += 1
        }
    }

    /// One scalar and its number of bytes; no scalar and one byte where the bytes are not UTF-8.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (scalar: Unicode.Scalar?, count: Int) {
        let first = bytes[position]
        // Most letters with marks have two bytes.
        if first >= 0xC2, first < 0xE0, position + 1 < bytes.count,
            bytes[position + 1] & 0xC0 == 0x80
        {
            let value = UInt32(first & 0x1F) << 6 | UInt32(bytes[position + 1] & 0x3F)
            return (Unicode.Scalar(value), 2)
        }
        var decoder = UTF8()
        var rest = bytes[position..<min(position + 4, bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return (nil, 1) }
        return (scalar, UTF8.width(scalar))
    }
}
