/// What values a schema may accept at all, as far as that is cheap to see.
///
/// Every answer errs to one side: more values than there are, "not surely" where it is sure. The
/// whole work is bounded; beyond it nothing more is known.
struct SchemaReach {
    var index: SchemaIndex
    private var known: [Key: ValueFacts] = [:]
    private var open: Set<SchemaPlace> = []
    var closedAt: [SchemaPlace: [ClosedNames]] = [:]
    /// Comparisons that are left.
    private var stepsLeft: Int

    private struct Key: Hashable {
        let place: SchemaPlace
        let depth: Int
    }

    /// References followed in turn, so that a chain of them costs bounded stack.
    private static let openMax = 64
    /// How far into objects one looks: fields of fields of fields.
    static let depthMax = 3

    /// - Parameter stepsMax: the comparisons after which nothing more is known.
    init(_ index: SchemaIndex, stepsMax: Int = 400_000) {
        self.index = index
        stepsLeft = stepsMax
    }

    var isExhausted: Bool { stepsLeft <= 0 }

    /// Finds what a reference in `place` leads to; `nil` if there is nothing.
    mutating func target(_ reference: String, from place: SchemaPlace) -> SchemaPlace? {
        try? index.resolve(reference, in: index.subschema(at: place).resource)
    }

    /// Whether there is work left for something of this size.
    mutating func affords(_ steps: Int) -> Bool {
        guard stepsLeft > 0 else { return false }
        stepsLeft -= steps
        return true
    }

    /// What is true of the values that the schema accepts; empty if it accepts none.
    ///
    /// - Parameter assumption: what is known of them besides; it decides about branches.
    mutating func facts(
        _ place: SchemaPlace, depth: Int = depthMax, assuming assumption: ValueFacts? = nil
    ) -> ValueFacts {
        let schema = index.node(at: place)
        guard schema.kind == .object else { return schema.bool == false ? .none : ValueFacts() }
        let key = Key(place: place, depth: depth)
        if assumption == nil, let facts = known[key] { return facts }
        // A loop, or too deep: nothing is known.
        guard open.count < Self.openMax, open.insert(place).inserted else { return ValueFacts() }
        let base = unconditionalFacts(place, depth: depth, assuming: assumption)
        let facts = conditioned(base, schema, place, depth, assumption)
        open.remove(place)
        if assumption != nil { return facts }
        // Where a loop was cut short these are facts too few, which is the side to err on.
        known[key] = facts
        return facts
    }

    /// The same without what `if`, `then` and `else` say.
    mutating func unconditionalFacts(
        _ place: SchemaPlace, depth: Int = depthMax, assuming assumption: ValueFacts? = nil
    ) -> ValueFacts {
        let schema = index.node(at: place)
        guard affords(1 + schema.count), schema.kind == .object else { return ValueFacts() }
        var facts = ownFacts(schema, place, depth, assumption)
        if let assumption { facts = meet(facts, assumption) }
        addDependents(of: schema, place, depth, to: &facts)
        let parts =
            elements(schema["allOf"], place)
            + (schema["$ref"]?.string.flatMap { target($0, from: place) }.map { [$0] } ?? [])
        for part in parts {
            facts = meet(facts, self.facts(part, depth: depth, assuming: assumption))
        }
        for keyword in ["anyOf", "oneOf"] where schema[keyword]?.kind == .array {
            var union = ValueFacts.none
            for branch in elements(schema[keyword], place) {
                union = join(
                    union, meet(facts, self.facts(branch, depth: depth, assuming: assumption)))
            }
            facts = union
        }
        if let not = schema["not"] { exclude(not, place, from: &facts) }
        return facts
    }

