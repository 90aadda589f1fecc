// Why the exchange refuses, by its stable reasons.
extension Phrase {
    /// What the exchange says: the reason in the reader's language. Its own sentence is English; it
    /// is the better one there, and the only one if the reason is not known.
    static func said(_ message: String, _ reason: RefusalReason?) -> Phrase {
        let message = Table.oneLine(message)
        guard let reason else { return Phrase(verbatim: message) }
        let phrase = refusal(for: reason)
        return Phrase(
            nl: phrase[.nl], fr: phrase[.fr], de: phrase[.de],
            en: message.isEmpty ? phrase[.en] : message)
    }

    static func refusal(for reason: RefusalReason) -> Phrase {
        switch reason {
        case .malformedRequest, .invalidCursor, .accessNotStated, .tooLarge,
            .tooManyUnfinished, .tooManyResults:
            refusalOfRequest(reason)
        case .invalidDocument, .invalidForm, .invalidSignature, .formUnknown, .recipientUnknown,
            .actionNotAllowed, .dialogueForbids, .conflict, .recordsDiffer:
            refusalOfForm(reason)
        case .unauthenticated, .certificateUnknown, .roleMissing, .senderIsNotCaller,
            .signerNotAccepted, .notFound, .notRecipient:
            refusalOfCaller(reason)
        case .outOfRange, .witnessNotAccepted, .noteFull: refusalByLog(reason)
        case .overloaded, .unavailable, .outcomeUnknown, .internal: ownTrouble(reason)
        }
    }

    private static func refusalOfRequest(_ reason: RefusalReason) -> Phrase {
        switch reason {
        case .tooManyResults:
            Phrase(
                nl: "Er zijn te veel resultaten voor deze volgorde: beperk ze met meer filters, "
                    + "bijvoorbeeld een periode of een regio, of kies een andere volgorde.",
                fr: "Les résultats sont trop nombreux pour cet ordre : ajoutez des filtres, par "
                    + "exemple une période ou une région, ou choisissez un autre ordre.",
                de:
                    "Für diese Reihenfolge sind es zu viele Ergebnisse: Grenzen Sie sie mit weiteren "
                    + "Filtern ein, etwa einem Zeitraum oder einer Region, oder wählen Sie eine andere.",
                en: "There are too many results for this order: narrow them with more filters, for "
                    + "instance a period or a region, or choose another order.")
        case .invalidCursor:
            Phrase(
                nl: "Vanaf deze plaats kan niet verder worden gelezen.",
                fr: "La lecture ne peut pas reprendre à cet endroit.",
                de: "Von dieser Stelle an kann nicht weitergelesen werden.",
                en: "Reading cannot go on from this place.")
        case .accessNotStated:
            Phrase(
                nl: "Er staat niet, of niet volledig, wie leest en waarom.",
                fr: "Il n'est pas indiqué, ou pas entièrement, qui lit et pourquoi.",
                de: "Es steht nicht oder nicht vollständig da, wer liest und warum.",
                en: "It is not stated, or not fully, who reads and why.")
        case .tooLarge:
            Phrase(
                nl: "Het formulier of een deel ervan is te groot.",
                fr: "Le formulaire ou l'une de ses parties est trop grand.",
                de: "Das Formular oder ein Teil davon ist zu groß.",
                en: "The form or a part of it is too large.")
        case .tooManyUnfinished:
            Phrase(
                nl: "Uw dienst heeft al te veel bulkindieningen die niet af zijn.",
                fr: "Votre service a déjà trop d'envois groupés inachevés.",
                de: "Ihre Behörde hat schon zu viele unfertige Sammeleinreichungen.",
                en: "Your agency has too many bulk submissions that are not finished.")
        default:
            Phrase(
                nl: "Het verzoek is niet goed gevormd.", fr: "La demande est mal formée.",
                de: "Die Anfrage ist falsch aufgebaut.", en: "The request is malformed.")
        }
    }

