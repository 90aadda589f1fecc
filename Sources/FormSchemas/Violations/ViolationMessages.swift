/// What the codes say to a reader, in four languages. `{name}` is replaced by a parameter.
enum ViolationMessages {
    /// The sentence for a code; the code itself if there is none.
    static func text(
        of code: ViolationCode, in language: Language, with parameters: ViolationParameters
    ) -> String {
        guard var entry = table[code] else { return code.rawValue }
        if code == .codeList, parameters["expected"] != nil { entry = shortCodeList }
        var parameters = parameters
        if code == .type {
            for name in parameters.names {
                parameters[name] = typeNames(parameters[name] ?? "", in: language)
            }
        }
        if code == .notJSON, let english = parameters["reason"] {
            parameters["reason"] = reason(english, in: language)
        }
        return fill(pick(entry, language), parameters)
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
    private static func typeNames(_ names: String, in language: Language) -> String {
        let or = pick((" of ", " ou ", " oder ", " or "), language)
        return names.split(separator: ",").map { name in
            types[String(name)].map { pick($0, language) } ?? String(name)
        }.joined(separator: or)
    }

    private static let types: [String: Entry] = [
        "null": ("leeg (null)", "vide (null)", "leer (null)", "empty (null)"),
        "boolean": ("ja of nee", "oui ou non", "ja oder nein", "true or false"),
        "integer": ("een geheel getal", "un nombre entier", "eine ganze Zahl", "a whole number"),
        "number": ("een getal", "un nombre", "eine Zahl", "a number"),
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
            $0.firstIndex(of: "}").map($0.prefix(upTo:)).map(String.init)
        }
    }

    static func fill(_ template: String, _ parameters: ViolationParameters) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            text += parameters[String(rest[rest.index(after: open)..<close])] ?? "?"
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    typealias Entry = (nl: String, fr: String, de: String, en: String)

    private static let table: [ViolationCode: Entry] = keywords.merging(documents) { $1 }
}
