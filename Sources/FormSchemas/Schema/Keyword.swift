/// The keywords that instructions come from; the raw value is an index into ``names``.
enum Keyword: UInt8, CaseIterable {
    case ref, dynamicRef, allOf, anyOf, oneOf, not, `if`, type, `enum`, const, minLength, maxLength
    case pattern, format, codeList, minimum, maximum, exclusiveMinimum, exclusiveMaximum
    case multipleOf, items, prefixItems, minItems, maxItems, uniqueItems, contains, properties
    case required, minProperties, maxProperties, patternProperties, additionalProperties
    case dependentRequired, dependentSchemas, propertyNames, part, unevaluatedItems
    case unevaluatedProperties, then, `else`, minContains, maxContains

    /// The keyword as schemas write it.
    var name: String {
        switch self {
        case .ref: "$ref"
        case .dynamicRef: "$dynamicRef"
        default: String(describing: self)
        }
    }
}

/// What the members of a schema object are, for finding subschemas and unknown keywords.
enum KeywordShape {
    case schema, schemaArray, schemaMap, value

    /// The vocabularies of 2020-12, by the last step of their URI.
    enum Vocabulary: String {
        case core, applicator, unevaluated, validation, metaData = "meta-data"
        case formatAnnotation = "format-annotation", formatAssertion = "format-assertion"
        case content, exchange
    }

    /// The shape and vocabulary of a keyword; `nil` for one that is unknown.
    static func of(_ name: String) -> (shape: KeywordShape, vocabulary: Vocabulary)? {
        switch name {
        case "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary",
            "$comment":
            (.value, .core)
        case "$defs": (.schemaMap, .core)
        case "allOf", "anyOf", "oneOf", "prefixItems": (.schemaArray, .applicator)
        case "if", "then", "else", "not", "items", "contains", "additionalProperties",
            "propertyNames":
            (.schema, .applicator)
        case "properties", "patternProperties", "dependentSchemas": (.schemaMap, .applicator)
        case "unevaluatedItems", "unevaluatedProperties": (.schema, .unevaluated)
        case "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
            "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
            "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties",
            "required", "dependentRequired":
            (.value, .validation)
        case "title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples":
            (.value, .metaData)
        case "format": (.value, .formatAnnotation)
        case "contentEncoding", "contentMediaType": (.value, .content)
        case "contentSchema": (.schema, .content)
        case "codeList", "part", "personalData", "translations", "severity", "example":
            (.value, .exchange)
        default: nil
        }
    }
}
