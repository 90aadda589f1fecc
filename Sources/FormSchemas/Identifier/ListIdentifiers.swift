/// Codes of international lists.
enum ListIdentifiers {
    static let all = [
        IdentifierType(
            "country", "COUNTRY",
            (
                "landcode (ISO 3166-1)", "un code de pays (ISO 3166-1)",
                "ein Ländercode (ISO 3166-1)", "a country code (ISO 3166-1)"
            ),
            "aa", example: "BE", draws: "[ABDFNL][BDELRTU]", aliases: ["iso3166", "iso-3166-1"],
            check: { $0.isCountry(at: 0) ? .fits : .unknownCode }),
        IdentifierType(
            "subdivision", "SUBDIVISION",
            (
                "code van een landsdeel (ISO 3166-2)",
                "un code de subdivision de pays (ISO 3166-2)",
                "ein Code eines Landesteils (ISO 3166-2)",
                "a code of a country's subdivision (ISO 3166-2)"
            ),
            "aa-x{1,3}", example: "BE-VLG", draws: "BE-[VW][ALO][LNRVX]|NL-[DFGLNOUZ][BEHIRTV]",
            separators: " ", aliases: ["iso-3166-2"], check: { subdivision($0) }),
        IdentifierType(
            "nuts", "NUTS",
            ("NUTS-code", "un code NUTS", "ein NUTS-Code", "a NUTS code"), "aax{0,3}",
            example: "BE100", draws: "BE[123]|NL[1-4]|BE3[1-5]|LU0{0,3}|DEA[1-5]|BE2[1-5][1-3]",
            check: { region($0) }),
        IdentifierType(
            "nace", "NACE",
            ("NACE-code", "un code NACE", "ein NACE-Code", "a NACE code"),
            "dd.dd|a|dd|dd.d|dd.ddd|dd.ddx",
            form: (
                "de letter van een sectie, of 2 cijfers, daarna een punt en nog 1 of 2 cijfers; "
                    + "een land kan er één teken aan toevoegen",
                "la lettre d'une section, ou 2 chiffres, puis un point et encore 1 ou 2 chiffres ; "
                    + "un pays peut y ajouter un caractère",
                "der Buchstabe eines Abschnitts, oder 2 Ziffern, dann ein Punkt und noch 1 oder 2 "
                    + "Ziffern; ein Land kann ein Zeichen anfügen",
                "a section's letter, or 2 digits, then a dot and 1 or 2 digits more; "
                    + "a country may add one character"
            ), example: "56.11", draws: "dd.dd", separators: " ",
            aliases: ["eu-nace"], completion: { activity($0) }, check: { activity($0) }),
        IdentifierType(
            "currency", "CURRENCY",
            (
                "munteenheidscode (ISO 4217)", "un code de monnaie (ISO 4217)",
                "ein Währungscode (ISO 4217)", "a currency code (ISO 4217)"
            ),
            "aaa", example: "EUR", draws: "[EUGC][UHSB][DPRF]", aliases: ["iso4217"],
            check: { currency($0) }),
        IdentifierType(
            "locode", "LOCODE",
            ("UN/LOCODE", "un code UN/LOCODE", "ein UN/LOCODE", "a UN/LOCODE"),
            "aa[A-Z2-9]{3}", example: "NLRTM", draws: "[BDL][EU]a{3}", separators: " ",
            aliases: ["un-locode"],
            check: { trace in
                guard trace.isCountry(at: 0) else { return .unknownCode }
                trace.note(.notChecked, words: unlistedPlace)
                return .formatOnly
            }),
    ]

    /// UN/LOCODE has some hundred thousand places and changes twice a year.
    private static let unlistedPlace: ViolationMessages.Entry = (
        "of de plaats in de lijst van UN/LOCODE staat",
        "si le lieu figure dans la liste UN/LOCODE",
        "ob der Ort in der Liste von UN/LOCODE steht",
        "whether the list of UN/LOCODE has the place"
    )

    // MARK: - Lists of the catalogue

    /// The editions of a list, newest first, each with its codes.
    typealias Editions = [(edition: String, codes: CodeTable)]

    /// Whether any edition has the code; says which.
    private static func listed(
        _ trace: IdentifierTrace, _ editions: Editions, count: Int? = nil
    ) -> IdentifierOutcome {
        let range = 0..<(count ?? trace.count)
        if trace.steps != nil {
            let known = editions.filter { $0.codes.contains(trace.read, range) }.map(\.edition)
            if known.isEmpty {
                trace.note(.list, editions.map(\.edition).joined(separator: ", "))
                return trace.unlisted(trace.text(range))
            }
            trace.note(.editions, known.joined(separator: ", "))
        }
        for position in editions.indices where editions[position].codes.contains(trace.read, range)
        {
            return .fits
        }
        return .unknownCode
    }

    /// The list has the three countries and the regions around them; of the others the country is
    /// known.
    private static func region(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let isListed =
            trace.count < 3
            ? wholeCountries.contains(trace.read, 0..<2)
            : wholeCountries.contains(trace.read, 0..<2) || neighbours.contains(trace.read, 0..<3)
        if isListed { return listed(trace, nuts) }
        let isKnown =
            CodeTable.countries.contains(trace.read, 0..<2)
            || statisticalCountries.contains(trace.read, 0..<2)
        guard trace.isKnown(.country, trace.text(0..<2), isKnown) else { return .unknownCode }
        trace.note(.notChecked, words: unlistedRegion)
        return .formatOnly
    }

