/// What a case says about an object.
struct ObjectFacts {
    var properties: [String: [ConjunctionID]] = [:]
    var patterns: [(pattern: String, inner: ConjunctionID)] = []
    var additional: [(names: NameSet, inner: ConjunctionID)] = []
    var nameRules: [ConjunctionID] = []
    var required: Set<String> = []
    var absent: Set<String> = []
    var least = 0
    var most = Int.max
    /// Members that are there and fail.
    var failing: [String: [ConjunctionID]] = [:]
    /// A member somewhere must fail: one whose name matches, or one outside of some names.
    var failingSomewhere: [(pattern: String?, outside: NameSet, inner: ConjunctionID)] = []
    /// A name somewhere must fail.
    var failingNames: [ConjunctionID] = []
    /// All names that something is said about.
    private(set) var names: Set<String> = []

    init(_ state: ProofCase, _ store: ConstraintStore) {
        for part in state.holds { readHolding(store[part]) }
        for part in state.fails { readFailing(store[part]) }
        names.formUnion(properties.keys)
        names.formUnion(required)
        names.formUnion(absent)
        names.formUnion(failing.keys)
        for some in additional { names.formUnion(some.names.names) }
        for some in failingSomewhere { names.formUnion(some.outside.names) }
    }

    private mutating func readHolding(_ constraint: Constraint) {
        switch constraint {
        case .property(let name, let inner): properties[name, default: []].append(inner)
        case .patternProperty(let pattern, let inner): patterns.append((pattern, inner))
        case .additional(let names, let inner): additional.append((names, inner))
        case .propertyNames(let inner): nameRules.append(inner)
        case .minProperties(let count): least = max(least, count)
        case .maxProperties(let count): most = min(most, count)
        case .required(let name): required.insert(name)
        case .unevaluated(_, let reached, let inner, _):
            if !reached.isEverything { additional.append((reached, inner)) }
        default: break
        }
    }

    private mutating func readFailing(_ constraint: Constraint) {
        switch constraint {
        case .property(let name, let inner):
            failing[name, default: []].append(inner)
            required.insert(name)
        case .patternProperty(let pattern, let inner):
            failingSomewhere.append((pattern, NameSet(), inner))
        case .additional(let names, let inner): failingSomewhere.append((nil, names, inner))
        case .unevaluated(let evaluated, _, let inner, _):
            failingSomewhere.append((nil, evaluated, inner))
        case .propertyNames(let inner): failingNames.append(inner)
        case .minProperties(let count): most = min(most, count - 1)
        case .maxProperties(let count): least = max(least, count + 1)
        case .required(let name): absent.insert(name)
        default: break
        }
    }
}

extension EmptinessProof {
    /// The answer for objects.
    mutating func object(_ state: ProofCase) -> Answer {
        let facts = ObjectFacts(state, store)
        guard facts.required.isDisjoint(with: facts.absent), facts.least <= facts.most,
            facts.required.count <= facts.most
        else { return .empty }
        var plan = ObjectPlan(facts)
        var obstacle: Obstacle?
        for name in facts.required.sorted() {
            switch plan.place(name, failing: facts.failing[name] ?? [], &self) {
            case .empty: return .empty
            case .value: break
            case .unknown(let reason): obstacle = reason
            }
        }
        for failing in facts.failingSomewhere {
            switch plan.placeSomewhere(failing, &self) {
            case .empty: return .empty
            case .value: break
            case .unknown(let reason): obstacle = reason
            }
        }
        for inner in facts.failingNames {
            switch plan.placeName(failing: inner, &self) {
            case .empty: return .empty
            case .value: break
            case .unknown(let reason): obstacle = reason
            }
        }
        if let obstacle { return .unknown(obstacle) }
        switch plan.fill(&self) {
        case .empty: return .empty
        case .unknown(let reason): return .unknown(reason)
        case .value: break
        }
        return plan.members.count > facts.most ? .unknown(.members) : .value(plan.value)
    }
}
