/// Number plates. Documents carry them as they are written; separators and case do not count.
enum PlateIdentifiers {
    static let all = [
        IdentifierType(
            "be-plate", "PLATE_BE",
            (
                "Belgische nummerplaat", "une plaque belge", "ein belgisches Kennzeichen",
                "a Belgian plate"
            ),
            "",
            form: (
                "1-ABC-123, of van vóór 2010 ABC-123 of 123-ABC",
                "1-ABC-123, ou d'avant 2010 ABC-123 ou 123-ABC",
                "1-ABC-123, oder von vor 2010 ABC-123 oder 123-ABC",
                "1-ABC-123, or from before 2010 ABC-123 or 123-ABC"
            ),
            example: "1-ABC-123", draws: "[1-9]-a{3}-d{3}", aliases: ["plate-be"],
            rewrite: { belgianForm($0) }, check: { series($0, belgian) }),
        IdentifierType(
            "nl-plate", "PLATE_NL",
            (
                "Nederlands kenteken", "une plaque néerlandaise",
                "ein niederländisches Kennzeichen",
                "a Dutch plate"
            ),
            "",
            form: (
                "6 letters en cijfers in groepen zoals 1-BCD-23, 12-BC-DF of BC-123-D, "
                    + "sinds 1978 zonder klinkers",
                "6 lettres et chiffres en groupes comme 1-BCD-23, 12-BC-DF ou BC-123-D, "
                    + "sans voyelles depuis 1978",
                "6 Buchstaben und Ziffern in Gruppen wie 1-BCD-23, 12-BC-DF oder BC-123-D, "
                    + "seit 1978 ohne Vokale",
                "6 letters and digits in groups such as 1-BCD-23, 12-BC-DF or BC-123-D, "
                    + "without vowels since 1978"
            ),
            example: "1-BCD-23", draws: "[1-9]-[B-DF-HJ-NP-TV-Z]{3}-d{2}",
            aliases: ["plate-nl"],
            rewrite: { written($0) }, check: { series($0, dutch) }),
        IdentifierType(
            "lu-plate", "PLATE_LU",
            (
                "Luxemburgse nummerplaat", "une plaque luxembourgeoise",
                "ein luxemburgisches Kennzeichen", "a Luxembourg plate"
            ),
            "",
            form: (
                "2 letters en 4 cijfers, of 1 tot 5 cijfers zonder nul vooraan",
                "2 lettres et 4 chiffres, ou de 1 à 5 chiffres sans zéro au début",
                "2 Buchstaben und 4 Ziffern, oder 1 bis 5 Ziffern ohne Null am Anfang",
                "2 letters and 4 digits, or 1 to 5 digits without a leading nought"
            ),
            example: "AB 1234", draws: "a{2} d{4}", aliases: ["plate-lu"],
            rewrite: { written($0) }, check: { series($0, luxembourg) }),
        IdentifierType(
            "de-plate", "PLATE_DE",
            (
                "Duits kenteken", "une plaque allemande", "ein deutsches Kennzeichen",
                "a German plate"
            ),
            "",
            form: (
                "1 tot 3 letters van het district, 1 of 2 letters, 1 tot 4 cijfers, samen hoogstens "
                    + "8 tekens, eventueel E of H op het einde",
                "1 à 3 lettres du district, 1 ou 2 lettres, 1 à 4 chiffres, 8 caractères au plus en "
                    + "tout, éventuellement E ou H à la fin",
                "1 bis 3 Buchstaben des Bezirks, 1 oder 2 Buchstaben, 1 bis 4 Ziffern, zusammen "
                    + "höchstens 8 Zeichen, am Ende auch E oder H",
                "1 to 3 letters of the district, 1 or 2 letters, 1 to 4 digits, 8 characters in all "
                    + "at most, E or H may follow"
            ),
            example: "AC-AB 123", draws: "[A-Z]{1,2}-[A-Z]{2} [1-9]d{0,3}",
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
        guard trace.count <= bytesMax else {
            trace.steps?.misfit = IdentifierMisfit(.surplus, position: bytesMax + 1)
            return .wrongFormat
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytesMax) { plain in
            guard let base = plain.baseAddress,
                let count = compact(trace.read, trace.count, into: base),
                shape.matches(base, count)
            else {
                if let steps = trace.steps { steps.misfit = misfit(trace, shape) }
                return .wrongFormat
            }
            return .formatOnly
        }
    }

    /// Where a plate departs from its series; the place is that of the text as it is written.
    private static func misfit(
        _ trace: IdentifierTrace, _ shape: IdentifierShape
    ) -> IdentifierMisfit {
        var plain: [UInt8] = []
        var places: [Int] = []
        for offset in 0..<trace.count {
            let byte = trace[offset]
            if [0x20, 0x2D, 0x2E].contains(byte) { continue }
            plain.append((0x61...0x7A).contains(byte) ? byte & 0xDF : byte)
            places.append(offset)
        }
        let count = plain.count
        plain.append(0)
        return plain.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                return IdentifierMisfit(.missing, position: 1)
            }
            if shape.matches(base, count) { return IdentifierMisfit(.separator) }
            var misfit = IdentifierMisfit(shape, base, count)
            if let position = misfit.position {
                misfit.position = (position <= count ? places[position - 1] : trace.count) + 1
            }
            return misfit
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
