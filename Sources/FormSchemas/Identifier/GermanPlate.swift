/// German plates: district, letters, number; authorities and diplomats have series of their own.
enum GermanPlate {
    /// - Source: Fahrzeug-Zulassungsverordnung, annexes 2 and 4.
    static func check(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let outcome = outcome(trace)
        if outcome == .wrongFormat, let steps = trace.steps { steps.misfit = misfit(trace) }
        return outcome
    }

    /// The first character that no plate has, else what is wrong with their order.
    private static func misfit(_ trace: IdentifierTrace) -> IdentifierMisfit {
        var offset = 0
        var position = 1
        var isAfterSeparator = true
        while offset < trace.count {
            let length = max(letterLength(trace, offset), 1)
            let byte = trace[offset]
            let isSeparator = isSeparator(byte)
            if isSeparator, isAfterSeparator { return IdentifierMisfit(.separator) }
            if length == 1, letterLength(trace, offset) == 0, !isSeparator,
                !(0x30...0x39).contains(byte)
            {
                let found = trace.text(offset..<trace.count).first
                return IdentifierMisfit(.wrong, position: position, found: found, expected: "x")
            }
            isAfterSeparator = isSeparator
            offset += length
            position += 1
        }
        return position == 1
            ? IdentifierMisfit(.missing, position: 1)
            : IdentifierMisfit(isAfterSeparator ? .separator : .plate)
    }

    private static func outcome(_ trace: IdentifierTrace) -> IdentifierOutcome {
        var letters = 0
        var groups = 0
        var district = 0
        var offset = 0
        // District and letters, at most three and two, with or without a separator between.
        while offset < trace.count {
            let length = letterLength(trace, offset)
            if length > 0 {
                letters += 1
                offset += length
            } else if isSeparator(trace[offset]), letters > 0, groups < 2 {
                if groups == 0 { district = letters }
                groups += 1
                offset += 1
                if offset < trace.count, isSeparator(trace[offset]) { return .wrongFormat }
            } else {
                break
            }
        }
        if letters == 0 { return diplomat(trace) }
        if isAuthority(trace, offset) { return .formatOnly }
        let digits = offset
        while offset < trace.count, (0x30...0x39).contains(trace[offset]) { offset += 1 }
        let count = offset - digits
        guard count > 0, count <= 4, trace[digits] != 0x30 else { return .wrongFormat }
        let suffix = trace.count - offset
        if suffix > 0 {
            let byte = trace[offset] & 0xDF
            guard suffix == 1, byte == UInt8(ascii: "E") || byte == UInt8(ascii: "H") else {
                return .wrongFormat
            }
        }
        let splits =
            district == 0 || district == letters
            ? (2...5).contains(letters) : district <= 3 && (1...2).contains(letters - district)
        return splits && letters + count + suffix <= 8 ? .formatOnly : .wrongFormat
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".")
    }

    /// The bytes of a letter, umlauts included; 0 for anything else.
    private static func letterLength(_ trace: IdentifierTrace, _ offset: Int) -> Int {
        if (0x41...0x5A).contains(trace[offset] & 0xDF), trace[offset] >= 0x41 { return 1 }
        guard trace[offset] == 0xC3, offset + 1 < trace.count else { return 0 }
        switch trace[offset + 1] {
        case 0x84, 0x96, 0x9C, 0xA4, 0xB6, 0xBC: return 2
        default: return 0
        }
    }

    /// Federal police, army, relief, the parliaments, governments and police of the Länder: a
    /// prefix and up to six digits.
    private static func isAuthority(_ trace: IdentifierTrace, _ start: Int) -> Bool {
        var end = start
        while end > 0, isSeparator(trace[end - 1]) { end -= 1 }
        guard end < 4, authorities.contains(trace.read, 0..<end) else { return false }
        var digits = 0
        for offset in start..<trace.count {
            if (0x30...0x39).contains(trace[offset]) {
                digits += 1
            } else if !isSeparator(trace[offset]) || isSeparator(trace[offset - 1]) {
                return false
            }
        }
        return (1...6).contains(digits) && !isSeparator(trace[trace.count - 1])
    }

    private static let authorities = CodeTable(
        list: "BP BD BG THW X Y BBL BWL BYL HEL LSA LSN MVL NL NRW RPL SAL SH THL")

    /// `0-17-123` or `0 17-1`: a nought, the country's number, the order of precedence.
    private static func diplomat(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.count > 4, trace.count <= 10, trace[0] == 0x30, isSeparator(trace[1]) else {
            return .wrongFormat
        }
        var digits = 0
        var groups = 1
        for offset in 2..<trace.count {
            if (0x30...0x39).contains(trace[offset]) {
                digits += 1
            } else if isSeparator(trace[offset]), digits > 0, groups == 1 {
                groups = 2
                digits = 0
            } else {
                return .wrongFormat
            }
            if digits > 3 { return .wrongFormat }
        }
        return groups == 2 && digits > 0 ? .formatOnly : .wrongFormat
    }
}
