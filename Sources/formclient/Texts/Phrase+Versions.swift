import FormSchemas

// Versions of a form that are compared.
extension Phrase {
    static func notAVersion(_ name: String) -> Phrase {
        Phrase(
            nl: "\(name) is geen versie van een formulier.",
            fr: "\(name) n'est pas une version d'un formulaire.",
            de: "\(name) ist keine Fassung eines Formulars.",
            en: "\(name) is not a version of a form.")
    }

    static let nameAVersion = Phrase(
        nl:
            "Noem een ingebouwde versie (VIP-01/1.0) of een map die zo eindigt (ontwerp/VIP-01/1.1).",
        fr: "Indiquez une version intégrée (VIP-01/1.0) "
            + "ou un dossier qui se termine ainsi (projet/VIP-01/1.1).",
        de: "Nennen Sie eine eingebaute Fassung (VIP-01/1.0) "
            + "oder einen Ordner, der so endet (entwurf/VIP-01/1.1).",
        en:
            "Name a built-in version (VIP-01/1.0) or a folder that ends like one (draft/VIP-01/1.1)."
    )

    static func versionUnusable(_ error: CatalogueError) -> Phrase {
        // Of the files' own words nothing may steer the terminal.
        let message = Table.oneLine(error.message)
        return Phrase(
            nl: "\(error.path) is niet bruikbaar: \(message).",
            fr: "\(error.path) est inutilisable : \(message).",
            de: "\(error.path) ist nicht brauchbar: \(message).",
            en: "\(error.path) cannot be used: \(message).")
    }

    static func sameVersionTwice(_ version: String) -> Phrase {
        Phrase(
            nl: "Twee verschillende versies heten \(version).",
            fr: "Deux versions différentes s'appellent \(version).",
            de: "Zwei verschiedene Fassungen heißen \(version).",
            en: "Two different versions are called \(version).")
    }

    static let renumberVersion = Phrase(
        nl: "Geef de map van een van beide een ander nummer, bijvoorbeeld 1.1.",
        fr: "Donnez un autre numéro au dossier de l'une des deux, par exemple 1.1.",
        de: "Geben Sie dem Ordner einer von beiden eine andere Nummer, etwa 1.1.",
        en: "Give the folder of one of them another number, such as 1.1.")

    static func versionsOfTwoForms(_ first: String, _ second: String) -> Phrase {
        Phrase(
            nl: "\(first) en \(second) zijn versies van verschillende formulieren.",
            fr: "\(first) et \(second) sont des versions de formulaires différents.",
            de: "\(first) und \(second) sind Fassungen verschiedener Formulare.",
            en: "\(first) and \(second) are versions of different forms.")
    }

    static func noDocuments(of version: String, _ reason: String) -> Phrase {
        Phrase(
            nl:
                "Van \(version) kan geen document worden gemaakt om de lens te beproeven: \(reason).",
            fr:
                "Aucun document de \(version) ne peut être produit pour essayer la lentille : \(reason).",
            de:
                "Von \(version) lässt sich kein Dokument erzeugen, um die Linse zu erproben: \(reason).",
            en: "No document of \(version) can be made to try the lens on: \(reason).")
    }

    static func reads(
        _ verdict: Compatibility.Verdict, reader: String, writer: String
    ) -> Phrase {
        switch verdict {
        case .compatible:
            Phrase(
                nl: "\(reader) leest alles wat \(writer) schrijft: bewezen.",
                fr: "\(reader) lit tout ce que \(writer) écrit : prouvé.",
                de: "\(reader) liest alles, was \(writer) schreibt: bewiesen.",
                en: "\(reader) reads all that \(writer) writes: proven.")
        case .incompatible:
            Phrase(
                nl: "\(reader) leest niet alles wat \(writer) schrijft:",
                fr: "\(reader) ne lit pas tout ce que \(writer) écrit :",
                de: "\(reader) liest nicht alles, was \(writer) schreibt:",
                en: "\(reader) does not read all that \(writer) writes:")
        case .unknown:
            Phrase(
                nl: "Onbekend is of \(reader) alles leest wat \(writer) schrijft:",
                fr: "On ignore si \(reader) lit tout ce que \(writer) écrit :",
                de: "Unbekannt ist, ob \(reader) alles liest, was \(writer) schreibt:",
                en: "Whether \(reader) reads all that \(writer) writes is unknown:")
        }
    }

