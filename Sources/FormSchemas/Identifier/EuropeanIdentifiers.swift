/// Identifiers of the European Union that lead to national ones.
enum EuropeanIdentifiers {
    static let all = [
        IdentifierType(
            "eu-vat", "VAT_EU",
            (
                "btw-nummer van een EU-lidstaat", "un numéro de TVA d'un État membre de l'UE",
                "eine Umsatzsteuer-Identifikationsnummer eines EU-Mitgliedstaats",
                "a VAT number of an EU member state"
            ),
            "aa[A-Z0-9+*]{2,13}",
            form: (
                "de landcode (Griekenland: EL) en het btw-nummer van dat land",
                "le code du pays (Grèce : EL) et le numéro de TVA de ce pays",
                "der Ländercode (Griechenland: EL) und die Nummer dieses Landes",
                "the country's code (Greece: EL) and that country's VAT number"
            ), example: "BE0403019261", draws: "BE[01]d{9}|DE[1-9]d{8}|LUd{8}",
            separators: " .-/", completion: { completeVAT($0) }, check: { vat($0) }),
        IdentifierType(
            "eori", "EORI",
            ("EORI-nummer", "un numéro EORI", "eine EORI-Nummer", "an EORI number"),
            "aax{1,15}", example: "BE0403019261", draws: "BE[01]d{9}|NLd{9}|DEd{7,15}",
            isPersonal: true, check: { operatorNumber($0) }),
        PhoneNumber.type,
    ]

    /// Greece writes EL.
    private static func completeVAT(_ text: String) -> String {
        if text.hasPrefix("BE"), text.utf8.count == 11 { return "BE0" + text.dropFirst(2) }
        return text
    }

    /// The form of the member state; check digits of Belgium, the Netherlands, Luxembourg and
    /// Germany by their own rules.
    private static func vat(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let place = states.index(of: trace.read, 0..<2)
        guard trace.isKnown(.country, trace.text(0..<2), place != nil), let place else {
            return .unknownCode
        }
        guard trace.matches(forms[place], from: 2, after: trace.text(0..<2)) else {
            return .wrongFormat
        }
        switch (trace[0], trace[1]) {
        case (UInt8(ascii: "B"), UInt8(ascii: "E")):
            return BelgianIdentifiers.enterprise(trace, from: 2) ? .fits : .wrongDigits
        case (UInt8(ascii: "N"), UInt8(ascii: "L")): return DutchIdentifiers.vat(trace)
        case (UInt8(ascii: "L"), UInt8(ascii: "U")):
            return LuxembourgIdentifiers.vat(trace) ? .fits : .wrongDigits
        case (UInt8(ascii: "D"), UInt8(ascii: "E")):
            return GermanIdentifiers.vat(trace) ? .fits : .wrongDigits
        default: return .formatOnly
        }
    }

    private static let states = CodeTable(registry.map { $0.prefix(2) })

    /// In the order of ``states``.
    private static let forms = registry.sorted().map {
        IdentifierShape(String($0.dropFirst(3)))
    }

    /// - Source: European Commission, VIES, structure of VAT identification numbers.
    private static let registry = [
        "AT:Ud{8}", "BE:[01]d{9}", "BG:d{9,10}", "CY:d{8}a", "CZ:d{8,10}", "DE:[1-9]d{8}",
        "DK:d{8}", "EE:d{9}", "EL:d{9}", "ES:xd{7}x", "FI:d{8}", "FR:xxd{9}", "HR:d{11}",
        "HU:d{8}", "IE:d[A-Z0-9+*]d{5}a{1,2}", "IT:d{11}", "LT:d{9}|d{12}", "LU:d{8}", "LV:d{11}",
        "MT:d{8}", "NL:d{9}Bd{2}", "PL:d{10}", "PT:d{9}", "RO:d{2,10}", "SE:d{12}", "SI:d{8}",
        "SK:d{10}", "XI:d{9}|d{12}|GDd{3}|HAd{3}",
    ]

    // MARK: - EORI

    /// Belgium numbers operators by enterprise number, the Netherlands by RSIN, Germany in digits;
    /// of the others the country is known.
    private static func operatorNumber(_ trace: IdentifierTrace) -> IdentifierOutcome {
        // Northern Ireland is no country of ISO 3166.
        let isIreland = trace[0] == UInt8(ascii: "X") && trace[1] == UInt8(ascii: "I")
        let isKnown = isIreland || CodeTable.countries.contains(trace.read, 0..<2)
        guard trace.isKnown(.country, trace.text(0..<2), isKnown) else { return .unknownCode }
        switch (trace[0], trace[1]) {
        case (UInt8(ascii: "B"), UInt8(ascii: "E")):
            guard trace.matches(enterprise, from: 2, after: "BE") else { return .wrongFormat }
            return BelgianIdentifiers.enterprise(trace, from: 2) ? .fits : .wrongDigits
        case (UInt8(ascii: "N"), UInt8(ascii: "L")):
            guard trace.matches(nineDigits, from: 2, after: "NL") else { return .wrongFormat }
            return DutchIdentifiers.passesEleven(trace, from: 2) ? .fits : .wrongDigits
        case (UInt8(ascii: "D"), UInt8(ascii: "E")):
            return trace.matches(digits, from: 2, after: "DE") ? .formatOnly : .wrongFormat
        default: return .formatOnly
        }
    }

    private static let enterprise = IdentifierShape("[01]d{9}")
    private static let nineDigits = IdentifierShape("d{9}")
    private static let digits = IdentifierShape("d{1,15}")
}
