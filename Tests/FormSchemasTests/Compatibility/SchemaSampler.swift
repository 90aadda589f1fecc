import FormSchemas

/// Random schemas over all keywords that are compared, small enough that pairs are often related,
/// and the changes that agencies make to them.
struct SchemaSampler {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    // MARK: - Schemas

    /// A schema document; some refer to themselves.
    mutating func document() -> JSONValue {
        var schema = self.schema(3)
        guard case .object = schema else { return schema }
        if chance(20) { schema["$defs"] = ["d": inner(2)] }
        return schema
    }

    mutating func schema(_ depth: Int) -> JSONValue {
        if chance(4) { return .bool(chance(70)) }
        var schema = JSONValue.object([])
        let kinds = depth > 0 ? [0, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5] : [0, 1, 2, 2]
        switch pick(kinds) {
        case 0: addValues(&schema)
        case 1: addNumbers(&schema)
        case 2: addTexts(&schema)
        case 3: addLists(&schema, depth - 1)
        case 4: addObjects(&schema, depth - 1)
        default: addBranches(&schema, depth - 1)
        }
        if depth > 0, chance(15) { addBranches(&schema, depth - 1) }
        return schema
    }

    private mutating func inner(_ depth: Int) -> JSONValue { schema(max(0, depth)) }

