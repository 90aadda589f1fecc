/// The bytes that a reader looks at. Small, so that it travels in registers.
struct JSONText {
    let base: UnsafePointer<UInt8>
    let end: Int
    /// Whether a string may hold U+0000.
    let allowsNUL: Bool

    /// What the reader learns about a string on its way through it.
    struct StringScan {
        /// Bytes between the quotes, escapes not resolved.
        let length: Int
        /// Unicode scalars of the content, escapes resolved.
        let scalars: Int
        let isEscaped: Bool
    }

    /// The offset of the first byte from `start` on that is not white space.
    @inline(__always)
    func afterSpace(_ start: Int) -> Int {
        var at = start
        while at < end {
            let byte = base[at]
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) {
                break
            }
            at &+= 1
        }
        return at
    }

    /// Reads the string whose opening quote stands at `quote`.
    @inline(__always)
    func readString(_ quote: Int) throws(JSONFailure) -> StringScan {
        let start = quote &+ 1
        var cursor = start
        // Eight bytes at a time as long as they are plain ASCII.
        while cursor &+ 8 <= end {
            let special = Self.specialBytes(ByteHash.word(base + cursor))
            if special != 0 {
                cursor &+= special.trailingZeroBitCount &>> 3
                if base[cursor] == 0x22 {
                    let length = cursor &- start
                    return StringScan(length: length, scalars: length, isEscaped: false)
                }
                break
            }
            cursor &+= 8
        }
        return try readRestOfString(start: start, cursor: cursor)
    }

    /// The high bit of each byte that is a control character, a quote, a backslash or not ASCII.
    ///
    /// Bits above the lowest one set may be wrong (borrows), the lowest is exact.
    @inline(__always)
    private static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = (word ^ (ones &* 0x22)) &- ones
        let backslash = (word ^ (ones &* 0x5C)) &- ones
        let control = word &- (ones &* 0x20)
        return (quote | backslash | control | word) & (ones &* 0x80)
    }

    /// The same byte by byte: the rest of a text, escapes, characters beyond ASCII.
    @inline(never)
    private func readRestOfString(
        start: Int, cursor first: Int
    ) throws(JSONFailure) -> StringScan {
        var cursor = first
        var scalars = first &- start
        var isEscaped = false
        while cursor < end {
            let byte = base[cursor]
            switch byte {
            case 0x22:
                return StringScan(length: cursor &- start, scalars: scalars, isEscaped: isEscaped)
            case 0x5C:
                isEscaped = true
                cursor = try checkEscape(at: cursor)
            case 0:
                throw JSONFailure(.nulCharacter, at: cursor, "U+0000 is not allowed")
            case 0..<0x20:
                throw JSONFailure(.notJSON, at: cursor, "a control character must be escaped")
            case 0x20..<0x80:
                cursor &+= 1
            default:
                guard let length = UTF8Scan.length(at: cursor, in: base, end: end) else {
                    throw JSONFailure(.invalidUTF8, at: cursor, "the bytes are not UTF-8")
                }
                cursor &+= length
            }
            scalars &+= 1
        }
        throw JSONFailure(.notJSON, at: end, "a string is not closed")
    }

    /// Checks the escape sequence at `start`; returns the offset after it.
    private func checkEscape(at start: Int) throws(JSONFailure) -> Int {
        guard start &+ 1 < end else {
            throw JSONFailure(.notJSON, at: end, "a string is not closed")
        }
        switch base[start &+ 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return start &+ 2
        case 0x75: break
        default:
            throw JSONFailure(.notJSON, at: start, "an escape sequence that JSON does not have")
        }
        let unit = try hexUnit(at: start &+ 2, escape: start)
        if unit == 0, !allowsNUL {
            throw JSONFailure(.nulCharacter, at: start, "U+0000 is not allowed")
        }
        guard unit & 0xF800 == 0xD800 else { return start &+ 6 }
        guard unit < 0xDC00, start &+ 7 < end, base[start &+ 6] == 0x5C, base[start &+ 7] == 0x75
        else { throw JSONFailure(.loneSurrogate, at: start, "half of a surrogate pair") }
        let low = try hexUnit(at: start &+ 8, escape: start &+ 6)
        guard low & 0xFC00 == 0xDC00 else {
            throw JSONFailure(.loneSurrogate, at: start, "half of a surrogate pair")
        }
        return start &+ 12
    }

    private func hexUnit(at offset: Int, escape: Int) throws(JSONFailure) -> UInt32 {
        guard offset &+ 4 <= end else {
            throw JSONFailure(.notJSON, at: escape, "\\u needs four digits")
        }
        var unit: UInt32 = 0
        for index in offset..<offset + 4 {
            guard let digit = JSONEscapes.hexDigit(base[index]) else {
                throw JSONFailure(.notJSON, at: escape, "\\u needs four hexadecimal digits")
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    /// A byte that the grammar has no place for; U+0000 keeps its own code wherever it stands.
    @inline(never)
    func unexpected(at offset: Int, _ message: StaticString) -> JSONFailure {
        guard offset < end else {
            return JSONFailure(.notJSON, at: end, "the text ends too early")
        }
        if base[offset] == 0 {
            return JSONFailure(.nulCharacter, at: offset, "U+0000 is not allowed")
        }
        return JSONFailure(.notJSON, at: offset, message)
    }
}
