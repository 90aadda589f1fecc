/// Says of a value whether it satisfies constraints, as the engine would; `nil` for what only the
/// engine knows.
struct ConstraintReading {
    let store: ConstraintStore
    private var patterns: [String: Pattern?] = [:]
    private var steps = 0

    /// Constraints that are looked at; beyond, nothing is known.
    private static let stepsMax = 200_000

    init(store: ConstraintStore) { self.store = store }

    /// Whether a value fits a case, its branches left out.
    mutating func fits(_ value: JSONValue, _ state: ProofCase) -> Bool? {
        guard ValueShape.kind(of: value) == state.kind else { return false }
        var isSure = true
        for part in state.holds {
            switch holds(value, part) {
            case false: return false
            case nil: isSure = false
            case true: break
            }
        }
        for part in state.fails {
            switch holds(value, part) {
            case true: return false
            case nil: isSure = false
            case false: break
            }
        }
        return isSure ? true : nil
    }

    /// Whether a value satisfies all of some constraints.
    mutating func holds(_ value: JSONValue, _ parts: [ConstraintID]) -> Bool? {
        all(parts) { reading, part in reading.holds(value, part) }
    }

    private mutating func all<Item>(
        _ items: some Sequence<Item>, _ test: (inout ConstraintReading, Item) -> Bool?
    ) -> Bool? {
        var isSure = true
        for item in items {
            switch test(&self, item) {
            case false: return false
            case nil: isSure = false
            case true: break
            }
        }
        return isSure ? true : nil
    }

    private mutating func meets(_ value: JSONValue, _ inner: ConjunctionID) -> Bool? {
        holds(value, store.parts(of: inner))
    }

    mutating func holds(_ value: JSONValue, _ part: ConstraintID) -> Bool? {
        steps += 1
        guard steps < Self.stepsMax else { return nil }
        let kind = ValueShape.kind(of: value)
        if store.scopes[part].isDisjoint(with: kind) { return true }
        switch store[part] {
        case .never: return false
        case .kinds(let kinds): return kinds.contains(kind)
        case .values(let values): return values.contains(value.canonical)
        case .anyOf(let branches):
            return any(branches.map { meets(value, $0) })
        case .oneOf(let branches):
            let found = branches.map { meets(value, $0) }
            if found.filter({ $0 == true }).count > 1 { return false }
            if found.contains(nil) { return nil }
            return found.contains(true)
        case .not(let inner): return meets(value, inner).map { !$0 }
        case .condition(let test, let then, let otherwise):
            guard let isMet = meets(value, test) else { return nil }
            return meets(value, isMet ? then : otherwise)
        case .reference(let number): return store.targets[number].flatMap { meets(value, $0) }
        default: break
        }
        switch value {
        case .number(let text):
            return text.withUTF8Copy { number(JSONDecimal($0), store[part]) }
        case .string(let text): return self.text(text, store[part])
        case .array(let elements): return list(elements, store[part])
        case .object(let members): return object(members, store[part])
        default: return nil
        }
    }

    private func any(_ found: [Bool?]) -> Bool? {
        found.contains(true) ? true : found.contains(nil) ? nil : false
    }

    private func number(_ number: JSONDecimal, _ constraint: Constraint) -> Bool? {
        switch constraint {
        case .minimum(let bound, let isExclusive): isExclusive ? bound < number : bound <= number
        case .maximum(let bound, let isExclusive): isExclusive ? number < bound : number <= bound
        case .multipleOf(let divisor): number.isMultiple(of: divisor)
        default: nil
        }
    }

    private mutating func text(_ text: String, _ constraint: Constraint) -> Bool? {
        switch constraint {
        case .minLength(let least): return text.unicodeScalars.count >= least
        case .maxLength(let most): return text.unicodeScalars.count <= most
        case .pattern(let pattern): return matches(text, pattern)
        case .format(let format): return format.accepts(text)
        case .codes(let codes): return codes.contains(text)
        case .editions(let common, let all, _):
            return common.contains(text) ? true : all.contains(text) ? nil : false
        case .identifier(let name, let isChecked):
            guard let type = IdentifierType.all.first(where: { $0.name == name }) else {
                return nil
            }
            let outcome = type.outcome(of: text)
            return isChecked ? outcome.isAccepted : outcome != .wrongFormat
        default: return nil
        }
    }

    mutating func matches(_ text: String, _ pattern: String) -> Bool? {
        if let known = patterns[pattern] { return known?.matches(text) }
        let compiled = try? Pattern(pattern)
        patterns[pattern] = .some(compiled)
        return compiled?.matches(text)
    }

    private mutating func list(_ elements: [JSONValue], _ constraint: Constraint) -> Bool? {
        switch constraint {
        case .prefixItem(let index, let inner):
            return index < elements.count ? meets(elements[index], inner) : true
        case .items(let first, let inner):
            return all(elements.dropFirst(first)) { $0.meets($1, inner) }
        case .contains(let inner, let least, let most):
            let found = elements.map { meets($0, inner) }
            let surely = found.count { $0 == true }
            let perhaps = found.count { $0 != false }
            if perhaps < least || surely > most ?? .max { return false }
            return surely >= least && perhaps <= most ?? .max ? true : nil
        case .minItems(let least): return elements.count >= least
        case .maxItems(let most): return elements.count <= most
        case .uniqueItems: return Set(elements.map(\.canonical)).count == elements.count
        default: return nil
        }
    }

    private mutating func object(
        _ members: [JSONValue.Member], _ constraint: Constraint
    ) -> Bool? {
        switch constraint {
        case .property(let name, let inner):
            return members.first { $0.name == name }.map { meets($0.value, inner) } ?? true
        case .patternProperty(let pattern, let inner):
            return all(members) { reading, member in
                switch reading.matches(member.name, pattern) {
                case true: reading.meets(member.value, inner)
                case false: true
                case nil: nil
                }
            }
        case .additional(let names, let inner):
            return all(members) { reading, member in
                switch reading.isOne(member.name, of: names) {
                case true: true
                case false: reading.meets(member.value, inner)
                case nil: nil
                }
            }
        case .propertyNames(let inner):
            return all(members) { $0.meets(.string($1.name), inner) }
        case .minProperties(let least): return members.count >= least
        case .maxProperties(let most): return members.count <= most
        case .required(let name): return members.contains { $0.name == name }
        case .dependent(let name, let inner):
            return members.contains { $0.name == name }
                ? meets(.object(members), inner) : true
        default: return nil
        }
    }

    /// Whether a name is one of a set; `nil` if a pattern cannot be run.
    mutating func isOne(_ name: String, of names: NameSet) -> Bool? {
        if names.isEverything || names.names.contains(name) { return true }
        return any(names.patterns.map { matches(name, $0) })
    }
}
