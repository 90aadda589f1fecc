import FormDocument

// Lists of forms: headings, states, and what stands around them.
extension Phrase {
    static let columnID = Phrase(verbatim: "ID")
    static let columnFrom = Phrase(nl: "VAN", fr: "DE", de: "VON", en: "FROM")
    static let columnTo = Phrase(nl: "AAN", fr: "À", de: "AN", en: "TO")
    static let columnForm = Phrase(
        nl: "FORMULIER", fr: "FORMULAIRE", de: "FORMULAR", en: "FORM")
    static let columnVersion = Phrase(
        nl: "VERSIE", fr: "VERSION", de: "VERSION", en: "VERSION")
    static let columnCase = Phrase(nl: "ZAAK", fr: "DOSSIER", de: "FALL", en: "CASE")
    static let columnUrgency = Phrase(
        nl: "SPOED", fr: "URGENCE", de: "DRINGLICHKEIT", en: "URGENCY")
    static let columnAccepted = Phrase(
        nl: "AANVAARD", fr: "ACCEPTÉ", de: "ANGENOMMEN", en: "ACCEPTED")
    static let columnState = Phrase(nl: "STAND", fr: "ÉTAT", de: "STAND", en: "STATE")
    static let columnTitle = Phrase(nl: "TITEL", fr: "TITRE", de: "TITEL", en: "TITLE")

    static let stateAccepted = Phrase(nl: "nieuw", fr: "nouveau", de: "neu", en: "new")
    static let stateDelivered = Phrase(
        nl: "bezorgd", fr: "remis", de: "zugestellt", en: "delivered")
    static let stateRead = Phrase(nl: "gelezen", fr: "lu", de: "gelesen", en: "read")
    static let stateAcknowledged = Phrase(
        nl: "bevestigd", fr: "confirmé", de: "bestätigt", en: "acknowledged")

    static func acknowledgedBy(_ agency: String) -> Phrase {
        Phrase(
            nl: "bevestigd door \(agency)", fr: "confirmé par \(agency)",
            de: "bestätigt von \(agency)", en: "acknowledged by \(agency)")
    }

    /// That a form should have been acknowledged.
    static func acknowledgementAwaited(_ by: LocalTime, now: Timestamp) -> Phrase {
        Phrase(
            nl: "herinnering: te bevestigen voor \(by.text(in: .nl, now: now))",
            fr: "rappel : à confirmer avant le \(by.text(in: .fr, now: now))",
            de: "Erinnerung: zu bestätigen bis \(by.text(in: .de, now: now))",
            en: "reminder: to be acknowledged by \(by.text(in: .en, now: now))")
    }

    /// That an answer should have come, or should come soon.
    static func answerAwaited(_ answers: [String], clock: Phrase) -> Phrase {
        let names = answers.joined(separator: ", ")
        return Phrase(
            nl: "herinnering: antwoord \(names), \(clock[.nl])",
            fr: "rappel : réponse \(names), \(clock[.fr])",
            de: "Erinnerung: Antwort \(names), \(clock[.de])",
            en: "reminder: answer \(names), \(clock[.en])")
    }

    static let inboxEmpty = Phrase(
        nl: "Er is niets.", fr: "Il n'y a rien.", de: "Es ist nichts da.", en: "There is nothing.")

    static func inboxAdvice(_ id: String) -> Phrase {
        Phrase(
            nl: "`formclient get \(id)` leest, `formclient ack \(id)` bevestigt.",
            fr: "`formclient get \(id)` lit, `formclient ack \(id)` confirme.",
            de: "`formclient get \(id)` liest, `formclient ack \(id)` bestätigt.",
            en: "`formclient get \(id)` reads, `formclient ack \(id)` acknowledges.")
    }

    static let nothingFound = Phrase(
        nl: "Niets gevonden.", fr: "Rien trouvé.", de: "Nichts gefunden.", en: "Nothing found.")

    static func thereIsMore(_ limit: Int) -> Phrase {
        Phrase(
            nl: "De nieuwste \(limit); er zijn er meer (`--limit 0` toont alle).",
            fr: "Les \(limit) plus récents ; il y en a d'autres (`--limit 0` les montre tous).",
            de: "Die neuesten \(limit); es gibt mehr (`--limit 0` zeigt alle).",
            en: "The newest \(limit); there are more (`--limit 0` shows all).")
    }

    /// What is said below a table of which columns had to be left out.
    static func noRoomFor(_ titles: [String]) -> Phrase {
        let titles = titles.joined(separator: ", ")
        return Phrase(
            nl: "Geen plaats voor: \(titles). Een breder venster of `--json` toont het.",
            fr: "Pas de place pour : \(titles). Une fenêtre plus large ou `--json` le montre.",
            de: "Kein Platz für: \(titles). Ein breiteres Fenster oder `--json` zeigt es.",
            en: "No room for: \(titles). A wider window or `--json` shows it.")
    }

    static func noFormFits(_ id: String) -> Phrase {
        Phrase(
            nl: "Geen formulier dat u mag zien, begint met \(id).",
            fr: "Aucun formulaire qui vous est visible ne commence par \(id).",
            de: "Kein Formular, das Sie sehen dürfen, beginnt mit \(id).",
            en: "No form that you may see begins with \(id).")
    }

    static let seeSearch = Phrase(
        nl: "`formclient search` noemt wat er is.", fr: "`formclient search` montre ce qu'il y a.",
        de: "`formclient search` nennt, was es gibt.",
        en: "`formclient search` lists what there is.")

    static func severalFormsFit(_ id: String) -> Phrase {
        Phrase(
            nl: "Meer dan één formulier begint met \(id):",
            fr: "Plusieurs formulaires commencent par \(id) :",
            de: "Mehrere Formulare beginnen mit \(id):", en: "Several forms begin with \(id):")
    }

    static let giveMoreOfID = Phrase(
        nl: "Geef meer van de ID op, of `--sender`.",
        fr: "Donnez une plus grande part de l'identifiant, ou `--sender`.",
        de: "Geben Sie mehr von der ID an, oder `--sender`.",
        en: "Give more of the ID, or `--sender`.")

    static func partsWithheld(_ names: [String]) -> Phrase {
        let list = names.joined(separator: ", ")
        return Phrase(
            nl: "U krijgt niet te zien: \(list).", fr: "Non communiqué : \(list).",
            de: "Ihnen nicht gezeigt: \(list).", en: "Withheld from you: \(list).")
    }

    static let watching = Phrase(
        nl: "Alles is getoond; wachten op wat komt. Ctrl-C stopt.",
        fr: "Tout est affiché ; en attente de la suite. Ctrl-C arrête.",
        de: "Alles ist gezeigt; es wird auf Neues gewartet. Strg-C hält an.",
        en: "Everything is shown; waiting for what comes. Ctrl-C stops.")
    static let watchStopped = Phrase(
        nl: "Gestopt; `formclient watch` gaat hier verder.",
        fr: "Arrêté ; `formclient watch` reprendra ici.",
        de: "Angehalten; `formclient watch` macht hier weiter.",
        en: "Stopped; `formclient watch` goes on from here.")

    static func watchingAgain(seconds: Int) -> Phrase {
        Phrase(
            nl: "Verbroken; nieuwe poging over \(seconds) s …",
            fr: "Interrompu ; nouvel essai dans \(seconds) s …",
            de: "Unterbrochen; neuer Versuch in \(seconds) s …",
            en: "Disconnected; trying again in \(seconds) s …")
    }
}
