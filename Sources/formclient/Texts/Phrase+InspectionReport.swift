// What stands in a report on joint inspections.
extension Phrase {
    // MARK: Heading

    static let reportTitle = Phrase(
        nl: "Gezamenlijke en gecoördineerde inspecties",
        fr: "Inspections communes et concertées",
        de: "Gemeinsame und konzertierte Kontrollen", en: "Joint and concerted inspections")
    static let reportConfidential = Phrase(
        nl: "Vertrouwelijk", fr: "Confidentiel", de: "Vertraulich", en: "Confidential")
    static let reportContents = Phrase(
        nl: "Inhoud", fr: "Sommaire", de: "Inhalt", en: "Contents")
    static let reportAgency = Phrase(nl: "Dienst", fr: "Service", de: "Behörde", en: "Agency")
    static let reportOfficer = Phrase(
        nl: "Medewerker", fr: "Agent", de: "Dienstkraft", en: "Officer")
    static let reportReason = Phrase(nl: "Reden", fr: "Motif", de: "Grund", en: "Reason")
    static let reportFilters = Phrase(
        nl: "Selectie", fr: "Sélection", de: "Auswahl", en: "Selection")
    static let reportAll = Phrase(
        nl: "alle inspecties die de dienst ziet", fr: "toutes les inspections que voit le service",
        de: "alle Kontrollen, die die Behörde sieht", en: "all inspections that the agency sees")
    static let reportMadeAt = Phrase(
        nl: "Gemaakt op", fr: "Établi le", de: "Erstellt am", en: "Made on")

    // MARK: Figures

    static let reportFigures = Phrase(
        nl: "Kerncijfers", fr: "Chiffres clés", de: "Kennzahlen", en: "Key figures")
    static let reportFiguresIntro = Phrase(
        nl: "Alle inspecties in de selectie samen.",
        fr: "Toutes les inspections de la sélection, ensemble.",
        de: "Alle Kontrollen der Auswahl zusammen.",
        en: "All inspections in the selection together.")
    static let reportInspections = Phrase(
        nl: "Inspecties", fr: "Inspections", de: "Kontrollen", en: "Inspections")
    static let reportInspected = Phrase(
        nl: "Uitgevoerd", fr: "Effectuées", de: "Durchgeführt", en: "Carried out")
    static let reportWithInfringements = Phrase(
        nl: "Met inbreuken", fr: "Avec infractions", de: "Mit Verstößen",
        en: "With infringements")
    static let reportWorkers = Phrase(
        nl: "Werknemers", fr: "Travailleurs", de: "Beschäftigte", en: "Workers")
    static let reportVictims = Phrase(
        nl: "Doorverwezen slachtoffers", fr: "Victimes orientées",
        de: "Weiterverwiesene Opfer", en: "Victims referred")
    static let reportArrears = Phrase(
        nl: "Geraamde achterstallen", fr: "Arriérés estimés", de: "Geschätzte Rückstände",
        en: "Estimated arrears")

    static func shareOfAll(_ share: String) -> Phrase {
        Phrase(
            nl: "\(share) van alle inspecties", fr: "\(share) de toutes les inspections",
            de: "\(share) aller Kontrollen", en: "\(share) of all inspections")
    }

    static func shareOfInspected(_ share: String) -> Phrase {
        Phrase(
            nl: "\(share) van de uitgevoerde", fr: "\(share) des inspections effectuées",
            de: "\(share) der durchgeführten", en: "\(share) of those carried out")
    }

    // MARK: Results

    static let resultInfringements = Phrase(
        nl: "Inbreuken vastgesteld", fr: "Infractions constatées", de: "Verstöße festgestellt",
        en: "Infringements found")
    static let resultNothingFound = Phrase(
        nl: "Niets vastgesteld", fr: "Rien constaté", de: "Nichts festgestellt",
        en: "Nothing found")
    static let resultPending = Phrase(
        nl: "Nog niet uitgevoerd", fr: "Pas encore effectuées", de: "Noch nicht durchgeführt",
        en: "Not yet carried out")

    // MARK: Over time

