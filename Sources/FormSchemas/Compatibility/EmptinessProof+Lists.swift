/// What a case says about a list, by place.
private struct ListFacts {
    struct Contained {
        let inner: ConjunctionID
        var least: Int
        var most: Int?
    }

    /// Elements from an index on.
    var rests: [(from: Int, inner: ConjunctionID)] = []
    var fixed: [(index: Int, inner: ConjunctionID)] = []
    var least = 0
    var most = Int.max
    var isUnique = false
    var isRepeated = false
    var contained: [Contained] = []
    /// An element that must fail, at some index from the first on, or at it.
    var failing: [(from: Int, isExact: Bool, inner: ConjunctionID)] = []
    /// Lists that contain too many or too few: one of two ways.
    var counted: [Contained] = []

    init(_ state: ProofCase, _ store: ConstraintStore) {
        for part in state.holds { readHolding(store[part]) }
        for part in state.fails { readFailing(store[part]) }
    }

    private mutating func readHolding(_ constraint: Constraint) {
        switch constraint {
        case .prefixItem(let index, let inner): fixed.append((index, inner))
        case .items(let first, let inner): rests.append((first, inner))
        case .contains(let inner, let low, let high):
            contained.append(Contained(inner: inner, least: low, most: high))
            least = max(least, low)
        case .minItems(let count): least = max(least, count)
        case .maxItems(let count): most = min(most, count)
        case .uniqueItems: isUnique = true
        case .unevaluatedItems(_, let from?, let inner, _): rests.append((from, inner))
        default: break
        }
    }

    private mutating func readFailing(_ constraint: Constraint) {
        switch constraint {
        case .prefixItem(let index, let inner): failing.append((index, true, inner))
        case .items(let first, let inner): failing.append((first, false, inner))
        case .unevaluatedItems(let first, _, let inner, _): failing.append((first, false, inner))
        case .contains(let inner, let low, let high):
            counted.append(Contained(inner: inner, least: low, most: high))
        case .minItems(let count): most = min(most, count - 1)
        case .maxItems(let count): least = max(least, count + 1)
        case .uniqueItems: isRepeated = true
        default: break
        }
    }
}

extension EmptinessProof {
    /// The answer for lists.
    mutating func list(_ state: ProofCase) -> Answer {
        var facts = ListFacts(state, store)
        if facts.isRepeated { facts.least = max(facts.least, 2) }
        if let counted = facts.counted.popLast() {
            return countedAnswer(facts, counted, state)
        }
        return answer(facts, state)
    }

    /// Too few elements of a kind, or too many of them.
    private mutating func countedAnswer(
        _ facts: ListFacts, _ counted: ListFacts.Contained, _ state: ProofCase
    ) -> Answer {
        var obstacle: Obstacle?
        var ways: [ListFacts] = []
        if counted.least > 0 {
            var few = facts
            few.contained.append(
                .init(inner: counted.inner, least: 0, most: counted.least - 1))
            ways.append(few)
        }
        if let most = counted.most, most < Int(UInt32.max) - 1 {
            var many = facts
            many.contained.append(.init(inner: counted.inner, least: most + 1, most: nil))
            many.least = max(many.least, most + 1)
            ways.append(many)
        }
        for var way in ways {
            let answer: Answer
            if let next = way.counted.popLast() {
                answer = countedAnswer(way, next, state)
            } else {
                answer = self.answer(way, state)
            }
            switch answer {
            case .empty: break
            case .value: return answer
            case .unknown(let reason): obstacle = reason
            }
        }
        return obstacle.map { .unknown($0) } ?? .empty
    }

    private mutating func answer(_ facts: ListFacts, _ state: ProofCase) -> Answer {
        if facts.least > facts.most { return .empty }
        let open = facts.failing.filter { !$0.isExact }.count
        // What is said by place ends here; the elements behind are all alike.
        let alike = max(
            facts.fixed.map { $0.index + 1 }.max() ?? 0, facts.rests.map(\.from).max() ?? 0,
            facts.failing.map { $0.isExact ? $0.from + 1 : $0.from }.max() ?? 0)
        guard alike + open <= limits.positionsMax else { return .unknown(.list) }
        var plan = ListPlan(facts, alike: alike, store)
        if contradicts(facts) { return .empty }
        guard plan.bound(&self) else { return .empty }
        if case .unknown(let reason) = plan.failing(&self) {
            return .unknown(reason)
        }
        if plan.isEmpty { return .empty }
        guard let value = plan.value(&self) else { return .unknown(.list) }
        return .value(value)
    }

    /// Whether more elements of a kind are wanted than of a wider kind may be there.
    private mutating func contradicts(_ facts: ListFacts) -> Bool {
        for many in facts.contained where many.least > 0 {
            for few in facts.contained where few.most ?? .max < many.least {
                let question = Question(
                    holds: store.parts(of: many.inner), fails: [few.inner])
                if case .empty = answer(question) { return true }
            }
        }
        return false
    }
}

/// A list that is being made: what each place asks for.
private struct ListPlan {
    let facts: ListFacts
    let alike: Int
    var places: [(holds: [ConstraintID], fails: [ConjunctionID])] = []
    var least: Int
    var most: Int
    private(set) var isEmpty = false

