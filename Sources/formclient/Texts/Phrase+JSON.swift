import FormDocument
import FormSchemas

// Files as JSON.
extension Phrase {
    static func isAcceptableJSON(_ file: String, bytes: Int) -> Phrase {
        Phrase(
            nl: "\(file) is JSON die de uitwisseling kan lezen (\(bytes) bytes).",
            fr: "\(file) est du JSON que l'échange peut lire (\(bytes) octets).",
            de: "\(file) ist JSON, das die Austauschstelle lesen kann (\(bytes) Bytes).",
            en: "\(file) is JSON that the exchange can read (\(bytes) bytes).")
    }

    static func isNotAcceptableJSON(_ file: String) -> Phrase {
        Phrase(
            nl: "\(file) is geen JSON die de uitwisseling kan lezen.",
            fr: "\(file) n'est pas du JSON que l'échange peut lire.",
            de: "\(file) ist kein JSON, das die Austauschstelle lesen kann.",
            en: "\(file) is not JSON that the exchange can read.")
    }

    static func notJSON(_ file: String, _ error: JSONError) -> Phrase {
        notJSON(at: "\(file):\(error.line):\(error.column)", error)
    }

    /// As ``notJSON(_:_:)``, where the file is named already.
    static func notJSON(_ error: JSONError) -> Phrase {
        notJSON(at: "\(error.line):\(error.column)", error)
    }

    private static func notJSON(at place: String, _ error: JSONError) -> Phrase {
        func text(_ language: Language) -> String { Violation(error).message(in: language) }
        return Phrase(
            nl: "\(place): \(text(.nl)).", fr: "\(place) : \(text(.fr)).",
            de: "\(place): \(text(.de)).", en: "\(place): \(text(.en)).")
    }

    /// What to do about a text that cannot be read.
    static func mending(_ code: JSONError.Code) -> Phrase {
        switch code {
        case .notJSON:
            Phrase(
                nl: "Verbeter de tekst op deze plaats; de fout kan er vlak voor staan.",
                fr: "Corrigez le texte à cet endroit ; l'erreur peut se trouver juste avant.",
                de: "Berichtigen Sie den Text an dieser Stelle; der Fehler kann kurz davor liegen.",
                en: "Mend the text at this place; the mistake may stand just before it.")
        case .byteOrderMark:
            Phrase(
                nl: "Sla het bestand op als UTF-8 zonder BOM.",
                fr: "Enregistrez le fichier en UTF-8 sans BOM.",
                de: "Speichern Sie die Datei als UTF-8 ohne BOM.",
                en: "Save the file as UTF-8 without a BOM.")
        case .duplicateKey:
            Phrase(
                nl: "Behoud één van beide velden; niemand kan weten welk geldt.",
                fr: "Gardez un seul des deux champs ; nul ne peut savoir lequel compte.",
                de: "Behalten Sie eines der beiden Felder; niemand kann wissen, welches gilt.",
                en: "Keep one of the two fields; nobody can know which one counts.")
        case .invalidUTF8:
            Phrase(
                nl: "Sla het bestand op als UTF-8, niet als Latin-1 of UTF-16.",
                fr: "Enregistrez le fichier en UTF-8, et non en Latin-1 ou UTF-16.",
                de: "Speichern Sie die Datei als UTF-8, nicht als Latin-1 oder UTF-16.",
                en: "Save the file as UTF-8, not as Latin-1 or UTF-16.")
        case .loneSurrogate:
            Phrase(
                nl: "Schrijf het teken zelf, of beide helften na elkaar (\\uD83D\\uDE00).",
                fr: "Écrivez le caractère lui-même ou ses deux moitiés (\\uD83D\\uDE00).",
                de: "Schreiben Sie das Zeichen selbst oder beide Hälften (\\uD83D\\uDE00).",
                en: "Write the character itself, or both halves in a row (\\uD83D\\uDE00).")
        case .nulCharacter:
            Phrase(
                nl: "Verwijder het teken; geen enkel veld kan het bewaren.",
                fr: "Supprimez ce caractère ; aucun champ ne peut le conserver.",
                de: "Entfernen Sie das Zeichen; kein Feld kann es aufbewahren.",
                en: "Remove the character; no field can keep it.")
        default: keepingWithinLimits(code)
        }
    }

    private static func keepingWithinLimits(_ code: JSONError.Code) -> Phrase {
        let limits = JSONLimits.document
        switch code {
        case .numberTooLong:
            return Phrase(
                nl: "Een getal heeft hoogstens \(limits.numberDigitsMax) cijfers en een exponent "
                    + "tot ±\(limits.exponentMax); schrijf een nummer als tekst, tussen \"…\".",
                fr: "Un nombre a au plus \(limits.numberDigitsMax) chiffres et un exposant "
                    + "jusqu'à ±\(limits.exponentMax) ; écrivez un numéro comme texte (\"…\").",
                de: "Eine Zahl hat höchstens \(limits.numberDigitsMax) Ziffern und einen "
                    + "Exponenten bis ±\(limits.exponentMax); schreiben Sie eine Nummer als Text, in \"…\".",
                en: "A number has at most \(limits.numberDigitsMax) digits and an exponent up to "
                    + "±\(limits.exponentMax); write a reference number as text, in \"…\".")
        case .tooDeep:
            return Phrase(
                nl: "Nest lijsten en groepen hoogstens \(limits.depthMax) diep.",
                fr: "N'imbriquez pas listes et groupes à plus de \(limits.depthMax) niveaux.",
                de: "Verschachteln Sie Listen und Gruppen höchstens \(limits.depthMax) tief.",
                en: "Nest lists and groups at most \(limits.depthMax) deep.")
        case .trailingBytes:
            return Phrase(
                nl: "Eén bestand is één document: verwijder wat volgt of splits het bestand.",
                fr: "Un fichier est un document : supprimez la suite ou divisez le fichier.",
                de: "Eine Datei ist ein Dokument: Entfernen Sie, was folgt, oder teilen Sie sie.",
                en: "One file is one document: remove what follows, or split the file.")
        default:
            let document = DocumentLimits.documentBytesMax >> 20
            let bundle = DocumentLimits.bundleBytesMax >> 20
            return Phrase(
                nl: "Een document heeft hoogstens \(document) MiB, een bundel \(bundle) MiB; "
                    + "verdeel de inhoud over meer formulieren.",
                fr: "Un document a au plus \(document) Mio, un paquet \(bundle) Mio ; "
                    + "répartissez le contenu sur plusieurs formulaires.",
                de: "Ein Dokument hat höchstens \(document) MiB, ein Bündel \(bundle) MiB; "
                    + "verteilen Sie den Inhalt auf mehrere Formulare.",
                en: "A document has at most \(document) MiB, a bundle \(bundle) MiB; "
                    + "spread the content over several forms.")
        }
    }
}
