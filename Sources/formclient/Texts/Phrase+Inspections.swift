import FormSchemas

// Joint inspections: lists, one of them, statistics.
extension Phrase {
    static let columnWhen = Phrase(nl: "WANNEER", fr: "QUAND", de: "WANN", en: "WHEN")
    static let columnPlaces = Phrase(nl: "PLAATS", fr: "LIEU", de: "ORT", en: "PLACE")
    static let columnEntities = Phrase(
        nl: "ONDERNEMING", fr: "ENTREPRISE", de: "UNTERNEHMEN", en: "UNDERTAKING")
    static let columnSector = Phrase(verbatim: "NACE")
    static let columnParties = Phrase(
        nl: "PARTIJEN", fr: "PARTIES", de: "PARTEIEN", en: "PARTIES")
    static let columnWorkers = Phrase(
        nl: "WERKNEMERS", fr: "TRAVAILLEURS", de: "BESCHÄFTIGTE", en: "WORKERS")
    static let columnFindings = Phrase(
        nl: "INBREUKEN", fr: "INFRACTIONS", de: "VERSTÖSSE", en: "INFRINGEMENTS")
    static let columnHost = Phrase(nl: "LEIDT", fr: "DIRIGE", de: "LEITET", en: "LEADS")
    static let columnGuests = Phrase(nl: "GASTEN", fr: "INVITÉS", de: "GÄSTE", en: "GUESTS")
    static let columnOfficers = Phrase(
        nl: "INSPECTEURS", fr: "INSPECTEURS", de: "INSPEKTOREN", en: "INSPECTORS")

    static func inspectionsFound(shown: Int, of total: Int, isMore: Bool) -> Phrase {
        func count(_ language: Language) -> String { Int64(total).grouped(in: language) }
        guard shown < total || isMore else {
            return Phrase(
                nl: total == 1 ? "Eén inspectie." : "\(count(.nl)) inspecties.",
                fr: total == 1 ? "Une inspection." : "\(count(.fr)) inspections.",
                de: total == 1 ? "Eine Kontrolle." : "\(count(.de)) Kontrollen.",
                en: total == 1 ? "One inspection." : "\(count(.en)) inspections.")
        }
        return isMore
            ? Phrase(
                nl: "\(shown) van meer dan \(count(.nl)) inspecties; voorwaarden beperken ze.",
                fr: "\(shown) sur plus de \(count(.fr)) inspections ; des conditions les limitent.",
                de:
                    "\(shown) von mehr als \(count(.de)) Kontrollen; Bedingungen grenzen sie ein.",
                en: "\(shown) of more than \(count(.en)) inspections; conditions narrow them.")
            : Phrase(
                nl: "\(shown) van \(count(.nl)) inspecties; `--limit 0` toont ze alle.",
                fr: "\(shown) sur \(count(.fr)) inspections ; `--limit 0` les montre toutes.",
                de: "\(shown) von \(count(.de)) Kontrollen; `--limit 0` zeigt alle.",
                en: "\(shown) of \(count(.en)) inspections; `--limit 0` shows all.")
    }

    static func showInspection(_ id: String) -> Phrase {
        let command = "`formclient inspections show \(id)`"
        return Phrase(
            nl: "\(command) toont alles over de eerste.",
            fr: "\(command) montre tout sur la première.",
            de: "\(command) zeigt alles über die erste.",
            en: "\(command) shows everything about the first.")
    }

    /// What a facet is called; its own name if it is a new one.
    static func facet(_ name: String) -> Phrase {
        switch name {
        case "state": Phrase(nl: "Stand", fr: "État", de: "Stand", en: "State")
        case "type": Phrase(nl: "Soort", fr: "Type", de: "Art", en: "Type")
        case "result": Phrase(nl: "Resultaat", fr: "Résultat", de: "Ergebnis", en: "Result")
        case "sector": Phrase(nl: "Sector", fr: "Secteur", de: "Wirtschaftszweig", en: "Sector")
        case "country": Phrase(nl: "Land", fr: "Pays", de: "Land", en: "Country")
        case "legal_area":
            Phrase(nl: "Rechtsgebied", fr: "Domaine", de: "Rechtsgebiet", en: "Area of law")
        case "irregularity":
            Phrase(nl: "Inbreuk", fr: "Infraction", de: "Verstoß", en: "Infringement")
        case "outcome": Phrase(nl: "Gevolg", fr: "Suite", de: "Folge", en: "Outcome")
        case "year": Phrase(nl: "Jaar", fr: "Année", de: "Jahr", en: "Year")
        case "party": Phrase(nl: "Partij", fr: "Partie", de: "Partei", en: "Party")
        default: Phrase(verbatim: name)
        }
    }

