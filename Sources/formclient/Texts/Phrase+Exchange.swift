import FormDocument
import FormSchemas

// The exchange does not answer, or refuses.
extension Phrase {
    static func noAnswer(_ server: ServerAddress, _ why: Phrase) -> Phrase {
        Phrase(
            nl: "De uitwisseling op \(server) antwoordt niet (\(why[.nl])).",
            fr: "L'échange à \(server) ne répond pas (\(why[.fr])).",
            de: "Die Austauschstelle auf \(server) antwortet nicht (\(why[.de])).",
            en: "The exchange at \(server) does not answer (\(why[.en])).")
    }

    static func noAnswerInTime(_ server: ServerAddress) -> Phrase {
        noAnswer(
            server,
            Phrase(
                nl: "de tijd is om", fr: "délai dépassé", de: "die Zeit ist um", en: "out of time"))
    }

    static let connectionRefused = Phrase(
        nl: "verbinding geweigerd", fr: "connexion refusée", de: "Verbindung abgelehnt",
        en: "connection refused")
    static let hostUnknown = Phrase(
        nl: "de naam is onbekend", fr: "le nom est inconnu", de: "der Name ist unbekannt",
        en: "the name is not known")
    static let noRoute = Phrase(
        nl: "er is geen weg naartoe", fr: "aucune route n'y mène", de: "es führt kein Weg dorthin",
        en: "there is no route to it")
    static let connectionTimedOut = Phrase(
        nl: "verbinden duurt te lang", fr: "la connexion prend trop de temps",
        de: "die Verbindung dauert zu lange", en: "connecting takes too long")
    static let connectionBroken = Phrase(
        nl: "de verbinding is verbroken", fr: "la connexion est rompue",
        de: "die Verbindung ist abgebrochen", en: "the connection broke")
    static let serverNotTrusted = Phrase(
        nl: "het certificaat ervan wordt niet vertrouwd",
        fr: "son certificat n'est pas de confiance",
        de: "ihrem Zertifikat wird nicht vertraut", en: "its certificate is not trusted")
    static let clientNotAccepted = Phrase(
        nl: "ze aanvaardt uw certificaat niet", fr: "il n'accepte pas votre certificat",
        de: "sie nimmt Ihr Zertifikat nicht an", en: "it does not accept your certificate")

    static let checkTrust = Phrase(
        nl: "Vergelijk \"server\" en \"trust\" in het profiel met wat de beheerder opgaf.",
        fr: "Comparez « server » et « trust » du profil avec les indications de l'administrateur.",
        de: "Vergleichen Sie \"server\" und \"trust\" im Profil mit den Angaben der Betreiber.",
        en: "Compare \"server\" and \"trust\" in the profile with what its operators told you.")
    static let checkServer = Phrase(
        nl: "Kijk \"server\" in het profiel na.", fr: "Vérifiez « server » dans le profil.",
        de: "Prüfen Sie \"server\" im Profil.", en: "Check \"server\" in the profile.")

    static func lastContact(_ moment: Timestamp) -> Phrase {
        let time = LocalTime(moment)
        return Phrase(
            nl: "Uw laatste contact was om \(time.text(in: .nl)).",
            fr: "Votre dernier contact date de \(time.text(in: .fr)).",
            de: "Ihr letzter Kontakt war um \(time.text(in: .de)).",
            en: "Your last contact was at \(time.text(in: .en)).")
    }

    static let tryLater = Phrase(
        nl: "Probeer het later opnieuw; er gaat niets verloren en niets wordt dubbel verstuurd.",
        fr: "Réessayez plus tard ; rien n'est perdu et rien n'est envoyé deux fois.",
        de:
            "Versuchen Sie es später wieder; nichts geht verloren und nichts wird doppelt gesendet.",
        en: "Try again later; nothing is lost and nothing is sent twice.")
    static let outcomeUnknown = Phrase(
        nl: "Of het aanvaard is, is onbekend. Geef dezelfde opdracht opnieuw: dezelfde bytes "
            + "worden gestuurd en de uitwisseling antwoordt met haar eerste ontvangstbewijs.",
        fr: "On ignore si c'est accepté. Relancez la même commande : les mêmes octets sont envoyés "
            + "et l'échange répond par son premier récépissé.",
        de: "Ob es angenommen wurde, ist unbekannt. Geben Sie denselben Befehl wieder: dieselben "
            + "Bytes werden gesendet, und die Antwort ist die erste Quittung.",
        en: "Whether it was accepted is not known. Give the same command again: the same bytes are "
            + "sent, and the exchange answers with its first receipt.")

