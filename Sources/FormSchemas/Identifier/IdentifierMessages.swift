/// What violations and checks of identifiers say, in four languages.
enum IdentifierMessages {
    /// The sentence of a violation; `nil` if the code is not that of an identifier.
    ///
    /// - Parameter parameters: `value` (quoted) unless it is personal; `outcome` of a failed check.
    static func text(
        of code: ViolationCode, in language: Language, with parameters: ViolationParameters
    ) -> String? {
        guard let (type, isCheck) = IdentifierType.ofCode(code.rawValue) else { return nil }
        guard isCheck else {
            return wrongFormat(type, value: parameters["value"], in: language)
        }
        let outcome = parameters["outcome"].flatMap(IdentifierOutcome.init(rawValue:))
        return failed(outcome ?? .wrongDigits, type, in: language)
    }

    static func fits(_ type: IdentifierType, in language: Language) -> String {
        pick(
            (
                "alles klopt: dit kan een {type} zijn",
                "tout concorde : ce peut être {type}",
                "alles stimmt: das kann {type} sein",
                "everything fits: this can be {type}"
            ), language, type)
    }

    static func formatOnly(_ type: IdentifierType, in language: Language) -> String {
        pick(
            (
                "de vorm klopt; meer is aan een {type} niet na te rekenen",
                "la forme est correcte ; rien d'autre ne peut être calculé pour {type}",
                "die Form stimmt; mehr ist hier nicht nachzurechnen ({type})",
                "the form is right; nothing more can be computed for {type}"
            ), language, type)
    }

    /// That the form is wrong, what is expected and an example of it.
    static func wrongFormat(
        _ type: IdentifierType, value: String?, in language: Language
    ) -> String {
        let subject = value.map { String($0.prefix(60)) }
        let start: String
        switch language {
        case .nl: start = (subject ?? "dit") + " is geen " + type.nouns[.nl]
        case .fr: start = (subject.map { $0 + " n'est pas " } ?? "ce n'est pas ") + type.nouns[.fr]
        case .de: start = (subject ?? "das") + " ist k" + type.nouns[.de]
        case .en: start = (subject ?? "this") + " is not " + type.nouns[.en]
        }
        return start + " (" + type.example + ")"
    }

    /// That what the value says does not fit together, and what that probably means.
    static func failed(
        _ outcome: IdentifierOutcome, _ type: IdentifierType, in language: Language
    ) -> String {
        let entry: ViolationMessages.Entry =
            switch outcome {
            case .wrongDate: wrongDate
            case .unknownCode: unknownCode
            case .wrongLength: wrongLength
            default: wrongDigits
            }
        return pick(entry, language, type)
    }

    private static let wrongDigits: ViolationMessages.Entry = (
        "de controlecijfers kloppen niet; waarschijnlijk is een cijfer verkeerd getypt",
        "les chiffres de contrôle ne concordent pas ; un chiffre a sans doute été mal tapé",
        "die Prüfziffern stimmen nicht; wahrscheinlich ist eine Ziffer vertippt",
        "check digits do not fit; a digit was probably mistyped"
    )
    private static let wrongDate: ViolationMessages.Entry = (
        "de datum in dit nummer bestaat niet of ligt in de toekomst",
        "la date contenue dans ce numéro n'existe pas ou est dans le futur",
        "das Datum in dieser Nummer gibt es nicht oder es liegt in der Zukunft",
        "the date in this number does not exist or lies in the future"
    )
    private static let unknownCode: ViolationMessages.Entry = (
        "een code hierin (land, instantie of rubriek) bestaat niet",
        "un code qu'il contient (pays, organisme ou rubrique) n'existe pas",
        "ein Code darin (Land, Stelle oder Rubrik) existiert nicht",
        "a code in it (country, body or heading) does not exist"
    )
    private static let wrongLength: ViolationMessages.Entry = (
        "het aantal cijfers past niet bij het nummerplan van het land",
        "le nombre de chiffres ne correspond pas au plan de numérotation du pays",
        "die Anzahl der Ziffern passt nicht zum Rufnummernplan des Landes",
        "the number of digits does not fit the country's numbering plan"
    )

    private static func pick(
        _ entry: ViolationMessages.Entry, _ language: Language, _ type: IdentifierType
    ) -> String {
        ViolationMessages.fill(
            ViolationMessages.pick(entry, language), ["type": type.nouns[language]], language)
    }
}
