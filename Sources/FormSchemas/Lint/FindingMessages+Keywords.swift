extension FindingMessages {
    /// What is probably a mistake, where one sentence fits all.
    static let keywords: [SchemaFinding.Kind: ViolationMessages.Entry] = [
        .unknownKeyword: (
            "het sleutelwoord {name} is onbekend en doet niets",
            "le mot-clé {name} est inconnu et n'a aucun effet",
            "das Schlüsselwort {name} ist unbekannt und bewirkt nichts",
            "the keyword {name} is not known and has no effect"
        ),
        .unknownFormat: (
            "het formaat {name} is onbekend en wordt niet gecontroleerd",
            "le format {name} est inconnu et n'est pas contrôlé",
            "das Format {name} ist unbekannt und wird nicht geprüft",
            "the format {name} is not known and not checked"
        ),
        .noEffect: (
            "{name} doet niets bij een waarde van het type {actual}",
            "{name} n'a aucun effet sur une valeur de type {actual}",
            "{name} bewirkt nichts bei einem Wert vom Typ {actual}",
            "{name} has no effect on a value of type {actual}"
        ),
        .incomplete: (
            "{name} doet niets zonder {expected}", "{name} n'a aucun effet sans {expected}",
            "{name} bewirkt nichts ohne {expected}", "{name} has no effect without {expected}"
        ),
        .emptyRange: (
            "{name} en {expected} sluiten elkaar uit: geen waarde past ertussen",
            "{name} et {expected} s'excluent : aucune valeur ne convient",
            "{name} und {expected} schließen einander aus: kein Wert passt dazwischen",
            "{name} and {expected} exclude each other: no value fits between them"
        ),
        .unreachableValue: (
            "deze waarde wordt door het schema zelf geweigerd: {reason}",
            "le schéma lui-même refuse cette valeur : {reason}",
            "das Schema selbst lehnt diesen Wert ab: {reason}",
            "the schema itself refuses this value: {reason}"
        ),
        .duplicateValue: (
            "deze waarde staat twee keer in de lijst",
            "cette valeur figure deux fois dans la liste",
            "dieser Wert steht zweimal in der Liste", "this value stands in the list twice"
        ),
        .unreachableBranch: (
            "geen enkele waarde kan deze tak van {name} nemen",
            "aucune valeur ne peut prendre cette branche de {name}",
            "kein Wert kann diesen Zweig von {name} nehmen",
            "no value can take this branch of {name}"
        ),
        .forbiddenField: (
            "het veld {name} kan hier nooit staan", "le champ {name} ne peut jamais figurer ici",
            "das Feld {name} kann hier nie stehen", "the field {name} can never be here"
        ),
        .unsatisfiable: (
            "geen enkele waarde voldoet aan dit schema", "aucune valeur ne satisfait ce schéma",
            "kein Wert erfüllt dieses Schema", "no value satisfies this schema"
        ),
        .unusedDefinition: (
            "niets verwijst naar de definitie {name}", "rien ne renvoie à la définition {name}",
            "nichts verweist auf die Definition {name}", "nothing refers to the definition {name}"
        ),
        .unusedParameter: (
            "geen enkele melding noemt de parameter {name}",
            "aucun message ne mentionne le paramètre {name}",
            "keine Meldung nennt den Parameter {name}", "no message mentions the parameter {name}"
        ),
        .unguardedField: (
            "het veld {name} kan ontbreken; dan kan de regel niet worden berekend en wordt het "
                + "formulier geweigerd: vraag er eerst naar met has()",
            "le champ {name} peut manquer ; la règle ne peut alors pas être calculée et le "
                + "formulaire est refusé : vérifiez d'abord sa présence avec has()",
            "das Feld {name} kann fehlen; dann lässt sich die Regel nicht berechnen und das "
                + "Formular wird abgelehnt: fragen Sie vorher mit has() danach",
            "the field {name} may be missing; then the rule cannot be computed and the form is "
                + "refused: ask for it with has() first"
        ),
        .invalidExample: (
            "dit voorbeeld voldoet niet aan het schema: {reason}",
            "cet exemple ne satisfait pas le schéma : {reason}",
            "dieses Beispiel erfüllt das Schema nicht: {reason}",
            "this example does not satisfy the schema: {reason}"
        ),
    ]
}
