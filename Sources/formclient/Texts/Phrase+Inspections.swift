import FormSchemas

// Joint inspections: lists, one of them, the calendar, statistics, the way to a plan.
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
                de: total == 1 ? "Eine Inspektion." : "\(count(.de)) Inspektionen.",
                en: total == 1 ? "One inspection." : "\(count(.en)) inspections.")
        }
        return isMore
            ? Phrase(
                nl: "\(shown) van meer dan \(count(.nl)) inspecties; voorwaarden beperken ze.",
                fr: "\(shown) sur plus de \(count(.fr)) inspections ; des conditions les limitent.",
                de:
                    "\(shown) von mehr als \(count(.de)) Inspektionen; Bedingungen grenzen sie ein.",
                en: "\(shown) of more than \(count(.en)) inspections; conditions narrow them.")
            : Phrase(
                nl: "\(shown) van \(count(.nl)) inspecties; `--limit 0` toont ze alle.",
                fr: "\(shown) sur \(count(.fr)) inspections ; `--limit 0` les montre toutes.",
                de: "\(shown) von \(count(.de)) Inspektionen; `--limit 0` zeigt alle.",
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

    static func otherInspectionsOfEntity(_ name: String, _ ids: [String]) -> Phrase {
        let list = ids.joined(separator: ", ")
        return ids.count == 1
            ? Phrase(
                nl: "Nog een inspectie betreft \(name): \(list).",
                fr: "Une autre inspection concerne \(name) : \(list).",
                de: "Eine weitere Inspektion betrifft \(name): \(list).",
                en: "One other inspection concerns \(name): \(list).")
            : Phrase(
                nl: "Nog \(ids.count) inspecties betreffen \(name): \(list).",
                fr: "\(ids.count) autres inspections concernent \(name) : \(list).",
                de: "\(ids.count) weitere Inspektionen betreffen \(name): \(list).",
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

    // MARK: The calendar

    static let noVisits = Phrase(
        nl: "Geen bezoeken in deze tijd.", fr: "Aucune visite durant cette période.",
        de: "Keine Besuche in dieser Zeit.", en: "No visits in this time.")
    static let cancelled = Phrase(nl: "vervallen", fr: "annulée", de: "abgesagt", en: "cancelled")
    static let collisions = Phrase(
        nl: "Gaat niet samen", fr: "Incompatibilités", de: "Überschneidungen", en: "Conflicts")
    static let freeTimes = Phrase(
        nl: "Allen hebben tijd", fr: "Tous sont libres", de: "Alle haben Zeit",
        en: "All have time")

    static func officerTwice(
        _ officer: String, _ first: String, _ second: String, _ time: String
    ) -> Phrase {
        Phrase(
            nl: "\(officer) is tegelijk in \(first) en \(second) verwacht: \(time)",
            fr: "\(officer) est attendu à la fois à \(first) et à \(second) : \(time)",
            de: "\(officer) wird zugleich in \(first) und \(second) erwartet: \(time)",
            en: "\(officer) is expected in \(first) and in \(second) at once: \(time)")
    }

    static func siteTwice(
        _ place: String, _ first: String, _ second: String, _ time: String
    ) -> Phrase {
        Phrase(
            nl: "Twee inspecties op één plaats in \(place), “\(first)” en “\(second)”: \(time)",
            fr:
                "Deux inspections au même endroit à \(place), « \(first) » et « \(second) » : \(time)",
            de: "Zwei Inspektionen an einem Ort in \(place), „\(first)“ und „\(second)“: \(time)",
            en: "Two inspections at one site in \(place), “\(first)” and “\(second)”: \(time)")
    }

    static let monthOrDays = Phrase(
        nl: "`--month` gaat niet samen met `--from` of `--to`.",
        fr: "`--month` ne va pas avec `--from` ni `--to`.",
        de: "`--month` geht nicht zusammen mit `--from` oder `--to`.",
        en: "`--month` does not go with `--from` or `--to`.")
    static let hoursRange = Phrase(
        nl: "`--hours` is 1 tot 24.", fr: "`--hours` va de 1 à 24.", de: "`--hours` ist 1 bis 24.",
        en: "`--hours` is 1 to 24.")

    static func notAMonth(_ text: String) -> Phrase {
        Phrase(
            nl: "“\(text)” is geen maand, zoals 2026-11.",
            fr: "« \(text) » n'est pas un mois, comme 2026-11.",
            de: "„\(text)“ ist kein Monat wie 2026-11.",
            en: "\"\(text)\" is no month, such as 2026-11.")
    }

    // MARK: Conditions

    static func notACodeOf(_ word: String, _ option: String) -> Phrase {
        Phrase(
            nl: "\(option) kent geen “\(word)”.", fr: "\(option) ne connaît pas « \(word) ».",
            de: "\(option) kennt kein „\(word)“.", en: "\(option) knows no \"\(word)\".")
    }

    static func possibleCodes(_ codes: [String]) -> Phrase {
        let list = codes.joined(separator: ", ")
        return Phrase(
            nl: "Mogelijk: \(list).", fr: "Possibles : \(list).", de: "Möglich: \(list).",
            en: "Possible: \(list).")
    }

    static func seeCodes(_ examples: [String]) -> Phrase {
        let list = examples.joined(separator: ", ")
        return Phrase(
            nl: "Bijvoorbeeld: \(list)", fr: "Par exemple : \(list)", de: "Zum Beispiel: \(list)",
            en: "For example: \(list)")
    }

    static func notACircle(_ text: String) -> Phrase {
        Phrase(
            nl:
                "“\(text)” is geen plaats met afstand: breedte, lengte en kilometers (hoogstens 200), "
                + "zoals 51.94,7.17,20.",
            fr:
                "« \(text) » n'est pas un lieu avec une distance : latitude, longitude et kilomètres "
                + "(200 au plus), comme 51.94,7.17,20.",
            de:
                "„\(text)“ ist kein Ort mit Entfernung: Breite, Länge und Kilometer (höchstens 200), "
                + "wie 51.94,7.17,20.",
            en:
                "\"\(text)\" is no place with a distance: latitude, longitude and kilometres (at most "
                + "200), such as 51.94,7.17,20.")
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
                "\(number(count, .de)) Inspektion\(isOne ? "" : "en"), \(number(inspected, .de)) durchgeführt, davon "
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
        de: "Inspektionen im Lauf der Zeit", en: "Inspections over time")
    static let byInfringement = Phrase(
        nl: "Inbreuken", fr: "Infractions", de: "Verstöße", en: "Infringements")
    static let byPartner = Phrase(
        nl: "Inspecties met", fr: "Inspections avec", de: "Inspektionen mit",
        en: "Inspections with")
    static let bySector = Phrase(
        nl: "Inspecties per sector", fr: "Inspections par secteur",
        de: "Inspektionen nach Wirtschaftszweig", en: "Inspections by sector")
    static let sectorUnknown = Phrase(
        nl: "zonder sector", fr: "sans secteur", de: "ohne Wirtschaftszweig", en: "no sector")

    static func more(_ count: Int) -> Phrase {
        Phrase(
            nl: "en nog \(count)", fr: "et \(count) autres", de: "und \(count) weitere",
            en: "and \(count) more")
    }

    // MARK: The way to a plan

    static func planWaits(for agencies: [String], _ name: TurnName) -> Phrase {
        let list = agencies.joined(separator: ", ")
        return Phrase(
            nl: "Eerst moet \(name) komen, van: \(list).",
            fr: "Il faut d'abord \(name), de : \(list).",
            de: "Zuerst muss \(name) kommen, von: \(list).",
            en: "First \(name) has to come, from: \(list).")
    }

    static func planDeclined(by agencies: [String]) -> Phrase {
        let list = agencies.joined(separator: ", ")
        return Phrase(
            nl: "Niemand doet mee: \(list) heeft geweigerd.",
            fr: "Personne ne participe : \(list) a refusé.",
            de: "Niemand nimmt teil: \(list) hat abgelehnt.",
            en: "Nobody takes part: \(list) has declined.")
    }

    static func planSigned(_ id: String) -> Phrase {
        let command = "formclient inspections show \(id.prefix(8))"
        return Phrase(
            nl: "Alle partijen hebben het plan ondertekend. Bij het bezoek horen SOC-04 en SOC-05, "
                + "daarna het verslag SOC-06; `\(command)` toont de stand.",
            fr: "Toutes les parties ont signé le plan. La visite demande SOC-04 et SOC-05, puis le "
                + "rapport SOC-06 ; `\(command)` montre où on en est.",
            de:
                "Alle Parteien haben den Plan unterschrieben. Zum Besuch gehören SOC-04 und SOC-05, "
                + "danach der Bericht SOC-06; `\(command)` zeigt den Stand.",
            en:
                "All parties have signed the plan. The visit takes SOC-04 and SOC-05, then the report "
                + "SOC-06; `\(command)` shows where it stands.")
    }

    static func allHaveTime(_ agencies: [String], _ times: [String]) -> Phrase {
        let list = agencies.joined(separator: ", ")
        let shown = times.joined(separator: "; ")
        return times.isEmpty
            ? Phrase(
                nl: "\(list) hebben de komende tijd geen vier uur samen vrij.",
                fr: "\(list) n'ont pas quatre heures libres en commun prochainement.",
                de: "\(list) haben in nächster Zeit keine vier Stunden gemeinsam frei.",
                en: "\(list) have no four hours in common before long.")
            : Phrase(
                nl:
                    "\(list) hebben samen tijd: \(shown); meer met `formclient inspections calendar "
                    + "--free-for`.",
                fr:
                    "\(list) sont libres ensemble : \(shown) ; davantage avec `formclient inspections "
                    + "calendar --free-for`.",
                de:
                    "\(list) haben gemeinsam Zeit: \(shown); mehr mit `formclient inspections calendar "
                    + "--free-for`.",
                en:
                    "\(list) have time together: \(shown); more with `formclient inspections calendar "
                    + "--free-for`.")
    }

    static func seeCollisions(_ count: Int) -> Phrase {
        Phrase(
            nl: "Er zijn \(count) overlappingen; `formclient inspections calendar` noemt ze.",
            fr: "Il y a \(count) incompatibilités ; `formclient inspections calendar` les donne.",
            de: "Es gibt \(count) Überschneidungen; `formclient inspections calendar` nennt sie.",
            en: "There are \(count) conflicts; `formclient inspections calendar` lists them.")
    }

    static func caseDrafted(_ file: String) -> Phrase {
        Phrase(
            nl: "Vul aan wat tussen ‹ en › staat, dan `formclient submit \(file)`; daarna gaat "
                + "`formclient inspections plan` met de ID verder.",
            fr: "Complétez ce qui est entre ‹ et ›, puis `formclient submit \(file)` ; ensuite "
                + "`formclient inspections plan` avec l'identifiant continue.",
            de:
                "Ergänzen Sie, was zwischen ‹ und › steht, dann `formclient submit \(file)`; danach "
                + "geht es mit `formclient inspections plan` und der ID weiter.",
            en: "Fill in what stands between ‹ and ›, then `formclient submit \(file)`; after that "
                + "`formclient inspections plan` with the ID goes on.")
    }
}
