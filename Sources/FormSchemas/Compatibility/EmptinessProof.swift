/// Looks for a value that satisfies some constraints and fails others, or proves that there is none.
///
/// The one question of a comparison: a schema is included in another if no value is valid under the
/// first and invalid under the second. Branches are tried one after the other, types apart from
/// each other, members and elements by the same question about smaller values. A question that
/// comes up again inside itself needs no answer, as values are finite: the smallest value with
/// the property would hold a smaller one.
///
/// `.empty` is a proof. `.value` is a good guess, for the caller to confirm.
struct EmptinessProof {
    /// Constraints that hold and conjunctions that do not.
    struct Question: Hashable {
        var holds: [ConstraintID]
        var fails: [ConjunctionID]

        init(holds: some Sequence<ConstraintID>, fails: some Sequence<ConjunctionID> = []) {
            self.holds = Set(holds).sorted()
            self.fails = Set(fails).sorted()
        }
    }

    enum Answer {
        case empty
        case value(JSONValue)
        /// Why nothing was found out.
        case unknown(Obstacle)
    }

    /// What stands in the way of an answer.
    enum Obstacle: String, Sendable {
        case tooComplex, text, number, names, list, members, reference, keyword, unconfirmed
    }

    let store: ConstraintStore
    let limits: CompatibilityLimits
    /// Whether a value of the outermost question is what is looked for.
    var accepts: (JSONValue) -> Bool = { _ in true }
    var steps = 0
    var stepsMax: Int
    var depth = 0
    var texts: PatternProduct
    private var answers: [Question: Answer] = [:]
    private var open: [Question: Int] = [:]
    /// Questions without a value as long as open ones have none, with the outermost of those.
    private var provisional: [Question: Int] = [:]
    /// The same in the order in which they came.
    private var trail: [Question] = []
    /// The outermost open question that was taken to be empty since it was last set.
    private var assumed = Int.max

    init(_ store: ConstraintStore, limits: CompatibilityLimits) {
        self.store = store
        self.limits = limits
        stepsMax = limits.stepsMax
        texts = PatternProduct(statesMax: limits.patternStatesMax, textsMax: limits.textsMax)
    }

    /// Asks from the outside, with a new budget of steps.
    mutating func answer(
        _ question: Question, accepting accepts: @escaping (JSONValue) -> Bool
    ) -> Answer {
        self.accepts = accepts
        steps = 0
        depth = 0
        open = [:]
        provisional = [:]
        trail = []
        assumed = .max
        return compute(question, isOutermost: true)
    }

    /// Asks about a value inside the one that is being looked for.
    mutating func answer(_ question: Question) -> Answer {
        if let known = answers[question] { return known }
        for conjunction in question.fails where holdsAnyway(conjunction, question.holds) {
            return .empty
        }
        if let level = open[question] ?? provisional[question] {
            assumed = min(assumed, level)
            return .empty
        }
        guard depth < limits.depthMax, steps < stepsMax else { return .unknown(.tooComplex) }
        let level = open.count
        let before = trail.count
        let outer = assumed
        assumed = .max
        open[question] = level
        let answer = compute(question, isOutermost: false)
        open[question] = nil
        settle(question, answer, level: level, before: before)
        assumed = min(outer, assumed)
        return answer
    }

    /// Keeps an answer for as long as it stands, and those that were found on the way to it.
    ///
    /// - Parameters:
    ///   - level: how many questions are open around it.
    ///   - before: how many provisional answers there were when it was asked.
    private mutating func settle(
        _ question: Question, _ answer: Answer, level: Int, before: Int
    ) {
        // Near the end of the budget nothing is final.
        let isFinal = steps < stepsMax
        guard case .empty = answer else {
            // What counted on it being empty counts no more.
            for one in trail[before...] { provisional[one] = nil }
            trail.removeSubrange(before...)
            if isFinal, isValue(answer) || assumed >= level { answers[question] = answer }
            if isValue(answer) || assumed >= level { assumed = .max }
            return
        }
        if assumed >= level {
            assumed = .max
            answers[question] = answer
            for one in trail[before...] {
                provisional[one] = nil
                answers[one] = .empty
            }
            trail.removeSubrange(before...)
        } else {
            provisional[question] = assumed
            trail.append(question)
        }
    }

    private func isValue(_ answer: Answer) -> Bool {
        if case .value = answer { true } else { false }
    }

    /// Whether a conjunction follows from what holds without a thought.
    private func holdsAnyway(_ conjunction: ConjunctionID, _ holds: [ConstraintID]) -> Bool {
        store.parts(of: conjunction).allSatisfy { part in
            var low = 0
            var high = holds.count
            while low < high {
                let middle = (low + high) / 2
                if holds[middle] < part { low = middle + 1 } else { high = middle }
            }
            return low < holds.count && holds[low] == part
        }
    }

