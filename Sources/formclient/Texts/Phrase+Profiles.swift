import FormDocument
import FormSchemas

// Profiles: finding, reading and writing them.
extension Phrase {
    static func profileNotJSON(_ path: String, line: Int, column: Int) -> Phrase {
        Phrase(
            nl: "\(path) is geen geldige JSON (regel \(line), kolom \(column)).",
            fr: "\(path) n'est pas du JSON valide (ligne \(line), colonne \(column)).",
            de: "\(path) ist kein gültiges JSON (Zeile \(line), Spalte \(column)).",
            en: "\(path) is not valid JSON (line \(line), column \(column)).")
    }

    static func profileLacks(_ member: String, in path: String) -> Phrase {
        Phrase(
            nl: "In \(path) ontbreekt \"\(member)\".", fr: "Il manque \"\(member)\" dans \(path).",
            de: "In \(path) fehlt \"\(member)\".", en: "\(path) lacks \"\(member)\".")
    }

    static func profileMember(_ member: String, in path: String, _ form: Phrase) -> Phrase {
        Phrase(
            nl: "\"\(member)\" in \(path) is niet bruikbaar: verwacht wordt \(form[.nl]).",
            fr: "\"\(member)\" dans \(path) est inutilisable : il faut \(form[.fr]).",
            de: "\"\(member)\" in \(path) ist nicht brauchbar: erwartet wird \(form[.de]).",
            en: "\"\(member)\" in \(path) cannot be used: it should be \(form[.en]).")
    }

    static let serverAddressForm = Phrase(
        nl: "host:poort", fr: "hôte:port", de: "Host:Port", en: "host:port")
    static let agencyForm = Phrase(
        nl: "een dienstcode zoals BE-DAP", fr: "un code de service comme BE-DAP",
        de: "ein Behördencode wie BE-DAP", en: "an agency's code such as BE-DAP")
    static let exchangeKeyForm = Phrase(
        nl: "de sleutel van de uitwisseling (naam+id+sleutel)",
        fr: "la clé de l'échange (nom+id+clé)",
        de: "der Schlüssel der Austauschstelle (Name+ID+Schlüssel)",
        en: "the exchange's key (name+id+key)")

    static let witnessesForm = Phrase(
        nl: "een lijst van sleutels van getuigen (naam+id+sleutel)",
        fr: "une liste de clés de témoins (nom+id+clé)",
        de: "eine Liste von Schlüsseln von Zeugen (Name+ID+Schlüssel)",
        en: "a list of witnesses' keys (name+id+key)")

    static func profileMissing(_ name: String, folder: String) -> Phrase {
        Phrase(
            nl: "Er is geen profiel \(name) (\(folder)).",
            fr: "Il n'y a pas de profil \(name) (\(folder)).",
            de: "Es gibt kein Profil \(name) (\(folder)).",
            en: "There is no profile \(name) (\(folder)).")
    }

    static func noProfile(_ folder: String) -> Phrase {
        Phrase(
            nl: "Er is nog geen profiel in \(folder).",
            fr: "Il n'y a pas encore de profil dans \(folder).",
            de: "Es gibt noch kein Profil in \(folder).",
            en: "There is no profile yet in \(folder).")
    }

    static let severalProfiles = Phrase(
        nl: "Er zijn meer profielen en geen heet \"default\".",
        fr: "Il y a plusieurs profils et aucun ne s'appelle « default ».",
        de: "Es gibt mehrere Profile, und keines heißt \"default\".",
        en: "There are several profiles and none is called \"default\".")

    static func knownProfiles(_ names: [String]) -> Phrase {
        let list = names.joined(separator: ", ")
        return Phrase(
            nl: "Kies er een met `--profile`: \(list).",
            fr: "Choisissez-en un avec `--profile` : \(list).",
            de: "Wählen Sie eines mit `--profile`: \(list).",
            en: "Choose one with `--profile`: \(list).")
    }

    static let runInit = Phrase(
        nl: "`formclient init` maakt een profiel.", fr: "`formclient init` crée un profil.",
        de: "`formclient init` legt ein Profil an.", en: "`formclient init` makes a profile.")

    static func noHome(_ variable: String) -> Phrase {
        Phrase(
            nl:
                "HOME en \(variable) zijn niet gezet; de client weet niet waar zijn bestanden staan.",
            fr: "HOME et \(variable) ne sont pas définis ; le client ne sait où sont ses fichiers.",
            de: "HOME und \(variable) sind nicht gesetzt; der Client findet seine Dateien nicht.",
            en: "Neither HOME nor \(variable) is set; the client cannot tell where its files are.")
    }

    static func profileWritten(_ name: String, _ path: String, _ agency: AgencyCode) -> Phrase {
        Phrase(
            nl: "Profiel \(name) voor \(agency) geschreven: \(path). "
                + "`formclient inbox` probeert het uit.",
            fr:
                "Profil \(name) pour \(agency) écrit : \(path). `formclient inbox` le met à l'essai.",
            de: "Profil \(name) für \(agency) geschrieben: \(path). "
                + "`formclient inbox` probiert es aus.",
            en: "Profile \(name) for \(agency) written: \(path). `formclient inbox` tries it out.")
    }

    // MARK: Questions

    static let askServer = Phrase(
        nl: "Uitwisseling (host:poort)", fr: "Échange (hôte:port)",
        de: "Austauschstelle (Host:Port)", en: "Exchange (host:port)")
    static let askCertificate = Phrase(
        nl: "Bestand met uw certificaat (PEM)", fr: "Fichier de votre certificat (PEM)",
        de: "Datei mit Ihrem Zertifikat (PEM)", en: "File of your certificate (PEM)")
    static let askKey = Phrase(
        nl: "Bestand met de sleutel ervan (PEM)", fr: "Fichier de sa clé (PEM)",
        de: "Datei mit dem Schlüssel dazu (PEM)", en: "File of its key (PEM)")
    static let askTrust = Phrase(
        nl: "Bestand met de vertrouwde basiscertificaten (PEM)",
        fr: "Fichier des certificats racines de confiance (PEM)",
        de: "Datei mit den vertrauten Wurzelzertifikaten (PEM)",
        en: "File of the trusted roots (PEM)")
    static let askExchangeKey = Phrase(
        nl: "Sleutel van de uitwisseling (naam+id+sleutel)",
        fr: "Clé de l'échange (nom+id+clé)",
        de: "Schlüssel der Austauschstelle (Name+ID+Schlüssel)",
        en: "Key of the exchange (name+id+key)")
    static let askOfficer = Phrase(
        nl: "Medewerker (naam of dienstnummer)", fr: "Agent (nom ou numéro de service)",
        de: "Dienstkraft (Name oder Dienstnummer)", en: "Officer (name or service number)")
    static let askReason = Phrase(
        nl: "Reden van raadpleging (wordt bewaard)", fr: "Motif de la consultation (conservé)",
        de: "Grund der Einsicht (wird aufbewahrt)", en: "Reason for reading (it is kept)")
    static let yesOrNo = Phrase(nl: "[j/N]", fr: "[o/N]", de: "[j/N]", en: "[y/N]")
}
