/// Machine-readable zones and numbers of travel documents.
///
/// - Source: ICAO Doc 9303, parts 3 to 6.
enum TravelIdentifiers {
    static let all = [
        IdentifierType(
            "mrz", "MRZ",
            (
                "machineleesbare zone (MRZ)", "une zone lisible par machine (MRZ)",
                "eine maschinenlesbare Zone (MRZ)", "a machine-readable zone (MRZ)"
            ),
            "[A-Z0-9<]{90}|[A-Z0-9<]{72}|[A-Z0-9<]{88}",
            form: (
                "de regels na elkaar, 3 × 30, 2 × 36 of 2 × 44 tekens uit A–Z, 0–9 en <",
                "les lignes l'une après l'autre, 3 × 30, 2 × 36 ou 2 × 44 caractères parmi A–Z, "
                    + "0–9 et <",
                "die Zeilen hintereinander, 3 × 30, 2 × 36 oder 2 × 44 Zeichen aus A–Z, 0–9 und <",
                "the lines one after the other, 3 × 30, 2 × 36 or 2 × 44 characters out of A–Z, "
                    + "0–9 and <"
            ),
            example: """
                P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B\
                <<<<<10
                """, draws: Draws.td1 + "|" + Draws.td2 + "|" + Draws.td3,
            separators: "", isPersonal: true, check: { zone($0) }),
        IdentifierType(
            "mrz-td1", "MRZ_TD1",
            (
                "machineleesbare zone van een kaart (3 × 30)", "une zone MRZ de carte (3 × 30)",
                "eine MRZ einer Karte (3 × 30)", "a card's MRZ (3 × 30)"
            ),
            "[A-Z0-9<]{90}",
            example: """
                I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA\
                <<<<<<<<<<
                """, draws: Draws.td1, separators: "", isPersonal: true, check: { zone($0) }),
        IdentifierType(
            "mrz-td2", "MRZ_TD2",
            (
                "machineleesbare zone van een kaart (2 × 36)", "une zone MRZ de carte (2 × 36)",
                "eine MRZ einer Karte (2 × 36)", "a card's MRZ (2 × 36)"
            ),
            "[A-Z0-9<]{72}",
            example: """
                I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6
                """, draws: Draws.td2, separators: "", isPersonal: true, check: { zone($0) }),
        IdentifierType(
            "mrz-td3", "MRZ_TD3",
            (
                "machineleesbare zone van een paspoort (2 × 44)",
                "une zone MRZ de passeport (2 × 44)", "eine MRZ eines Passes (2 × 44)",
                "a passport's MRZ (2 × 44)"
            ),
            "[A-Z0-9<]{88}",
            example: """
                P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B\
                <<<<<10
                """, draws: Draws.td3, separators: "", isPersonal: true, check: { zone($0) }),
        IdentifierType(
            "icao-document", "DOCUMENT_ICAO",
            (
                "documentnummer met controlecijfer (ICAO)",
                "un numéro de document avec chiffre de contrôle (OACI)",
                "eine Dokumentnummer mit Prüfziffer (ICAO)",
                "a document number with its check digit (ICAO)"
            ),
            "[A-Z0-9<]{9}d", example: "L898902C36", isPersonal: true,
            check: { trace in
                compare(trace, .documentNumber, 0..<9, at: 9) ? .fits : .wrongDigits
            }),
    ]

    private enum Draws {
        static let person = "[4-9]d0[1-9][01][1-9]d[FM<]3[0-4]0[1-9][01][1-9]d"
        static let td1 =
            "I<NLDx{9}d<{15}" + person + "NLD<{11}dDE<BRUIJN<<WILLEKE<LISELOTTE<{2}"
        static let td2 = "I<BELDE<SMET<<JAN<{19}x{9}dBEL" + person + "<{7}d"
        static let td3 = "P<LUXWEBER<<ANNE<{28}x{9}dLUX" + person + "d{14}dd"
    }

