// Whether values of which something is known surely satisfy a schema.
extension SchemaReach {
    /// Whether all values of which `facts` are true satisfy the schema at `place`.
    ///
    /// - Parameter given: schemas that the values are known to satisfy; a keyword that stands there
    ///   in the same words holds, whatever it means.
    mutating func entails(
        _ facts: ValueFacts, _ place: SchemaPlace, given: [SchemaPlace] = [], depth: Int = 12
    ) -> Bool {
        if facts.isEmpty || given.contains(place) { return true }
        let schema = index.node(at: place)
        if let flag = schema.bool { return flag }
        guard depth > 0, schema.kind == .object, affords(1 + schema.count) else { return false }
        for (name, value) in schema.members where !Self.assertsNothing(name) {
            let scope = Scope(facts: facts, place: place, given: given, depth: depth - 1)
            guard holds(name, value, schema, scope) || isGiven(name, value, schema, scope) else {
                return false
            }
        }
        return true
    }

    private struct Scope {
        let facts: ValueFacts
        let place: SchemaPlace
        let given: [SchemaPlace]
        let depth: Int
    }

    private mutating func holds(
        _ keyword: String, _ value: JSONNode, _ schema: JSONNode, _ scope: Scope
    ) -> Bool {
        let facts = scope.facts
        if let concerned = ValueKinds.concerned(by: keyword),
            concerned.isDisjoint(with: facts.kinds)
        {
            return true
        }
        if let (measure, span) = ValueSpan.of(keyword, value) {
            return facts[measure].isWithin(span)
        }
        switch keyword {
        case "type": return facts.kinds.isSubset(of: ValueKinds(ofType: value))
        case "const": return Self.isLimited(facts, to: [value])
        case "enum": return Self.isLimited(facts, to: Array(value.elements))
        case "required":
            return facts.required.isSuperset(of: value.elements.compactMap(\.string))
        case "properties": return membersHold(value, scope)
        case "minContains", "maxContains": return schema["contains"] == nil
        case "items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties":
            return isAlways(value)
        default: return branchesHold(keyword, value, schema, scope)
        }
    }

    private mutating func branchesHold(
        _ keyword: String, _ value: JSONNode, _ schema: JSONNode, _ scope: Scope
    ) -> Bool {
        switch keyword {
        case "$ref":
            guard let target = value.string.flatMap({ target($0, from: scope.place) }) else {
                return false
            }
            return entails(target, scope)
        case "allOf":
            return elements(value, scope.place).allSatisfy { entails($0, scope) }
        case "anyOf":
            return elements(value, scope.place).contains { entails($0, scope) }
        case "oneOf":
            let branches = elements(value, scope.place)
            guard let one = branches.firstIndex(where: { entails($0, scope) }) else { return false }
            return branches.indices.allSatisfy { $0 == one || excludes(branches[$0], scope) }
        case "not": return excludes(child(value, of: scope.place), scope)
        case "if":
            let condition = child(value, of: scope.place)
            let then = schema["then"].map { child($0, of: scope.place) }
            let otherwise = schema["else"].map { child($0, of: scope.place) }
            let isMet = then.map { entails($0, scope) } ?? true
            let isMetElse = otherwise.map { entails($0, scope) } ?? true
            return (isMet || excludes(condition, scope))
                && (isMetElse || entails(condition, scope))
        default: return false
        }
    }

    private mutating func entails(_ place: SchemaPlace, _ scope: Scope) -> Bool {
        entails(scope.facts, place, given: scope.given, depth: scope.depth)
    }

    /// Whether no value satisfies the schema of which the facts are true.
    private mutating func excludes(_ place: SchemaPlace, _ scope: Scope) -> Bool {
        meet(scope.facts, facts(place)).isEmpty
    }

    private static func isLimited(_ facts: ValueFacts, to values: [JSONNode]) -> Bool {
        guard let few = facts.values else { return false }
        return Set(few.keys).isSubset(of: values.map { ValueFacts.canonical($0) })
    }

    private mutating func membersHold(_ properties: JSONNode, _ scope: Scope) -> Bool {
        for (name, property) in properties.members {
            if scope.facts.closed.contains(where: { !$0.allows(name) }) { continue }
            let described = scope.given.compactMap { place in
                index.node(at: place)["properties"]?[name].map { child($0, of: place) }
            }
            guard
                entails(
                    scope.facts.members[name] ?? ValueFacts(), child(property, of: scope.place),
                    given: certain(described), depth: scope.depth)
            else { return false }
        }
        return true
    }

    // MARK: - The same words

    private func isGiven(
        _ keyword: String, _ value: JSONNode, _ schema: JSONNode, _ scope: Scope
    ) -> Bool {
        let neighbours: [String]
        switch keyword {
        case "unevaluatedProperties", "unevaluatedItems", "$dynamicRef": return false
        case "minContains", "maxContains": neighbours = ["contains"]
        case "additionalProperties": neighbours = ["properties", "patternProperties"]
        case "items": neighbours = ["prefixItems"]
        case "contains": neighbours = ["minContains", "maxContains"]
        case "if": neighbours = ["then", "else"]
        default: neighbours = []
        }
        let resource = index.subschema(at: scope.place).resource
        return scope.given.contains { place in
            let other = index.node(at: place)
            return index.subschema(at: place).resource == resource
                && ([keyword] + neighbours).allSatisfy { Self.isSame(schema[$0], other[$0]) }
        }
    }

    private static func isSame(_ one: JSONNode?, _ other: JSONNode?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.kind == other.kind && one.count == other.count
            && JSONValue(one) == JSONValue(other)
    }

    /// Whether the schema says nothing about a value.
    func isAlways(_ schema: JSONNode) -> Bool {
        if let flag = schema.bool { return flag }
        guard schema.kind == .object else { return false }
        return schema.members.allSatisfy { Self.assertsNothing($0.name) }
    }

    static func assertsNothing(_ keyword: String) -> Bool {
        switch keyword {
        case "$ref", "$dynamicRef": return false
        case "translations", "personalData", "example", "generate", "then", "else": return true
        default: break
        }
        guard let known = KeywordShape.of(keyword) else { return true }
        return [.core, .metaData, .content].contains(known.vocabulary)
    }
}
