/// The identifiers of accounts, banks, legal entities and securities.
enum BankIdentifiers {
    static let all = [
        IdentifierType(
            "iban", "IBAN",
            ("IBAN-rekeningnummer", "un numéro de compte IBAN", "eine IBAN", "an IBAN"),
            "aaddx{11,30}",
            form: (
                "de landcode, 2 controlecijfers en het rekeningnummer van dat land",
                "le code du pays, 2 chiffres de contrôle et le numéro de compte de ce pays",
                "der Ländercode, 2 Prüfziffern und die Kontonummer dieses Landes",
                "the country's code, 2 check digits and that country's account number"
            ),
            example: "BE71096123456769", draws: "BEddd{12}",
            aliases: ["be-iban"], isPersonal: true, check: { account($0) }),
        IdentifierType(
            "bic", "BIC",
            ("BIC", "un code BIC", "ein BIC", "a BIC"), "a{6}x{2}|a{6}x{5}", example: "GKCCBEBB",
            draws: "a{4}[BDL][EU]x{2}", separators: " -", aliases: ["swift"],
            check: { $0.isCountry(at: 4) ? .fits : .unknownCode }),
        IdentifierType(
            "lei", "LEI",
            ("LEI-code", "un code LEI", "ein LEI-Code", "an LEI"), "x{18}d{2}",
            example: "213800KUD8LAJWSQ9D15", separators: " -",
            check: { trace in
                trace.compareMod97(CheckDigits.mod97(trace.read, 0..<20), checkAt: 18..<20)
                    ? .fits : .wrongDigits
            }),
        IdentifierType(
            "isin", "ISIN",
            ("ISIN-code", "un code ISIN", "eine ISIN", "an ISIN"), "aax{9}d",
            example: "BE0003565737", draws: "[BDL][EU]x{9}d", separators: " -",
            check: { security($0) }),
    ]

    // MARK: - IBAN

    /// The country's own form; MOD 97-10 over BBAN, country, check digits; for Belgium also the
    /// national check number.
    private static func account(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let place = countries.index(of: trace.read, 0..<2)
        guard trace.isKnown(.country, trace.text(0..<2), place != nil), let place else {
            return .unknownCode
        }
        guard trace.matches(forms[place], from: 4, after: trace.text(0..<2) + "dd") else {
            return .wrongFormat
        }
        if trace[0] == UInt8(ascii: "B"), trace[1] == UInt8(ascii: "E"), !belgian(trace) {
            return .wrongDigits
        }
        let account = CheckDigits.mod97(trace.read, 4..<trace.count)
        let remainder = CheckDigits.mod97(trace.read, 0..<4, after: account)
        return trace.compareMod97(remainder, checkAt: 2..<4) ? .fits : .wrongDigits
    }

    private static func belgian(_ trace: IdentifierTrace) -> Bool {
        trace.note(.bankCode, trace.text(4..<7))
        let remainder = trace.number(4..<14) % 97
        return trace.compare(
            .bankCheck, remainder == 0 ? 97 : remainder, at: 14..<16,
            "\(trace.text(4..<14)) mod 97 (0 → 97)")
    }

    private static let countries = CodeTable(registry.split(separator: " ").map { $0.prefix(2) })

    /// In the order of ``countries``.
    private static let forms = registry.split(separator: " ").sorted().map { entry in
        IdentifierShape(shape(entry.dropFirst(2)))
    }

    /// `d3x13` as `d{3}x{13}`.
    private static func shape(_ text: Substring) -> String {
        var shape = ""
        var isCount = false
        for character in text {
            if character.isNumber != isCount { shape += isCount ? "}" : "{" }
            isCount = character.isNumber
            shape.append(character)
        }
        return shape + "}"
    }

    /// Countries with the form of their BBAN: d digits, a letters, x either.
    ///
    /// - Source: SWIFT, IBAN Registry, release 101.
    private static let registry = """
        ADd8x12 AEd19 ALd8x16 ATd16 AZa4x20 BAd16 BEd12 BGa4d6x8 BHa4x14 BId23 BRd23a1x1 \
        BYx4d4x16 CHd5x12 CRd18 CYd8x16 CZd20 DEd18 DJd23 DKd14 DOx4d20 EEd16 EGd25 ESd20 FId14 \
        FKa2d12 FOd14 FRd10x11d2 GBa4d14 GEa2d16 GIa4x15 GLd14 GRd7x16 GTx24 HNa4d20 HRd17 HUd24 \
        IEa4d14 ILd19 IQa4d15 ISd22 ITa1d10x12 JOa4d4x18 KWa4x22 KZd3x13 LBd4x20 LCa4x24 LId5x12 \
        LTd16 LUd3x13 LVa4x13 LYd21 MCd10x11d2 MDx20 MEd18 MKd3x10d2 MNd16 MRd23 MTa4d5x18 \
        MUa4d19a3 NIa4d20 NLa4d10 NOd11 OMd3x16 PKa4x16 PLd24 PSa4x21 PTd21 QAa4x21 ROa4x16 \
        RSd18 RUd14x15 SAd2x18 SCa4d20a3 SDd14 SEd20 SId15 SKd20 SMa1d10x12 SOd19 STd21 SVa4d20 \
        TLd19 TNd20 TRd6x16 UAd6x19 VAd18 VGa4d16 XKd16 YEa4d4x18
        """

    // MARK: - ISIN

    private static func security(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let isKnown =
            CodeTable.countries.contains(trace.read, 0..<2) || issuers.contains(trace.read, 0..<2)
        guard trace.isKnown(.country, trace.text(0..<2), isKnown) else { return .unknownCode }
        return trace.compare(
            .luhnDigit, CheckDigits.luhnOfLetters(trace.read, 0..<11), at: 11..<12,
            "Luhn(\(trace.text(0..<11)))") ? .fits : .wrongDigits
    }

    /// Prefixes that are no countries, or none any more.
    ///
    /// - Source: ISO 6166 and the agencies that assign them.
    private static let issuers = CodeTable(
        list: "AN CS EU QS QT XA XB XC XD XF XS")
}
