/// Number plates. Documents carry them as they are written; separators and case do not count.
enum PlateIdentifiers {
    static let all = [
        IdentifierType(
            "be-plate", "PLATE_BE",
            (
                "Belgische nummerplaat", "une plaque belge", "ein belgisches Kennzeichen",
                "a Belgian plate"
            ),
            "", example: "1-ABC-123", draws: "[1-9]-a{3}-d{3}", aliases: ["plate-be"],
            rewrite: { belgianForm($0) }, check: { series($0, belgian) }),
        IdentifierType(
            "nl-plate", "PLATE_NL",
            (
                "Nederlands kenteken", "une plaque néerlandaise",
                "ein niederländisches Kennzeichen",
                "a Dutch plate"
            ),
            "", example: "1-BCD-23", draws: "[1-9]-[B-DF-HJ-NP-TV-Z]{3}-d{2}",
            aliases: ["plate-nl"],
            rewrite: { written($0) }, check: { series($0, dutch) }),
        IdentifierType(
            "lu-plate", "PLATE_LU",
            (
                "Luxemburgse nummerplaat", "une plaque luxembourgeoise",
                "ein luxemburgisches Kennzeichen", "a Luxembourg plate"
            ),
            "", example: "AB 1234", draws: "a{2} d{4}", aliases: ["plate-lu"],
            rewrite: { written($0) }, check: { series($0, luxembourg) }),
        IdentifierType(
            "de-plate", "PLATE_DE",
            (
                "Duits kenteken", "une plaque allemande", "ein deutsches Kennzeichen",
                "a German plate"
            ),
            "", example: "AC-AB 123", draws: "[A-Z]{1,2}-[A-Z]{2} [1-9]d{0,3}",
            aliases: ["plate-de"], rewrite: { written($0) }, check: { GermanPlate.check($0) }),
    ]

    /// Since 2010, 1973–2010 (letters first, then digits first), diplomats.
    private static let belgian = IdentifierShape(
        "[1-9]aaaddd|aaaddd|dddaaa|CDaaddd|CDaddd|CDddda")

    /// Side codes 1 to 14, the royal house, the International Court of Justice. No vowels since
    /// side code 4.
    private static let dutch = IdentifierShape(
        """
        aadddd|ddddaa|ddaadd|n{2}ddn{2}|n{4}dd|ddn{4}|ddn{3}d|dn{3}dd|n{2}dddn|ndddn{2}|n{3}ddd\
        |nddn{3}|dn{2}ddd|dddn{2}d|AAd{1,3}|CDJddd
        """.replacingLetters())

    private static let luxembourg = IdentifierShape("aadddd|[1-9]d{0,4}|CDdddd")

    /// The longest written plate with all its separators.
    private static let bytesMax = 20

    /// Matches a plate without its separators, in capitals.
    private static func series(
        _ trace: IdentifierTrace, _ shape: IdentifierShape
    ) -> IdentifierOutcome {
        guard trace.count <= bytesMax else { return .wrongFormat }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytesMax) { plain in
            guard let base = plain.baseAddress,
                let count = compact(trace.read, trace.count, into: base),
                shape.matches(base, count)
            else { return .wrongFormat }
            return .formatOnly
        }
    }

    /// Copies letters as capitals and digits; `nil` if something else than a separator stands
    /// there, or a separator where none can be: at an end or twice.
    static func compact(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, into plain: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        var length = 0
        var afterSeparator = true
        for offset in 0..<count {
            let byte = bytes[offset]
            switch byte {
            case 0x30...0x39, 0x41...0x5A: plain[length] = byte
            case 0x61...0x7A: plain[length] = byte & 0xDF
            case UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "."):
                if afterSeparator { return nil }
                afterSeparator = true
                continue
            default: return nil
            }
            afterSeparator = false
            length += 1
        }
        return afterSeparator ? nil : length
    }

    // MARK: - As it is written

    private static func written(_ text: String) -> String {
        text.uppercased().split { $0.isWhitespace }.joined(separator: " ")
    }

    /// Hyphens between digits and letters.
    private static func belgianForm(_ text: String) -> String {
        let plain = text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "." }
        var form = ""
        for character in plain {
            if let last = form.last, last.isNumber != character.isNumber { form.append("-") }
            form.append(character)
        }
        return form
    }
}

extension String {
    /// `n` stands for a letter that is no vowel.
    fileprivate func replacingLetters() -> String {
        map { $0 == "n" ? "[B-DF-HJ-NP-TV-Z]" : String($0) }.joined()
    }
}

/// German plates: district, letters, number; authorities and diplomats have series of their own.
enum GermanPlate {
    /// - Source: Fahrzeug-Zulassungsverordnung, annexes 2 and 4.
    static func check(_ trace: IdentifierTrace) -> IdentifierOutcome {
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