    static let reportTime = Phrase(
        nl: "Verloop in de tijd", fr: "Évolution dans le temps", de: "Zeitlicher Verlauf",
        en: "Over time")
    static let reportTimeIntro = Phrase(
        nl: "Een inspectie telt in de periode waarin ze begint of zal beginnen; zolang dat niet "
            + "bekend is, in die waarin de zaak is geopend.",
        fr: "Une inspection compte dans la période où elle commence ou commencera ; tant que la "
            + "date n'est pas connue, dans celle de l'ouverture du dossier.",
        de: "Eine Kontrolle zählt in dem Zeitraum, in dem sie beginnt oder beginnen soll; solange "
            + "das nicht feststeht, in dem, in dem der Fall eröffnet wurde.",
        en: "An inspection counts in the period in which it begins or is to begin; as long as "
            + "that is not known, in the one in which its case was opened.")
    static let reportTimeCaption = Phrase(
        nl: "Inspecties per periode en resultaat", fr: "Inspections par période et par résultat",
        de: "Kontrollen nach Zeitraum und Ergebnis", en: "Inspections by period and result")
    static let reportPeriod = Phrase(
        nl: "Periode", fr: "Période", de: "Zeitraum", en: "Period")
    static let reportAsTable = Phrase(
        nl: "Cijfers als tabel", fr: "Chiffres sous forme de tableau", de: "Zahlen als Tabelle",
        en: "Figures as a table")

    static func quarter(_ number: Int) -> Phrase {
        Phrase(nl: "K\(number)", fr: "T\(number)", de: "Q\(number)", en: "Q\(number)")
    }

    static func timeDescription(
        from: String, to: String, most: String, in period: String
    ) -> Phrase {
        Phrase(
            nl: "Kolommen van \(from) tot \(to); de hoogste is \(period) met \(most). De cijfers "
                + "staan in de tabel eronder.",
            fr: "Colonnes de \(from) à \(to) ; la plus haute est \(period), avec \(most). Les "
                + "chiffres figurent dans le tableau ci-dessous.",
            de: "Säulen von \(from) bis \(to); die höchste ist \(period) mit \(most). Die Zahlen "
                + "stehen in der Tabelle darunter.",
            en: "Columns from \(from) to \(to); the highest is \(period) with \(most). The figures "
                + "are in the table below.")
    }

    // MARK: Groups

    static let reportInfringementsIntro = Phrase(
        nl: "Naar soort, en naar het land waarvan de wet is overtreden.",
        fr: "Par nature et par pays dont la loi a été enfreinte.",
        de: "Nach der Art und nach dem Land, gegen dessen Recht verstoßen wurde.",
        en: "By kind, and by the country whose law was infringed.")
    static let reportInfringementsCaption = Phrase(
        nl: "Inbreuken per soort en land", fr: "Infractions par nature et par pays",
        de: "Verstöße nach Art und Land", en: "Infringements by kind and country")
    static let reportKind = Phrase(nl: "Soort", fr: "Nature", de: "Art", en: "Kind")
    static let reportTotal = Phrase(nl: "Totaal", fr: "Total", de: "Gesamt", en: "Total")
    static let reportOthers = Phrase(
        nl: "Overige landen", fr: "Autres pays", de: "Übrige Länder", en: "Other countries")

    static let reportPartners = Phrase(
        nl: "Partners", fr: "Partenaires", de: "Partner", en: "Partners")
    static let reportPartnersIntro = Phrase(
        nl: "Een inspectie telt bij elke partner die eraan deelneemt; de som is dus hoger dan het "
            + "aantal inspecties.",
        fr: "Une inspection compte auprès de chaque partenaire qui y participe ; la somme dépasse "
            + "donc le nombre d'inspections.",
        de: "Eine Kontrolle zählt bei jedem Partner, der daran teilnimmt; die Summe ist daher "
            + "höher als die Zahl der Kontrollen.",
        en: "An inspection counts with each partner that takes part; so they add up to more than "
            + "the number of inspections.")
    static let reportPartnersCaption = Phrase(
        nl: "Inspecties per partner en resultaat",
        fr: "Inspections par partenaire et par résultat",
        de: "Kontrollen nach Partner und Ergebnis", en: "Inspections by partner and result")

    static let reportSectors = Phrase(
        nl: "Sectoren", fr: "Secteurs", de: "Wirtschaftszweige", en: "Sectors")
    static let reportSectorsIntro = Phrase(
        nl: "Naar sectie van de NACE.", fr: "Par section de la NACE.",
        de: "Nach Abschnitten der NACE.", en: "By section of NACE.")
    static let reportSectorsCaption = Phrase(
        nl: "Inspecties per sector en resultaat", fr: "Inspections par secteur et par résultat",
        de: "Kontrollen nach Wirtschaftszweig und Ergebnis",
        en: "Inspections by sector and result")

