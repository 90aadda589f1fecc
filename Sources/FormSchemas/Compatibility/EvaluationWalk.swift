/// Which members and elements the schemas beside `unevaluatedProperties` and `unevaluatedItems`
/// evaluate: surely, and perhaps.
struct EvaluationWalk {
    struct Reach {
        /// Names that are evaluated in every valid object.
        var evaluated = NameSet()
        /// Names that may be evaluated.
        var reached = NameSet()
        /// The elements before this index surely are; `nil` for all.
        var surelyTo: Int? = 0
        /// No element from this index on may be; `nil` if any may.
        var perhapsTo: Int? = 0

        mutating func add(_ other: Reach, isSure: Bool) {
            reached.formUnion(other.reached)
            perhapsTo = Self.larger(perhapsTo, other.perhapsTo)
            guard isSure else { return }
            evaluated.formUnion(other.evaluated)
            surelyTo = Self.larger(surelyTo, other.surelyTo)
        }

        private static func larger(_ left: Int?, _ right: Int?) -> Int? {
            guard let left, let right else { return nil }
            return max(left, right)
        }

        static let everything = Reach(
            evaluated: .everything, reached: .everything, surelyTo: nil, perhapsTo: nil)
    }

    var reader: ConstraintReader
    private var open: Set<SchemaPlace> = []
    private var steps = 0

    /// Schemas that are looked at.
    private static let stepsMax = 2_000

    init(_ reader: ConstraintReader) { self.reader = reader }

    /// What is evaluated before the unevaluated members and elements of the schema at `place`.
    mutating func reach(of place: SchemaPlace) throws(SchemaError) -> Reach {
        try reach(of: place, isOutermost: true)
    }

    private mutating func reach(
        of place: SchemaPlace, isOutermost: Bool
    ) throws(SchemaError) -> Reach {
        steps += 1
        guard steps < Self.stepsMax, open.insert(place).inserted else {
            var unknown = Reach()
            unknown.reached = .everything
            unknown.perhapsTo = nil
            return unknown
        }
        defer { open.remove(place) }
        let schema = reader.index.node(at: place)
        guard schema.kind == .object else { return Reach() }
        var found = own(schema, isOutermost: isOutermost)
        for (keyword, value) in schema.members {
            switch keyword {
            case "$ref", "$dynamicRef":
                guard let text = value.string,
                    let target = try reader.target(
                        text, from: place, isDynamic: keyword == "$dynamicRef")
                else { continue }
                found.add(try reach(of: target, isOutermost: false), isSure: true)
            case "allOf", "anyOf", "oneOf":
                for element in value.elements {
                    let inner = try reach(
                        of: reader.place(element, beside: place), isOutermost: false)
                    found.add(inner, isSure: keyword == "allOf")
                }
            case "if", "then", "else":
                let inner = try reach(of: reader.place(value, beside: place), isOutermost: false)
                found.add(inner, isSure: false)
            case "dependentSchemas":
                for (_, child) in value.members {
                    let inner = try reach(
                        of: reader.place(child, beside: place), isOutermost: false)
                    found.add(inner, isSure: false)
                }
            default: break
            }
        }
        if schema["severity"]?.string == "warning" {
            found.evaluated = NameSet()
            found.surelyTo = 0
        }
        return found
    }

    private func own(_ schema: JSONNode, isOutermost: Bool) -> Reach {
        var found = Reach()
        found.evaluated.names = Set(schema["properties"]?.members.map(\.name) ?? [])
        found.evaluated.patterns = Set(schema["patternProperties"]?.members.map(\.name) ?? [])
        let hasInnerRest = !isOutermost && schema["unevaluatedProperties"] != nil
        if schema["additionalProperties"] != nil || hasInnerRest {
            found.evaluated = .everything
        }
        found.reached = found.evaluated
        found.surelyTo = schema["prefixItems"]?.count ?? 0
        if schema["items"] != nil || (!isOutermost && schema["unevaluatedItems"] != nil) {
            found.surelyTo = nil
        }
        found.perhapsTo = schema["contains"] == nil ? found.surelyTo : nil
        return found
    }
}
