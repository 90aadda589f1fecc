/// The identifiers of Luxembourg.
enum LuxembourgIdentifiers {
    static let all = [
        IdentifierType(
            "lu-matricule", "MATRICULE_LU",
            (
                "Luxemburgs identificatienummer (matricule)",
                "un numéro d'identification luxembourgeois (matricule)",
                "eine luxemburgische Identifikationsnummer (Matrikel)",
                "a Luxembourg identification number (matricule)"
            ),
            "[12]d{12}", example: "1893120105732", draws: "[12][09]dd[01]d[0-3]d{6}",
            aliases: ["lu-person"], isPersonal: true, check: { matricule($0) }),
        IdentifierType(
            "lu-matricule-legal", "MATRICULE_LEGAL_LU",
            (
                "Luxemburgs identificatienummer van een rechtspersoon",
                "un numéro d'identification luxembourgeois de personne morale",
                "eine luxemburgische Identifikationsnummer einer juristischen Person",
                "a Luxembourg identification number of a legal person"
            ),
            "[12]d{10}", example: "19862200011"),
        IdentifierType(
            "lu-rcs", "RCS_LU",
            (
                "Luxemburgs handelsregisternummer (RCS)", "un numéro RCS luxembourgeois",
                "eine luxemburgische Handelsregisternummer (RCS)",
                "a Luxembourg trade register number (RCS)"
            ),
            "[A-K]d{1,7}", example: "B6307", aliases: ["rcs"],
            check: { trace in
                trace.note(.register, trace.text(0..<1))
                return .formatOnly
            }),
        IdentifierType(
            "lu-vat", "VAT_LU",
            (
                "Luxemburgs btw-nummer", "un numéro de TVA luxembourgeois",
                "eine luxemburgische Mehrwertsteuernummer", "a Luxembourg VAT number"
            ),
            "LUd{8}", example: "LU15027442", separators: " .-:", aliases: ["lu-tva"],
            completion: { $0.hasPrefix("LU") ? $0 : "LU" + $0 },
            check: { vat($0) ? .fits : .wrongDigits }),
    ]

    /// YYYYMMDD, a serial number, the Luhn digit and the Verhoeff digit, each over the first
    /// eleven.
    private static func matricule(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let date = trace.number(0..<8)
        trace.note(
            .birthDate, trace.text(0..<4) + "-\(trace.text(4..<6))-\(trace.text(6..<8))")
        trace.note(.serial, trace.text(8..<11))
        guard
            IdentifierDates.exists(
                year: date / 10_000, month: date / 100 % 100, day: date % 100),
            date >= 1800_01_01, date <= trace.today
        else { return .wrongDate }
        let luhn = trace.compare(
            .luhnDigit, CheckDigits.luhn(trace.read, 0..<11), at: 11..<12,
            "Luhn(\(trace.text(0..<11)))")
        let verhoeff = trace.compare(
            .verhoeffDigit, CheckDigits.verhoeff(trace.read, 0..<11), at: 12..<13,
            "Verhoeff(\(trace.text(0..<11)))")
        return luhn && verhoeff ? .fits : .wrongDigits
    }

    /// The last two are the first six mod 89.
    static func vat(_ trace: IdentifierTrace) -> Bool {
        trace.compare(
            .checkDigits, trace.number(2..<8) % 89, at: 8..<10, "\(trace.text(2..<8)) mod 89")
    }
}