    private static func refusalOfForm(_ reason: RefusalReason) -> Phrase {
        switch reason {
        case .invalidDocument:
            Phrase(
                nl: "Het document is onleesbaar.", fr: "Le document est illisible.",
                de: "Das Dokument ist nicht lesbar.", en: "The document cannot be read.")
        case .invalidSignature:
            Phrase(
                nl: "De handtekening klopt niet.", fr: "La signature n'est pas valable.",
                de: "Die Signatur stimmt nicht.", en: "The signature does not hold.")
        case .formUnknown:
            Phrase(
                nl: "Dit formulier of deze versie ervan is hier onbekend.",
                fr: "Ce formulaire ou cette version est inconnu ici.",
                de: "Dieses Formular oder diese Version ist hier unbekannt.",
                en: "This form or this version of it is not known here.")
        case .recipientUnknown:
            Phrase(
                nl: "Een ontvanger neemt niet deel aan deze uitwisseling.",
                fr: "Un destinataire ne participe pas à cet échange.",
                de: "Ein Empfänger ist kein Teilnehmer dieser Austauschstelle.",
                en: "A recipient is not a participant of this exchange.")
        case .actionNotAllowed:
            Phrase(
                nl: "Formulieren met de actie TEST horen alleen in een testuitwisseling.",
                fr: "Les formulaires d'action TEST ne sont admis que par un échange de test.",
                de: "Formulare mit der Aktion TEST gehören nur in eine Test-Austauschstelle.",
                en: "Forms with action TEST are for test exchanges only.")
        case .dialogueForbids:
            Phrase(
                nl: "Het formulier past niet bij de formulieren waarop het volgt. Er is niets "
                    + "opgeslagen.",
                fr: "Le formulaire ne s'accorde pas avec ceux qu'il suit. Rien n'a été enregistré.",
                de: "Das Formular passt nicht zu denen, auf die es folgt. Es wurde nichts "
                    + "gespeichert.",
                en: "The form does not fit the forms that it follows. Nothing was stored.")
        case .conflict:
            Phrase(
                nl: "Onder deze ID is al een ander document aanvaard.",
                fr: "Un autre document est déjà accepté sous cet identifiant.",
                de: "Unter dieser ID ist schon ein anderes Dokument angenommen.",
                en: "Another document was accepted under this ID.")
        case .recordsDiffer:
            Phrase(
                nl: "De records zijn niet die van het manifest.",
                fr: "Les enregistrements ne sont pas ceux du manifeste.",
                de: "Die Datensätze sind nicht die des Manifests.",
                en: "The records are not those of the manifest.")
        default:
            Phrase(
                nl: "Het formulier is niet geldig.", fr: "Le formulaire n'est pas valide.",
                de: "Das Formular ist nicht gültig.", en: "The form is not valid.")
        }
    }

