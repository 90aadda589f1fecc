/// The identifiers of Belgium.
enum BelgianIdentifiers {
    static let all = [
        IdentifierType(
            "be-niss", "NISS",
            (
                "rijksregisternummer of bisnummer", "un numéro d'identification NISS",
                "eine belgische Identifikationsnummer (ENSS)",
                "a Belgian national number (NISS/INSZ)"
            ),
            "d{11}", example: "85073003328", draws: "dd[0-5]d[0-3]d{6}",
            aliases: ["niss", "insz", "be-ssn"], isPersonal: true,
            check: { national($0, bis: true, register: true) }),
        IdentifierType(
            "be-nn", "NN_BE",
            (
                "Belgisch rijksregisternummer", "un numéro de registre national belge",
                "eine belgische Nationalregisternummer", "a Belgian national register number"
            ),
            "d{11}", example: "85073003328", draws: "dd[01]d[0-3]d{6}", aliases: ["rrn"],
            isPersonal: true, check: { national($0, bis: false, register: true) }),
        IdentifierType(
            "be-bis", "BIS",
            (
                "Belgisch bisnummer", "un numéro bis belge", "eine belgische Bis-Nummer",
                "a Belgian bis number"
            ),
            "d{11}", example: "98472899765", draws: "dd[2-5]d[0-3]d{6}", isPersonal: true,
            check: { national($0, bis: true, register: false) }),
        IdentifierType(
            "be-kbo", "KBO",
            (
                "Belgisch ondernemingsnummer", "un numéro d'entreprise belge",
                "eine belgische Unternehmensnummer", "a Belgian enterprise number (KBO/BCE)"
            ),
            "[01]d{9}", example: "0403019261", separators: " .-/", aliases: ["bce", "be-bce"],
            completion: { $0.utf8.count == 9 ? "0" + $0 : $0 },
            check: { enterprise($0, from: 0) ? .fits : .wrongDigits }),
        IdentifierType(
            "be-establishment", "ESTABLISHMENT_BE",
            (
                "Belgisch vestigingseenheidsnummer", "un numéro d'unité d'établissement belge",
                "eine belgische Niederlassungseinheitsnummer",
                "a Belgian establishment unit number"
            ),
            "[2-8]d{9}", example: "2001234516", separators: " .-/",
            check: { enterprise($0, from: 0) ? .fits : .wrongDigits }),
        IdentifierType(
            "be-vat", "VAT_BE",
            (
                "Belgisch btw-nummer", "un numéro de TVA belge",
                "eine belgische Mehrwertsteuernummer", "a Belgian VAT number"
            ),
            "BE[01]d{9}", example: "BE0403019261", separators: " .-/()",
            aliases: ["be-btw", "be-tva"], completion: { completeVAT($0) },
            check: { enterprise($0, from: 2) ? .fits : .wrongDigits }),
        IdentifierType(
            "be-eid", "EID_BE",
            (
                "Belgisch identiteitskaartnummer", "un numéro de carte d'identité belge",
                "eine belgische Personalausweisnummer", "a Belgian identity card number"
            ),
            "d{12}", example: "591191706458", separators: " .-/", isPersonal: true,
            check: { identityCard($0) }),
    ]

    private static func completeVAT(_ text: String) -> String {
        let digits = text.hasPrefix("BE") ? text.dropFirst(2) : text[...]
        return "BE" + (digits.utf8.count == 9 ? "0" : "") + digits
    }

    /// YYMMDD, a serial number that is odd for men, 97 − (the first nine mod 97).
    ///
    /// For those born from 2000 on, a 2 stands before the nine. Month and day may be 00, unknown
    /// or exhausted; a day beyond the month's last counts exhausted days. A bis number adds 20
    /// (sex unknown) or 40 to the month.
    static func national(
        _ trace: IdentifierTrace, bis: Bool, register: Bool
    ) -> IdentifierOutcome {
        let month = trace.number(2..<4)
        trace.note(.birthDate, trace.text(0..<2) + "-\(trace.text(2..<4))-\(trace.text(4..<6))")
        trace.note(.serial, trace.text(6..<9))
        let fits = nationalCheck(trace)
        guard fits == .fits else { return fits }
        let isRegister = month <= 12
        let isBis = (20...32).contains(month) || (40...52).contains(month)
        return register && isRegister || bis && isBis ? .fits : .wrongDate
    }

    private static func nationalCheck(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let number = trace.number(0..<9)
        let before = 97 - number % 97
        if trace.compare(.checkBefore2000, before, at: 9..<11, "97 − (\(number) mod 97)") {
            return .fits
        }
        let since = 2_000_000_000 + number
        guard trace.compare(.checkFrom2000, 97 - since % 97, at: 9..<11, "97 − (\(since) mod 97)")
        else { return .wrongDigits }
        return 2000 + trace.number(0..<2) > trace.today / 10_000 ? .wrongDate : .fits
    }

    /// 97 − (the first eight mod 97): 01 to 97, never a number that is merely congruent.
    static func enterprise(_ trace: IdentifierTrace, from start: Int) -> Bool {
        let number = trace.number(start..<start + 8)
        return trace.compare(
            .checkDigits, 97 - number % 97, at: start + 8..<start + 10,
            "97 − (\(trace.text(start..<start + 8)) mod 97)")
    }

    /// The first ten mod 97, 97 for 0.
    private static func identityCard(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let remainder = trace.number(0..<10) % 97
        let formula = trace.steps == nil ? "" : "\(trace.text(0..<10)) mod 97 (0 → 97)"
        return trace.compare(
            .checkDigits, remainder == 0 ? 97 : remainder, at: 10..<12, formula)
            ? .fits : .wrongDigits
    }
}