    // MARK: Map

    static let reportMap = Phrase(
        nl: "Waar de bezoeken zijn", fr: "Où ont lieu les visites", de: "Orte der Besuche",
        en: "Where the visits are")
    static let reportMapIntro = Phrase(
        nl: "Naar coördinaten; hoe groter de stip, hoe meer bezoeken. Een lege stip is een "
            + "vervallen bezoek. Cursieve steden dienen ter oriëntatie.",
        fr: "D'après les coordonnées ; plus le point est grand, plus il y a de visites. Un point "
            + "vide est une visite annulée. Les villes en italique servent de repères.",
        de: "Nach Koordinaten; je größer der Punkt, desto mehr Besuche. Ein leerer Punkt ist ein "
            + "abgesagter Besuch. Kursive Städte dienen der Orientierung.",
        en: "By coordinates; the larger the dot, the more visits. An empty dot is a cancelled "
            + "visit. Towns in italics help to find the way.")
    static let reportMapCaption = Phrase(
        nl: "Bezoeken per plaats", fr: "Visites par lieu", de: "Besuche nach Ort",
        en: "Visits by place")

    static func mapDescription(visits: Int64, places: Int64) -> Phrase {
        let visits = visitCount(visits)
        return Phrase(
            nl: "\(visits[.nl]) op \(places.grouped(in: .nl)) \(places == 1 ? "plek" : "plekken"). "
                + "De plaatsen staan in de tabel eronder.",
            fr: "\(visits[.fr]), \(places.grouped(in: .fr)) \(places < 2 ? "point" : "points"). "
                + "Les lieux figurent dans le tableau ci-dessous.",
            de: "\(visits[.de]) an \(places.grouped(in: .de)) "
                + "\(places == 1 ? "Punkt" : "Punkten"). Die Orte stehen in der Tabelle darunter.",
            en: "\(visits[.en]) at \(places.grouped(in: .en)) \(places == 1 ? "point" : "points"). "
                + "The places are in the table below.")
    }

    static func withoutCoordinates(_ count: Int64) -> Phrase {
        let visits = visitCount(count)
        return Phrase(
            nl: "\(visits[.nl]) zonder coördinaten \(count == 1 ? "ontbreekt" : "ontbreken") hier.",
            fr: "\(visits[.fr]) sans coordonnées \(count < 2 ? "n'y figure" : "n'y figurent") pas.",
            de: "\(visits[.de]) ohne Koordinaten \(count == 1 ? "fehlt" : "fehlen") hier.",
            en: "\(visits[.en]) without coordinates \(count == 1 ? "is" : "are") missing here.")
    }

    // MARK: Lists

    static let reportVisits = Phrase(
        nl: "Bezoeken", fr: "Visites", de: "Besuche", en: "Visits")
    static let reportVisitsIntro = Phrase(
        nl: "In de volgorde waarin ze beginnen.", fr: "Dans l'ordre où elles commencent.",
        de: "In der Reihenfolge, in der sie beginnen.", en: "In the order in which they begin.")
    static let reportVisitsCaption = Phrase(
        nl: "Bezoeken met plaats en deelnemers", fr: "Visites avec lieu et participants",
        de: "Besuche mit Ort und Teilnehmern", en: "Visits with place and participants")
    static let reportInspectionsIntro = Phrase(
        nl: "Wat erover bekend is, in het kort.", fr: "Ce que l'on en sait, en bref.",
        de: "Was über sie bekannt ist, in Kürze.", en: "What is known of each, in short.")
    static let reportInspectionsCaption = Phrase(
        nl: "Inspecties met stand en uitkomst", fr: "Inspections avec état et résultat",
        de: "Kontrollen mit Stand und Ergebnis", en: "Inspections with state and result")
    static let reportWhen = Phrase(nl: "Wanneer", fr: "Quand", de: "Wann", en: "When")
    static let reportPlace = Phrase(nl: "Plaats", fr: "Lieu", de: "Ort", en: "Place")
    static let reportCountry = Phrase(nl: "Land", fr: "Pays", de: "Land", en: "Country")

    static func openedOn(_ day: String) -> Phrase {
        Phrase(
            nl: "geopend op \(day)", fr: "ouverte le \(day)", de: "eröffnet am \(day)",
            en: "opened on \(day)")
    }

