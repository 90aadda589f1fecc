/// The keywords that instructions come from; the raw value is an index into ``names``.
enum Keyword: UInt8, CaseIterable {
    case ref, dynamicRef, allOf, anyOf, oneOf, not, `if`, type, `enum`, const, minLength, maxLength
    case pattern, format, codeList, minimum, maximum, exclusiveMinimum, exclusiveMaximum
    case multipleOf, items, prefixItems, minItems, maxItems, uniqueItems, contains, properties
    case required, minProperties, maxProperties, patternProperties, additionalProperties
    case dependentRequired, dependentSchemas, propertyNames, part, unevaluatedItems
    case unevaluatedProperties, then, `else`, minContains, maxContains
    case identifier, money

    /// The keyword as schemas write it.
    var name: String { Self.names[Int(rawValue)] }

    private static let names = allCases.map { keyword in
        switch keyword {
        case .ref: "$ref"
        case .dynamicRef: "$dynamicRef"
        default: String(describing: keyword)
        }
    }
}

/// What the members of a schema object are, for finding subschemas and unknown keywords.
enum KeywordShape {
    case schema, schemaArray, schemaMap, value

    /// The vocabularies of 2020-12, one bit each, and the exchange's own.
    enum Vocabulary: UInt16 {
        case core = 0x1
        case applicator = 0x2
        case unevaluated = 0x4
        case validation = 0x8
        case metaData = 0x10
        case formatAnnotation = 0x20
        case formatAssertion = 0x40
        case content = 0x80
        case exchange = 0x100

        /// By the last step of its URI.
        static let standard: [String: Vocabulary] = [
            "core": .core, "applicator": .applicator, "unevaluated": .unevaluated,
            "validation": .validation, "meta-data": .metaData,
            "format-annotation": .formatAnnotation, "format-assertion": .formatAssertion,
            "content": .content,
        ]
    }

    /// The shape and vocabulary of a keyword; `nil` for one that is unknown.
    static func of(_ name: String) -> (shape: KeywordShape, vocabulary: Vocabulary)? {
        byName[name]
    }

    /// All keywords, for saying which one was probably meant.
    static var names: [String] { table.flatMap(\.2) }

    static var all: [(name: String, shape: KeywordShape, vocabulary: Vocabulary)] {
        table.flatMap { shape, vocabulary, names in names.map { ($0, shape, vocabulary) } }
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, (shape: $0.shape, vocabulary: $0.vocabulary)) })

    private static let table: [(KeywordShape, Vocabulary, [String])] = [
        (
            .value, .core,
            [
                "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary",
                "$comment",
            ]
        ),
        (.schemaMap, .core, ["$defs"]),
        (.schemaArray, .applicator, ["allOf", "anyOf", "oneOf", "prefixItems"]),
        (
            .schema, .applicator,
            [
                "if", "then", "else", "not", "items", "contains", "additionalProperties",
                "propertyNames",
            ]
        ),
        (.schemaMap, .applicator, ["properties", "patternProperties", "dependentSchemas"]),
        (.schema, .unevaluated, ["unevaluatedItems", "unevaluatedProperties"]),
        (
            .value, .validation,
            [
                "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
                "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
                "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties",
                "required", "dependentRequired",
            ]
        ),
        (
            .value, .metaData,
            [
                "title", "description", "default", "deprecated", "readOnly", "writeOnly",
                "examples",
            ]
        ),
        (.value, .formatAnnotation, ["format"]),
        (.value, .content, ["contentEncoding", "contentMediaType"]),
        (.schema, .content, ["contentSchema"]),
        (
            .value, .exchange,
            [
                "codeList", "part", "personalData", "translations", "severity", "example",
                "generate", "identifier", "money",
            ]
        ),
    ]
}
