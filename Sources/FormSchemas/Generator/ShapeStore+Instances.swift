/// What schemas make of a value that is there.
extension ShapeStore {
    func accepts(_ node: JSONNode, _ place: SchemaPlace) -> Bool {
        program(place)?.isValid(node) ?? true
    }

    /// The schema that a condition applies to a value; `nil` if none.
    func consequence(of condition: ValueShape.Condition, _ node: JSONNode) -> SchemaPlace? {
        switch condition.test {
        case .has(let name): node[name] != nil ? condition.then : condition.otherwise
        case .schema(let test): accepts(node, test) ? condition.then : condition.otherwise
        }
    }

    /// The schemas of a member, named or not.
    func memberPlaces(_ name: String, _ shape: ValueShape) -> [SchemaPlace] {
        if let property = shape.property(name) { return property.places }
        var places: [SchemaPlace] = []
        for extra in shape.extras {
            let matching = extra.patterns.filter { $0.pattern.matches(name) }.map(\.place)
            places += matching
            if matching.isEmpty, let additional = extra.additional { places.append(additional) }
        }
        return places
    }

    /// The member by whose constant the branches are told apart; `nil` if there is none.
    func tag(of branches: [SchemaPlace]) -> String? {
        let schemas = branches.map { node($0) }
        guard let first = schemas.first?["properties"] else { return nil }
        return first.members.first { name, _ in
            let constants = schemas.map { schema -> String? in
                let names = schema["required"]?.elements.compactMap(\.string) ?? []
                guard names.contains(name) else { return nil }
                return schema["properties"]?[name]?["const"]?.string
            }
            return !constants.contains(nil) && Set(constants).count == constants.count
        }?.name
    }
}
