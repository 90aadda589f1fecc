extension FormatScanner {
    /// Four decimal octets without leading zeros. Source: RFC 2673, section 3.2.
    mutating func ipv4() -> Bool {
        for octet in 0..<4 {
            if octet > 0, !skip(0x2E) { return false }
            let first = next
            let start = position
            let count = skipDigits()
            guard count >= 1, count <= 3, count == 1 || first != 0x30 else { return false }
            var value = 0
            for offset in start..<position { value = value * 10 + Int(bytes[offset] &- 0x30) }
            if value > 255 { return false }
        }
        return true
    }

    /// Source: RFC 4291, section 2.2.
    mutating func ipv6() -> Bool {
        var groups = 0
        var isCompressed = false
        if next == 0x3A {
            guard peek(1) == 0x3A else { return false }
            position += 2
            isCompressed = true
        }
        while !isAtEnd, next != 0x5D {
            let start = position
            while position - start < 5, Self.isHexDigit(next) { position += 1 }
            let length = position - start
            if next == 0x2E {
                position = start
                guard ipv4() else { return false }
                groups += 2
                break
            }
            guard length >= 1, length <= 4 else { return false }
            groups += 1
            if isAtEnd || next == 0x5D { break }
            guard skip(0x3A), !isAtEnd else { return false }
            if next == 0x3A {
                if isCompressed { return false }
                isCompressed = true
                position += 1
            } else if next == 0x5D {
                return false
            }
        }
        return isCompressed ? groups <= 7 : groups == 8
    }

    /// Source: RFC 5321, section 4.1.2 (Mailbox); RFC 6531, section 3.3 with `allowsUnicode`.
    mutating func email(allowsUnicode: Bool) -> Bool {
        guard let at = lastIndex(of: 0x40), at > 0, at <= 64, at + 1 < end else { return false }
        let local = part(0..<at)
        guard
            bytes[0] == 0x22
                ? local.isQuotedString(allowsUnicode)
                : local.isDotAtom(allowsUnicode)
        else { return false }
        var domain = part(at + 1..<end)
        guard domain.next == 0x5B else {
            return Hostname.isValid(domain, allowsUnicode: allowsUnicode, inMail: true)
        }
        guard domain.bytes[domain.end - 1] == 0x5D else { return false }
        domain = domain.part(1..<domain.end - 1)
        let tag: [UInt8] = Array("IPv6:".utf8)
        if domain.end > 5, (0..<5).allSatisfy({ domain.bytes[$0] | 0x20 == tag[$0] | 0x20 }) {
            domain.position = 5
            return domain.ipv6() && domain.isAtEnd
        }
        return domain.ipv4() && domain.isAtEnd
    }

    private func isDotAtom(_ allowsUnicode: Bool) -> Bool {
        var atStart = true
        for offset in 0..<end {
            let byte = bytes[offset]
            if byte == 0x2E {
                if atStart { return false }
                atStart = true
            } else {
                guard byte < 0x80 ? Self.isAtomText(byte) : allowsUnicode else { return false }
                atStart = false
            }
        }
        return !atStart
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        if isLetter(byte) || isDigit(byte) { return true }
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E:
            return true
        default: return false
        }
    }

    private func isQuotedString(_ allowsUnicode: Bool) -> Bool {
        guard end >= 2, bytes[end - 1] == 0x22 else { return false }
        var offset = 1
        while offset < end - 1 {
            var byte = bytes[offset]
            if byte == 0x5C {
                offset += 1
                guard offset < end - 1 else { return false }
                byte = bytes[offset]
                if byte < 0x20 || byte > 0x7E { return false }
            } else if byte == 0x22 || byte < 0x20 || byte == 0x7F || (byte > 0x7F && !allowsUnicode)
            {
                return false
            }
            offset += 1
        }
        return true
    }

    /// Source: RFC 4122, section 3: 8-4-4-4-12 hexadecimal digits.
    func uuid() -> Bool {
        guard end == 36 else { return false }
        for offset in 0..<36 {
            let byte = bytes[offset]
            let isHyphen = offset == 8 || offset == 13 || offset == 18 || offset == 23
            if isHyphen ? byte != 0x2D : !Self.isHexDigit(byte) { return false }
        }
        return true
    }

    /// Source: RFC 6901, section 3.
    func jsonPointer() -> Bool {
        if end == position { return true }
        guard bytes[position] == 0x2F else { return false }
        for offset in position..<end where bytes[offset] == 0x7E {
            guard offset + 1 < end, bytes[offset + 1] | 1 == 0x31 else { return false }
        }
        return true
    }

    /// Source: Relative JSON Pointers, draft 01.
    mutating func relativeJSONPointer() -> Bool {
        let first = next
        let count = skipDigits()
        guard count > 0, count == 1 || first != 0x30 else { return false }
        if next == 0x23 { return rest == 1 }
        return jsonPointer()
    }
}
