// What surrounds the client misbehaves: a server that hangs, a disk that is full, files that others
// can change, forms that come twice.
extension Phrase {
    static func waiting(_ server: ServerAddress) -> Phrase {
        Phrase(
            nl: "Wachten op de uitwisseling op \(server) …",
            fr: "En attente de l'échange à \(server) …",
            de: "Warten auf die Austauschstelle auf \(server) …",
            en: "Waiting for the exchange at \(server) …")
    }

    static func outputUnwritable(_ why: String) -> Phrase {
        Phrase(
            nl: "De standaarduitvoer kan niet worden geschreven: \(why)",
            fr: "La sortie standard ne peut pas être écrite : \(why)",
            de: "Die Standardausgabe kann nicht geschrieben werden: \(why)",
            en: "Standard output cannot be written: \(why)")
    }

    static func writableByOthers(_ path: String) -> Phrase {
        Phrase(
            nl: "\(path) kan door anderen worden gewijzigd; daarom wordt het niet gebruikt.",
            fr: "\(path) peut être modifié par d'autres ; il n'est donc pas utilisé.",
            de: "\(path) kann von anderen geändert werden und wird deshalb nicht verwendet.",
            en: "\(path) can be changed by others, so it is not used.")
    }

    static func chmodWrite(_ path: String) -> Phrase {
        Phrase(
            nl: "Voer uit: chmod go-w '\(path)'", fr: "Exécutez : chmod go-w '\(path)'",
            de: "Führen Sie aus: chmod go-w '\(path)'", en: "Run: chmod go-w '\(path)'")
    }

    /// Two files of one call that have the same sender and ID.
    static func sameForm(_ first: String, _ second: String, _ id: String) -> Phrase {
        Phrase(
            nl: "\(first) en \(second) hebben dezelfde afzender en ID (\(id)).",
            fr: "\(first) et \(second) ont le même expéditeur et le même identifiant (\(id)).",
            de: "\(first) und \(second) haben denselben Absender und dieselbe ID (\(id)).",
            en: "\(first) and \(second) have the same sender and ID (\(id)).")
    }

    static let leaveOneOut = Phrase(
        nl: "Er is niets verstuurd. Laat een van beide weg, of geef ze een nieuwe ID.",
        fr: "Rien n'a été envoyé. Omettez l'un des deux, ou donnez-lui un nouvel identifiant.",
        de: "Nichts wurde gesendet. Lassen Sie eine davon weg, oder geben Sie ihr eine neue ID.",
        en: "Nothing was sent. Leave one of them out, or give it a new ID.")

    static func draftLeftOut(_ draft: String, _ bundle: String) -> Phrase {
        Phrase(
            nl: "\(draft) wordt overgeslagen: \(bundle) is hetzelfde formulier, al ondertekend.",
            fr: "\(draft) est omis : \(bundle) est le même formulaire, déjà signé.",
            de: "\(draft) wird übergangen: \(bundle) ist dasselbe Formular, schon signiert.",
            en: "\(draft) is left out: \(bundle) is the same form, signed already.")
    }
}
