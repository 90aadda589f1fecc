extension CELLexer {
    /// The letters before a string's quotes.
    struct StringPrefix {
        var count = 0
        var isRaw = false
        var isBytes = false
    }

    /// Whether a string begins here, and how.
    func stringPrefix() -> StringPrefix? {
        var prefix = StringPrefix()
        while true {
            switch peek(prefix.count) {
            case UInt8(ascii: "'"), UInt8(ascii: "\""): return prefix
            case UInt8(ascii: "r") where !prefix.isRaw, UInt8(ascii: "R") where !prefix.isRaw:
                prefix.isRaw = true
            case UInt8(ascii: "b") where !prefix.isBytes, UInt8(ascii: "B") where !prefix.isBytes:
                prefix.isBytes = true
            default: return nil
            }
            prefix.count += 1
        }
    }

    mutating func readString(_ prefix: StringPrefix) throws(CELProblem) -> CELToken {
        let start = position
        position += prefix.count
        let quote = peek()
        let isLong = peek(1) == quote && peek(2) == quote
        position += isLong ? 3 : 1
        var content: [UInt8] = []
        while position < text.count {
            let byte = peek()
            if byte == quote, !isLong || (peek(1) == quote && peek(2) == quote) {
                position += isLong ? 3 : 1
                return CELToken(
                    kind: prefix.isBytes ? .bytes : .string, offset: start,
                    count: position - start, content: content)
            }
            if !isLong, byte == 0x0A || byte == 0x0D { break }
            if byte == UInt8(ascii: "\\"), !prefix.isRaw {
                try readEscape(into: &content, isBytes: prefix.isBytes)
            } else {
                content.append(byte)
                position += 1
            }
        }
        throw CELProblem(.syntax, "a text is not closed", at: start)
    }

    private mutating func readEscape(
        into content: inout [UInt8], isBytes: Bool
    ) throws(CELProblem) {
        let start = position
        let letter = peek(1)
        position += 2
        switch letter {
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"):
            content.append(letter)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            append(try digits(2, radix: 16, from: start), to: &content, isBytes: isBytes)
        case UInt8(ascii: "u") where !isBytes:
            try appendScalar(try digits(4, radix: 16, from: start), to: &content, from: start)
        case UInt8(ascii: "U") where !isBytes:
            try appendScalar(try digits(8, radix: 16, from: start), to: &content, from: start)
        case 0x30...0x33:
            position -= 1
            append(try digits(3, radix: 8, from: start), to: &content, isBytes: isBytes)
        default: throw CELProblem(.syntax, "an escape that CEL does not have", at: start)
        }
    }

    /// A byte of bytes, or a scalar of a text.
    private func append(_ value: UInt32, to content: inout [UInt8], isBytes: Bool) {
        if isBytes {
            content.append(UInt8(truncatingIfNeeded: value))
        } else {
            UTF8Scan.append(value, to: &content)
        }
    }

    private func appendScalar(
        _ value: UInt32, to content: inout [UInt8], from start: Int
    ) throws(CELProblem) {
        guard Unicode.Scalar(value) != nil else {
            throw CELProblem(.syntax, "an escape that is not a character", at: start)
        }
        UTF8Scan.append(value, to: &content)
    }

    private mutating func digits(
        _ count: Int, radix: UInt32, from start: Int
    ) throws(CELProblem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = JSONEscapes.hexDigit(peek()), digit < radix else {
                throw CELProblem(.syntax, "an escape that lacks digits", at: start)
            }
            value = value &* radix &+ digit
            position += 1
        }
        return value
    }
}
