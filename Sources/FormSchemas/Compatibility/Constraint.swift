/// A number for a constraint of a ``ConstraintStore``.
typealias ConstraintID = Int
/// A number for a set of constraints that all hold.
typealias ConjunctionID = Int

/// One thing that a schema says about a value; each speaks about some types and holds for the rest.
enum Constraint: Hashable {
    case never
    case kinds(ValueKindSet)
    /// `enum` and `const`: a set of values in canonical form.
    case values(Set<JSONValue>)

    case minimum(JSONDecimal, isExclusive: Bool)
    case maximum(JSONDecimal, isExclusive: Bool)
    case multipleOf(JSONDecimal)

    case minLength(Int)
    case maxLength(Int)
    case pattern(String)
    case format(Format)
    /// `codeList`: the codes, whatever the list is called.
    case codes(Set<String>)
    /// `codeList` whose edition another member names: the codes that all editions have, and those
    /// that any has.
    case editions(common: Set<String>, all: Set<String>, String)
    /// `identifier`; whether a failed check is an error too.
    case identifier(String, isChecked: Bool)

    case prefixItem(Int, ConjunctionID)
    /// Elements from an index on.
    case items(from: Int, ConjunctionID)
    case contains(ConjunctionID, least: Int, most: Int?)
    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    /// `unevaluatedItems` beside branches: surely all elements from the second index on, and none
    /// before the first.
    case unevaluatedItems(from: Int, surelyFrom: Int?, ConjunctionID, origin: Int)

    case property(String, ConjunctionID)
    case patternProperty(String, ConjunctionID)
    /// The members that have none of the names.
    case additional(NameSet, ConjunctionID)
    case propertyNames(ConjunctionID)
    case minProperties(Int)
    case maxProperties(Int)
    case required(String)
    /// What holds for an object that has the member.
    case dependent(String, ConjunctionID)
    /// `unevaluatedProperties` beside branches: surely the members outside of `reached`, and none
    /// of `evaluated`.
    case unevaluated(evaluated: NameSet, reached: NameSet, ConjunctionID, origin: Int)

    case anyOf([ConjunctionID])
    case oneOf([ConjunctionID])
    case not(ConjunctionID)
    case condition(ConjunctionID, then: ConjunctionID, otherwise: ConjunctionID)
    /// A schema that leads to itself.
    case reference(Int)
    /// What is only known to be itself.
    case opaque(String, ValueKindSet)

    /// The types it speaks about.
    var scope: ValueKindSet {
        switch self {
        case .minimum, .maximum, .multipleOf: .number
        case .minLength, .maxLength, .pattern, .format, .codes, .editions, .identifier:
            .string
        case .prefixItem, .items, .contains, .minItems, .maxItems, .uniqueItems, .unevaluatedItems:
            .array
        case .property, .patternProperty, .additional, .propertyNames, .minProperties,
            .maxProperties, .required, .dependent, .unevaluated:
            .object
        case .opaque(_, let kinds): kinds
        default: .all
        }
    }
}

/// The types of JSON; a number without a fractional part is `integer`.
typealias ValueKindSet = ValueShape.Kinds

extension ValueShape.Kinds: Hashable {}

/// Names of members: some, and those that match patterns; or all.
struct NameSet: Hashable {
    var names: Set<String> = []
    var patterns: Set<String> = []
    var isEverything = false

    static let everything = NameSet(isEverything: true)

    mutating func formUnion(_ other: NameSet) {
        names.formUnion(other.names)
        patterns.formUnion(other.patterns)
        isEverything = isEverything || other.isEverything
    }

    /// Whether all names of `other` are surely here.
    func includes(_ other: NameSet) -> Bool {
        isEverything
            || (!other.isEverything && names.isSuperset(of: other.names)
                && patterns.isSuperset(of: other.patterns))
    }
}

/// All constraints and conjunctions of the schemas that are compared, each once: what says the
/// same has the same number, whatever the order and the annotations.
///
/// One for a comparison, which adds to it while it reads; not shared between threads.
final class ConstraintStore {
    private(set) var constraints: [Constraint] = []
    private(set) var scopes: [ValueKindSet] = []
    private(set) var conjunctions: [[ConstraintID]] = []
    private(set) var numbers: [Constraint: ConstraintID] = [:]
    private var conjunctionNumbers: [[ConstraintID]: ConjunctionID] = [:]
    private var listed: [ConstraintID: [JSONValue]] = [:]
    /// Where references lead.
    private(set) var targets: [ConjunctionID?] = []

    /// The conjunction of nothing, which everything satisfies.
    let always: ConjunctionID
    /// The conjunction that nothing satisfies.
    let never: ConjunctionID

    init() {
        constraints = [.never]
        scopes = [.all]
        numbers = [.never: 0]
        conjunctions = [[], [0]]
        conjunctionNumbers = [[]: 0, [0]: 1]
        always = 0
        never = 1
    }

    func add(_ constraint: Constraint) -> ConstraintID {
        if let known = numbers[constraint] { return known }
        constraints.append(constraint)
        scopes.append(constraint.scope)
        numbers[constraint] = constraints.count - 1
        return constraints.count - 1
    }

    func conjunction(_ parts: [ConstraintID]) -> ConjunctionID {
        let parts = parts.contains(0) ? [0] : Set(parts).sorted()
        if let known = conjunctionNumbers[parts] { return known }
        conjunctions.append(parts)
        conjunctionNumbers[parts] = conjunctions.count - 1
        return conjunctions.count - 1
    }

    /// The conjunction of one constraint.
    func conjunction(of constraint: Constraint) -> ConjunctionID {
        conjunction([add(constraint)])
    }

    func addReference() -> Int {
        targets.append(nil)
        return targets.count - 1
    }

    func setTarget(of reference: Int, _ conjunction: ConjunctionID) {
        targets[reference] = conjunction
    }

    /// What a conjunction asks for, references followed.
    func parts(of conjunction: ConjunctionID) -> [ConstraintID] { conjunctions[conjunction] }

    subscript(constraint: ConstraintID) -> Constraint { constraints[constraint] }

    /// The values that a constraint lists, in an order that is always the same; `nil` if it lists
    /// none.
    func listedValues(of constraint: ConstraintID) -> [JSONValue]? {
        if let known = listed[constraint] { return known }
        let values: [JSONValue]
        switch constraints[constraint] {
        case .values(let some):
            values = some.map { ($0.serialized(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        case .codes(let codes): values = codes.sorted().map { .string($0) }
        case .editions(_, let codes, _): values = codes.sorted().map { .string($0) }
        default: return nil
        }
        listed[constraint] = values
        return values
    }
}

extension JSONValue {
    /// The value with members sorted by name and numbers in one notation, so that equal values are
    /// equal.
    var canonical: JSONValue {
        switch self {
        case .number(let text): .number(text.withUTF8Copy { JSONDecimal($0) }.description)
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.canonical) }.sorted { $0.name < $1.name })
        default: self
        }
    }
}
