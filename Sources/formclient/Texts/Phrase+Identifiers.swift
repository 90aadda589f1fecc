// Identifiers that are checked.
extension Phrase {
    static func unknownIdentifierType(_ name: String) -> Phrase {
        Phrase(
            nl: "\"\(name)\" is geen soort identificatienummer. Bekend zijn:",
            fr: "« \(name) » n'est pas un type d'identifiant. Types connus :",
            de: "\"\(name)\" ist keine Art von Kennung. Bekannt sind:",
            en: "\"\(name)\" is not a type of identifier. The types are:")
    }

    static let seeIdentifierTypes = Phrase(
        nl: "`formclient id check` noemt ze met een voorbeeld.",
        fr: "`formclient id check` les donne avec un exemple.",
        de: "`formclient id check` nennt sie mit einem Beispiel.",
        en: "`formclient id check` lists them with an example.")

    static func identifierNeeded(_ title: String, _ example: String) -> Phrase {
        Phrase(
            nl: "De waarde ontbreekt: \(title), zoals \(example).",
            fr: "La valeur manque : \(title), par exemple \(example).",
            de: "Der Wert fehlt: \(title), zum Beispiel \(example).",
            en: "The value is missing: \(title), such as \(example).")
    }

    static let columnIdentifierType = Phrase(nl: "SOORT", fr: "TYPE", de: "ART", en: "TYPE")
    static let columnExample = Phrase(
        nl: "VOORBEELD", fr: "EXEMPLE", de: "BEISPIEL", en: "EXAMPLE")
}
