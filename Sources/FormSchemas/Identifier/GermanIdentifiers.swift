/// The identifiers of Germany, apart from the commercial register.
enum GermanIdentifiers {
    static let all = [
        IdentifierType(
            "de-idnr", "IDNR_DE",
            (
                "Duits fiscaal identificatienummer (IdNr)",
                "un numéro d'identification fiscale allemand (IdNr)",
                "eine deutsche steuerliche Identifikationsnummer (IdNr)",
                "a German tax identification number (IdNr)"
            ),
            "[1-9]d{10}", example: "36574261809", separators: " .-/,",
            aliases: ["de-idnr-tin"], isPersonal: true, check: { taxNumber($0) }),
        IdentifierType(
            "de-vat", "VAT_DE",
            (
                "Duits btw-nummer (USt-IdNr.)", "un numéro de TVA allemand (USt-IdNr.)",
                "eine deutsche Umsatzsteuer-Identifikationsnummer (USt-IdNr.)",
                "a German VAT number (USt-IdNr.)"
            ),
            "DE[1-9]d{8}", example: "DE136695976", separators: " .-/,", aliases: ["ust-idnr"],
            completion: { $0.hasPrefix("DE") ? $0 : "DE" + $0 },
            check: { vat($0) ? .fits : .wrongDigits }),
        IdentifierType(
            "de-steuernummer", "STEUERNUMMER_DE",
            (
                "Duits belastingnummer (Steuernummer)",
                "un numéro fiscal allemand (Steuernummer)", "eine deutsche Steuernummer",
                "a German tax number (Steuernummer)"
            ),
            // Ten or eleven digits as the Land writes them; thirteen for the whole country.
            "d{10,11}|[59]ddd0d{8}|1[01]dd0d{8}|2[1-46-8]dd0d{8}|3[0-2]dd0d{8}|4[01]dd0d{8}",
            form: (
                "10 of 11 cijfers zoals de deelstaat ze schrijft, of 13 met een 0 op de vijfde plaats",
                "10 ou 11 chiffres comme le Land les écrit, ou 13 dont le cinquième est 0",
                "10 oder 11 Ziffern, wie das Land sie schreibt, oder 13 mit einer 0 an fünfter Stelle",
                "10 or 11 digits as the Land writes them, or 13 of which the fifth is 0"
            ),
            example: "5133081508159", separators: " .-/,",
            aliases: ["de-stnr", "stnr"], isPersonal: true),
        CommercialRegister.type,
    ]

    /// Of the first ten digits exactly one occurs twice or three times; the last is ISO 7064
    /// MOD 11,10.
    private static func taxNumber(_ trace: IdentifierTrace) -> IdentifierOutcome {
        // Four bits per digit.
        var counts: UInt64 = 0
        for offset in 0..<10 { counts += 1 << UInt64(CheckDigits.digit(trace[offset]) * 4) }
        var repeated = 0
        var most: UInt64 = 0
        for digit in 0..<10 {
            let count = counts >> UInt64(digit * 4) & 0xF
            if count > 1 { repeated += 1 }
            most = max(most, count)
        }
        let isRight = repeated == 1 && most <= 3
        guard trace.isRight(.digitPattern, repetitions(counts), isRight) else {
            return .wrongDigits
        }
        return mod11and10(trace, 0..<10) ? .fits : .wrongDigits
    }

    /// The digits that occur more than once: `5 (2×), 6 (3×)`.
    private static func repetitions(_ counts: UInt64) -> String {
        let repeated = (0..<10).compactMap { digit in
            let count = counts >> UInt64(digit * 4) & 0xF
            return count > 1 ? "\(digit) (\(count)×)" : nil
        }
        return repeated.isEmpty ? "–" : repeated.joined(separator: ", ")
    }

    static func vat(_ trace: IdentifierTrace) -> Bool { mod11and10(trace, 2..<10) }

    private static func mod11and10(_ trace: IdentifierTrace, _ range: Range<Int>) -> Bool {
        trace.compare(
            .checkDigit, CheckDigits.mod11and10(trace.read, range),
            at: range.upperBound..<range.upperBound + 1,
            "ISO 7064 MOD 11,10 (\(trace.text(range)))")
    }
}
