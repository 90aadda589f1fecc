// Fields that are asked for and cannot be there, definitions that nobody uses.
extension LintWalk {
    mutating func checkFields(_ site: Site) {
        let properties = site.schema["properties"]?.members.map { $0 } ?? []
        let excluded = Set(
            site.context.facts.members.filter { $0.value.isEmpty }.map(\.key))
        for (number, node) in (site.schema["required"]?.elements.map { $0 } ?? []).enumerated() {
            guard let name = node.string else { continue }
            let pointer = site.pointer("required").appending(number)
            if excluded.contains(name) {
                log.add(.forbiddenField, at: pointer, node, ["name": name])
            } else {
                checkAllowed(name, site, at: pointer, node)
            }
        }
        for (condition, list) in site.schema["dependentRequired"]?.members.map({ $0 }) ?? [] {
            for (number, node) in list.elements.enumerated() {
                guard let name = node.string else { continue }
                let pointer = site.pointer("dependentRequired").appending(condition)
                checkAllowed(name, site, at: pointer.appending(number), node)
            }
        }
        // A member that is ruled out twice harms nobody.
        for (name, node) in properties where !excluded.contains(name) {
            checkAllowed(name, site, at: site.pointer("properties").appending(name), node)
        }
        checkReferredFields(site)
    }

    /// Whether a member of that name can be there at all.
    private mutating func checkAllowed(
        _ name: String, _ site: Site, at pointer: JSONPointer, _ node: JSONNode
    ) {
        guard let closed = site.context.facts.closed.first(where: { !$0.allows(name) }) else {
            return
        }
        var parameters: ViolationParameters = ["name": name]
        parameters["expected"] = closed.nearest(to: name)
        log.add(.forbiddenField, at: pointer, node, parameters)
    }

    /// What a `$ref` requires and an `additionalProperties: false` around it rules out.
    private mutating func checkReferredFields(_ site: Site) {
        guard !site.context.facts.closed.isEmpty, let node = site.schema["$ref"],
            let target = node.string.flatMap({ reach.target($0, from: site.place) })
        else { return }
        for name in reach.facts(target).required.sorted() {
            checkAllowed(name, site, at: site.pointer("$ref"), node)
        }
    }

    // MARK: - Definitions

    /// Definitions that nothing in the document leads to.
    ///
    /// A document of definitions only is a library: others use it.
    mutating func checkDefinitions(of document: JSONDocument) {
        let root = document.root
        let isLibrary = root.kind == .object && reach.isAlways(root)
        guard !isLibrary else { return }
        var walk = DefinitionWalk(reach: reach)
        walk.run(from: SchemaPlace(document: 0, index: root.index))
        reach = walk.reach
        report(root, at: .root, reached: walk.reached)
    }

    private mutating func report(
        _ schema: JSONNode, at pointer: JSONPointer, reached: Set<SchemaPlace>
    ) {
        for keyword in ["$defs", "definitions"] {
            for (name, value) in schema[keyword]?.members.map({ $0 }) ?? [] {
                guard !reached.contains(SchemaPlace(document: 0, index: value.index)) else {
                    continue
                }
                log.add(
                    .unusedDefinition, at: pointer.appending(keyword).appending(name), value,
                    ["name": name])
            }
        }
    }
}

/// Follows keywords and references from a schema to all that takes part in its verdict.
private struct DefinitionWalk {
    var reach: SchemaReach
    private(set) var reached: Set<SchemaPlace> = []

    init(reach: SchemaReach) { self.reach = reach }

    mutating func run(from root: SchemaPlace) {
        var queue = [root]
        while let place = queue.popLast() {
            guard reached.insert(place).inserted else { continue }
            let schema = reach.index.node(at: place)
            for (name, value) in schema.members {
                switch name {
                case "$ref", "$dynamicRef":
                    if let target = value.string.flatMap({ reach.target($0, from: place) }) {
                        queue.append(target)
                    }
                case "$defs", "definitions":
                    queue += Self.lure(value, in: place)
                default: queue += Self.children(name, value, of: place)
                }
            }
        }
    }

    /// Definitions that a `$dynamicRef` from anywhere may lead to, or that are resources of their
    /// own, which others may refer to.
    private static func lure(_ definitions: JSONNode, in parent: SchemaPlace) -> [SchemaPlace] {
        definitions.members.filter { _, schema in
            ["$dynamicAnchor", "$id"].contains { schema[$0] != nil }
        }.map { SchemaPlace(document: parent.document, index: $0.value.index) }
    }

    private static func children(
        _ keyword: String, _ value: JSONNode, of parent: SchemaPlace
    ) -> [SchemaPlace] {
        let nodes: [JSONNode] =
            switch KeywordShape.of(keyword)?.shape {
            case .schema?: [value]
            case .schemaArray?: Array(value.elements)
            case .schemaMap?: value.members.map(\.value)
            case .value?, nil: []
            }
        return nodes.map { SchemaPlace(document: parent.document, index: $0.index) }
    }
}
