import FormSchemas

// Expressions of rules. What exactly is wrong is said in English, as in every rule's refusal.
extension Phrase {
    static func expressionRefused(_ error: CELError) -> Phrase {
        Phrase(
            nl: "De expressie is niet bruikbaar: \(error.message)",
            fr: "L'expression est inutilisable : \(error.message)",
            de: "Der Ausdruck ist nicht brauchbar: \(error.message)",
            en: "The expression cannot be used: \(error.message)")
    }

    static func expressionWithoutValue(_ error: CELError) -> Phrase {
        Phrase(
            nl: "De expressie heeft hier geen waarde: \(error.message(in: .nl))",
            fr: "L'expression n'a pas de valeur ici : \(error.message(in: .fr))",
            de: "Der Ausdruck hat hier keinen Wert: \(error.message(in: .de))",
            en: "The expression has no value here: \(error.message(in: .en))")
    }
}
