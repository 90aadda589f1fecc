/// What the findings say to a schema's author, in four languages. `{name}` is replaced by a
/// parameter.
enum FindingMessages {
    static func text(of finding: SchemaFinding, in language: Language) -> String {
        var parameters = finding.parameters
        if let cause = finding.cause { parameters["reason"] = cause.message(in: language) }
        if let text = KeywordMistake.text(parameters, in: language) {
            parameters["reason"] = text
        }
        if let target = parameters["target"] {
            parameters["reason"] = ViolationMessages.fill(
                ViolationMessages.pick(
                    target.hasPrefix("#") ? nothingThere : nothingOfThatName, language),
                parameters, language)
        }
        let entry: ViolationMessages.Entry? =
            switch finding.severity {
            case .refused: parameters["place"] == nil ? refused : refusedInExpression
            case .warning:
                Self.entry(finding.kind, suggests: parameters["expected"] != nil)
                    ?? branch(finding.kind, parameters)
            case .hint: hints[finding.kind]
            }
        guard let entry else { return finding.kind.rawValue }
        return ViolationMessages.fill(ViolationMessages.pick(entry, language), parameters, language)
    }

    private static func entry(
        _ kind: SchemaFinding.Kind, suggests: Bool
    ) -> ViolationMessages.Entry? {
        (suggests ? suggestions[kind] : nil) ?? keywords[kind]
    }

    /// The sentences that differ by what was found.
    private static func branch(
        _ kind: SchemaFinding.Kind, _ parameters: ViolationParameters
    ) -> ViolationMessages.Entry? {
        switch kind {
        case .constantCondition:
            parameters["expected"] == "never" ? conditionNeverHolds : conditionAlwaysHolds
        case .identicalBranches:
            parameters["name"] == "oneOf" ? identicalInOneOf : identicalInAnyOf
        case .subsumedBranch:
            parameters["name"] == "oneOf" ? subsumedInOneOf : subsumedInAnyOf
        default: nil
        }
    }

    private static let refused: ViolationMessages.Entry = (
        "geweigerd: {reason}", "refusé : {reason}", "abgelehnt: {reason}", "refused: {reason}"
    )

    private static let nothingThere: ViolationMessages.Entry = (
        "{target} verwijst naar niets", "{target} ne renvoie à rien",
        "{target} verweist auf nichts",
        "{target} refers to nothing"
    )
    private static let nothingOfThatName: ViolationMessages.Entry = (
        "{target} verwijst naar niets; noem de $id van het andere schema en controleer beide samen",
        "{target} ne renvoie à rien ; nommez le $id de l'autre schéma et contrôlez les deux ensemble",
        "{target} verweist auf nichts; nennen Sie die $id des anderen Schemas "
            + "und prüfen Sie beide zusammen",
        "{target} refers to nothing; name the other schema's $id and check both in one call"
    )

    private static let refusedInExpression: ViolationMessages.Entry = (
        "geweigerd: {reason} (op {place} van de expressie)",
        "refusé : {reason} (en {place} de l'expression)",
        "abgelehnt: {reason} (an Stelle {place} des Ausdrucks)",
        "refused: {reason} (at {place} of the expression)"
    )

    private static let hints: [SchemaFinding.Kind: ViolationMessages.Entry] = [
        .missingTitle: (
            "een titel (title) ontbreekt", "il manque un titre (title)",
            "ein Titel (title) fehlt", "a title is missing"
        ),
        .missingDescription: (
            "een omschrijving (description) ontbreekt", "il manque une description (description)",
            "eine Beschreibung (description) fehlt", "a description is missing"
        ),
        .missingTranslation: (
            "een vertaling (translations) ontbreekt in: {expected}",
            "il manque une traduction (translations) en : {expected}",
            "eine Übersetzung (translations) fehlt in: {expected}",
            "a translation is missing in: {expected}"
        ),
    ]

    /// What is said where there is something to suggest.
    private static let suggestions: [SchemaFinding.Kind: ViolationMessages.Entry] = [
        .unknownKeyword: (
            "het sleutelwoord {name} bestaat niet en doet niets; bedoeld is misschien {expected}",
            "le mot-clé {name} n'existe pas et n'a aucun effet ; peut-être {expected}",
            "das Schlüsselwort {name} gibt es nicht, es bewirkt nichts; gemeint ist wohl {expected}",
            "the keyword {name} does not exist and has no effect; perhaps {expected} is meant"
        ),
        .unknownFormat: (
            "het formaat {name} is onbekend en wordt niet gecontroleerd; misschien {expected}",
            "le format {name} est inconnu et n'est pas contrôlé ; peut-être {expected}",
            "das Format {name} ist unbekannt und wird nicht geprüft; gemeint ist wohl {expected}",
            "the format {name} is not known and not checked; perhaps {expected} is meant"
        ),
        .forbiddenField: (
            "het veld {name} kan hier nooit staan; bedoeld is misschien {expected}",
            "le champ {name} ne peut jamais figurer ici ; peut-être {expected}",
            "das Feld {name} kann hier nie stehen; gemeint ist wohl {expected}",
            "the field {name} can never be here; perhaps {expected} is meant"
        ),
    ]

    private static let conditionNeverHolds: ViolationMessages.Entry = (
        "deze voorwaarde is nooit vervuld: \"then\" geldt nooit",
        "cette condition n'est jamais remplie : « then » ne s'applique jamais",
        "diese Bedingung ist nie erfüllt: \"then\" gilt nie",
        "this condition never holds: \"then\" never applies"
    )
    private static let conditionAlwaysHolds: ViolationMessages.Entry = (
        "deze voorwaarde is altijd vervuld: \"if\" beslist niets",
        "cette condition est toujours remplie : « if » ne décide rien",
        "diese Bedingung ist immer erfüllt: \"if\" entscheidet nichts",
        "this condition always holds: \"if\" decides nothing"
    )
    private static let identicalInOneOf: ViolationMessages.Entry = (
        "gelijk aan tak {first}: geen waarde voldoet aan precies één van beide",
        "identique à la branche {first} : aucune valeur n'en satisfait exactement une",
        "gleich wie Zweig {first}: kein Wert erfüllt genau einen von beiden",
        "the same as branch {first}: no value satisfies exactly one of them"
    )
    private static let identicalInAnyOf: ViolationMessages.Entry = (
        "gelijk aan tak {first}: deze tak voegt niets toe",
        "identique à la branche {first} : cette branche n'ajoute rien",
        "gleich wie Zweig {first}: dieser Zweig bewirkt nichts",
        "the same as branch {first}: this branch adds nothing"
    )
    private static let subsumedInOneOf: ViolationMessages.Entry = (
        "wat hieraan voldoet, voldoet ook aan tak {first}: deze tak kan nooit de enige zijn",
        "ce qui satisfait ceci satisfait aussi la branche {first} : jamais la seule",
        "was dies erfüllt, erfüllt auch Zweig {first}: dieser Zweig ist nie der einzige",
        "what satisfies this satisfies branch {first} too: this branch can never be the only one"
    )
    private static let subsumedInAnyOf: ViolationMessages.Entry = (
        "wat hieraan voldoet, voldoet ook aan tak {first}: deze tak voegt niets toe",
        "ce qui satisfait ceci satisfait aussi la branche {first} : cette branche n'ajoute rien",
        "was dies erfüllt, erfüllt auch Zweig {first}: dieser Zweig bewirkt nichts",
        "what satisfies this satisfies branch {first} too: this branch adds nothing"
    )
}
