import FormSchemas

// What was used wrongly, and how it is meant.
extension Phrase {
    static func unknownCommand(_ word: String) -> Phrase {
        Phrase(
            nl: "\"\(word)\" is geen opdracht.", fr: "« \(word) » n'est pas une commande.",
            de: "\"\(word)\" ist kein Befehl.", en: "\"\(word)\" is not a command.")
    }

    static func takenForAnOption(_ word: String) -> Phrase {
        Phrase(
            nl: "\"\(word)\" begint met een minteken en zou voor een optie worden gehouden.",
            fr: "« \(word) » commence par un signe moins et serait pris pour une option.",
            de: "\"\(word)\" beginnt mit einem Minuszeichen und würde für eine Option gehalten.",
            en: "\"\(word)\" begins with a minus sign and would be taken for an option.")
    }

    /// - Parameter command: what stands before the value.
    static func putDashes(_ command: String) -> Phrase {
        Phrase(
            nl: "Zet `--` ervoor: `formclient \(command) -- …`.",
            fr: "Mettez `--` devant : `formclient \(command) -- …`.",
            de: "Setzen Sie `--` davor: `formclient \(command) -- …`.",
            en: "Put `--` before it: `formclient \(command) -- …`.")
    }

    static func didYouMean(_ word: String) -> Phrase {
        Phrase(
            nl: "Bedoelde u `\(word)`?", fr: "Vouliez-vous dire `\(word)` ?",
            de: "Meinten Sie `\(word)`?", en: "Did you mean `\(word)`?")
    }

    static let seeHelp = Phrase(
        nl: "`formclient --help` noemt ze alle.", fr: "`formclient --help` les donne toutes.",
        de: "`formclient --help` nennt sie alle.", en: "`formclient --help` lists them all.")

    static func unknownLanguage(_ tag: String) -> Phrase {
        Phrase(
            nl: "De taal \"\(tag)\" is niet nl, fr, de of en.",
            fr: "La langue « \(tag) » n'est ni nl, ni fr, ni de, ni en.",
            de: "Die Sprache \"\(tag)\" ist nicht nl, fr, de oder en.",
            en: "The language \"\(tag)\" is not nl, fr, de or en.")
    }

    static let officerNeeded = Phrase(
        nl: "Wie leest? Een medewerker moet worden genoemd.",
        fr: "Qui lit ? Un agent doit être nommé.",
        de: "Wer liest? Eine Dienstkraft muss genannt werden.",
        en: "Who reads? An officer has to be named.")
    static let useOfficer = Phrase(
        nl: "Geef `--officer` op, of \"officer\" in het profiel.",
        fr: "Indiquez `--officer`, ou « officer » dans le profil.",
        de: "Geben Sie `--officer` an, oder \"officer\" im Profil.",
        en: "Give `--officer`, or \"officer\" in the profile.")
    static let reasonNeeded = Phrase(
        nl: "Waarom wordt er gelezen? Een reden is vereist en wordt bewaard.",
        fr: "Pourquoi cette lecture ? Un motif est exigé et conservé.",
        de: "Warum wird gelesen? Ein Grund ist nötig und wird aufbewahrt.",
        en: "Why is this read? A reason is required and kept in the audit trail.")
    static let useReason = Phrase(
        nl: "Geef `--reason \"…\"` op.", fr: "Indiquez `--reason \"…\"`.",
        de: "Geben Sie `--reason \"…\"` an.", en: "Give `--reason \"…\"`.")

    static func optionNeeded(_ option: String) -> Phrase {
        Phrase(
            nl: "`\(option)` ontbreekt, en hier kan niemand worden gevraagd.",
            fr: "`\(option)` manque, et il n'y a personne à qui le demander.",
            de: "`\(option)` fehlt, und hier kann niemand gefragt werden.",
            en: "`\(option)` is missing, and there is nobody here to ask.")
    }

    static let bothSigningOptions = Phrase(
        nl: "`--signing-certificate` en `--signing-key` horen bij elkaar.",
        fr: "`--signing-certificate` et `--signing-key` vont ensemble.",
        de: "`--signing-certificate` und `--signing-key` gehören zusammen.",
        en: "`--signing-certificate` and `--signing-key` go together.")
    static let oneFileWithOutput = Phrase(
        nl: "`--output` is voor één bestand.", fr: "`--output` vaut pour un seul fichier.",
        de: "`--output` ist für eine einzige Datei.", en: "`--output` is for one file only.")
    static let limitRange = Phrase(
        nl: "`--limit` is 0 of meer.", fr: "`--limit` vaut 0 ou plus.",
        de: "`--limit` ist 0 oder mehr.", en: "`--limit` is 0 or more.")

    static func notAServer(_ text: String) -> Phrase { expected(text, serverAddressForm) }
    static func notAnAgency(_ text: String) -> Phrase { expected(text, agencyForm) }
    static func notAnExchangeKey(_ text: String) -> Phrase { expected(text, exchangeKeyForm) }

    static func notAFormCode(_ text: String) -> Phrase {
        expected(
            text,
            Phrase(
                nl: "een formuliercode zoals VIP-01", fr: "un code de formulaire comme VIP-01",
                de: "ein Formularcode wie VIP-01", en: "a form's code such as VIP-01"))
    }

    static func notAnID(_ text: String) -> Phrase {
        expected(
            text,
            Phrase(
                nl: "een ID of het begin ervan, minstens vier cijfers",
                fr: "un identifiant ou son début, quatre chiffres au moins",
                de: "eine ID oder ihr Anfang, mindestens vier Ziffern",
                en: "an ID or its beginning, four digits at least"))
    }

    static func notACase(_ text: String) -> Phrase {
        expected(
            text,
            Phrase(
                nl: "de ID van een zaak (UUID)", fr: "l'identifiant d'un dossier (UUID)",
                de: "die ID eines Falls (UUID)", en: "a case's ID (UUID)"))
    }

    static func notADate(_ text: String) -> Phrase {
        expected(
            text,
            Phrase(
                nl: "een datum zoals 2026-01-31", fr: "une date comme 2026-01-31",
                de: "ein Datum wie 2026-01-31", en: "a date such as 2026-01-31"))
    }

    static func notATime(_ text: String) -> Phrase {
        expected(
            text,
            Phrase(
                nl: "een dag of tijdstip zoals 2026-01-31 of 2026-01-31T09:00:00+01:00",
                fr: "un jour ou un moment comme 2026-01-31 ou 2026-01-31T09:00:00+01:00",
                de: "ein Tag oder Zeitpunkt wie 2026-01-31 oder 2026-01-31T09:00:00+01:00",
                en: "a day or a time such as 2026-01-31 or 2026-01-31T09:00:00+01:00"))
    }

    static func notAState(_ text: String) -> Phrase {
        expected(text, Phrase(verbatim: "accepted, read, acknowledged"))
    }

    private static func expected(_ text: String, _ form: Phrase) -> Phrase {
        Phrase(
            nl: "\"\(text)\" is niet bruikbaar: verwacht wordt \(form[.nl]).",
            fr: "« \(text) » est inutilisable : il faut \(form[.fr]).",
            de: "\"\(text)\" ist nicht brauchbar: erwartet wird \(form[.de]).",
            en: "\"\(text)\" cannot be used: it should be \(form[.en]).")
    }
}