    static func tryingAgain(_ delay: Duration, attempt: Int, of attempts: Int) -> Phrase {
        let seconds = max(1, delay.components.seconds)
        return Phrase(
            nl: "Nieuwe poging over \(seconds) s (\(attempt) van \(attempts)) …",
            fr: "Nouvel essai dans \(seconds) s (\(attempt) sur \(attempts)) …",
            de: "Neuer Versuch in \(seconds) s (\(attempt) von \(attempts)) …",
            en: "Trying again in \(seconds) s (\(attempt) of \(attempts)) …")
    }

    /// What the exchange has said, and its stable reason.
    static func refusal(_ said: Phrase, _ reason: String) -> Phrase {
        Phrase(
            nl: "De uitwisseling weigert: \(said[.nl]) [\(reason)]",
            fr: "L'échange refuse : \(said[.fr]) [\(reason)]",
            de: "Die Austauschstelle lehnt ab: \(said[.de]) [\(reason)]",
            en: "The exchange refuses: \(said[.en]) [\(reason)]")
    }

    /// As ``refusal(_:_:)``, for what is the exchange's own trouble.
    static func cannotNow(_ said: Phrase, _ reason: String) -> Phrase {
        Phrase(
            nl: "De uitwisseling kan nu niet: \(said[.nl]) [\(reason)]",
            fr: "L'échange ne peut pas pour l'instant : \(said[.fr]) [\(reason)]",
            de: "Die Austauschstelle kann gerade nicht: \(said[.de]) [\(reason)]",
            en: "The exchange cannot do it now: \(said[.en]) [\(reason)]")
    }

    static func quoteRequest(_ id: String) -> Phrase {
        Phrase(
            nl: "Noem de beheerders aanvraag \(id).",
            fr: "Citez aux administrateurs la demande \(id).",
            de: "Nennen Sie den Betreibern die Anfrage \(id).",
            en: "Quote request \(id) to its operators.")
    }

    static func unknownCall(_ server: ServerAddress) -> Phrase {
        Phrase(
            nl:
                "De uitwisseling op \(server) kent deze opdracht niet; ze is ouder dan deze client.",
            fr:
                "L'échange à \(server) ne connaît pas cet appel ; il est plus ancien que ce client.",
            de:
                "Die Austauschstelle auf \(server) kennt den Aufruf nicht; sie ist älter als dieser "
                + "Client.",
            en: "The exchange at \(server) does not know this call; it is older than this client.")
    }

    static let answerNotUnderstood = Phrase(
        nl: "Het antwoord van de uitwisseling is geen formulier met ontvangstbewijs.",
        fr: "La réponse de l'échange n'est pas un formulaire avec récépissé.",
        de: "Die Antwort der Austauschstelle ist kein Formular mit Quittung.",
        en: "What the exchange answered is not a form with its receipt.")

    static let startAgain = Phrase(
        nl: "`formclient watch --from-start` begint vooraan.",
        fr: "`formclient watch --from-start` reprend au début.",
        de: "`formclient watch --from-start` beginnt von vorn.",
        en: "`formclient watch --from-start` begins at the start.")

    /// The ID is taken: by the same form from another machine, sealed there with other salts, or by
    /// another form.
    static func submittedElsewhere(_ id: String) -> Phrase {
        Phrase(
            nl: "Dit formulier is al ingediend, vanaf een andere plaats of met andere inhoud: "
                + "`formclient get \(id)` haalt wat aanvaard is. Is dit een ander formulier, geef "
                + "het dan een nieuwe ID.",
            fr: "Ce formulaire a déjà été soumis, d'un autre endroit ou avec un autre contenu : "
                + "`formclient get \(id)` obtient ce qui est accepté. Si c'est un autre formulaire, "
                + "donnez-lui un nouvel identifiant.",
            de: "Dieses Formular wurde schon eingereicht, von anderer Stelle oder mit anderem "
                + "Inhalt: `formclient get \(id)` holt, was angenommen ist. Ist dies ein anderes "
                + "Formular, geben Sie ihm eine neue ID.",
            en: "This form was submitted already, from another place or with other contents: "
                + "`formclient get \(id)` fetches what was accepted. If this is another form, give "
                + "it a new ID.")
    }
    static let certificateNotAdmitted = Phrase(
        nl: "Laat uw certificaat toelaten door de beheerders, of kies een ander profiel.",
        fr: "Faites admettre votre certificat par les administrateurs, ou changez de profil.",
        de: "Lassen Sie Ihr Zertifikat von den Betreibern zulassen, oder wählen Sie ein anderes "
            + "Profil.",
        en: "Have your certificate admitted by its operators, or choose another profile.")
    static let notFoundAdvice = Phrase(
        nl:
            "U ziet alleen formulieren die uw dienst zond of ontving; `formclient search` noemt ze.",
        fr:
            "Vous ne voyez que les formulaires émis ou reçus par votre service ; `formclient search`.",
        de: "Sie sehen nur Formulare, die Ihre Behörde sandte oder erhielt; `formclient search`.",
        en: "You see only forms that your agency sent or received; `formclient search` lists them.")
}
