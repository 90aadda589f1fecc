// By what inspections are chosen, and what is wrong with it.
extension Phrase {
    static func notACodeOf(_ word: String, _ option: String) -> Phrase {
        Phrase(
            nl: "\(option) kent geen “\(word)”.", fr: "\(option) ne connaît pas « \(word) ».",
            de: "\(option) kennt kein „\(word)“.", en: "\(option) knows no \"\(word)\".")
    }

    static func possibleCodes(_ codes: [String]) -> Phrase {
        let list = codes.joined(separator: ", ")
        return Phrase(
            nl: "Mogelijk: \(list).", fr: "Possibles : \(list).", de: "Möglich: \(list).",
            en: "Possible: \(list).")
    }

    static func seeCodes(_ examples: [String]) -> Phrase {
        let list = examples.joined(separator: ", ")
        return Phrase(
            nl: "Bijvoorbeeld: \(list)", fr: "Par exemple : \(list)", de: "Zum Beispiel: \(list)",
            en: "For example: \(list)")
    }

    static func withoutValue(_ option: String) -> Phrase {
        Phrase(
            nl: "\(option) heeft geen waarde.", fr: "\(option) n'a pas de valeur.",
            de: "\(option) hat keinen Wert.", en: "\(option) has no value.")
    }

    static func tooManyValues(_ option: String, _ most: Int) -> Phrase {
        Phrase(
            nl: "\(option) neemt hoogstens \(most) waarden.",
            fr: "\(option) admet au plus \(most) valeurs.",
            de: "\(option) nimmt höchstens \(most) Werte.",
            en: "\(option) takes at most \(most) values.")
    }

    static func notANumberOf(_ word: String, _ option: String) -> Phrase {
        Phrase(
            nl: "\(option): “\(word)” heeft geen 2 tot 60 letters en cijfers.",
            fr: "\(option) : « \(word) » n'a pas de 2 à 60 lettres et chiffres.",
            de: "\(option): „\(word)“ hat nicht 2 bis 60 Buchstaben und Ziffern.",
            en: "\(option): \"\(word)\" does not have 2 to 60 letters and digits.")
    }

    static func notAnInspector(_ word: String) -> Phrase {
        Phrase(
            nl: "--inspector: “\(word)” is geen dienstnummer, zoals 20417 of NL-LA 20417.",
            fr: "--inspector : « \(word) » n'est pas un matricule, comme 20417 ou NL-LA 20417.",
            de: "--inspector: „\(word)“ ist keine Dienstnummer wie 20417 oder NL-LA 20417.",
            en: "--inspector: \"\(word)\" is no service number, such as 20417 or NL-LA 20417.")
    }

    static let sectorsMixed = Phrase(
        nl: "--sector neemt afdelingsletters (F) of codes (41.20), niet beide.",
        fr: "--sector admet des sections (F) ou des codes (41.20), pas les deux.",
        de: "--sector nimmt Abschnitte (F) oder Codes (41.20), nicht beides.",
        en: "--sector takes sections (F) or codes (41.20), not both.")
    static let nameLength = Phrase(
        nl: "--name neemt 3 tot 160 letters en cijfers.",
        fr: "--name admet de 3 à 160 lettres et chiffres.",
        de: "--name nimmt 3 bis 160 Buchstaben und Ziffern.",
        en: "--name takes 3 to 160 letters and digits.")
    static let wordsOfText = Phrase(
        nl: "--text neemt 1 tot 10 woorden, ten minste een van 3 letters of cijfers.",
        fr: "--text admet de 1 à 10 mots, dont au moins un de 3 lettres ou chiffres.",
        de: "--text nimmt 1 bis 10 Wörter, mindestens eins mit 3 Buchstaben oder Ziffern.",
        en: "--text takes 1 to 10 words, at least one of them of 3 letters or digits.")

    static func contradiction(_ first: String, _ second: String) -> Phrase {
        Phrase(
            nl: "Niets kan aan \(first) en \(second) samen voldoen, zoals ze zijn opgegeven.",
            fr: "Rien ne peut répondre à la fois à \(first) et à \(second), tels qu'indiqués.",
            de: "Nichts kann \(first) und \(second), wie angegeben, zugleich erfüllen.",
            en: "Nothing can fit both \(first) and \(second) as they are given.")
    }

    static let omitOneCondition = Phrase(
        nl: "Laat een van de twee weg.", fr: "Omettez l'un des deux.",
        de: "Lassen Sie eins von beiden weg.", en: "Leave one of the two out.")

    static func notACircle(_ text: String) -> Phrase {
        Phrase(
            nl:
                "“\(text)” is geen plaats met afstand: breedte, lengte en kilometers (hoogstens 200), "
                + "zoals 51.94,7.17,20.",
            fr:
                "« \(text) » n'est pas un lieu avec une distance : latitude, longitude et kilomètres "
                + "(200 au plus), comme 51.94,7.17,20.",
            de:
                "„\(text)“ ist kein Ort mit Entfernung: Breite, Länge und Kilometer (höchstens 200), "
                + "wie 51.94,7.17,20.",
            en:
                "\"\(text)\" is no place with a distance: latitude, longitude and kilometres (at most "
                + "200), such as 51.94,7.17,20.")
    }
}