    static func undecidedDifference(_ uncertainty: Compatibility.Uncertainty?) -> Phrase {
        switch uncertainty {
        case .tooComplex:
            Phrase(
                nl: "onbekend: te ingewikkeld om te beslissen",
                fr: "inconnu : trop complexe pour trancher",
                de: "unbekannt: zu verwickelt, um es zu entscheiden",
                en: "unknown: too complex to be decided")
        case .notComparable:
            Phrase(
                nl: "onbekend: zoiets is alleen aan zichzelf gelijk",
                fr: "inconnu : cela n'est égal qu'à soi-même",
                de: "unbekannt: so etwas ist nur sich selbst gleich",
                en: "unknown: such a thing is only equal to itself")
        case .rule:
            Phrase(
                nl: "onbekend: regels worden niet naar hun betekenis vergeleken",
                fr: "inconnu : les règles ne sont pas comparées selon leur sens",
                de: "unbekannt: Regeln werden nicht nach ihrer Bedeutung verglichen",
                en: "unknown: rules are not compared by what they mean")
        case .excludedByRules:
            Phrase(
                nl: "onbekend: de regels van de schrijver sluiten zulke documenten misschien uit",
                fr: "inconnu : les règles du rédacteur excluent peut-être de tels documents",
                de:
                    "unbekannt: die Regeln des Schreibers schließen solche Dokumente vielleicht aus",
                en: "unknown: the writer's rules may exclude such documents")
        case .notConfirmed, nil:
            Phrase(
                nl: "onbekend: er is geen document gevonden dat het aantoont",
                fr: "inconnu : aucun document qui le montre n'a été trouvé",
                de: "unbekannt: kein Dokument gefunden, das es zeigt",
                en: "unknown: no document was found that shows it")
        }
    }

    static func lensTried(_ path: String, _ report: LensLaws.Report) -> Phrase {
        let count = report.documents.values.reduce(0, +)
        guard report.failures.isEmpty else {
            return Phrase(
                nl: "De lens \(path) breekt wetten, beproefd op \(count) documenten:",
                fr: "La lentille \(path) enfreint des lois, essayée sur \(count) documents :",
                de: "Die Linse \(path) bricht Gesetze, erprobt an \(count) Dokumenten:",
                en: "The lens \(path) breaks laws, tried on \(count) documents:")
        }
        return Phrase(
            nl: "De lens \(path) houdt zich aan elke wet, beproefd op \(count) documenten.",
            fr: "La lentille \(path) respecte chaque loi, essayée sur \(count) documents.",
            de: "Die Linse \(path) hält jedes Gesetz ein, erprobt an \(count) Dokumenten.",
            en: "The lens \(path) holds to every law, tried on \(count) documents.")
    }

    static func lensKeeps(
        _ count: Int, of documents: Int, writer: String, reader: String
    ) -> Phrase {
        Phrase(
            nl:
                "Bij \(count) van \(documents) documenten van \(writer) wordt bewaard wat \(reader) "
                + "niet kan zeggen.",
            fr:
                "Pour \(count) documents de \(writer) sur \(documents), ce que \(reader) ne peut dire "
                + "est conservé.",
            de:
                "Bei \(count) von \(documents) Dokumenten von \(writer) wird aufbewahrt, was \(reader) "
                + "nicht sagen kann.",
            en: "For \(count) of \(documents) documents of \(writer), what \(reader) cannot say is "
                + "kept.")
    }