    private static let wholeCountries = CodeTable(list: "BE LU NL")
    private static let neighbours = CodeTable(list: "DEA FRE FRF")
    /// Greece and the United Kingdom in statistics.
    private static let statisticalCountries = CodeTable(list: "EL UK")

    private static let unlistedRegion: ViolationMessages.Entry = (
        "of het gebied bestaat: de lijst heeft BE, LU, NL, DEA, FRE en FRF",
        "si la région existe : la liste contient BE, LU, NL, DEA, FRE et FRF",
        "ob es das Gebiet gibt: die Liste hat BE, LU, NL, DEA, FRE und FRF",
        "whether the region exists: the list has BE, LU, NL, DEA, FRE and FRF"
    )

    private static let nuts = editions(of: "nuts")
    private static let nace = editions(of: "nace")
    private static let currencies = editions(of: "currency")
    private static let historicCurrencies = editions(of: "currency-historic")

    private static func currency(_ trace: IdentifierTrace) -> IdentifierOutcome {
        let outcome = listed(trace, currencies)
        if trace.steps != nil, !outcome.isAccepted,
            historicCurrencies.contains(where: { $0.codes.contains(trace.read, 0..<3) })
        {
            trace.note(.category, words: beforeEuro)
        }
        return outcome
    }

    private static let beforeEuro: ViolationMessages.Entry = (
        "munt van vóór de euro, alleen voor bedragen van vóór 2002",
        "monnaie d'avant l'euro, seulement pour des montants d'avant 2002",
        "Währung vor dem Euro, nur für Beträge vor 2002",
        "a currency before the euro, only for amounts before 2002"
    )

    /// Reads the lists of this name from the catalogue in the binary.
    private static func editions(of name: String) -> Editions {
        EmbeddedFiles.catalogue.files
            .filter { $0.path.hasPrefix("codes/" + name) }
            .compactMap { file in
                guard let node = try? JSONDocument(file.bytes).root,
                    let list = try? CodeList(node, path: file.path), list.name == name
                else { return nil }
                return (list.edition, CodeTable(list.entries.map { $0.code[...] }))
            }
            .sorted { $0.edition > $1.edition }
    }

    // MARK: - NACE

    private static func activity(_ trace: IdentifierTrace) -> IdentifierOutcome {
        // The sixth character is the country's own.
        listed(trace, nace, count: min(trace.count, 5))
    }

    /// `0111` as `01.11`.
    private static func activity(_ text: String) -> String {
        guard text.utf8.count > 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return text
        }
        return text.prefix(2) + "." + text.dropFirst(2)
    }

    // MARK: - Subdivisions

    /// The four countries and France are listed; of the others the country is known.
    private static func subdivision(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.isCountry(at: 0) else { return .unknownCode }
        guard listedCountries.contains(trace.read, 0..<2) else { return .formatOnly }
        return trace.isKnown(
            .code, trace.text(0..<trace.count),
            subdivisions.contains(trace.read, 0..<trace.count)) ? .fits : .unknownCode
    }

    private static let listedCountries = CodeTable(list: "BE DE FR LU NL")

    private static let subdivisions = CodeTable(
        subdivisionCodes.split(separator: " ").map { $0.prefix(2) + "-" + $0.dropFirst(2) })

    /// ISO 3166-2 without the hyphens.
    private static let subdivisionCodes = """
        BEBRU BEVAN BEVBR BEVLG BEVLI BEVOV BEVWV BEWAL BEWBR BEWHT BEWLG BEWLX BEWNA DEBB DEBE \
        DEBW DEBY DEHB DEHE DEHH DEMV DENI DENW DERP DESH DESL DESN DEST DETH FR01 FR02 FR03 \
        FR04 FR05 FR06 FR07 FR08 FR09 FR10 FR11 FR12 FR13 FR14 FR15 FR16 FR17 FR18 FR19 FR20R \
        FR21 FR22 FR23 FR24 FR25 FR26 FR27 FR28 FR29 FR2A FR2B FR30 FR31 FR32 FR33 FR34 FR35 \
        FR36 FR37 FR38 FR39 FR40 FR41 FR42 FR43 FR44 FR45 FR46 FR47 FR48 FR49 FR50 FR51 FR52 \
        FR53 FR54 FR55 FR56 FR57 FR58 FR59 FR60 FR61 FR62 FR63 FR64 FR65 FR66 FR67 FR68 FR69 \
        FR69M FR6AE FR70 FR71 FR72 FR73 FR74 FR75C FR76 FR77 FR78 FR79 FR80 FR81 FR82 FR83 FR84 \
        FR85 FR86 FR87 FR88 FR89 FR90 FR91 FR92 FR93 FR94 FR95 FR971 FR972 FR973 FR974 FR976 \
        FRARA FRBFC FRBL FRBRE FRCP FRCVL FRGES FRHDF FRIDF FRMF FRNAQ FRNC FRNOR FROCC FRPAC \
        FRPDL FRPF FRPM FRTF FRWF LUCA LUCL LUDI LUEC LUES LUGR LULU LUME LURD LURM LUVD LUWI \
        NLAW NLBQ1 NLBQ2 NLBQ3 NLCW NLDR NLFL NLFR NLGE NLGR NLLI NLNB NLNH NLOV NLSX NLUT NLZE \
        NLZH
        """
}
