/// One case of a proof: a type, what holds, what does not, and branches of which one must be taken.
struct ProofCase {
    /// Something that a branch asks for.
    enum Demand: Hashable {
        case holds(ConjunctionID)
        case fails(ConjunctionID)
        case part(ConstraintID, holds: Bool)
    }

    typealias Branch = [Demand]

    let kind: ValueKindSet
    private(set) var holds: [ConstraintID] = []
    private(set) var fails: [ConstraintID] = []
    private(set) var choices: [[Branch]] = []
    private var heldSet: Set<ConstraintID> = []
    private var failedSet: Set<ConstraintID> = []

    init(kind: ValueKindSet) { self.kind = kind }

    /// Adds a constraint that holds; `false` if that is impossible.
    mutating func add(_ part: ConstraintID, _ store: ConstraintStore) -> Bool {
        if store.scopes[part].isDisjoint(with: kind) { return true }
        if failedSet.contains(part) { return false }
        guard heldSet.insert(part).inserted else { return true }
        switch store[part] {
        case .never: return false
        case .kinds(let kinds): return kinds.contains(kind)
        case .anyOf(let branches): choices.append(branches.map { [.holds($0)] })
        case .oneOf(let branches):
            choices.append(
                branches.indices.map { taken in
                    [.holds(branches[taken])]
                        + branches.indices.filter { $0 != taken }.map { .fails(branches[$0]) }
                })
        case .not(let inner): return addFailing(inner, store)
        case .condition(let test, let then, let otherwise):
            choices.append([
                [.fails(test), .holds(otherwise)], [.holds(test), .holds(then)],
            ])
        case .dependent(let name, let inner):
            guard let required = store.number(of: .required(name)) else {
                holds.append(part)
                return true
            }
            choices.append([
                [.part(required, holds: false)], [.part(required, holds: true), .holds(inner)],
            ])
        case .reference(let number):
            guard let target = store.targets[number] else {
                holds.append(part)
                return true
            }
            return store.parts(of: target).allSatisfy { add($0, store) }
        default: holds.append(part)
        }
        return true
    }

    /// Adds a constraint that does not hold; `false` if that is impossible.
    mutating func addFailing(part: ConstraintID, _ store: ConstraintStore) -> Bool {
        if store.scopes[part].isDisjoint(with: kind) || heldSet.contains(part) { return false }
        guard failedSet.insert(part).inserted else { return true }
        switch store[part] {
        case .never: return true
        case .kinds(let kinds): return !kinds.contains(kind)
        case .anyOf(let branches):
            return branches.allSatisfy { addFailing($0, store) }
        case .oneOf(let branches):
            var ways: [Branch] = [branches.map { .fails($0) }]
            for first in branches.indices {
                for second in branches[(first + 1)...] {
                    ways.append([.holds(branches[first]), .holds(second)])
                }
            }
            choices.append(ways)
        case .not(let inner):
            return store.parts(of: inner).allSatisfy { add($0, store) }
        case .condition(let test, let then, let otherwise):
            choices.append([
                [.holds(test), .fails(then)], [.fails(test), .fails(otherwise)],
            ])
        case .dependent(let name, let inner):
            guard let required = store.number(of: .required(name)) else {
                fails.append(part)
                return true
            }
            return add(required, store) && addFailing(inner, store)
        case .reference(let number):
            guard let target = store.targets[number] else {
                fails.append(part)
                return true
            }
            return addFailing(target, store)
        default: fails.append(part)
        }
        return true
    }

    /// Adds a conjunction that does not hold: one of its constraints fails.
    mutating func addFailing(_ inner: ConjunctionID, _ store: ConstraintStore) -> Bool {
        let parts = store.parts(of: inner).filter {
            !store.scopes[$0].isDisjoint(with: kind) && !heldSet.contains($0)
        }
        if parts.count == 1 { return addFailing(part: parts[0], store) }
        if parts.isEmpty { return false }
        choices.append(parts.map { [.part($0, holds: false)] })
        return true
    }

    /// Takes a branch; `false` if that is impossible.
    mutating func add(_ branch: Branch, _ store: ConstraintStore) -> Bool {
        for demand in branch {
            let isPossible =
                switch demand {
                case .holds(let inner): store.parts(of: inner).allSatisfy { add($0, store) }
                case .fails(let inner): addFailing(inner, store)
                case .part(let part, holds: true): add(part, store)
                case .part(let part, holds: false): addFailing(part: part, store)
                }
            if !isPossible { return false }
        }
        return true
    }

    // MARK: - Branches

    /// Leaves out branches that are impossible and takes those that are the only ones left.
    ///
    /// - Returns: `false` if a choice has no branch left.
    mutating func settle(_ store: ConstraintStore) -> Bool {
        var isChanged = true
        while isChanged {
            isChanged = false
            let before = choices
            choices = []
            var taken: [Branch] = []
            for choice in before {
                var left: [Branch] = []
                var isSettled = false
                for branch in choice where !isImpossible(branch, store) {
                    if isGiven(branch, store) { isSettled = true }
                    left.append(branch)
                }
                if isSettled { continue }
                if left.isEmpty { return false }
                if left.count == 1 { taken.append(left[0]) } else { choices.append(left) }
            }
            for branch in taken {
                isChanged = true
                if !add(branch, store) { return false }
            }
        }
        return true
    }

    /// Takes the choice with the fewest branches out.
    mutating func takeSmallest() -> [Branch]? {
        guard let position = choices.indices.min(by: { choices[$0].count < choices[$1].count })
        else { return nil }
        return choices.remove(at: position)
    }

    private func isImpossible(_ branch: Branch, _ store: ConstraintStore) -> Bool {
        branch.contains { demand in
            switch demand {
            case .holds(let inner):
                store.parts(of: inner).contains { isImpossible($0, store) }
            case .fails(let inner):
                store.parts(of: inner).allSatisfy { isHeld($0, store) }
            case .part(let part, holds: true): isImpossible(part, store)
            case .part(let part, holds: false): isHeld(part, store)
            }
        }
    }

    private func isImpossible(_ part: ConstraintID, _ store: ConstraintStore) -> Bool {
        if case .kinds(let kinds) = store[part] { return !kinds.contains(kind) }
        return part == 0 || failedSet.contains(part)
    }

    /// Whether a constraint holds for all values of the case, as far as that is seen at once.
    private func isHeld(_ part: ConstraintID, _ store: ConstraintStore) -> Bool {
        if store.scopes[part].isDisjoint(with: kind) || heldSet.contains(part) { return true }
        if case .kinds(let kinds) = store[part] { return kinds.contains(kind) }
        return false
    }

    private func isGiven(_ branch: Branch, _ store: ConstraintStore) -> Bool {
        branch.allSatisfy { demand in
            switch demand {
            case .holds(let inner): store.parts(of: inner).allSatisfy { isHeld($0, store) }
            case .fails(let inner): store.parts(of: inner).contains { failedSet.contains($0) }
            case .part(let part, holds: true): isHeld(part, store)
            case .part(let part, holds: false): failedSet.contains(part)
            }
        }
    }
}

extension ConstraintStore {
    /// The number of a constraint that is known already.
    func number(of constraint: Constraint) -> ConstraintID? { numbers[constraint] }
}
