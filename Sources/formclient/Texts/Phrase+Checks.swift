import FormDocument

// What the checks of a bundle have found.
extension Phrase {
    /// A check's finding in the reader's language. The check's own sentence is English; where
    /// something failed it follows in parentheses, as it says what exactly.
    static func finding(_ check: BundleCheck, in bundle: Bundle) -> Phrase {
        let phrase: Phrase =
            switch check.outcome {
            case .passed: passed(check.name, bundle)
            case .failed: failed(check.name) + Phrase(verbatim: "(\(check.detail))")
            case .skipped: skipped(check.name, bundle)
            }
        return Phrase(
            nl: phrase[.nl], fr: phrase[.fr], de: phrase[.de], en: check.detail)
    }

    private static func passed(_ name: BundleCheck.Name, _ bundle: Bundle) -> Phrase {
        switch name {
        case .document:
            Phrase(
                nl: "Het document is leesbaar.", fr: "Le document est lisible.",
                de: "Das Dokument ist lesbar.", en: "The document can be read.")
        case .header: header(of: bundle)
        case .parts: parts(of: bundle)
        case .signature:
            Phrase(
                nl: "De handtekening is die van het certificaat, van \(bundle.signature.issuedAt).",
                fr: "La signature est celle du certificat, du \(bundle.signature.issuedAt).",
                de: "Die Signatur ist die des Zertifikats, vom \(bundle.signature.issuedAt).",
                en: "The signature is the certificate's, of \(bundle.signature.issuedAt).")
        case .chain:
            Phrase(
                nl: "Het certificaat leidde naar een vertrouwd stamcertificaat.",
                fr: "Le certificat menait à une racine de confiance.",
                de: "Das Zertifikat führte zu einer vertrauten Wurzel.",
                en: "The certificate led to a trusted root.")
        case .sender:
            Phrase(
                nl: "Het certificaat is van de afzender.",
                fr: "Le certificat est celui de l'émetteur.",
                de: "Das Zertifikat ist das des Absenders.",
                en: "The certificate is the sender's.")
        case .receiptSignature: .checkpointSigned
        case .receiptInclusion: inclusion(of: bundle)
        case .receiptContent: acceptance(of: bundle)
        }
    }

    private static func header(of bundle: Bundle) -> Phrase {
        guard let header = try? SealedDocument(bytes: bundle.document).readHeader() else {
            return Phrase(verbatim: "")
        }
        let form = "\(header.form) \(header.version)"
        return Phrase(
            nl: "\(form) van \(header.sender), \(header.id).",
            fr: "\(form) de \(header.sender), \(header.id).",
            de: "\(form) von \(header.sender), \(header.id).",
            en: "\(form) from \(header.sender), \(header.id).")
    }

    private static func parts(of bundle: Bundle) -> Phrase {
        let document = try? SealedDocument(bytes: bundle.document)
        let present = Set(bundle.parts.map(\.name))
        let absent = (document?.partReferences ?? []).compactMap(\.name)
            .filter { !present.contains($0) }.map(\.description).joined(separator: ", ")
        let unchanged = Phrase(
            nl: "Vertrouwelijke delen, ongewijzigd: \(present.count).",
            fr: "Parties confidentielles inchangées : \(present.count).",
            de: "Vertrauliche Teile, unverändert: \(present.count).",
            en: "Confidential parts, unchanged: \(present.count).")
        guard !absent.isEmpty else { return unchanged }
        return unchanged
            + Phrase(
                nl: "Niet in deze bundel: \(absent).", fr: "Absent de ce paquet : \(absent).",
                de: "Nicht in diesem Bündel: \(absent).", en: "Not in this bundle: \(absent).")
    }

    private static func inclusion(of bundle: Bundle) -> Phrase {
        guard let receipt = bundle.receipt else { return Phrase(verbatim: "") }
        return .leafIncluded(receipt.leafIndex, in: receipt.loggedLeaf.proof.size)
    }

