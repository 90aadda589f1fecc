/// Says whether a form's schema makes sure that a field is there.
struct FieldPresence {
    private var tree: SchemaTree
    private var reach: SchemaReach
    private var roots: [String: SchemaPlace] = [:]

    /// Enough for the rules of any form; beyond it every field counts as there.
    private static let stepsMax = 1_000_000

    init(header: JSONDocument, body: JSONDocument, resources: [String: JSONDocument]) {
        var index = SchemaIndex(available: resources)
        for (name, schema) in [("header", header), ("body", body)] {
            roots[name] = try? index.add(schema, uri: "urn:lint:\(name)")
        }
        tree = SchemaTree(index)
        reach = SchemaReach(index, stepsMax: Self.stepsMax)
    }

    /// Whether the member at `path` may be missing where its parent is there.
    mutating func mayBeMissing(_ path: RulePath, _ known: GuardKnowledge) -> Bool {
        guard case .member(let name)? = path.steps.last, !known.present.contains(path) else {
            return false
        }
        guard let (places, names, hasChoices) = described(path.parent), !places.isEmpty else {
            return false
        }
        if isRequired(name, names, places, nil) { return false }
        guard hasChoices else { return !reach.isExhausted }
        let base = RulePath(steps: Array(path.steps.dropLast(names.count + 1)))
        // First the values that are left, then the branches that they decide.
        let assumption = known.facts(below: base)
        let narrowed = facts(names, places, assumption)
        let isMissing = !isRequired(name, names, places, narrowed)
        return isMissing && !reach.isExhausted
    }

    private mutating func facts(
        _ names: [String], _ places: [SchemaPlace], _ assumption: ValueFacts?
    ) -> ValueFacts {
        var facts = assumption ?? ValueFacts()
        for place in places {
            facts = reach.meet(
                facts, reach.facts(place, depth: names.count + 1, assuming: assumption))
        }
        return facts
    }

    private mutating func isRequired(
        _ name: String, _ names: [String], _ places: [SchemaPlace], _ assumption: ValueFacts?
    ) -> Bool {
        var facts = self.facts(names, places, assumption)
        for name in names {
            if facts.isEmpty { return true }
            facts = facts.members[name] ?? ValueFacts()
        }
        return facts.isEmpty || facts.required.contains(name)
    }

    /// The schemas that hold in any case for the innermost element or root on the way, the names
    /// from there on, and whether values decide what is required there; `nil` where the schema does
    /// not say.
    private mutating func described(
        _ path: RulePath
    ) -> (places: [SchemaPlace], names: [String], hasChoices: Bool)? {
        guard case .member(let root)? = path.steps.first, let place = roots[root] else {
            return nil
        }
        var base = [place]
        var here = [place]
        var names: [String] = []
        var hasChoices = false
        func look(at schemas: [SchemaPlace]) {
            let keywords = ["if", "anyOf", "oneOf", "dependentRequired", "dependentSchemas"]
            hasChoices = hasChoices || keywords.contains { tree.first($0, schemas) != nil }
        }
        for step in path.steps.dropFirst() {
            let schemas = tree.schemas(here, .none)
            look(at: schemas)
            switch step {
            case .member(let name):
                guard let member = tree.properties(schemas).first(where: { $0.name == name }) else {
                    return nil
                }
                here = member.places
                names.append(name)
            case .element, .every:
                guard tree.first("prefixItems", schemas) == nil else { return nil }
                here = tree.items(schemas)
                base = here
                names = []
                hasChoices = false
            case .kept: break
            }
            guard !here.isEmpty else { return nil }
        }
        look(at: tree.schemas(here, .none))
        return (base, names, hasChoices)
    }
}
