import FormSchemas

// A form as people read it.
extension Phrase {
    static let yes = Phrase(nl: "ja", fr: "oui", de: "ja", en: "yes")
    static let no = Phrase(nl: "nee", fr: "non", de: "nein", en: "no")

    static let turnTitle = Phrase(nl: "Stap", fr: "Étape", de: "Schritt", en: "Turn")
    static let signatureTitle = Phrase(
        nl: "Handtekening", fr: "Signature", de: "Signatur", en: "Signature")
    static let warningsTitle = Phrase(
        nl: "Waarschuwingen", fr: "Avertissements", de: "Warnungen", en: "Warnings")
    static let recordCount = Phrase(
        nl: "Aantal records", fr: "Nombre d'enregistrements", de: "Anzahl der Datensätze",
        en: "Number of records")

    static let partWithheld = Phrase(
        nl: "vertrouwelijk, niet getoond", fr: "confidentiel, non communiqué",
        de: "vertraulich, nicht gezeigt", en: "confidential, withheld")
    static let partOpened = Phrase(
        nl: "vertrouwelijk, geopend", fr: "confidentiel, ouvert", de: "vertraulich, geöffnet",
        en: "confidential, opened")

    static func standing(_ standing: ShownForm.Standing) -> Phrase {
        switch standing {
        case .draft:
            Phrase(
                nl: "geen: een ontwerp", fr: "aucune : un projet", de: "keine: ein Entwurf",
                en: "none: a draft")
        case .document:
            Phrase(
                nl: "niet in dit bestand", fr: "absente de ce fichier",
                de: "nicht in dieser Datei", en: "not in this file")
        case .accepted:
            Phrase(nl: "klopt", fr: "en ordre", de: "stimmt", en: "holds")
        case .signed:
            Phrase(
                nl: "klopt; nog niet aanvaard", fr: "en ordre ; pas encore accepté",
                de: "stimmt; noch nicht angenommen", en: "holds; not accepted yet")
        case .broken:
            Phrase(
                nl: "KLOPT NIET: vertrouw dit formulier niet",
                fr: "N'EST PAS EN ORDRE : ne vous fiez pas à ce formulaire",
                de: "STIMMT NICHT: Verlassen Sie sich nicht auf dieses Formular",
                en: "DOES NOT HOLD: do not rely on this form")
        case .unchecked:
            Phrase(
                nl: "niet gecontroleerd: er is geen profiel",
                fr: "non vérifiée : il n'y a pas de profil",
                de: "nicht geprüft: Es gibt kein Profil", en: "not checked: there is no profile")
        }
    }

    /// What follows ``standing(_:)`` where there is a receipt.
    static func acceptedAsLeaf(_ index: Int64, _ moment: String) -> Phrase {
        func leaf(_ language: Language) -> String { index.grouped(in: language) }
        return Phrase(
            nl: "(aanvaard \(moment) als blad \(leaf(.nl)))",
            fr: "(accepté \(moment), feuille \(leaf(.fr)))",
            de: "(angenommen \(moment) als Blatt \(leaf(.de)))",
            en: "(accepted \(moment) as leaf \(leaf(.en)))")
    }

    static let formNotKnownHere = Phrase(
        nl: "Deze client kent dit formulier niet; de velden dragen hun namen uit het document.",
        fr: "Ce client ne connaît pas ce formulaire ; les champs portent leurs noms du document.",
        de: "Dieser Client kennt dieses Formular nicht; die Felder heißen wie im Dokument.",
        en: "This client does not know the form; its fields are called as in the document.")

    static func errorsFound(_ count: Int) -> Phrase {
        let one = count == 1
        return Phrase(
            nl:
                "\(count) \(one ? "overtreding" : "overtredingen"); `formclient validate` zegt welke.",
            fr: "\(count) \(one ? "erreur" : "erreurs") ; `formclient validate` dit "
                + (one ? "laquelle." : "lesquelles."),
            de: "\(count) \(one ? "Verstoß" : "Verstöße"); `formclient validate` sagt, "
                + (one ? "welcher." : "welche."),
            en: "\(count) \(one ? "violation" : "violations"); `formclient validate` says which.")
    }
}