    /// What came of inspections; the code itself if it is a new one.
    static func inspectionResult(_ code: String) -> Phrase {
        switch code {
        case "PENDING": resultPending
        case "NOTHING_FOUND": resultNothingFound
        case "INFRINGEMENTS": resultInfringements
        default: Phrase(verbatim: code)
        }
    }

    // MARK: One inspection

    static let subjectWindow = Phrase(nl: "Tijd", fr: "Période", de: "Zeit", en: "Time")
    static let subjectType = Phrase(nl: "Soort", fr: "Type", de: "Art", en: "Type")
    static let subjectAreas = Phrase(
        nl: "Rechtsgebieden", fr: "Domaines", de: "Rechtsgebiete", en: "Areas of law")
    static let subjectSector = Phrase(
        nl: "Sector", fr: "Secteur", de: "Wirtschaftszweig", en: "Sector")
    static let subjectSuspected = Phrase(
        nl: "Vermoed", fr: "Soupçonné", de: "Vermutet", en: "Suspected")
    static let subjectParties = Phrase(
        nl: "Partijen", fr: "Parties", de: "Parteien", en: "Parties")
    static let subjectPowers = Phrase(
        nl: "Gasten mogen", fr: "Les invités peuvent", de: "Gäste dürfen", en: "Guests may")
    static let subjectSites = Phrase(nl: "Plaatsen", fr: "Lieux", de: "Orte", en: "Sites")
    static let subjectEntities = Phrase(
        nl: "Ondernemingen", fr: "Entreprises", de: "Unternehmen", en: "Undertakings")
    static let subjectOfficers = Phrase(
        nl: "Inspecteurs", fr: "Inspecteurs", de: "Inspektoren", en: "Inspectors")
    static let subjectMet = Phrase(
        nl: "Aangetroffen", fr: "Constaté", de: "Angetroffen", en: "Met")
    static let subjectFindings = Phrase(
        nl: "Inbreuken", fr: "Infractions", de: "Verstöße", en: "Infringements")
    static let subjectArrears = Phrase(
        nl: "Achterstallig", fr: "Arriérés", de: "Rückstände", en: "Arrears")
    static let subjectSanctions = Phrase(
        nl: "Verwachte sancties", fr: "Sanctions attendues", de: "Erwartete Sanktionen",
        en: "Expected sanctions")
    static let subjectOutcomes = Phrase(
        nl: "Gevolgen", fr: "Suites", de: "Folgen", en: "Outcomes")

    static func met(
        sites: UInt32, entities: UInt32, workers: UInt32, victims: UInt32
    ) -> Phrase {
        func line(_ language: Language, _ words: (String, String, String, String)) -> String {
            [(sites, words.0), (entities, words.1), (workers, words.2), (victims, words.3)]
                .filter { $0.0 > 0 || $0.1 != words.3 }
                .map { "\(Int64($0.0).grouped(in: language)) \($0.1)" }.joined(separator: ", ")
        }
        return Phrase(
            nl: line(
                .nl, ("plaatsen", "ondernemingen", "werknemers", "slachtoffers doorverwezen")),
            fr: line(.fr, ("lieux", "entreprises", "travailleurs", "victimes orientées")),
            de: line(.de, ("Orte", "Unternehmen", "Beschäftigte", "Opfer weitergeleitet")),
            en: line(.en, ("sites", "undertakings", "workers", "victims referred")))
    }

