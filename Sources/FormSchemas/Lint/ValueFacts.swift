/// What is true of every value that a schema accepts.
///
/// The values of which all this is true are at least those that the schema accepts, and mostly
/// more. So if there is none, the schema accepts none; if all of them satisfy another schema, so do
/// those that this one accepts.
struct ValueFacts {
    var kinds: ValueKinds = .all
    /// The only values there are, each with what is true of it; `nil` if they are many or unknown.
    private(set) var values: [JSONValue: ValueFacts]?
    /// Values that are none of them.
    var excluded: Set<JSONValue> = []
    private var spans = [ValueSpan](repeating: ValueSpan(), count: ValueMeasure.allCases.count)
    /// Members that an object has.
    var required: Set<String> = []
    /// What is true of an object's members where they are there.
    var members: [String: ValueFacts] = [:]
    /// The sets of names outside of which an object has no member.
    var closed: [ClosedNames] = []

    static let valuesMax = 200

    /// No value at all.
    static var none: ValueFacts { ValueFacts(kinds: []) }

    init(kinds: ValueKinds = .all) { self.kinds = kinds }

    var isEmpty: Bool { kinds.isEmpty }

    subscript(measure: ValueMeasure) -> ValueSpan {
        get { spans[measure.rawValue] }
        set { spans[measure.rawValue] = newValue }
    }

    /// What is true of one value.
    init(of value: JSONNode, depth: Int = 3) {
        self.init(shapeOf: value, depth: depth)
        values = [Self.canonical(value): self]
    }

    /// What is true of each of some values; of many only in general.
    init(anyOf list: [JSONNode]) {
        self = .none
        var few: [JSONValue: ValueFacts] = [:]
        for value in list {
            let shape = ValueFacts(shapeOf: value, depth: 3)
            self = joined(with: shape)
            if list.count <= Self.valuesMax { few[Self.canonical(value)] = shape }
        }
        if list.count <= Self.valuesMax { values = few }
    }

    private init(shapeOf value: JSONNode, depth: Int) {
        kinds = ValueKinds(of: value)
        switch value.kind {
        case .null, .boolean: break
        case .number: self[.number] = value.decimal.map { ValueSpan(only: $0) } ?? ValueSpan()
        case .string:
            let count = value.string?.unicodeScalars.count ?? 0
            self[.characters] = ValueSpan(only: JSONDecimal(count))
        case .array: self[.elements] = ValueSpan(only: JSONDecimal(value.count))
        case .object:
            self[.members] = ValueSpan(only: JSONDecimal(value.count))
            required = Set(value.members.map(\.name))
            closed = [ClosedNames(names: required, patterns: [])]
            guard depth > 0 else { return }
            for (name, member) in value.members {
                members[name] = ValueFacts(of: member, depth: depth - 1)
            }
        }
    }

    /// The value, written in one way whatever the text: equal values are the same.
    static func canonical(_ value: JSONNode) -> JSONValue {
        switch value.kind {
        case .number: .number(value.decimal?.description ?? "")
        case .array: .array(value.elements.map { canonical($0) })
        case .object:
            .object(
                value.members.map { JSONValue.Member($0.name, canonical($0.value)) }
                    .sorted { $0.name < $1.name })
        default: JSONValue(value)
        }
    }
}

extension ValueFacts {
    /// What is true of the values of which both are true.
    func met(with other: ValueFacts) -> ValueFacts {
        var facts = self
        facts.kinds.formIntersection(other.kinds)
        facts.values =
            values.map { own in
                other.values.map { theirs in own.filter { theirs[$0.key] != nil } } ?? own
            } ?? other.values
        for measure in ValueMeasure.allCases {
            facts[measure] = self[measure].narrowed(to: other[measure])
        }
        facts.excluded.formUnion(other.excluded)
        facts.required.formUnion(other.required)
        facts.members.merge(other.members) { $0.met(with: $1) }
        facts.closed += other.closed.filter { theirs in !closed.contains { $0 === theirs } }
        facts.settle()
        return facts
    }

    /// What is true of the values of which either is true.
    func joined(with other: ValueFacts) -> ValueFacts {
        if isEmpty { return other }
        if other.isEmpty { return self }
        var facts = ValueFacts(kinds: kinds.union(other.kinds))
        facts.excluded = excluded.intersection(other.excluded)
        if let values, let more = other.values, values.count + more.count <= Self.valuesMax {
            facts.values = values.merging(more) { first, _ in first }
        }
        for measure in ValueMeasure.allCases {
            facts[measure] =
                kinds.isDisjoint(with: measure.kinds)
                ? other[measure]
                : other.kinds.isDisjoint(with: measure.kinds)
                    ? self[measure] : self[measure].widened(to: other[measure])
        }
        let (objects, more) = (kinds.contains(.object), other.kinds.contains(.object))
        guard objects, more else {
            let source = objects ? self : other
            facts.required = source.required
            facts.members = source.members
            facts.closed = source.closed
            return facts
        }
        facts.required = required.intersection(other.required)
        for (name, member) in members {
            facts.members[name] = other.members[name].map { member.joined(with: $0) }
        }
        return facts
    }

    /// Takes away what contradicts itself.
    mutating func settle() {
        self[.members] = self[.members].narrowed(to: ValueSpan(atLeast: required.count))
        for measure in ValueMeasure.allCases where self[measure].isEmpty {
            kinds.subtract(measure.kinds)
        }
        if self[.number].hasNoInteger { kinds.subtract(.integer) }
        let isImpossible = required.contains { name in
            members[name]?.isEmpty == true || closed.contains { !$0.allows(name) }
        }
        if isImpossible { kinds.subtract(.object) }
        guard let few = values else { return }
        values = few.filter { !excluded.contains($0.key) }
        var rest = self
        rest.values = nil
        keepValues { !rest.met(with: $0).isEmpty }
    }

    /// Keeps those of the only values, if they are known, that satisfy a condition.
    mutating func keepValues(_ condition: (ValueFacts) -> Bool) {
        guard let few = values else { return }
        let kept = few.filter { condition($0.value) }
        values = kept
        kinds.formIntersection(kept.values.reduce(into: ValueKinds()) { $0.formUnion($1.kinds) })
    }

    /// How much there is to compare.
    var size: Int { 1 + members.count + (values?.count ?? 0) + required.count }
}