    static func lawBroken(_ failure: LensLaws.Failure) -> Phrase {
        let way = "\(failure.source) → \(failure.target)"
        let law =
            switch failure.law {
            case .totality:
                Phrase(
                    nl: "niet elk document kan worden vertaald",
                    fr: "tout document ne peut pas être traduit",
                    de: "nicht jedes Dokument lässt sich übersetzen",
                    en: "not every document can be translated")
            case .getPut:
                Phrase(
                    nl: "heen en terug geeft iets anders", fr: "l'aller-retour donne autre chose",
                    de: "hin und zurück ergibt etwas anderes",
                    en: "there and back gives something else")
            case .putGet:
                Phrase(
                    nl: "wat daar geschreven is, wordt er anders gelezen",
                    fr: "ce qui y a été écrit s'y lit autrement",
                    de: "was dort geschrieben wurde, wird dort anders gelesen",
                    en: "what was written there is read there differently")
            case .complementStability:
                Phrase(
                    nl: "opnieuw vertaald wordt iets anders bewaard",
                    fr: "traduit de nouveau, autre chose est conservé",
                    de: "erneut übersetzt wird anderes aufbewahrt",
                    en: "translated again, something else is kept")
            case .schemaPreservation:
                Phrase(
                    nl: "de vertaling is niet geldig", fr: "la traduction n'est pas valide",
                    de: "die Übersetzung ist nicht gültig", en: "the translation is not valid")
            case .pointerMapping:
                Phrase(
                    nl: "een plaats leidt nergens heen", fr: "un emplacement ne mène nulle part",
                    de: "eine Stelle führt ins Leere", en: "a place leads nowhere")
            }
        return Phrase(
            nl: "\(way)  \(law[.nl]) (\(failure.reason))",
            fr: "\(way)  \(law[.fr]) (\(failure.reason))",
            de: "\(way)  \(law[.de]) (\(failure.reason))",
            en: "\(way)  \(law[.en]) (\(failure.reason))")
    }

    // MARK: - Translations

    static func notTranslated(_ file: String, _ reason: String) -> Phrase {
        Phrase(
            nl: "\(file) kan niet worden vertaald: \(reason).",
            fr: "\(file) ne peut pas être traduit : \(reason).",
            de: "\(file) lässt sich nicht übersetzen: \(reason).",
            en: "\(file) cannot be translated: \(reason).")
    }

    static func noLens(_ form: String, from source: String, to target: String) -> Phrase {
        Phrase(
            nl: "Geen lens leidt van \(form) \(source) naar \(target).",
            fr: "Aucune lentille ne mène de \(form) \(source) à \(target).",
            de: "Keine Linse führt von \(form) \(source) nach \(target).",
            en: "No lens leads from \(form) \(source) to \(target).")
    }

    static func translated(_ view: Translation.View) -> Phrase {
        let path = view.path.joined(separator: " → ")
        let count = view.complement.count
        guard count > 0 else {
            return Phrase(
                nl: "Gelezen via \(path); niets is weggelaten.",
                fr: "Lu par \(path) ; rien n'est omis.",
                de: "Gelesen über \(path); nichts ist weggelassen.",
                en: "Read through \(path); nothing is left out.")
        }
        return Phrase(
            nl: "Gelezen via \(path); op \(count) \(count == 1 ? "plaats" : "plaatsen") is iets "
                + "weggelaten.",
            fr: "Lu par \(path) ; quelque chose est omis à \(count) "
                + "endroit\(count > 1 ? "s" : "").",
            de: "Gelesen über \(path); an \(count) \(count == 1 ? "Stelle" : "Stellen") ist etwas "
                + "weggelassen.",
            en: "Read through \(path); something is left out at \(count) "
                + "place\(count == 1 ? "" : "s").")
    }

    static func viewNotValid(_ version: String) -> Phrase {
        Phrase(
            nl: "De vertaling is niet geldig in \(version):",
            fr: "La traduction n'est pas valide en \(version) :",
            de: "Die Übersetzung ist in \(version) nicht gültig:",
            en: "The translation is not valid in \(version):")
    }
}
