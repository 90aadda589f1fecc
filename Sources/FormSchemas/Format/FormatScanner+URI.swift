extension FormatScanner {
    /// A URI or IRI, with `needsScheme` not a relative reference. Source: RFC 3986, appendix A;
    /// RFC 3987, section 2.2.
    mutating func uri(allowsUnicode: Bool, needsScheme: Bool) -> Bool {
        let hasScheme = skipScheme()
        if needsScheme, !hasScheme { return false }
        if next == 0x2F, peek(1) == 0x2F {
            position += 2
            guard authority(allowsUnicode) else { return false }
            guard isAtEnd || next == 0x2F || next == 0x3F || next == 0x23 else { return false }
        } else if !hasScheme, colonInFirstSegment {
            return false
        }
        guard run(allowsUnicode, Self.pathExtra, isQuery: false) else { return false }
        if skip(0x3F), !run(allowsUnicode, Self.queryExtra, isQuery: true) { return false }
        if skip(0x23), !run(allowsUnicode, Self.queryExtra, isQuery: false) { return false }
        return isAtEnd
    }

    private mutating func skipScheme() -> Bool {
        guard Self.isLetter(next) else { return false }
        var offset = position
        while offset < end {
            let byte = bytes[offset]
            if byte == 0x3A {
                position = offset + 1
                return true
            }
            guard
                Self.isLetter(byte) || Self.isDigit(byte) || byte == 0x2B || byte == 0x2D
                    || byte == 0x2E
            else { return false }
            offset += 1
        }
        return false
    }

    /// Whether the first segment of a relative path has a colon, which would read as a scheme.
    private var colonInFirstSegment: Bool {
        var offset = position
        while offset < end, bytes[offset] != 0x2F, bytes[offset] != 0x3F, bytes[offset] != 0x23 {
            if bytes[offset] == 0x3A { return true }
            offset += 1
        }
        return false
    }

    private mutating func authority(_ allowsUnicode: Bool) -> Bool {
        var stop = position
        var at: Int?
        while stop < end, bytes[stop] != 0x2F, bytes[stop] != 0x3F, bytes[stop] != 0x23 {
            if bytes[stop] == 0x40 {
                if at != nil { return false }
                at = stop
            }
            stop += 1
        }
        if let at {
            var user = part(position..<at)
            guard user.run(allowsUnicode, [0x3A], isQuery: false), user.isAtEnd else {
                return false
            }
            position = at + 1
        }
        if skip(0x5B) {
            if next | 0x20 == 0x76 {
                guard futureAddress() else { return false }
            } else {
                guard ipv6() else { return false }
            }
            guard skip(0x5D) else { return false }
        } else {
            var host = part(position..<stop)
            guard host.run(allowsUnicode, [], isQuery: false) else { return false }
            position += host.position
        }
        if skip(0x3A) { _ = skipDigits() }
        return position == stop
    }

    private mutating func futureAddress() -> Bool {
        position += 1
        let start = position
        while Self.isHexDigit(next) { position += 1 }
        guard position > start, skip(0x2E) else { return false }
        let body = position
        while next != 0x5D, !isAtEnd {
            guard Self.isUnreserved(next) || Self.isSubDelimiter(next) || next == 0x3A else {
                return false
            }
            position += 1
        }
        return position > body
    }

    private static let pathExtra: [UInt8] = [0x3A, 0x40, 0x2F]
    private static let queryExtra: [UInt8] = [0x3A, 0x40, 0x2F, 0x3F]

    /// Skips unreserved characters, sub-delimiters, percent-encodings and `extra`; `false` only
    /// for a percent sign that encodes nothing.
    private mutating func run(_ allowsUnicode: Bool, _ extra: [UInt8], isQuery: Bool) -> Bool {
        while position < end {
            let byte = bytes[position]
            if byte == 0x25 {
                guard Self.isHexDigit(peek(1)), Self.isHexDigit(peek(2)) else { return false }
                position += 3
            } else if byte >= 0x80 {
                guard allowsUnicode else { return true }
                let (scalar, length) = UTF8Scan.scalar(at: position, in: bytes)
                guard Self.isIRIScalar(scalar, isQuery) else { return true }
                position += length
            } else if Self.isUnreserved(byte) || Self.isSubDelimiter(byte) || extra.contains(byte) {
                position += 1
            } else {
                return true
            }
        }
        return true
    }

    static func isUnreserved(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
            || byte == 0x7E
    }

    static func isSubDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: true
        default: false
        }
    }

    /// ucschar, and iprivate in queries. Source: RFC 3987, section 2.2.
    static func isIRIScalar(_ scalar: UInt32, _ isQuery: Bool) -> Bool {
        switch scalar {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: return true
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: return isQuery
        case 0x10000...0xDFFFD, 0xE1000...0xEFFFD: return scalar & 0xFFFF <= 0xFFFD
        default: return false
        }
    }

    /// Source: RFC 6570, section 2 and erratum 6937 (an apostrophe is a literal).
    mutating func uriTemplate() -> Bool {
        while !isAtEnd {
            let byte = next
            switch byte {
            case 0x7B:
                position += 1
                guard expression() else { return false }
            case 0x25:
                guard Self.isHexDigit(peek(1)), Self.isHexDigit(peek(2)) else { return false }
                position += 3
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7C, 0x7D, 0x7F: return false
            case 0x80...:
                let (scalar, length) = UTF8Scan.scalar(at: position, in: bytes)
                guard Self.isIRIScalar(scalar, true) else { return false }
                position += length
            default: position += 1
            }
        }
        return true
    }

    /// The inside of `{…}`: an operator, then names with modifiers.
    private mutating func expression() -> Bool {
        switch next {
        case 0x2B, 0x23, 0x2E, 0x2F, 0x3B, 0x3F, 0x26, 0x3D, 0x2C, 0x21, 0x40, 0x7C: position += 1
        default: break
        }
        repeat {
            guard variableName() else { return false }
            if skip(0x3A) {
                guard next >= 0x31, next <= 0x39, skipDigits() <= 4 else { return false }
            } else {
                _ = skip(0x2A)
            }
        } while skip(0x2C)
        return skip(0x7D)
    }

    private mutating func variableName() -> Bool {
        var length = 0
        while true {
            if Self.isLetter(next) || Self.isDigit(next) || next == 0x5F {
                position += 1
            } else if next == 0x25, Self.isHexDigit(peek(1)), Self.isHexDigit(peek(2)) {
                position += 3
            } else if next == 0x2E, length > 0, peek(1) != 0x2E {
                position += 1
                guard Self.isLetter(next) || Self.isDigit(next) || next == 0x5F || next == 0x25
                else { return false }
                continue
            } else {
                return length > 0
            }
            length += 1
        }
    }
}