    private mutating func compute(_ question: Question, isOutermost: Bool) -> Answer {
        depth += 1
        defer { depth -= 1 }
        if let answer = tried(question, isOutermost) { return answer }
        var kinds = ValueKindSet.all
        for part in question.holds {
            if case .kinds(let some) = store[part] { kinds.formIntersection(some) }
        }
        for conjunction in question.fails {
            let parts = store.parts(of: conjunction)
            if parts.count == 1, case .kinds(let some) = store[parts[0]] { kinds.subtract(some) }
        }
        var obstacle: Obstacle?
        for kind in Self.kinds where kinds.contains(kind) {
            var case_ = ProofCase(kind: kind)
            let isPossible =
                question.holds.allSatisfy { case_.add($0, store) }
                && question.fails.allSatisfy { case_.addFailing($0, store) }
            guard isPossible else { continue }
            switch search(case_, isOutermost) {
            case .empty: break
            case .value(let value): return .value(value)
            case .unknown(let reason): obstacle = reason
            }
        }
        return obstacle.map { .unknown($0) } ?? .empty
    }

    private static let kinds: [ValueKindSet] = [
        .null, .boolean, .string, .integer, .fraction, .array, .object,
    ]

    /// The answer where the values are listed: each is tried.
    private mutating func tried(_ question: Question, _ isOutermost: Bool) -> Answer? {
        let hasOnlyTexts = question.holds.contains {
            if case .kinds(.string) = store[$0] { true } else { false }
        }
        var listed: [JSONValue]?
        for part in question.holds {
            // A list of codes speaks about texts only.
            guard store.scopes[part] == .all || hasOnlyTexts,
                let values = store.listedValues(of: part)
            else { continue }
            if values.count < listed?.count ?? .max { listed = values }
        }
        guard let listed, listed.count <= limits.valuesMax else { return nil }
        var possible: JSONValue?
        var isSure = true
        var reading = ConstraintReading(store: store)
        steps += 1 + listed.count / 16
        for value in listed {
            let fits = reading.holds(value, question.holds)
            if fits == false { continue }
            let breaks = question.fails.map { reading.holds(value, store.parts(of: $0)) }
            if breaks.contains(true) { continue }
            if fits == true, breaks.allSatisfy({ $0 == false }),
                !isOutermost || accepts(value)
            {
                return .value(value)
            }
            isSure = false
            if !isOutermost || accepts(value) { possible = possible ?? value }
        }
        if let possible { return .value(possible) }
        return isSure ? .empty : .unknown(.keyword)
    }

    // MARK: - Branches

    /// Tries all ways through the branches that are left.
    mutating func search(_ start: ProofCase, _ isOutermost: Bool) -> Answer {
        steps += 1
        depth += 1
        defer { depth -= 1 }
        var state = start
        guard state.settle(store) else { return .empty }
        guard steps < stepsMax, depth < limits.depthMax else { return .unknown(.tooComplex) }
        let answer = leaf(state)
        guard let branches = state.takeSmallest() else {
            if isOutermost, case .value(let value) = answer, !accepts(value) {
                return .unknown(.unconfirmed)
            }
            return answer
        }
        // Without its branches it is empty already: then with them too.
        if case .empty = answer { return .empty }
        var obstacle: Obstacle?
        for branch in branches {
            var next = state
            guard next.add(branch, store) else { continue }
            switch search(next, isOutermost) {
            case .empty: break
            case .value(let value): return .value(value)
            case .unknown(let reason): obstacle = reason
            }
        }
        return obstacle.map { .unknown($0) } ?? .empty
    }

    /// The answer for a case, its branches left out.
    private mutating func leaf(_ state: ProofCase) -> Answer {
        if let values = listed(in: state) {
            steps += values.count / 16
            return tried(state, values)
        }
        return switch state.kind {
        case .null: tried(state, [.null])
        case .boolean: tried(state, [.bool(false), .bool(true)])
        case .integer, .fraction: number(state)
        case .string: text(state)
        case .array: list(state)
        default: object(state)
        }
    }

    /// The values of a case that lists them.
    private func listed(in state: ProofCase) -> [JSONValue]? {
        var listed: [JSONValue]?
        for part in state.holds {
            guard let all = store.listedValues(of: part) else { continue }
            let values = all.filter { ValueShape.kind(of: $0) == state.kind }
            if values.count < listed?.count ?? .max { listed = values }
        }
        return listed?.count ?? 0 <= limits.valuesMax ? listed : nil
    }

    /// The answer if these are all values that there are.
    func tried(_ state: ProofCase, _ values: [JSONValue]) -> Answer {
        var reading = ConstraintReading(store: store)
        var isSure = true
        for value in values {
            switch reading.fits(value, state) {
            case true: return .value(value)
            case false: break
            case nil: isSure = false
            }
        }
        return isSure ? .empty : .unknown(.keyword)
    }
}
