/// A set of kinds of JSON values, as the keyword `type` tells them apart.
struct ValueKinds: OptionSet {
    let rawValue: UInt8

    static let null = ValueKinds(rawValue: 1)
    static let boolean = ValueKinds(rawValue: 2)
    static let integer = ValueKinds(rawValue: 4)
    /// A number with a fractional part.
    static let fraction = ValueKinds(rawValue: 8)
    static let string = ValueKinds(rawValue: 16)
    static let array = ValueKinds(rawValue: 32)
    static let object = ValueKinds(rawValue: 64)

    static let number: ValueKinds = [.integer, .fraction]
    static let all = ValueKinds(rawValue: 127)

    /// All other kinds.
    var complement: ValueKinds { Self.all.subtracting(self) }
}

extension ValueKinds {
    /// What `type` admits; everything if it is not there or names no type.
    init(ofType type: JSONNode?) {
        guard let type else {
            self = .all
            return
        }
        let names = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
        let kinds = names.reduce(into: ValueKinds()) { $0.formUnion(Self.named($1) ?? []) }
        self = kinds.isEmpty ? .all : kinds
    }

    /// The kind of one value.
    init(of value: JSONNode) {
        self =
            switch value.kind {
            case .null: .null
            case .boolean: .boolean
            case .number: value.decimal?.isInteger == true ? .integer : .fraction
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }

    private static func named(_ type: String) -> ValueKinds? {
        switch type {
        case "null": .null
        case "boolean": .boolean
        case "integer": .integer
        case "number": .number
        case "string": .string
        case "array": .array
        case "object": .object
        default: nil
        }
    }

    /// The kinds that a keyword says anything about; `nil` if it is about all, or about none.
    static func concerned(by keyword: String) -> ValueKinds? {
        switch keyword {
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": .number
        case "minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType",
            "contentSchema", "codeList", "identifier":
            .string
        case "items", "prefixItems", "contains", "minContains", "maxContains", "minItems",
            "maxItems", "uniqueItems", "unevaluatedItems":
            .array
        case "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
            "dependentRequired", "dependentSchemas", "minProperties", "maxProperties",
            "unevaluatedProperties", "part", "money":
            .object
        default: nil
        }
    }
}