    @inline(__always)
    private static func zone(_ trace: IdentifierTrace) -> IdentifierOutcome {
        switch trace.count {
        case 90:
            check(
                trace, number: 5, birth: 30, expiry: 38, overflow: 15..<30, personal: 0..<0,
                composite: (5..<30, 30..<37, 38..<45, 48..<59), at: 59)
        case 72:
            check(
                trace, number: 36, birth: 49, expiry: 57, overflow: 64..<71, personal: 0..<0,
                composite: (36..<46, 49..<56, 57..<71, 0..<0), at: 71)
        default:
            check(
                trace, number: 44, birth: 57, expiry: 65, overflow: 0..<0, personal: 72..<86,
                composite: (44..<54, 57..<64, 65..<87, 0..<0), at: 87)
        }
    }

    private static func check(
        _ trace: IdentifierTrace, number: Int, birth: Int, expiry: Int,
        overflow: Range<Int>, personal: Range<Int>,
        composite: (Range<Int>, Range<Int>, Range<Int>, Range<Int>), at last: Int
    ) -> IdentifierOutcome {
        var fits = longNumber(trace, number, overflow)
        guard isDate(trace, birth), isDate(trace, expiry) else { return .wrongDate }
        fits = compare(trace, .birthDate, birth..<birth + 6, at: birth + 6) && fits
        fits = compare(trace, .expiryDate, expiry..<expiry + 6, at: expiry + 6) && fits
        if !personal.isEmpty { fits = optional(trace, personal) && fits }
        var sum = 0
        var position = 0
        for range in [composite.0, composite.1, composite.2, composite.3] {
            CheckDigits.icao(trace.read, range, &sum, &position)
        }
        let fitsAll = trace.compare(.composite, sum % 10, at: last..<last + 1, "\(sum) mod 10")
        return fits && fitsAll ? .fits : .wrongDigits
    }

    /// Nine characters and a check digit; where `<` stands instead of it, number and check digit
    /// run on into the optional data.
    private static func longNumber(
        _ trace: IdentifierTrace, _ start: Int, _ overflow: Range<Int>
    ) -> Bool {
        guard trace[start + 9] == UInt8(ascii: "<"), !overflow.isEmpty else {
            return compare(trace, .documentNumber, start..<start + 9, at: start + 9)
        }
        var end = overflow.lowerBound
        while end < overflow.upperBound, trace[end] != UInt8(ascii: "<") { end += 1 }
        guard end > overflow.lowerBound else { return false }
        var sum = 0
        var position = 0
        CheckDigits.icao(trace.read, start..<start + 9, &sum, &position)
        CheckDigits.icao(trace.read, overflow.lowerBound..<end - 1, &sum, &position)
        return trace.compare(.documentNumber, sum % 10, at: end - 1..<end, "\(sum) mod 10")
    }

    /// Optional data whose check digit may be left out while there are none.
    private static func optional(_ trace: IdentifierTrace, _ range: Range<Int>) -> Bool {
        let filler = UInt8(ascii: "<")
        if trace[range.upperBound] == filler { return range.allSatisfy { trace[$0] == filler } }
        return compare(trace, .optionalData, range, at: range.upperBound)
    }

    private static func compare(
        _ trace: IdentifierTrace, _ label: IdentifierLabel, _ range: Range<Int>, at place: Int
    ) -> Bool {
        var sum = 0
        var position = 0
        CheckDigits.icao(trace.read, range, &sum, &position)
        return trace.compare(
            label, sum % 10, at: place..<place + 1,
            "(Σ 7,3,1 × \(trace.text(range)) = \(sum)) mod 10")
    }

    /// YYMMDD of which month and day may be unknown, `<<`.
    private static func isDate(_ trace: IdentifierTrace, _ start: Int) -> Bool {
        func pair(_ offset: Int) -> Int? {
            let digits = offset..<offset + 2
            if digits.allSatisfy({ trace[$0] == UInt8(ascii: "<") }) { return 1 }
            guard digits.allSatisfy({ (0x30...0x39).contains(trace[$0]) }) else { return nil }
            return trace.number(digits)
        }
        guard pair(start) != nil, let month = pair(start + 2), let day = pair(start + 4) else {
            return false
        }
        // Of the century nothing is said: 2000 is a leap year.
        return IdentifierDates.exists(year: 2000, month: month, day: day)
    }
}
