/// The names that the members of an object are limited to by `additionalProperties: false` or
/// `unevaluatedProperties: false`.
///
/// One object for each place, so that nobody counts the same twice.
final class ClosedNames {
    let names: Set<String>
    let patterns: [Pattern]

    init(names: Set<String>, patterns: [Pattern]) {
        self.names = names
        self.patterns = patterns
    }

    func allows(_ name: String) -> Bool {
        names.contains(name) || patterns.contains { $0.matches(name) }
    }

    /// The allowed name nearest to `name`, if one is near. Looks at no more than people name.
    func nearest(to name: String) -> String? {
        names.count > 200 ? nil : Spelling.nearest(to: name, in: names.sorted())
    }
}

extension ClosedNames {
    /// The names of `properties` and `patternProperties`; `nil` if a pattern cannot be used.
    convenience init?(namedIn schema: JSONNode) {
        var patterns: [Pattern] = []
        for (text, _) in schema["patternProperties"]?.members.map({ $0 }) ?? [] {
            guard let pattern = try? Pattern(text) else { return nil }
            patterns.append(pattern)
        }
        self.init(
            names: Set(schema["properties"]?.members.map(\.name) ?? []), patterns: patterns)
    }
}

extension SchemaReach {
    /// The sets of names that a schema's own keywords limit an object to.
    mutating func closedNames(_ place: SchemaPlace) -> [ClosedNames] {
        if let known = closedAt[place] { return known }
        let schema = index.node(at: place)
        var closed: [ClosedNames] = []
        if schema["additionalProperties"]?.bool == false,
            let names = ClosedNames(namedIn: schema)
        {
            closed.append(names)
        }
        if schema["unevaluatedProperties"]?.bool == false, let names = evaluatedNames(place) {
            closed.append(names)
        }
        closedAt[place] = closed
        return closed
    }

    /// The names that any schema applied to the same object may evaluate; `nil` if that may be all
    /// names, or nobody can tell.
    private mutating func evaluatedNames(_ root: SchemaPlace) -> ClosedNames? {
        var names: Set<String> = []
        var patterns: [Pattern] = []
        var seen: Set<SchemaPlace> = []
        var queue = [root]
        while let place = queue.popLast() {
            guard seen.insert(place).inserted else { continue }
            guard seen.count < 1_000 else { return nil }
            let schema = index.node(at: place)
            guard schema.kind == .object else { continue }
            guard schema["$dynamicRef"] == nil, let own = ClosedNames(namedIn: schema) else {
                return nil
            }
            for keyword in ["additionalProperties", "unevaluatedProperties"] {
                if let rest = schema[keyword], rest.bool != false { return nil }
            }
            names.formUnion(own.names)
            patterns += own.patterns
            if let reference = schema["$ref"]?.string {
                guard let target = target(reference, from: place) else { return nil }
                queue.append(target)
            }
            queue += inPlace(schema, place)
        }
        return ClosedNames(names: names, patterns: patterns)
    }

    /// The schemas in `schema` whose annotations about the same value may count.
    private func inPlace(_ schema: JSONNode, _ place: SchemaPlace) -> [SchemaPlace] {
        var nodes: [JSONNode] = []
        for keyword in ["allOf", "anyOf", "oneOf"] {
            nodes += schema[keyword]?.elements.map { $0 } ?? []
        }
        for keyword in ["if", "then", "else"] { nodes += schema[keyword].map { [$0] } ?? [] }
        nodes += schema["dependentSchemas"]?.members.map(\.value) ?? []
        return nodes.map { child($0, of: place) }
    }
}
