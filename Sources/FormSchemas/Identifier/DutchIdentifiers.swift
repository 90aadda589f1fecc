/// The identifiers of the Netherlands.
enum DutchIdentifiers {
    static let all = [
        IdentifierType(
            "nl-bsn", "BSN",
            (
                "burgerservicenummer", "un numéro de service citoyen néerlandais (BSN)",
                "eine niederländische Bürgerservicenummer (BSN)",
                "a Dutch citizen service number (BSN)"
            ),
            "d{9}", example: "111222333", isPersonal: true, completion: { padded($0) },
            check: { eleven($0) }),
        IdentifierType(
            "nl-rsin", "RSIN",
            (
                "RSIN", "un numéro RSIN néerlandais", "eine niederländische RSIN-Nummer",
                "a Dutch RSIN"
            ),
            "d{9}", example: "002564440", completion: { padded($0) }, check: { eleven($0) }),
        IdentifierType(
            "nl-vat", "VAT_NL",
            (
                "Nederlands btw-identificatienummer", "un numéro de TVA néerlandais",
                "eine niederländische Umsatzsteuer-Identifikationsnummer",
                "a Dutch VAT identification number"
            ),
            "NLd{9}Bd{2}", example: "NL004495445B01", aliases: ["nl-btw"], isPersonal: true,
            completion: { $0.hasPrefix("NL") ? $0 : "NL" + $0 }, check: { vat($0) }),
        IdentifierType(
            "nl-kvk", "KVK",
            (
                "KvK-nummer", "un numéro KvK néerlandais", "eine niederländische KvK-Nummer",
                "a Dutch chamber of commerce number (KvK)"
            ),
            "d{8}", example: "27124701"),
        IdentifierType(
            "nl-vestiging", "ESTABLISHMENT_NL",
            (
                "Nederlands vestigingsnummer", "un numéro d'établissement néerlandais",
                "eine niederländische Niederlassungsnummer", "a Dutch establishment number"
            ),
            "0000d{8}", example: "000012345678", aliases: ["vestigingsnummer"]),
        IdentifierType(
            "nl-document", "DOCUMENT_NL",
            (
                "nummer van een Nederlands paspoort of een Nederlandse identiteitskaart",
                "un numéro de passeport ou de carte d'identité néerlandais",
                "eine niederländische Pass- oder Ausweisnummer",
                "a Dutch passport or identity card number"
            ),
            "[A-NP-Z]{2}[A-NP-Z0-9]{6}d", example: "SPECI2014", separators: " ",
            aliases: ["nl-identiteitskaartnummer"], isPersonal: true),
    ]

    private static func padded(_ text: String) -> String {
        text.utf8.count == 8 ? "0" + text : text
    }

    /// The eleven test: Σ (9 … 2) · digit − the last digit is a multiple of 11.
    private static func eleven(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.repairs || trace.number(0..<9) != 0 else {
            return trace.misfit(.noughts)
        }
        return passesEleven(trace, from: 0) ? .fits : .wrongDigits
    }

    static func passesEleven(_ trace: IdentifierTrace, from start: Int) -> Bool {
        let sum = CheckDigits.weighted(trace.read, start, "98765432")
        // A remainder of 10 cannot be written as a digit, so that no number fits.
        return trace.compare(
            .checkDigit, sum % 11, at: start + 8..<start + 9,
            "(Σ 9,8,7,6,5,4,3,2 × \(trace.text(start..<start + 8)) = \(sum)) mod 11")
    }

    /// Either the eleven test (companies) or MOD 97-10 over all (sole traders since 2020).
    static func vat(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.number(12..<14) != 0, trace.number(2..<11) != 0 else {
            return trace.misfit(.noughts)
        }
        if passesEleven(trace, from: 2) { return .fits }
        return trace.compareMod97(CheckDigits.mod97(trace.read, 0..<14), checkAt: 12..<14)
            ? .fits : .wrongDigits
    }
}