    static func reportLeftOut(_ count: Int64) -> Phrase {
        Phrase(
            nl: "En nog \(count.grouped(in: .nl)), die hier \(count == 1 ? "is" : "zijn") "
                + "weggelaten.",
            fr: count < 2
                ? "Et \(count) de plus, omise ici."
                : "Et \(count.grouped(in: .fr)) de plus, omises ici.",
            de: "Und \(count.grouped(in: .de)) mehr, hier weggelassen.",
            en: "And \(count.grouped(in: .en)) more, left out here.")
    }

    static let reportNothing = Phrase(
        nl: "Hier is niets te tonen.", fr: "Il n'y a rien à montrer ici.",
        de: "Hier gibt es nichts zu zeigen.", en: "There is nothing to show here.")

    // MARK: What the numbers are

    static let reportAboutNumbers = Phrase(
        nl: "Wat deze cijfers zeggen, en wat niet",
        fr: "Ce que disent ces chiffres, et ce qu'ils ne disent pas",
        de: "Was diese Zahlen sagen und was nicht",
        en: "What these figures say, and what they do not")

    static func reportSeenBy(_ agency: String) -> Phrase {
        Phrase(
            nl:
                "Ze volgen uit de geldende formulieren die \(agency) in de uitwisseling ziet: de "
                + "eigen en de ontvangen. Inspecties waarvan \(agency) geen formulier heeft, "
                + "tellen niet mee. Een andere dienst kan dus andere cijfers hebben.",
            fr: "Ils résultent des formulaires en vigueur que \(agency) voit dans l'échange : les "
                + "siens et ceux qu'il a reçus. Les inspections dont \(agency) n'a aucun "
                + "formulaire ne comptent pas. Un autre service peut donc avoir d'autres chiffres.",
            de: "Sie folgen aus den geltenden Formularen, die \(agency) in der Austauschstelle "
                + "sieht: den eigenen und den empfangenen. Kontrollen, von denen \(agency) kein "
                + "Formular hat, zählen nicht. Eine andere Behörde kann daher andere Zahlen haben.",
            en: "They follow from the current forms that \(agency) sees in the exchange: its own "
                + "and those that it has received. Inspections of which \(agency) has no form do "
                + "not count. So another agency may have other figures.")
    }

    static let reportCounting = Phrase(
        nl: "Zolang er geen verslag is, zijn werknemers en inbreuken bij elkaar opgeteld uit de "
            + "vaststellingen ter plaatse; daarna geldt het verslag.",
        fr:
            "Tant qu'il n'y a pas de rapport, travailleurs et infractions sont additionnés à "
            + "partir des constats sur place ; ensuite, le rapport fait foi.",
        de: "Solange es keinen Bericht gibt, sind Beschäftigte und Verstöße aus den Aufnahmen vor "
            + "Ort zusammengezählt; danach gilt der Bericht.",
        en: "As long as there is no report, workers and infringements are added up from the "
            + "on-site records; then the report counts.")

    static let reportNoJudgement = Phrase(
        nl:
            "Inbreuken zijn wat diensten hebben gemeld; of een rechter ze bevestigt, staat hier "
            + "niet. Achterstallen zijn ramingen.",
        fr: "Les infractions sont celles que les services ont signalées ; leur confirmation par un "
            + "juge n'apparaît pas ici. Les arriérés sont des estimations.",
        de: "Verstöße sind, was Behörden gemeldet haben; ob ein Gericht sie bestätigt, steht hier "
            + "nicht. Rückstände sind Schätzungen.",
        en: "Infringements are what agencies have reported; whether a court confirms them is not "
            + "said here. Arrears are estimates.")

    static func reportForReason(_ agency: String) -> Phrase {
        Phrase(
            nl:
                "Vertrouwelijk: alleen voor \(agency) en de bovengenoemde reden. Voor het "
                + "doorgeven gelden de regels van de formulieren waaruit het rapport is gemaakt.",
            fr: "Confidentiel : réservé à \(agency) et au motif indiqué ci-dessus. La transmission "
                + "suit les règles des formulaires dont le rapport est tiré.",
            de: "Vertraulich: nur für \(agency) und den oben genannten Grund. Für die Weitergabe "
                + "gelten die Regeln der Formulare, aus denen der Bericht gemacht ist.",
            en: "Confidential: only for \(agency) and the reason named above. Passing it on is "
                + "subject to the rules of the forms from which the report is made.")
    }
}
