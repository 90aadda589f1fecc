/// What violations and checks of identifiers say, in four languages.
enum IdentifierMessages {
    /// The sentence of a violation; `nil` if the code is not that of an identifier.
    ///
    /// - Parameter parameters: those of ``IdentifierType/parameters(of:)``, and `value` (quoted)
    ///   unless it tells about a person.
    static func text(
        of code: ViolationCode, in language: Language, with parameters: ViolationParameters
    ) -> String? {
        guard let (type, isCheck) = IdentifierType.ofCode(code.rawValue) else { return nil }
        guard isCheck else {
            let misfit = IdentifierMisfit(parameters)
            return wrongFormat(type, value: parameters["value"], misfit, in: language)
                + suggestion(parameters["suggestion"], in: language)
        }
        let outcome = parameters["outcome"].flatMap(IdentifierOutcome.init(rawValue:))
        var detail = ""
        if let label = parameters["label"].flatMap(IdentifierLabel.init(rawValue:)),
            let found = parameters["found"]
        {
            detail = failure(of: label, parameters["expected"], found, in: language)
        }
        return failed(outcome ?? .wrongDigits, type, detail: detail, in: language)
    }

    /// What to write instead; of what tells about a person only how.
    private static func suggestion(_ better: String?, in language: Language) -> String {
        guard let better else { return "" }
        let entry: ViolationMessages.Entry =
            better.isEmpty
            ? (
                "; schrijf het zonder spaties, punten of streepjes",
                " ; écrivez-le sans espaces, points ni tirets",
                "; schreiben Sie es ohne Leerzeichen, Punkte oder Striche",
                "; write it without spaces, dots or hyphens"
            )
            : (
                "; schrijf {better}", " ; écrivez {better}", "; schreiben Sie {better}",
                "; write {better}"
            )
        return ViolationMessages.fill(
            ViolationMessages.pick(entry, language), ["better": "\"\(better)\""], language)
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
                "die Form stimmt: das kann {type} sein; mehr ist nicht nachzurechnen",
                "the form is right; nothing more can be computed for {type}"
            ), language, type)
    }

    /// The form that was expected, in words.
    static func form(
        _ type: IdentifierType, _ misfit: IdentifierMisfit?, in language: Language
    ) -> String {
        misfit?.form.map { IdentifierForm(notation: $0).text(in: language) }
            ?? type.form(in: language)
    }

    /// That the form is wrong and where, what is expected and an example of it.
    static func wrongFormat(
        _ type: IdentifierType, value: String?, _ misfit: IdentifierMisfit?,
        in language: Language
    ) -> String {
        var text = isNot(type, value: value, in: language)
        if let misfit {
            text += language == .fr ? " : " : ": "
            text += misfit.text(in: language)
        }
        // Which country's form is right follows from the value, so that the example may mislead.
        let isOther = misfit?.form != nil
        return text
            + ViolationMessages.fill(
                ViolationMessages.pick(isOther ? expectedForm : expectedFormAndExample, language),
                ["form": form(type, misfit, in: language), "example": type.example], language)
    }

    /// That a text is no such identifier.
    static func isNot(
        _ type: IdentifierType, value: String?, in language: Language
    ) -> String {
        let subject = value.map { $0.count > 60 ? $0.prefix(60) + "…\"" : $0 }
        let start: String
        switch language {
        case .nl: start = (subject ?? "dit") + " is geen " + type.nouns[.nl]
        case .fr: start = (subject.map { $0 + " n'est pas " } ?? "ce n'est pas ") + type.nouns[.fr]
        case .de: start = (subject ?? "das") + " ist k" + type.nouns[.de]
        case .en: start = (subject ?? "this") + " is not " + type.nouns[.en]
        }
        return start
    }

    private static let expectedForm: ViolationMessages.Entry = (
        "; verwacht: {form}", " ; attendu : {form}", "; erwartet: {form}", "; expected: {form}"
    )
    private static let expectedFormAndExample: ViolationMessages.Entry = (
        "; verwacht: {form}, bijvoorbeeld {example}", " ; attendu : {form}, par exemple {example}",
        "; erwartet: {form}, zum Beispiel {example}", "; expected: {form}, for example {example}"
    )

    /// What should stand there and what does: `28 expected, 29 written`, or a code that is in no
    /// list.
    static func failure(
        of label: IdentifierLabel, _ expected: String?, _ found: String, in language: Language
    ) -> String {
        // What a label has in brackets is for the steps.
        let whole = label.text(in: language)
        let name = whole.firstIndex(of: "(").map { String(whole[..<$0].dropLast()) } ?? whole
        guard let expected else { return "\(name) \(found)" }
        let digits = ViolationMessages.fill(
            ViolationMessages.pick(
                (
                    "{expected} verwacht, {found} geschreven", "{expected} attendu, {found} écrit",
                    "{expected} erwartet, {found} geschrieben",
                    "{expected} expected, {found} written"
                ), language), ["expected": expected, "found": found], language)
        if label == .checkDigit || label == .checkDigits { return digits }
        return name + (language == .fr ? " : " : ": ") + digits
    }

    /// That what the value says does not fit together, and what that probably means.
    ///
    /// - Parameter detail: what exactly; may be empty.
    static func failed(
        _ outcome: IdentifierOutcome, _ type: IdentifierType, detail: String,
        in language: Language
    ) -> String {
        let entry: ViolationMessages.Entry =
            switch outcome {
            case .wrongDate: wrongDate
            case .unknownCode: unknownCode
            case .wrongLength: wrongLength
            default: wrongDigits
            }
        return pick(entry, language, type, detail: detail.isEmpty ? "" : " (\(detail))")
    }

    private static let wrongDigits: ViolationMessages.Entry = (
        "de controlecijfers kloppen niet{detail}; waarschijnlijk is een cijfer verkeerd getypt",
        "les chiffres de contrôle ne concordent pas{detail} ; un chiffre a sans doute été mal tapé",
        "die Prüfziffern stimmen nicht{detail}; wahrscheinlich ist eine Ziffer vertippt",
        "check digits do not fit{detail}; a digit was probably mistyped"
    )
    private static let wrongDate: ViolationMessages.Entry = (
        "de datum in dit nummer bestaat niet of ligt in de toekomst{detail}",
        "la date contenue dans ce numéro n'existe pas ou est dans le futur{detail}",
        "das Datum in dieser Nummer gibt es nicht oder es liegt in der Zukunft{detail}",
        "the date in this number does not exist or lies in the future{detail}"
    )
    private static let unknownCode: ViolationMessages.Entry = (
        "een code hierin (land, instantie of rubriek) bestaat niet{detail}",
        "un code qu'il contient (pays, organisme ou rubrique) n'existe pas{detail}",
        "ein Code darin (Land, Stelle oder Rubrik) existiert nicht{detail}",
        "a code in it (country, body or heading) does not exist{detail}"
    )
    private static let wrongLength: ViolationMessages.Entry = (
        "het aantal cijfers past niet bij het nummerplan van het land{detail}",
        "le nombre de chiffres ne correspond pas au plan de numérotation du pays{detail}",
        "die Anzahl der Ziffern passt nicht zum Rufnummernplan des Landes{detail}",
        "the number of digits does not fit the country's numbering plan{detail}"
    )

    private static func pick(
        _ entry: ViolationMessages.Entry, _ language: Language, _ type: IdentifierType,
        detail: String = ""
    ) -> String {
        ViolationMessages.fill(
            ViolationMessages.pick(entry, language),
            ["type": type.nouns[language], "detail": detail], language)
    }
}