    /// - Parameter isMore: whether there may be others than these.
    static func otherInspectionsOfEntity(
        _ name: String, _ ids: [String], isMore: Bool = false
    ) -> Phrase {
        let list = ids.joined(separator: ", ")
        if isMore {
            return Phrase(
                nl: "Ten minste \(ids.count) andere inspecties betreffen \(name): \(list).",
                fr: "Au moins \(ids.count) autres inspections concernent \(name) : \(list).",
                de: "Mindestens \(ids.count) weitere Kontrollen betreffen \(name): \(list).",
                en: "At least \(ids.count) other inspections concern \(name): \(list).")
        }
        return ids.count == 1
            ? Phrase(
                nl: "Nog een inspectie betreft \(name): \(list).",
                fr: "Une autre inspection concerne \(name) : \(list).",
                de: "Eine weitere Kontrolle betrifft \(name): \(list).",
                en: "One other inspection concerns \(name): \(list).")
            : Phrase(
                nl: "Nog \(ids.count) inspecties betreffen \(name): \(list).",
                fr: "\(ids.count) autres inspections concernent \(name) : \(list).",
                de: "\(ids.count) weitere Kontrollen betreffen \(name): \(list).",
                en: "\(ids.count) other inspections concern \(name): \(list).")
    }

    static func otherInspectionsOfDocument(_ serial: String, _ ids: [String]) -> Phrase {
        let list = ids.joined(separator: ", ")
        return Phrase(
            nl: "Het A1-document \(serial) werd ook elders gezien: \(list).",
            fr: "Le document A1 \(serial) a aussi été vu ailleurs : \(list).",
            de: "Die A1-Bescheinigung \(serial) wurde auch anderswo gesehen: \(list).",
            en: "The A1 document \(serial) was seen elsewhere too: \(list).")
    }

    // MARK: Statistics

    static func inspectionsCounted(
        _ count: UInt32, inspected: UInt32, withInfringements: UInt32
    ) -> Phrase {
        func number(_ value: UInt32, _ language: Language) -> String {
            Int64(value).grouped(in: language)
        }
        let isOne = count == 1
        return Phrase(
            nl:
                "\(number(count, .nl)) inspectie\(isOne ? "" : "s"), \(number(inspected, .nl)) uitgevoerd, bij "
                + "\(number(withInfringements, .nl)) inbreuken vastgesteld",
            fr:
                "\(number(count, .fr)) inspection\(isOne ? "" : "s"), \(number(inspected, .fr)) effectuées, dont "
                + "\(number(withInfringements, .fr)) avec des infractions",
            de:
                "\(number(count, .de)) Kontrolle\(isOne ? "" : "n"), \(number(inspected, .de)) durchgeführt, davon "
                + "\(number(withInfringements, .de)) mit Verstößen",
            en:
                "\(number(count, .en)) inspection\(isOne ? "" : "s"), \(number(inspected, .en)) carried out, "
                + "\(number(withInfringements, .en)) of them with infringements")
    }

    static func arrearsEstimated(_ sums: [String]) -> Phrase {
        let list = sums.joined(separator: ", ")
        return Phrase(
            nl: "\(list) achterstallig (geraamd)", fr: "\(list) d'arriérés (estimés)",
            de: "\(list) Rückstände (geschätzt)", en: "\(list) in arrears (estimated)")
    }

    static let byPeriod = Phrase(
        nl: "Inspecties in de tijd", fr: "Inspections dans le temps",
        de: "Kontrollen im Lauf der Zeit", en: "Inspections over time")
    static let byInfringement = Phrase(
        nl: "Inbreuken", fr: "Infractions", de: "Verstöße", en: "Infringements")
    static let byPartner = Phrase(
        nl: "Inspecties met", fr: "Inspections avec", de: "Kontrollen mit",
        en: "Inspections with")
    static let bySector = Phrase(
        nl: "Inspecties per sector", fr: "Inspections par secteur",
        de: "Kontrollen nach Wirtschaftszweig", en: "Inspections by sector")
    static let sectorUnknown = Phrase(
        nl: "zonder sector", fr: "sans secteur", de: "ohne Wirtschaftszweig", en: "no sector")

    static func more(_ count: Int) -> Phrase {
        Phrase(
            nl: "en nog \(count)", fr: "et \(count) autres", de: "und \(count) weitere",
            en: "and \(count) more")
    }
}
