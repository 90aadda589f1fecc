import FormDocument
import FormSchemas

// Why a bundle cannot be read.
extension Phrase {
    static func notABundle(_ file: String, _ error: BundleError) -> Phrase {
        let why = why(error)
        return Phrase(
            nl: "\(file) is geen leesbare bundel: \(why[.nl])",
            fr: "\(file) n'est pas un paquet lisible : \(why[.fr])",
            de: "\(file) ist kein lesbares Bündel: \(why[.de])",
            en: "\(file) is not a readable bundle: \(why[.en])")
    }

    private static func why(_ error: BundleError) -> Phrase {
        switch error {
        case .tooLarge:
            let most = DocumentLimits.bundleBytesMax
            return Phrase(
                nl: "het is groter dan \(most) bytes.", fr: "il dépasse \(most) octets.",
                de: "es ist größer als \(most) Bytes.", en: "it is larger than \(most) bytes.")
        case .json(let error):
            return .notJSON(error)
        case .unknownFormat:
            return Phrase(
                nl: "het is geen bundel van formaat 1.",
                fr: "ce n'est pas un paquet de format 1.",
                de: "es ist kein Bündel des Formats 1.", en: "it is no bundle of format 1.")
        case .missingMember(let name):
            let part = bundlePart(name)
            return Phrase(
                nl: "\(part[.nl]) ontbreekt.", fr: "il manque \(part[.fr]).",
                de: "es fehlt \(part[.de]).", en: "\(part[.en]) is missing.")
        case .unknownMember:
            return Phrase(
                nl: "er staat een veld in dat er niet in hoort.",
                fr: "il contient un champ qui n'y a pas sa place.",
                de: "es enthält ein Feld, das nicht hineingehört.",
                en: "it has a member that does not belong in one.")
        case .malformedMember(let name): return unreadable(name)
        case .signature: return unreadable("signature")
        case .chain: return unreadable("chain")
        case .receipt: return unreadable("receipt")
        }
    }

    private static func unreadable(_ name: String) -> Phrase {
        let part = bundlePart(name)
        return Phrase(
            nl: "onleesbaar is \(part[.nl]).", fr: "est illisible : \(part[.fr]).",
            de: "nicht lesbar ist \(part[.de]).", en: "what cannot be read is \(part[.en]).")
    }

    /// A bundle's member in words, with its name in the file.
    private static func bundlePart(_ name: String) -> Phrase {
        let words: Phrase =
            switch name {
            case "document":
                Phrase(
                    nl: "het document", fr: "le document", de: "das Dokument",
                    en: "the document")
            case "signature":
                Phrase(
                    nl: "de handtekening", fr: "la signature", de: "die Signatur",
                    en: "the signature")
            case "chain":
                Phrase(
                    nl: "de keten van certificaten", fr: "la chaîne de certificats",
                    de: "die Zertifikatskette", en: "the chain of certificates")
            case "parts":
                Phrase(
                    nl: "een vertrouwelijk deel", fr: "une partie confidentielle",
                    de: "ein vertraulicher Teil", en: "a confidential part")
            case "receipt":
                Phrase(
                    nl: "het ontvangstbewijs", fr: "le récépissé", de: "die Quittung",
                    en: "the receipt")
            default: Phrase(nl: "het veld", fr: "le champ", de: "das Feld", en: "the member")
            }
        return words + Phrase(verbatim: "(\"\(name)\")")
    }
}
