extension PatternParser {
    mutating func escape(_ start: Int) throws(PatternError) -> (PatternSyntax, Bool) {
        if skip("b" as Unicode.Scalar) { return (.assertion(.wordBoundary), false) }
        if skip("B" as Unicode.Scalar) { return (.assertion(.notWordBoundary), false) }
        if let digit = next, (0x31...0x39).contains(digit) {
            references.append((number(), nil, start))
            return (.notLinear("back-references", offset: start), true)
        }
        if skip("k<") {
            references.append((nil, try groupName(), start))
            return (.notLinear("back-references", offset: start), true)
        }
        return (.set(try escapedSet(inClass: false)), true)
    }

    /// What follows a backslash and stands for a set of scalars.
    private mutating func escapedSet(inClass: Bool) throws(PatternError) -> ScalarSet {
        guard let value = next else { throw fail("the pattern ends too early") }
        let scalar = Unicode.Scalar(value) ?? " "
        position += 1
        switch scalar {
        case "d": return .digit
        case "D": return ScalarSet.digit.inverted
        case "w": return .word
        case "W": return ScalarSet.word.inverted
        case "s": return .space
        case "S": return ScalarSet.space.inverted
        case "p": return try property()
        case "P": return try property().inverted
        case "t": return ScalarSet(0x09)
        case "n": return ScalarSet(0x0A)
        case "v": return ScalarSet(0x0B)
        case "f": return ScalarSet(0x0C)
        case "r": return ScalarSet(0x0D)
        case "b" where inClass: return ScalarSet(0x08)
        case "-" where inClass: return ScalarSet(0x2D)
        case "0":
            if let digit = next, (0x30...0x39).contains(digit) {
                throw fail("an octal escape is not allowed")
            }
            return ScalarSet(0)
        case "c":
            guard let letter = next, (0x41...0x5A).contains(letter & ~0x20) else {
                throw fail("\\c needs a letter")
            }
            position += 1
            return ScalarSet(letter & 0x1F)
        case "x": return ScalarSet(try hexadecimal(2))
        case "u": return ScalarSet(try unicodeEscape())
        case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
            return ScalarSet(value)
        default:
            position -= 1
            throw fail("an escape that ECMA-262 does not have")
        }
    }

    private mutating func hexadecimal(_ count: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let scalar = next, scalar < 0x80,
                let digit = JSONEscapes.hexDigit(UInt8(scalar))
            else { throw fail("a hexadecimal digit is expected here") }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    mutating func groupNameEscape() throws(PatternError) -> UInt32 {
        guard skip("u" as Unicode.Scalar) else { throw fail("a group name is not an identifier") }
        return try unicodeEscape()
    }

    private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
        if skip("{" as Unicode.Scalar) {
            var value: UInt32 = 0
            let start = position
            while let scalar = next, scalar < 0x80, let digit = JSONEscapes.hexDigit(UInt8(scalar))
            {
                value = value << 4 | digit
                if value > ScalarSet.last { throw fail("beyond the last Unicode scalar") }
                position += 1
            }
            if position == start || !skip("}" as Unicode.Scalar) {
                throw fail("\\u{…} is not closed")
            }
            return value
        }
        let high = try hexadecimal(4)
        let resume = position
        if high & 0xFC00 == 0xD800, skip("\\u"), let low = try? hexadecimal(4),
            low & 0xFC00 == 0xDC00
        {
            return 0x10000 + (high & 0x3FF) << 10 + low & 0x3FF
        }
        if high & 0xFC00 == 0xD800 { position = resume }
        return high
    }

    private mutating func property() throws(PatternError) -> ScalarSet {
        let start = position
        guard skip("{" as Unicode.Scalar) else { throw fail("\\p needs {…}") }
        var text = ""
        while let value = next, value != 0x7D, let scalar = Unicode.Scalar(value) {
            text.unicodeScalars.append(scalar)
            position += 1
        }
        guard skip("}" as Unicode.Scalar) else { throw fail("\\p{…} is not closed") }
        if let set = properties[text] ?? UnicodeProperty.set(named: text) {
            properties[text] = set
            return set
        }
        throw PatternError(
            reason: .syntax, offset: start, message: "\\p{\(text)} is not a Unicode property")
    }

    // MARK: - Classes

    mutating func characterClass() throws(PatternError) -> ScalarSet {
        let isInverted = skip("^" as Unicode.Scalar)
        var ranges: [ClosedRange<UInt32>] = []
        while !at("]") {
            let (low, lowSingle) = try classAtom()
            guard at("-"), position + 1 < scalars.count, scalars[position + 1] != 0x5D else {
                ranges += low.ranges
                continue
            }
            position += 1
            guard let first = lowSingle, let last = try classAtom().1 else {
                throw fail("a set cannot bound a range")
            }
            if last < first { throw fail("a range is out of order") }
            ranges.append(first...last)
        }
        position += 1
        let set = ScalarSet(ranges)
        return isInverted ? set.inverted : set
    }

    /// One member of a class: its set, and the scalar if it stands for a single one.
    private mutating func classAtom() throws(PatternError) -> (ScalarSet, UInt32?) {
        guard let scalar = next else { throw fail("a class is not closed") }
        position += 1
        guard scalar == 0x5C else { return (ScalarSet(scalar), scalar) }
        let isSet = next.map { "dDwWsSpP".unicodeScalars.map(\.value).contains($0) } ?? false
        let set = try escapedSet(inClass: true)
        return (set, isSet ? nil : set.ranges.first?.lowerBound)
    }
}
