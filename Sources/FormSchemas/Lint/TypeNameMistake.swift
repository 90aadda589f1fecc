/// A value of the keyword `type` that names no type, and what was probably meant.
///
/// The meta-schema only knows that it has none of two forms.
struct TypeNameMistake {
    private let written: String?

    static let names = ["array", "boolean", "integer", "null", "number", "object", "string"]
    private static let writtenBytesMax = 64

    /// What others call the types.
    private static let synonyms = [
        "bool": "boolean", "int": "integer", "long": "integer", "float": "number",
        "double": "number", "decimal": "number", "str": "string", "text": "string",
        "date": "string", "list": "array", "map": "object", "dict": "object", "record": "object",
        "nil": "null", "none": "null",
    ]

    /// `nil` if the violation of a meta-schema is about something else.
    init?(_ violation: Violation, in schema: JSONNode) {
        let tokens = violation.instanceLocation.tokens.map(\.text)
        let isElement = violation.code == .enum && tokens.dropLast().last == "type"
        guard isElement || (violation.code == .anyOfNone && tokens.last == "type") else {
            return nil
        }
        let text = schema[violation.instanceLocation]?.string
        written = text.flatMap { $0.utf8.count <= Self.writtenBytesMax ? $0 : nil }
    }

    /// What the sentence mentions; it fits the entry that ``entry(_:)`` gives for it.
    var parameters: ViolationParameters {
        var parameters: ViolationParameters = ["types": Self.names.joined(separator: ", ")]
        parameters["written"] = written
        parameters["similar"] = written.flatMap {
            Self.synonyms[$0.lowercased()] ?? Spelling.nearest(to: $0, in: Self.names)
        }
        return parameters
    }

    /// The sentence for parameters that may come from here; `nil` if they do not.
    static func text(_ parameters: ViolationParameters, in language: Language) -> String? {
        guard parameters["types"] != nil else { return nil }
        let entry: ViolationMessages.Entry =
            parameters["written"] == nil
            ? noName : parameters["similar"] == nil ? unknown : misspelt
        return ViolationMessages.fill(ViolationMessages.pick(entry, language), parameters, language)
    }

    private static let noName: ViolationMessages.Entry = (
        "\"type\" is een van {types}, of een lijst daarvan",
        "« type » est l'un de {types}, ou une liste de ces noms",
        "\"type\" ist eines von {types}, oder eine Liste davon",
        "\"type\" is one of {types}, or a list of them"
    )
    private static let unknown: ViolationMessages.Entry = (
        "er is geen type \"{written}\"; de typen zijn {types}",
        "il n'y a pas de type « {written} » ; les types sont {types}",
        "es gibt keinen Typ \"{written}\"; die Typen sind {types}",
        "there is no type \"{written}\"; the types are {types}"
    )
    private static let misspelt: ViolationMessages.Entry = (
        "er is geen type \"{written}\"; bedoeld is misschien \"{similar}\" (de typen zijn {types})",
        "il n'y a pas de type « {written} » ; peut-être « {similar} » (les types sont {types})",
        "es gibt keinen Typ \"{written}\"; gemeint ist wohl \"{similar}\" (die Typen sind {types})",
        "there is no type \"{written}\"; did you mean \"{similar}\"? The types are {types}"
    )
}