    init(_ facts: ListFacts, alike: Int, _ store: ConstraintStore) {
        self.facts = facts
        self.alike = alike
        least = facts.least
        most = facts.most
        for index in 0...alike { places.append((Self.holds(facts, index, store), [])) }
        for failing in facts.failing where failing.isExact {
            places[failing.from].fails.append(failing.inner)
            least = max(least, failing.from + 1)
        }
    }

    private static func holds(
        _ facts: ListFacts, _ index: Int, _ store: ConstraintStore
    ) -> [ConstraintID] {
        (facts.fixed.filter { $0.index == index }.map(\.inner)
            + facts.rests.filter { $0.from <= index }.map(\.inner))
            .flatMap { store.parts(of: $0) }
    }

    /// What the element at an index asks for.
    func question(
        _ index: Int, holding more: [ConstraintID] = [], failing less: [ConjunctionID] = []
    ) -> EmptinessProof.Question {
        let place = places[min(index, places.count - 1)]
        return .init(holds: place.holds + more, fails: place.fails + less)
    }

    /// Bounds the length by places where nothing can stand, and counts what must be contained.
    ///
    /// - Returns: `false` if there is no such list.
    mutating func bound(_ proof: inout EmptinessProof) -> Bool {
        for index in 0...alike where index < most {
            // A later place matters only to lists that are that long.
            guard index < least || index == alike || !facts.contained.isEmpty else { continue }
            if case .empty = proof.answer(question(index)) {
                most = index
                break
            }
        }
        if least > most { return false }
        for contained in facts.contained {
            let inner = proof.store.parts(of: contained.inner)
            var possible = 0
            var forced = 0
            for index in 0...alike where index < most {
                let weight = index == alike ? most - alike : 1
                if contained.least > 0 {
                    if case .empty = proof.answer(question(index, holding: inner)) {
                    } else {
                        possible = possible.addingReportingOverflow(weight).partialValue
                        if weight > contained.least { possible = max(possible, contained.least) }
                    }
                }
                guard contained.most != nil, index < least else { continue }
                if case .empty = proof.answer(question(index, failing: [contained.inner])) {
                    forced += index == alike ? max(0, least - alike) : 1
                }
            }
            if possible < contained.least || forced > contained.most ?? .max { return false }
        }
        return true
    }

    /// Finds a place for each element that must fail somewhere.
    ///
    /// - Returns: `.value` if all have one or one has surely none (``isEmpty``).
    mutating func failing(_ proof: inout EmptinessProof) -> EmptinessProof.Answer {
        var next = alike
        for failing in facts.failing where !failing.isExact {
            var place: Int?
            var obstacle: EmptinessProof.Obstacle?
            for index in failing.from...max(failing.from, next) where index < most && place == nil {
                switch proof.answer(question(index, failing: [failing.inner])) {
                case .empty: break
                case .value: place = index
                case .unknown(let reason): obstacle = reason
                }
            }
            guard let place else {
                if let obstacle { return .unknown(obstacle) }
                // Places that are taken already are shared in no list that was looked at.
                isEmpty = next == alike && places.count == alike + 1
                return isEmpty ? .value(.null) : .unknown(.list)
            }
            while places.count <= place + 1 { places.append(places[places.count - 1]) }
            places[place].fails.append(failing.inner)
            least = max(least, place + 1)
            next = max(next, place + 1)
        }
        return .value(.null)
    }

    /// A list that has it all; `nil` if none was found.
    mutating func value(_ proof: inout EmptinessProof) -> JSONValue? {
        var elements: [JSONValue] = []
        var counts: [ConjunctionID: Int] = [:]
        for contained in facts.contained {
            counts[contained.inner] = max(counts[contained.inner] ?? 0, min(contained.least, 64))
        }
        var wanted = counts.sorted { $0.key < $1.key }.flatMap { inner, count in
            Array(repeating: inner, count: count)
        }
        let capped = facts.contained.filter { $0.most != nil }.map(\.inner)
        guard least <= 2_000 else { return nil }
        var index = 0
        while index < least || !wanted.isEmpty {
            guard index < most else { return nil }
            var value: JSONValue?
            if let first = wanted.first {
                let inner = proof.store.parts(of: first)
                let others = capped.filter { $0 != first }
                value =
                    element(index, holding: inner, failing: others, elements, &proof)
                    ?? element(index, holding: inner, elements, &proof)
                if value != nil { wanted.removeFirst() }
            }
            if value == nil { value = element(index, failing: capped, elements, &proof) }
            if value == nil { value = element(index, elements, &proof) }
            if facts.isRepeated, index == 1, let first = elements.first { value = first }
            guard let value else { return nil }
            elements.append(value)
            index += 1
            if index > least + 128 { return nil }
        }
        return .array(elements)
    }

    private func element(
        _ index: Int, holding more: [ConstraintID] = [], failing less: [ConjunctionID] = [],
        _ before: [JSONValue], _ proof: inout EmptinessProof
    ) -> JSONValue? {
        var less = less
        if facts.isUnique, !before.isEmpty {
            less.append(proof.store.conjunction(of: .values(Set(before.map(\.canonical)))))
        }
        guard
            case .value(let value) = proof.answer(
                question(index, holding: more, failing: less))
        else { return nil }
        return value
    }
}