    private mutating func ownFacts(
        _ schema: JSONNode, _ place: SchemaPlace, _ depth: Int, _ assumption: ValueFacts?
    ) -> ValueFacts {
        var facts = ValueFacts(kinds: ValueKinds(ofType: schema["type"]))
        for (name, value) in schema.members {
            guard let (measure, span) = ValueSpan.of(name, value) else { continue }
            facts[measure] = facts[measure].narrowed(to: span)
        }
        for range in ValueRange.empty(in: schema) { facts.kinds.subtract(range.kinds) }
        if schema["contains"] != nil, schema["minContains"] == nil {
            facts[.elements] = facts[.elements].narrowed(to: ValueSpan(atLeast: 1))
        }
        if let prefix = schema["prefixItems"], schema["items"]?.bool == false {
            facts[.elements] = facts[.elements].narrowed(to: ValueSpan(atMost: prefix.count))
        }
        facts.required = Set(schema["required"]?.elements.compactMap(\.string) ?? [])
        facts.closed = closedNames(place)
        for (name, property) in depth > 0 ? schema["properties"]?.members.map({ $0 }) ?? [] : [] {
            facts.members[name] = self.facts(
                child(property, of: place), depth: depth - 1, assuming: assumption?.members[name])
        }
        facts.settle()
        if let value = schema["const"] { facts = meet(facts, ValueFacts(of: value)) }
        if let list = schema["enum"], list.kind == .array {
            facts = meet(facts, ValueFacts(anyOf: Array(list.elements)))
        }
        return facts
    }

    /// What members bring with them that an object surely has.
    private mutating func addDependents(
        of schema: JSONNode, _ place: SchemaPlace, _ depth: Int, to facts: inout ValueFacts
    ) {
        for (name, list) in schema["dependentRequired"]?.members.map({ $0 }) ?? []
        where facts.required.contains(name) {
            facts.required.formUnion(list.elements.compactMap(\.string))
            facts.settle()
        }
        // Of other values than objects these schemas say nothing.
        guard facts.kinds == .object else { return }
        for (name, dependent) in schema["dependentSchemas"]?.members.map({ $0 }) ?? []
        where facts.required.contains(name) {
            facts = meet(facts, self.facts(child(dependent, of: place), depth: depth))
        }
    }

    /// Takes away what a `not` surely refuses.
    private mutating func exclude(
        _ not: JSONNode, _ place: SchemaPlace, from facts: inout ValueFacts
    ) {
        let excluded = child(not, of: place)
        if entails(facts, excluded) {
            facts = .none
        } else if not.kind == .object, not.count == 1, let type = not["type"] {
            facts = meet(facts, ValueFacts(kinds: ValueKinds(ofType: type).complement))
        } else {
            facts.keepValues { !entails($0, excluded) }
        }
    }

    private mutating func conditioned(
        _ base: ValueFacts, _ schema: JSONNode, _ place: SchemaPlace, _ depth: Int,
        _ assumption: ValueFacts?
    ) -> ValueFacts {
        guard let condition = schema["if"].map({ child($0, of: place) }) else { return base }
        let met = meet(base, facts(condition, depth: depth))
        let then = schema["then"].map {
            facts(child($0, of: place), depth: depth, assuming: assumption)
        }
        let otherwise = schema["else"].map {
            facts(child($0, of: place), depth: depth, assuming: assumption)
        }
        let held = then.map { meet(met, $0) } ?? met
        if entails(base, condition) { return held }
        let failed = otherwise.map { meet(base, $0) } ?? base
        return join(held, failed)
    }

    mutating func meet(_ one: ValueFacts, _ other: ValueFacts) -> ValueFacts {
        affords(one.size + other.size) ? one.met(with: other) : one
    }

    /// Beyond the bound, everything: one of the two would be too little.
    private mutating func join(_ one: ValueFacts, _ other: ValueFacts) -> ValueFacts {
        affords(one.size + other.size) ? one.joined(with: other) : ValueFacts()
    }

    func child(_ node: JSONNode, of parent: SchemaPlace) -> SchemaPlace {
        SchemaPlace(document: parent.document, index: node.index)
    }

    func elements(_ node: JSONNode?, _ parent: SchemaPlace) -> [SchemaPlace] {
        node?.elements.map { child($0, of: parent) } ?? []
    }

    /// These and all that hold with them whatever the value: targets of `$ref`, parts of `allOf`.
    mutating func certain(_ places: [SchemaPlace]) -> [SchemaPlace] {
        var found: [SchemaPlace] = []
        var queue = places
        while let place = queue.popLast(), found.count < 200 {
            guard !found.contains(place) else { continue }
            found.append(place)
            let schema = index.node(at: place)
            if let target = schema["$ref"]?.string.flatMap({ target($0, from: place) }) {
                queue.append(target)
            }
            queue += elements(schema["allOf"], place)
        }
        return found
    }
}