    private static func acceptance(of bundle: Bundle) -> Phrase {
        guard let receipt = bundle.receipt else { return Phrase(verbatim: "") }
        return Phrase(
            nl: "Aanvaard op \(receipt.accepted), als blad \(receipt.leafIndex).",
            fr: "Accepté le \(receipt.accepted), en feuille \(receipt.leafIndex).",
            de: "Angenommen am \(receipt.accepted), als Blatt \(receipt.leafIndex).",
            en: "Accepted at \(receipt.accepted), as leaf \(receipt.leafIndex).")
    }

    private static func failed(_ name: BundleCheck.Name) -> Phrase {
        switch name {
        case .document:
            Phrase(
                nl: "Het document is onleesbaar.", fr: "Le document est illisible.",
                de: "Das Dokument ist nicht lesbar.", en: "The document cannot be read.")
        case .header:
            Phrase(
                nl: "De koptekst is onleesbaar.", fr: "L'en-tête est illisible.",
                de: "Der Kopf ist nicht lesbar.", en: "The header cannot be read.")
        case .parts:
            Phrase(
                nl: "De vertrouwelijke delen zijn niet die waarvoor getekend is.",
                fr: "Les parties confidentielles ne sont pas celles qui ont été signées.",
                de: "Die vertraulichen Teile sind nicht die, für die signiert wurde.",
                en: "The confidential parts are not those that were signed for.")
        case .signature:
            Phrase(
                nl: "De handtekening klopt niet.", fr: "La signature n'est pas valable.",
                de: "Die Signatur stimmt nicht.", en: "The signature does not hold.")
        case .chain:
            Phrase(
                nl: "Het certificaat leidt niet naar een vertrouwd stamcertificaat.",
                fr: "Le certificat ne mène pas à une racine de confiance.",
                de: "Das Zertifikat führt zu keiner vertrauten Wurzel.",
                en: "The certificate does not lead to a trusted root.")
        case .sender:
            Phrase(
                nl: "Het certificaat is niet van de afzender.",
                fr: "Le certificat n'est pas celui de l'émetteur.",
                de: "Das Zertifikat ist nicht das des Absenders.",
                en: "The certificate is not the sender's.")
        case .receiptSignature: .checkpointNotSigned
        case .receiptInclusion:
            Phrase(
                nl: "Het ontvangstbewijs toont niet aan dat het formulier in het logboek staat.",
                fr: "Le récépissé ne prouve pas que le formulaire est dans le journal.",
                de: "Die Quittung beweist nicht, dass das Formular im Protokoll steht.",
                en: "The receipt does not prove that the form is in the log.")
        case .receiptContent:
            Phrase(
                nl: "Het ontvangstbewijs gaat over iets anders.",
                fr: "Le récépissé porte sur autre chose.",
                de: "Die Quittung gilt für etwas anderes.",
                en: "The receipt is about something else.")
        }
    }

    private static func skipped(_ name: BundleCheck.Name, _ bundle: Bundle) -> Phrase {
        if name == .chain {
            return Phrase(
                nl: "Alleen een geldig ontvangstbewijs zegt wanneer het certificaat moest gelden.",
                fr: "Seul un récépissé valable dit quand le certificat devait valoir.",
                de: "Nur eine gültige Quittung sagt, wann das Zertifikat gelten musste.",
                en: "Only a receipt that holds can say when to judge the certificate.")
        }
        let receiptChecks: [BundleCheck.Name] = [
            .receiptSignature, .receiptInclusion, .receiptContent,
        ]
        if receiptChecks.contains(name), bundle.receipt == nil {
            return Phrase(
                nl: "Er is geen ontvangstbewijs.", fr: "Il n'y a pas de récépissé.",
                de: "Es gibt keine Quittung.", en: "There is no receipt.")
        }
        return Phrase(
            nl: "Niet te controleren: het document of de koptekst is onleesbaar.",
            fr: "Non vérifiable : le document ou l'en-tête est illisible.",
            de: "Nicht prüfbar: Dokument oder Kopf sind nicht lesbar.",
            en: "Cannot be checked: the document or its header cannot be read.")
    }
}
