extension ConstraintReader {
    /// The member that names a confidential part.
    static let partName = "$part"

    mutating func listConstraints(
        _ keyword: String, _ value: JSONNode, of schema: JSONNode, _ place: SchemaPlace,
        _ store: ConstraintStore
    ) throws(SchemaError) -> [Constraint]? {
        switch keyword {
        case "prefixItems":
            var constraints: [Constraint] = []
            for (number, element) in value.elements.enumerated() {
                constraints.append(.prefixItem(number, try inner(element, place, store)))
            }
            return constraints
        case "items":
            let first = schema["prefixItems"]?.count ?? 0
            return [.items(from: first, try inner(value, place, store))]
        case "contains":
            let least = schema["minContains"].flatMap(Self.count) ?? 1
            let most = schema["maxContains"].flatMap(Self.count)
            guard least > 0 || most != nil else { return [] }
            return [.contains(try inner(value, place, store), least: least, most: most)]
        case "unevaluatedItems":
            var walk = EvaluationWalk(self)
            let found = try walk.reach(of: place)
            self = walk.reader
            let inner = try inner(value, place, store)
            guard found.surelyTo != found.perhapsTo else {
                return found.surelyTo.map { [.items(from: $0, inner)] } ?? []
            }
            guard let first = found.surelyTo else { return [] }
            return [
                .unevaluatedItems(
                    from: first, surelyFrom: found.perhapsTo, inner, origin: store.addReference())
            ]
        default: return nil
        }
    }

    mutating func objectConstraints(
        _ keyword: String, _ value: JSONNode, of schema: JSONNode, _ place: SchemaPlace,
        _ store: ConstraintStore
    ) throws(SchemaError) -> [Constraint]? {
        var constraints: [Constraint] = []
        switch keyword {
        case "properties":
            for (name, child) in value.members {
                constraints.append(.property(name, try inner(child, place, store)))
            }
        case "patternProperties":
            for (pattern, child) in value.members {
                constraints.append(.patternProperty(pattern, try inner(child, place, store)))
            }
        case "additionalProperties":
            var names = NameSet()
            names.names = Set(schema["properties"]?.members.map(\.name) ?? [])
            names.patterns = Set(schema["patternProperties"]?.members.map(\.name) ?? [])
            constraints.append(.additional(names, try inner(value, place, store)))
        case "part":
            let name = store.conjunction(of: .pattern(Self.partPattern(value.string ?? "")))
            constraints.append(.property(Self.partName, name))
        case "propertyNames":
            constraints.append(.propertyNames(try inner(value, place, store)))
        case "dependentRequired":
            for (name, list) in value.members {
                _ = store.add(.required(name))
                let needed = list.elements.compactMap(\.string).map { store.add(.required($0)) }
                constraints.append(.dependent(name, store.conjunction(needed)))
            }
        case "dependentSchemas":
            for (name, child) in value.members {
                _ = store.add(.required(name))
                constraints.append(.dependent(name, try inner(child, place, store)))
            }
        case "unevaluatedProperties":
            var walk = EvaluationWalk(self)
            let found = try walk.reach(of: place)
            self = walk.reader
            let inner = try inner(value, place, store)
            if found.evaluated.includes(found.reached) {
                guard !found.evaluated.isEverything else { return [] }
                return [.additional(found.evaluated, inner)]
            }
            constraints.append(
                .unevaluated(
                    evaluated: found.evaluated, reached: found.reached, inner,
                    origin: store.addReference()))
        default: return nil
        }
        return constraints
    }

    mutating func branchConstraints(
        _ keyword: String, _ value: JSONNode, of schema: JSONNode, _ place: SchemaPlace,
        _ store: ConstraintStore
    ) throws(SchemaError) -> [Constraint]? {
        switch keyword {
        case "anyOf", "oneOf":
            var branches: [ConjunctionID] = []
            for element in value.elements { branches.append(try inner(element, place, store)) }
            branches.removeAll { $0 == store.never }
            if branches.isEmpty { return [.never] }
            if keyword == "oneOf" { return [.oneOf(branches.sorted())] }
            if branches.contains(store.always) { return [] }
            return [.anyOf(Set(branches).sorted())]
        case "not":
            let inner = try inner(value, place, store)
            if inner == store.always { return [.never] }
            return inner == store.never ? [] : [.not(inner)]
        case "if":
            let test = try inner(value, place, store)
            let then = try schema["then"].map { node throws(SchemaError) in
                try inner(node, place, store)
            }
            let otherwise = try schema["else"].map { node throws(SchemaError) in
                try inner(node, place, store)
            }
            guard then ?? 0 != 0 || otherwise ?? 0 != 0 else { return [] }
            return [
                .condition(
                    test, then: then ?? store.always, otherwise: otherwise ?? store.always)
            ]
        default: return nil
        }
    }

    private mutating func inner(
        _ node: JSONNode, _ place: SchemaPlace, _ store: ConstraintStore
    ) throws(SchemaError) -> ConjunctionID {
        try conjunction(at: self.place(node, beside: place), store)
    }
}
