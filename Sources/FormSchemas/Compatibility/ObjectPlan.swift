/// An object that is being made: its members, each a value that fits.
struct ObjectPlan {
    let facts: ObjectFacts
    private(set) var members: [String: JSONValue] = [:]
    private var classes: [NameClass]?

    /// Names that nothing is said about one by one, and that match the same patterns.
    private struct NameClass {
        /// A name of the class; `nil` if none was found.
        var name: String?
        let matched: Set<String>
        /// What their values must satisfy.
        let holds: [ConstraintID]
    }

    init(_ facts: ObjectFacts) { self.facts = facts }

    var value: JSONValue {
        .object(members.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    }

    /// Puts a member into the object.
    ///
    /// - Returns: `.empty` if there can be no such member.
    mutating func place(
        _ name: String, failing: [ConjunctionID], _ proof: inout EmptinessProof
    ) -> EmptinessProof.Answer {
        if facts.absent.contains(name) || isRefused(name, proof) { return .empty }
        let question = EmptinessProof.Question(
            holds: holds(name, proof.store), fails: failing + (facts.failing[name] ?? []))
        let answer = proof.answer(question)
        if case .value(let value) = answer { members[name] = value }
        return answer
    }

    /// Whether the rules for names refuse one.
    private func isRefused(_ name: String, _ proof: EmptinessProof) -> Bool {
        guard !facts.nameRules.isEmpty else { return false }
        var reading = ConstraintReading(store: proof.store)
        return facts.nameRules.contains {
            reading.holds(.string(name), proof.store.parts(of: $0)) == false
        }
    }

    /// What the value of a member must satisfy.
    func holds(_ name: String, _ store: ConstraintStore) -> [ConstraintID] {
        var found = facts.properties[name] ?? []
        if !facts.patterns.isEmpty || !facts.additional.isEmpty {
            var reading = ConstraintReading(store: store)
            for (pattern, inner) in facts.patterns where reading.matches(name, pattern) == true {
                found.append(inner)
            }
            for (names, inner) in facts.additional where reading.isOne(name, of: names) == false {
                found.append(inner)
            }
        }
        return found.flatMap { store.parts(of: $0) }
    }

    // MARK: - Members anywhere

    /// Puts in a member that fails, wherever there can be one.
    mutating func placeSomewhere(
        _ failing: (pattern: String?, outside: NameSet, inner: ConjunctionID),
        _ proof: inout EmptinessProof
    ) -> EmptinessProof.Answer {
        if failing.outside.isEverything { return .empty }
        var obstacle: EmptinessProof.Obstacle?
        var reading = ConstraintReading(store: proof.store)
        for name in facts.names.sorted() {
            if reading.isOne(name, of: failing.outside) == true { continue }
            if let pattern = failing.pattern, reading.matches(name, pattern) == false { continue }
            switch place(name, failing: [failing.inner], &proof) {
            case .empty: break
            case .value(let value): return .value(value)
            case .unknown(let reason): obstacle = reason
            }
        }
        guard let classes = nameClasses(&proof) else { return .unknown(.names) }
        for some in classes {
            if !some.matched.isDisjoint(with: failing.outside.patterns) { continue }
            if let pattern = failing.pattern, !some.matched.contains(pattern) { continue }
            switch proof.answer(.init(holds: some.holds, fails: [failing.inner])) {
            case .empty: break
            case .value(let value):
                if let name = some.name {
                    members[unused(name, some, &proof)] = value
                    return .value(value)
                }
                obstacle = .names
            case .unknown(let reason): obstacle = reason
            }
        }
        return obstacle.map { .unknown($0) } ?? .empty
    }

    /// Puts in a member whose name fails.
    mutating func placeName(
        failing inner: ConjunctionID, _ proof: inout EmptinessProof
    ) -> EmptinessProof.Answer {
        var obstacle: EmptinessProof.Obstacle?
        var reading = ConstraintReading(store: proof.store)
        for name in facts.names.sorted()
        where reading.holds(.string(name), proof.store.parts(of: inner)) != true {
            switch place(name, failing: [], &proof) {
            case .empty: break
            case .value(let value): return .value(value)
            case .unknown(let reason): obstacle = reason
            }
        }
        guard let classes = nameClasses(&proof, failing: inner) else { return .unknown(.names) }
        for some in classes {
            switch proof.answer(.init(holds: some.holds)) {
            case .empty: break
            case .value(let value):
                if let name = some.name {
                    members[name] = value
                    return .value(value)
                }
                obstacle = .names
            case .unknown(let reason): obstacle = reason
            }
        }
        return obstacle.map { .unknown($0) } ?? .empty
    }

    /// Puts in as many further members as there must be.
    mutating func fill(_ proof: inout EmptinessProof) -> EmptinessProof.Answer {
        guard members.count < facts.least else { return .value(.null) }
        var isSure = true
        for name in facts.names.sorted() where members[name] == nil {
            guard members.count < facts.least else { return .value(.null) }
            if case .unknown = place(name, failing: [], &proof) { isSure = false }
        }
        guard members.count < facts.least else { return .value(.null) }
        guard let classes = nameClasses(&proof) else { return .unknown(.names) }
        for some in classes {
            switch proof.answer(.init(holds: some.holds)) {
            case .empty: continue
            case .unknown: isSure = false
            case .value(let value):
                isSure = false
                guard let name = some.name else { continue }
                for _ in 0..<64 where members.count < facts.least {
                    let next = unused(name, some, &proof)
                    guard members[next] == nil else { break }
                    members[next] = value
                }
            }
        }
        if members.count >= facts.least { return .value(.null) }
        // More names cannot be there: then there is no such object.
        return isSure && members.count == Set(members.keys).intersection(facts.names).count
            ? .empty : .unknown(.members)
    }

    // MARK: - Names

    /// A name of the class that no member has yet.
    private func unused(
        _ name: String, _ some: NameClass, _ proof: inout EmptinessProof
    ) -> String {
        guard members[name] != nil else { return name }
        var reading = ConstraintReading(store: proof.store)
        for number in 0..<80 {
            let next = name + String(number)
            guard members[next] == nil, !facts.names.contains(next) else { continue }
            let known = Set(patterns.filter { reading.matches(next, $0) == true })
            if known == some.matched, !isRefused(next, proof) { return next }
        }
        return name
    }

    /// All patterns over names.
    private var patterns: Set<String> {
        var found = Set(facts.patterns.map(\.pattern))
        for some in facts.additional { found.formUnion(some.names.patterns) }
        for some in facts.failingSomewhere {
            found.formUnion(some.outside.patterns)
            if let pattern = some.pattern { found.insert(pattern) }
        }
        return found
    }

    /// The classes of the names that are not named; `nil` if there are too many.
    ///
    /// - Parameter failing: what the names must fail besides.
    private mutating func nameClasses(
        _ proof: inout EmptinessProof, failing: ConjunctionID? = nil
    ) -> [NameClass]? {
        if failing == nil, let classes { return classes }
        let patterns = self.patterns.sorted()
        guard patterns.count <= proof.limits.namePatternsMax else { return nil }
        let named = Set(facts.names.map { JSONValue.string($0) })
        var found: [NameClass] = []
        for bits in 0..<(1 << patterns.count) {
            var holds = facts.nameRules.flatMap { proof.store.parts(of: $0) }
            holds.append(proof.store.add(.kinds(.string)))
            var fails = [proof.store.conjunction(of: .values(named))]
            if let failing { fails.append(failing) }
            var matched: Set<String> = []
            for (position, pattern) in patterns.enumerated() {
                let part = proof.store.add(.pattern(pattern))
                if bits >> position & 1 == 1 {
                    holds.append(part)
                    matched.insert(pattern)
                } else {
                    fails.append(proof.store.conjunction([part]))
                }
            }
            let isFree = patterns.isEmpty && facts.nameRules.isEmpty && failing == nil
            var name: String? = isFree ? freeName : nil
            if !isFree {
                switch proof.answer(.init(holds: holds, fails: fails)) {
                case .empty: continue
                case .value(.string(let text)): name = text
                default: break
                }
            }
            found.append(
                NameClass(name: name, matched: matched, holds: valueHolds(matched, proof)))
        }
        if failing == nil { classes = found }
        return found
    }

    private var freeName: String {
        (0...facts.names.count).lazy.map { $0 == 0 ? "x" : "x\($0)" }
            .first { !facts.names.contains($0) } ?? "x"
    }

    private func valueHolds(
        _ matched: Set<String>, _ proof: EmptinessProof
    ) -> [ConstraintID] {
        let found =
            facts.patterns.filter { matched.contains($0.pattern) }.map(\.inner)
            + facts.additional.filter {
                !$0.names.isEverything && $0.names.patterns.isDisjoint(with: matched)
            }.map(\.inner)
        return found.flatMap { proof.store.parts(of: $0) }
    }
}
