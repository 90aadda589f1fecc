/// Finds the places where the reading side asks for more, by walking through its schema.
///
/// Members and elements are compared with what the writing side surely says about the same place;
/// where that is not enough, a whole document decides.
struct DifferenceWalk {
    private var comparison: SchemaComparison
    private var found: [Compatibility.Difference] = []
    private var open: Set<Pair> = []
    private var reported: Set<ConjunctionID> = []
    private var places = 0
    private var steps = 0

    private struct Pair: Hashable {
        let question: EmptinessProof.Question
        let place: SchemaPlace
    }

    /// A place that both sides are compared at.
    private struct Site {
        let holds: [ConstraintID]
        let place: SchemaPlace
        /// The way from the outermost value; `*` is any element.
        var path: [JSONPointer.Token] = []
    }

    init(_ comparison: SchemaComparison) { self.comparison = comparison }

    mutating func differences() -> [Compatibility.Difference] {
        _ = visit(Site(holds: comparison.holds, place: comparison.root))
        return found
    }

    private var isFinished: Bool {
        found.count >= comparison.limits.differencesMax || places >= comparison.limits.placesMax
            || steps >= comparison.limits.stepsTotalMax
    }

    /// Whether anything was reported here or below.
    private mutating func visit(_ site: Site) -> Bool {
        places += 1
        let pair = Pair(
            question: .init(holds: site.holds), place: site.place)
        guard !isFinished, site.path.count < 30, open.insert(pair).inserted,
            let sources = try? comparison.reader.sources(
                at: site.place, comparison.proof.store)
        else { return false }
        defer { open.remove(pair) }
        let held = Set(site.holds)
        var isReported = false
        for source in sources where !held.contains(source.constraint) {
            if isFinished { break }
            let conjunction = comparison.proof.store.conjunction([source.constraint])
            let question = EmptinessProof.Question(holds: site.holds, fails: [conjunction])
            if case .empty = inner(question) { continue }
            if goDeeper(source, site) || reportRefusedFields(source, site)
                || report(comparison.proof.store[source.constraint], source, conjunction, site)
            {
                isReported = true
            }
        }
        return isReported
    }

    private mutating func inner(_ question: EmptinessProof.Question) -> EmptinessProof.Answer {
        comparison.proof.steps = 0
        comparison.proof.depth = 0
        comparison.proof.accepts = { _ in true }
        let answer = comparison.proof.answer(question)
        steps += comparison.proof.steps
        return answer
    }

    // MARK: - Inner values

    private mutating func goDeeper(_ source: ConstraintReader.Source, _ site: Site) -> Bool {
        let schema = comparison.reader.index.node(at: source.place)
        func place(_ node: JSONNode?) -> SchemaPlace? {
            node.map { comparison.reader.place($0, beside: source.place) }
        }
        switch comparison.proof.store[source.constraint] {
        case .property(let name, _):
            guard let place = place(schema["properties"]?[name]) else { return false }
            let holds = memberHolds(name, site.holds)
            if comparison.reader.index.node(at: place).bool == false { return false }
            return visit(Site(holds: holds, place: place, path: site.path + [.name(name)]))
        case .items(0, _):
            guard let place = place(schema["items"]) else { return false }
            let store = comparison.proof.store
            let holds = site.holds.flatMap { part -> [ConstraintID] in
                if case .items(0, let inner) = store[part] { store.parts(of: inner) } else { [] }
            }
            return visit(Site(holds: holds, place: place, path: site.path + [.name("*")]))
        case .anyOf(let branches), .oneOf(let branches):
            return pairBranches(branches, schema[source.keyword], source, site)
        default: return false
        }
    }

    private func memberHolds(_ name: String, _ holds: [ConstraintID]) -> [ConstraintID] {
        ObjectPlan(objectFacts(holds)).holds(name, comparison.proof.store)
    }

    private func objectFacts(_ holds: [ConstraintID]) -> ObjectFacts {
        var state = ProofCase(kind: .object)
        for part in holds { _ = state.add(part, comparison.proof.store) }
        return ObjectFacts(state, comparison.proof.store)
    }

    /// Compares the branches that only one side has with each other, in their order.
    private mutating func pairBranches(
        _ branches: [ConjunctionID], _ node: JSONNode?, _ source: ConstraintReader.Source,
        _ site: Site
    ) -> Bool {
        let store = comparison.proof.store
        let before = site.holds.compactMap { part -> [ConjunctionID]? in
            switch store[part] {
            case .anyOf(let some), .oneOf(let some): some.count == branches.count ? some : nil
            default: nil
            }
        }.first
        guard let before, let node else { return false }
        let gone = before.filter { !branches.contains($0) }
        let come = node.elements.map { comparison.reader.place($0, beside: source.place) }
            .filter { place in
                guard
                    let inner = try? comparison.reader.conjunction(
                        at: place, comparison.proof.store)
                else { return false }
                return !before.contains(inner)
            }
        guard gone.count == 1, come.count == 1 else { return false }
        let holds = site.holds + store.parts(of: gone[0])
        return visit(Site(holds: holds, place: come[0], path: site.path))
    }

    // MARK: - Reports

    /// Reports each field that the writing side describes and the reading side refuses as one that
    /// it does not know.
    private mutating func reportRefusedFields(
        _ source: ConstraintReader.Source, _ site: Site
    ) -> Bool {
        let never = comparison.proof.store.never
        guard case .additional(let known, never) = comparison.proof.store[source.constraint] else {
            return false
        }
        var isReported = false
        let described = objectFacts(site.holds).properties.keys
        for name in described.sorted() where !known.names.contains(name) && !isFinished {
            let refused = Constraint.property(name, never)
            let conjunction = comparison.proof.store.conjunction(of: refused)
            let question = EmptinessProof.Question(holds: site.holds, fails: [conjunction])
            if case .empty = inner(question) { continue }
            if report(refused, source, conjunction, site) { isReported = true }
        }
        return isReported
    }

    /// Reports a constraint of the reading side unless no document fails it.
    private mutating func report(
        _ constraint: Constraint, _ source: ConstraintReader.Source, _ conjunction: ConjunctionID,
        _ site: Site
    ) -> Bool {
        var failing = conjunction
        for token in site.path.reversed() {
            failing = comparison.proof.store.conjunction(
                of: token == .name("*") ? .items(from: 0, failing) : .property(token.text, failing))
        }
        guard reported.insert(failing).inserted else { return true }
        let answer = comparison.answer(failing: failing)
        steps += comparison.proof.steps
        var witness: JSONValue?
        var uncertainty: Compatibility.Uncertainty?
        switch answer {
        case .empty: return false
        case .value(let value):
            let comparison = self.comparison
            witness = WitnessShrinking(comparison.limits.shrinkingsMax)
                .shrunk(value) { comparison.isWitness($0) }
        case .unknown(let reason): uncertainty = reason.uncertainty
        }
        let sentence = DifferenceSentence(constraint, comparison.proof.store)
        found.append(
            Compatibility.Difference(
                kind: sentence.kind,
                schemaLocation: comparison.reader.index.location(
                    of: source.place, keyword: source.keyword),
                instanceLocation: sentence.pointer(below: JSONPointer(site.path)),
                reason: sentence.text, uncertainty: uncertainty, witness: witness))
        return true
    }
}
