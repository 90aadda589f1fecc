/// A keyword's value that the meta-schema refuses, in the words of those who write schemas.
///
/// The general messages are for people who fill in forms: they know no types and no keywords.
struct KeywordMistake {
    /// What the sentence mentions; ``text(_:in:)`` finds the sentence by what is there.
    let parameters: ViolationParameters

    static let types = ["array", "boolean", "integer", "null", "number", "object", "string"]
    private static let writtenBytesMax = 64

    /// `nil` if the violation of a meta-schema is said well enough in general.
    init?(_ violation: Violation, in schema: JSONNode) {
        let tokens = violation.instanceLocation.tokens.map(\.text)
        let isElement = violation.code == .enum && tokens.dropLast().last == "type"
        if isElement || (violation.code == .anyOfNone && tokens.last == "type") {
            parameters = Self.typeName(schema[violation.instanceLocation]?.string)
        } else if violation.code == .type, let expected = violation.parameters["expected"],
            let actual = violation.parameters["actual"]
        {
            parameters = Self.wrongType(tokens.last ?? "", expected, actual)
        } else {
            return nil
        }
    }

    private static func typeName(_ text: String?) -> ViolationParameters {
        var parameters: ViolationParameters = ["types": types.joined(separator: ", ")]
        let written = text.flatMap { $0.utf8.count <= writtenBytesMax ? $0 : nil }
        parameters["written"] = written
        parameters["similar"] = written.flatMap {
            synonyms[$0.lowercased()] ?? Spelling.nearest(to: $0, in: types)
        }
        return parameters
    }

    private static func wrongType(
        _ keyword: String, _ expected: String, _ actual: String
    ) -> ViolationParameters {
        let names = expected.split(separator: ",").map(String.init)
        var parameters: ViolationParameters = [
            "wanted": Set(names) == ["object", "boolean"]
                ? "schema (object, true, false)" : names.joined(separator: ", "),
            "found": actual,
        ]
        parameters["instead"] = instead["\(keyword) \(actual)"]
        return parameters
    }

    /// What is written now for what other drafts have written.
    private static let instead = [
        "items array": "prefixItems", "exclusiveMinimum boolean": "{\"exclusiveMinimum\": 1}",
        "exclusiveMaximum boolean": "{\"exclusiveMaximum\": 1}",
        "required boolean": "{\"properties\": {\"a\": {}}, \"required\": [\"a\"]}",
        "required string": "[\"a\"]", "examples string": "[\"a\"]",
    ]

    /// What others call the types.
    private static let synonyms = [
        "bool": "boolean", "int": "integer", "long": "integer", "float": "number",
        "double": "number", "decimal": "number", "str": "string", "text": "string",
        "date": "string", "list": "array", "map": "object", "dict": "object", "record": "object",
        "nil": "null", "none": "null",
    ]
}

extension KeywordMistake {
    /// The sentence for parameters that may come from here; `nil` if they do not.
    static func text(_ parameters: ViolationParameters, in language: Language) -> String? {
        let entry: ViolationMessages.Entry
        if parameters["types"] != nil {
            entry =
                parameters["written"] == nil
                ? noName : parameters["similar"] == nil ? unknown : misspelt
        } else if parameters["wanted"] != nil {
            entry = parameters["instead"] == nil ? otherType : otherDraft
        } else {
            return nil
        }
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
        "er is geen type \"{written}\"; bedoeld is misschien \"{similar}\" (de typen: {types})",
        "il n'y a pas de type « {written} » ; peut-être « {similar} » (les types : {types})",
        "es gibt keinen Typ \"{written}\"; gemeint ist wohl \"{similar}\" (die Typen: {types})",
        "there is no type \"{written}\"; did you mean \"{similar}\"? The types are {types}"
    )
    private static let otherType: ViolationMessages.Entry = (
        "verwacht: {wanted}; gevonden: {found}", "attendu : {wanted} ; trouvé : {found}",
        "erwartet: {wanted}; gefunden: {found}", "expected: {wanted}; found: {found}"
    )
    private static let otherDraft: ViolationMessages.Entry = (
        "verwacht: {wanted}; gevonden: {found}; schrijf: {instead}",
        "attendu : {wanted} ; trouvé : {found} ; écrivez : {instead}",
        "erwartet: {wanted}; gefunden: {found}; schreiben Sie: {instead}",
        "expected: {wanted}; found: {found}; write: {instead}"
    )
}
