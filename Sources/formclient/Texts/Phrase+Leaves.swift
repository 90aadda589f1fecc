import FormDocument
import FormSchemas

// What a leaf of the log says, and whether it is there.
extension Phrase {
    static let checkpointSigned = Phrase(
        nl: "De uitwisseling heeft het controlepunt van het bewijs getekend.",
        fr: "L'échange a signé le point de contrôle du récépissé.",
        de: "Die Austauschstelle hat den Prüfpunkt der Quittung signiert.",
        en: "The exchange signed the receipt's checkpoint.")
    static let checkpointNotSigned = Phrase(
        nl: "Deze uitwisseling heeft het controlepunt van het bewijs niet getekend.",
        fr: "Cet échange n'a pas signé le point de contrôle du récépissé.",
        de: "Diese Austauschstelle hat den Prüfpunkt der Quittung nicht signiert.",
        en: "This exchange did not sign the receipt's checkpoint.")

    static func leafIncluded(_ index: Int64, in size: Int64) -> Phrase {
        Phrase(
            nl: "Blad \(index) staat in het logboek van \(size) bladen.",
            fr: "La feuille \(index) est dans le journal, qui en compte \(size).",
            de: "Blatt \(index) steht im Protokoll, das \(size) Blätter hat.",
            en: "Leaf \(index) is in the log of \(size) leaves.")
    }

    static let leafNotIncluded = Phrase(
        nl: "Het bewijs toont niet aan dat dit blad in het logboek staat.",
        fr: "Le récépissé ne prouve pas que cette feuille est dans le journal.",
        de: "Die Quittung beweist nicht, dass dieses Blatt im Protokoll steht.",
        en: "The receipt does not prove that this leaf is in the log.")
    static let leafUnreadable = Phrase(
        nl: "Het blad is geen blad van een uitwisseling.",
        fr: "La feuille n'est pas celle d'un échange.",
        de: "Das Blatt ist keines einer Austauschstelle.",
        en: "The leaf is none of an exchange's.")

    static func notAReceipt(_ file: String) -> Phrase {
        Phrase(
            nl: "\(file) is geen leesbaar bewijs.", fr: "\(file) n'est pas un récépissé lisible.",
            de: "\(file) ist keine lesbare Quittung.", en: "\(file) is not a readable receipt.")
    }

    /// What happened, according to a leaf.
    static func leaf(_ contents: LeafContents, at time: Timestamp) -> Phrase {
        let said = said(contents)
        return Phrase(
            nl: "\(time): \(said[.nl]).", fr: "\(time) : \(said[.fr]).",
            de: "\(time): \(said[.de]).", en: "\(time): \(said[.en]).")
    }

    private static func said(_ contents: LeafContents) -> Phrase {
        switch contents {
        case .submission(let record):
            return Phrase(
                nl: "\(record.id) van \(record.sender) is aanvaard",
                fr: "\(record.id) de \(record.sender) a été accepté",
                de: "\(record.id) von \(record.sender) wurde angenommen",
                en: "\(record.id) of \(record.sender) was accepted")
        case .bulkManifest(let record, let count, root: _):
            return Phrase(
                nl: "\(record.id) van \(record.sender) is aanvaard, met \(count) records",
                fr: "\(record.id) de \(record.sender) a été accepté, avec \(count) enregistrements",
                de: "\(record.id) von \(record.sender) wurde angenommen, mit \(count) Datensätzen",
                en: "\(record.id) of \(record.sender) was accepted, with \(count) records")
        case .bulkResult(let manifest, let accepted, let refused, root: _):
            return Phrase(
                nl: "van de records van blad \(manifest) zijn er \(accepted) aanvaard en "
                    + "\(refused) geweigerd",
                fr: "des enregistrements de la feuille \(manifest), \(accepted) ont été acceptés "
                    + "et \(refused) refusés",
                de: "von den Datensätzen von Blatt \(manifest) wurden \(accepted) angenommen und "
                    + "\(refused) abgelehnt",
                en: "of the records of leaf \(manifest), \(accepted) were accepted and "
                    + "\(refused) refused")
        case .receiptEvent(let event, let submission, let recipient):
            return said(event, of: submission, by: "\(recipient)")
        case .auditBatch(let first, let count, root: _):
            return Phrase(
                nl: "\(count) auditregels vanaf nummer \(first) zijn geschreven",
                fr: "\(count) lignes d'audit à partir du numéro \(first) ont été écrites",
                de: "\(count) Prüfzeilen ab Nummer \(first) wurden geschrieben",
                en: "\(count) audit entries from number \(first) on were written")
        case .tombstone(let submission, _, decision: _):
            return Phrase(
                nl: "het formulier van blad \(submission) is gewist",
                fr: "le formulaire de la feuille \(submission) a été effacé",
                de: "das Formular von Blatt \(submission) wurde gelöscht",
                en: "the form of leaf \(submission) was erased")
        case .administration(let action, record: _):
            return Phrase(
                nl: "de beheerders deden dit: \(action)",
                fr: "les administrateurs ont fait ceci : \(action)",
                de: "die Betreiber taten dies: \(action)",
                en: "the operators did this: \(action)")
        case .unknown(let kind, bytes: _):
            return Phrase(
                nl: "een blad van soort \(kind), die hier onbekend is",
                fr: "une feuille du type \(kind), inconnu ici",
                de: "ein Blatt der Art \(kind), die hier unbekannt ist",
                en: "a leaf of kind \(kind), which is not known here")
        }
    }

    private static func said(
        _ event: ReceiptEvent, of submission: Int64, by recipient: String
    ) -> Phrase {
        switch event {
        case .delivered:
            Phrase(
                nl: "het formulier van blad \(submission) is bezorgd bij \(recipient)",
                fr: "le formulaire de la feuille \(submission) a été remis à \(recipient)",
                de: "das Formular von Blatt \(submission) wurde \(recipient) zugestellt",
                en: "the form of leaf \(submission) was delivered to \(recipient)")
        case .read:
            Phrase(
                nl: "\(recipient) heeft het formulier van blad \(submission) gelezen",
                fr: "\(recipient) a lu le formulaire de la feuille \(submission)",
                de: "\(recipient) hat das Formular von Blatt \(submission) gelesen",
                en: "\(recipient) has read the form of leaf \(submission)")
        case .acknowledged:
            Phrase(
                nl: "\(recipient) heeft het formulier van blad \(submission) overgenomen",
                fr: "\(recipient) a pris en charge le formulaire de la feuille \(submission)",
                de: "\(recipient) hat das Formular von Blatt \(submission) übernommen",
                en: "\(recipient) has taken over the form of leaf \(submission)")
        }
    }
}
