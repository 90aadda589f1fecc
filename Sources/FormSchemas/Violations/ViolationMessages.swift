/// What the codes say to a reader, in four languages.
///
/// In a text `{name}` stands for a parameter, and `{name|one|several}` for the first word if that
/// parameter is 1, else for the second.
enum ViolationMessages {
    /// The sentence for a violation: what the schema says would be right, else what the code says.
    static func text(of violation: Violation, in language: Language) -> String {
        if let source = violation.source {
            let detail = MessageDetail(violation: violation, source: source, language: language)
            if let found = detail.find() {
                return fill(pick(found.entry, language), found.parameters, language)
            }
        }
        return text(of: violation.code, in: language, with: violation.parameters)
    }

    /// The sentence for a code; the code itself if there is none.
    static func text(
        of code: ViolationCode, in language: Language, with parameters: ViolationParameters
    ) -> String {
        guard var entry = table[code] else {
            return IdentifierMessages.text(of: code, in: language, with: parameters)
                ?? code.rawValue
        }
        if code == .codeList, parameters["expected"] != nil { entry = shortCodeList }
        if code == .codeList, parameters["others"] != nil { entry = otherEdition }
        if code == .replyNotForeseen, parameters["own"] == nil { entry = answersNothing }
        var parameters = parameters
        if code == .replyNotForeseen, parameters["expected"] == nil {
            parameters["expected"] = pick(noForm, language)
        }
        if code == .type {
            // A number that is not the whole number expected has decimals.
            let isWhole = parameters["expected"]?.split(separator: ",").contains("integer")
            if parameters["actual"] == "number", isWhole == true {
                parameters["actual"] = "decimal"
            }
            for name in parameters.names {
                parameters[name] = typeNames(parameters[name] ?? "", in: language)
            }
        }
        if JSONError.Code(rawValue: code.rawValue) != nil, let english = parameters["reason"] {
            // What JSON's grammar refuses is a reason for the sentence; others are one themselves.
            let reason = reason(english, in: language, with: parameters)
            if code != .notJSON, let reason { return reason }
            parameters["reason"] = reason ?? english
        }
        if code == .ruleError, let english = parameters["reason"] {
            parameters["reason"] = CELFailure.translated(english, in: language)
        }
        return fill(pick(entry, language), parameters, language)
    }

    static func pick(_ entry: Entry, _ language: Language) -> String {
        switch language {
        case .nl: entry.nl
        case .fr: entry.fr
        case .de: entry.de
        case .en: entry.en
        }
    }

    /// JSON's type names, separated by commas, as a reader knows them.
    static func typeNames(_ names: String, in language: Language) -> String {
        let or = pick((" of ", " ou ", " oder ", " or "), language)
        return names.split(separator: ",").map { name in
            types[String(name)].map { pick($0, language) } ?? String(name)
        }.joined(separator: or)
    }

    private static let types: [String: Entry] = [
        "null": ("leeg (null)", "vide (null)", "leer (null)", "empty (null)"),
        "boolean": (
            "ja of nee (true of false)", "oui ou non (true ou false)",
            "ja oder nein (true oder false)", "yes or no (true or false)"
        ),
        "integer": ("een geheel getal", "un nombre entier", "eine ganze Zahl", "a whole number"),
        "number": ("een getal", "un nombre", "eine Zahl", "a number"),
        "decimal": (
            "een getal met decimalen", "un nombre décimal", "eine Zahl mit Nachkommastellen",
            "a number with decimals"
        ),
        "string": ("een tekst", "un texte", "ein Text", "a text"),
        "array": ("een lijst", "une liste", "eine Liste", "a list"),
        "object": (
            "een groep velden", "un groupe de champs", "eine Feldgruppe", "a group of fields"
        ),
    ]

    /// Every code that has messages.
    static var codes: Set<ViolationCode> { Set(table.keys) }

    /// The names that a template mentions in braces.
    static func names(in template: String) -> [String] {
        template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
            $0.firstIndex { $0 == "}" || $0 == "|" }.map($0.prefix(upTo:)).map(String.init)
        }
    }

    static func fill(
        _ template: String, _ parameters: ViolationParameters, _ language: Language
    ) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let inside = rest[rest.index(after: open)..<close].split(separator: "|")
            let value = inside.first.flatMap { parameters[String($0)] } ?? "?"
            // French counts nothing in the singular.
            let isOne = value == "1" || (value == "0" && language == .fr)
            text += inside.count == 3 ? String(inside[isOne ? 1 : 2]) : value
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    typealias Entry = (nl: String, fr: String, de: String, en: String)

    private static let table: [ViolationCode: Entry] = keywords.merging(documents) { $1 }
        .merging(dialogues) { $1 }
}