    private mutating func addValues(_ schema: inout JSONValue) {
        let values: [JSONValue] = [
            nil, true, false, 0, 1, 2, "a", "b", "ab", [], [1], ["a": 1], .number("1.5"),
        ]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: schema["const"] = pick(values)
        case 1: schema["enum"] = .array(Array(Set((0..<3).map { _ in pick(values) })))
        default: schema["type"] = type()
        }
    }

    private mutating func type() -> JSONValue {
        let names = ["null", "boolean", "integer", "number", "string", "array", "object"]
        if chance(60) { return .string(pick(names)) }
        return .array(Array(Set((0..<3).map { _ in pick(names) })).map { .string($0) })
    }

    private mutating func addNumbers(_ schema: inout JSONValue) {
        let bounds: [JSONValue] = [0, 1, 2, 5, .number("1.5"), .number("-1")]
        if chance(60) { schema["type"] = .string(pick(["number", "integer"])) }
        if chance(50) { schema[pick(["minimum", "exclusiveMinimum"])] = pick(bounds) }
        if chance(50) { schema[pick(["maximum", "exclusiveMaximum"])] = pick(bounds) }
        if chance(25) { schema["multipleOf"] = pick([1, 2, 3, .number("0.5")]) }
    }

    private mutating func addTexts(_ schema: inout JSONValue) {
        if chance(60) { schema["type"] = "string" }
        if chance(40) { schema["minLength"] = pick([0, 1, 2, 3]) }
        if chance(40) { schema["maxLength"] = pick([0, 1, 2, 4]) }
        if chance(40) { schema["pattern"] = .string(pick(Self.patterns)) }
        if chance(10) {
            schema["format"] = .string(pick(["date", "uri", "uri-reference", "uuid"]))
        }
        if chance(6) {
            schema["identifier"] = pick([
                "be-kbo", ["type": "be-kbo", "check": "warning"], "country",
            ])
        }
    }

    private static let patterns = [
        "^a", "a", "^[ab]+$", "^a?b*$", "^(a|ab)$", "b$", #"\S"#, "^[a-z]{1,3}$", "^(?=.*b)a",
    ]

    private mutating func addLists(_ schema: inout JSONValue, _ depth: Int) {
        if chance(70) { schema["type"] = "array" }
        if chance(50) { schema["items"] = inner(depth) }
        if chance(30) {
            schema["prefixItems"] = .array((0..<pick([1, 2])).map { _ in inner(depth) })
        }
        if chance(25) {
            schema["contains"] = inner(depth)
            if chance(40) { schema["minContains"] = pick([0, 1, 2]) }
            if chance(40) { schema["maxContains"] = pick([1, 2]) }
        }
        if chance(30) { schema["minItems"] = pick([0, 1, 2]) }
        if chance(30) { schema["maxItems"] = pick([1, 2, 3]) }
        if chance(20) { schema["uniqueItems"] = .bool(chance(80)) }
        if chance(8) { schema["unevaluatedItems"] = inner(depth) }
    }

    private static let names = ["a", "b", "ab"]

    private mutating func someNames() -> JSONValue {
        .array(Array(Set((0..<2).map { _ in pick(Self.names) })).map { .string($0) })
    }

    private mutating func members(_ names: [String], _ depth: Int) -> JSONValue {
        .object(Set(names).sorted().map { .init($0, inner(depth)) })
    }

    private mutating func addObjects(_ schema: inout JSONValue, _ depth: Int) {
        if chance(70) { schema["type"] = "object" }
        if chance(70) {
            schema["properties"] = members((0..<2).map { _ in pick(Self.names) }, depth)
        }
        if chance(45) { schema["required"] = someNames() }
        if chance(15) { schema["patternProperties"] = members([pick(["^a", "b"])], depth) }
        if chance(30) {
            schema["additionalProperties"] = chance(60) ? false : inner(depth)
        } else if chance(20) {
            schema["unevaluatedProperties"] = chance(70) ? false : inner(depth)
        }
        if chance(8) { schema["propertyNames"] = inner(0) }
        if chance(12) { schema["minProperties"] = pick([1, 2]) }
        if chance(12) { schema["maxProperties"] = pick([0, 1, 2]) }
        if chance(12) {
            schema["dependentRequired"] = .object([.init(pick(Self.names), someNames())])
        }
        if chance(8) { schema["dependentSchemas"] = members([pick(Self.names)], depth) }
    }

    private mutating func addBranches(_ schema: inout JSONValue, _ depth: Int) {
        func some(_ sampler: inout SchemaSampler) -> JSONValue {
            .array((0..<sampler.pick([1, 2, 2, 3])).map { _ in sampler.inner(depth) })
        }
        switch Int.random(in: 0..<7, using: &random) {
        case 0: schema["allOf"] = some(&self)
        case 1: schema["anyOf"] = some(&self)
        case 2: schema["oneOf"] = some(&self)
        case 3: schema["not"] = inner(depth)
        case 4: schema["$ref"] = chance(50) ? "#/$defs/d" : "#"
        default:
            schema["if"] = inner(depth)
            if chance(80) { schema["then"] = inner(depth) }
            if chance(50) { schema["else"] = inner(depth) }
        }
    }

    // MARK: - Changes

    /// The same schema with one change somewhere: a keyword gone, added, or with another value.
    mutating func changed(_ schema: JSONValue) -> JSONValue {
        guard case .object(var members) = schema, !members.isEmpty else { return self.schema(2) }
        let place = Int.random(in: 0..<members.count, using: &random)
        if chance(55), let inner = deeper(members[place]) {
            members[place].value = inner
            return .object(members)
        }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: members.remove(at: place)
        case 1:
            guard case .object(let others) = self.schema(1) else { return .object(members) }
            for other in others where !members.contains(where: { $0.name == other.name }) {
                members.append(other)
            }
        case 2: members[place].value = nudged(members[place].value)
        default:
            guard case .object(let others) = self.schema(2) else { return .object(members) }
            for other in others where other.name == members[place].name {
                members[place].value = other.value
            }
        }
        return .object(members)
    }

    private mutating func deeper(_ member: JSONValue.Member) -> JSONValue? {
        switch member.name {
        case "items", "contains", "not", "if", "then", "else", "additionalProperties",
            "unevaluatedProperties":
            return changed(member.value)
        case "properties", "patternProperties", "$defs", "dependentSchemas":
            guard case .object(var inner) = member.value, !inner.isEmpty else { return nil }
            let place = Int.random(in: 0..<inner.count, using: &random)
            inner[place].value = changed(inner[place].value)
            return .object(inner)
        case "allOf", "anyOf", "oneOf", "prefixItems":
            guard case .array(var inner) = member.value, !inner.isEmpty else { return nil }
            let place = Int.random(in: 0..<inner.count, using: &random)
            inner[place] = changed(inner[place])
            return .array(inner)
        default: return nil
        }
    }

    private mutating func nudged(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let text):
            guard let number = Int(text) else { return value }
            return .int(max(0, number + pick([-1, 1])))
        case .array(var elements) where elements.count > 1:
            elements.removeLast()
            return .array(elements)
        case .bool(let flag): return .bool(!flag)
        default: return value
        }
    }
}