    private static func refusalOfCaller(_ reason: RefusalReason) -> Phrase {
        switch reason {
        case .certificateUnknown:
            Phrase(
                nl: "Uw certificaat is er geen, of niet meer, van een deelnemer.",
                fr: "Votre certificat n'est pas, ou n'est plus, celui d'un participant.",
                de: "Ihr Zertifikat gehört keinem Teilnehmer, oder nicht mehr.",
                en: "Your certificate is not, or no longer, that of a participant.")
        case .roleMissing:
            Phrase(
                nl: "Uw certificaat heeft de rol niet die hiervoor nodig is.",
                fr: "Votre certificat n'a pas le rôle nécessaire.",
                de: "Ihrem Zertifikat fehlt die Rolle, die dafür nötig ist.",
                en: "Your certificate lacks the role that this needs.")
        case .senderIsNotCaller:
            Phrase(
                nl: "Het formulier noemt een andere afzender dan de dienst van uw certificaat.",
                fr: "Le formulaire nomme un autre émetteur que le service de votre certificat.",
                de: "Das Formular nennt einen anderen Absender als die Behörde Ihres Zertifikats.",
                en: "The form names another sender than your certificate's agency.")
        case .signerNotAccepted:
            Phrase(
                nl: "Het certificaat waarmee getekend is, wordt niet aanvaard.",
                fr: "Le certificat qui a servi à signer n'est pas accepté.",
                de: "Das Zertifikat, mit dem signiert wurde, wird nicht angenommen.",
                en: "The certificate that the form was signed with is not accepted.")
        case .notFound:
            Phrase(
                nl: "Een dergelijk formulier is er voor u niet.",
                fr: "Il n'y a pas de tel formulaire pour vous.",
                de: "Ein solches Formular gibt es für Sie nicht.",
                en: "There is no such form for you.")
        case .notRecipient:
            Phrase(
                nl: "Alleen de ontvangers van een formulier kunnen het bevestigen.",
                fr: "Seuls les destinataires d'un formulaire peuvent en accuser réception.",
                de: "Nur die Empfänger eines Formulars können es bestätigen.",
                en: "Only the recipients of a form can acknowledge it.")
        default:
            Phrase(
                nl: "Deze verbinding bewijst niet, of niet meer, wie u bent.",
                fr: "Cette connexion ne prouve pas, ou plus, qui vous êtes.",
                de: "Diese Verbindung beweist nicht oder nicht mehr, wer Sie sind.",
                en: "This connection does not, or no longer, prove who you are.")
        }
    }

    private static func refusalByLog(_ reason: RefusalReason) -> Phrase {
        switch reason {
        case .outOfRange:
            Phrase(
                nl: "Zo ver reikt het logboek niet, of nog niet.",
                fr: "Le journal ne va pas, ou pas encore, jusque-là.",
                de: "So weit reicht das Protokoll nicht, oder noch nicht.",
                en: "The log does not, or not yet, reach that far.")
        case .noteFull:
            Phrase(
                nl: "Dit controlepunt heeft al zoveel handtekeningen als het kan hebben.",
                fr: "Ce point de contrôle a déjà toutes les signatures qu'il peut avoir.",
                de: "Dieser Prüfpunkt hat schon so viele Signaturen, wie er haben kann.",
                en: "This checkpoint has as many signatures as it can have.")
        default:
            Phrase(
                nl: "Deze sleutel is niet die waarmee uw dienst het logboek medetekent.",
                fr: "Cette clé n'est pas celle avec laquelle votre service contresigne le journal.",
                de: "Mit diesem Schlüssel zeichnet Ihre Behörde das Protokoll nicht gegen.",
                en: "This key is not the one with which your agency cosigns the log.")
        }
    }

    private static func ownTrouble(_ reason: RefusalReason) -> Phrase {
        switch reason {
        case .overloaded:
            Phrase(
                nl: "Ze heeft op dit ogenblik meer te doen dan ze aankan.",
                fr: "Il a en ce moment plus à faire qu'il ne peut.",
                de: "Sie hat im Augenblick mehr zu tun, als sie kann.",
                en: "It has more to do at the moment than it can.")
        case .unavailable:
            Phrase(
                nl: "Ze is tijdelijk niet beschikbaar.",
                fr: "Il est temporairement indisponible.",
                de: "Sie ist vorübergehend nicht verfügbar.",
                en: "It is temporarily not available.")
        case .outcomeUnknown:
            Phrase(
                nl: "Haar databank viel weg tijdens het bewaren.",
                fr: "Sa base de données s'est interrompue pendant l'enregistrement.",
                de: "Ihre Datenbank fiel beim Speichern aus.",
                en: "Its database went away while it was storing.")
        default:
            Phrase(
                nl: "Er ging bij haar iets mis.", fr: "Une erreur s'est produite chez lui.",
                de: "Bei ihr ist etwas schiefgegangen.", en: "Something went wrong on its side.")
        }
    }
}
