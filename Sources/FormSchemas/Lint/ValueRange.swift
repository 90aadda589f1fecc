/// Two bounds of a schema between which nothing is left.
struct ValueRange {
    /// The keywords of the bounds, the lower one first.
    let lower: String
    let upper: String
    /// The kinds of values that the bounds leave none of.
    let kinds: ValueKinds

    /// All pairs of bounds in `schema` that exclude each other.
    static func empty(in schema: JSONNode) -> [ValueRange] {
        var found: [ValueRange] = []
        for pair in pairs {
            guard let lower = schema[pair.lower]?.decimal, let upper = schema[pair.upper]?.decimal
            else { continue }
            if upper < lower || (pair.excludes && !(lower < upper)) {
                found.append(ValueRange(lower: pair.lower, upper: pair.upper, kinds: pair.kinds))
            }
        }
        return found + emptyCounts(in: schema)
    }

    private static let pairs: [(lower: String, upper: String, excludes: Bool, kinds: ValueKinds)] =
        [
            ("minimum", "maximum", false, .number),
            ("exclusiveMinimum", "maximum", true, .number),
            ("minimum", "exclusiveMaximum", true, .number),
            ("exclusiveMinimum", "exclusiveMaximum", true, .number),
            ("minLength", "maxLength", false, .string),
            ("minItems", "maxItems", false, .array),
            ("minProperties", "maxProperties", false, .object),
        ]

    /// Counts that only other keywords bound.
    private static func emptyCounts(in schema: JSONNode) -> [ValueRange] {
        var found: [ValueRange] = []
        if schema["contains"] != nil {
            let least = schema["minContains"]?.decimal ?? JSONDecimal(1)
            for upper in ["maxContains", "maxItems"] {
                guard let most = schema[upper]?.decimal, most < least else { continue }
                let lower = schema["minContains"] == nil ? "contains" : "minContains"
                found.append(ValueRange(lower: lower, upper: upper, kinds: .array))
            }
        }
        if let prefix = schema["prefixItems"], schema["items"]?.bool == false,
            let least = schema["minItems"]?.decimal, JSONDecimal(prefix.count) < least
        {
            found.append(ValueRange(lower: "minItems", upper: "prefixItems", kinds: .array))
        }
        if let required = schema["required"], let most = schema["maxProperties"]?.decimal,
            most < JSONDecimal(required.count)
        {
            found.append(ValueRange(lower: "required", upper: "maxProperties", kinds: .object))
        }
        return found
    }
}
