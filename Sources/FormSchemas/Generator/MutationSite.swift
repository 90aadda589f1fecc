/// A value of a valid document with all that its schemas say about it, branches and conditions
/// settled by what is there.
struct MutationSite {
    let pointer: JSONPointer
    let node: JSONNode
    let shape: ValueShape
    /// The site of the object or list around.
    let parent: Int?

    /// What each of the schemas has for a keyword, where it has it.
    func keywords(_ name: String, _ shapes: ShapeStore) -> [JSONNode] {
        shape.places.compactMap { shapes.node($0)[name] }
    }
}

/// Lists the sites of a document.
struct MutationSites {
    let shapes: ShapeStore
    let part: (String) -> SchemaPlace?
    private(set) var sites: [MutationSite] = []

    private static let roundsMax = 8
    private static let sitesMax = 20_000

    init(shapes: ShapeStore, part: @escaping (String) -> SchemaPlace?) {
        self.shapes = shapes
        self.part = part
    }

    mutating func visit(
        _ node: JSONNode, at pointer: JSONPointer, _ places: [SchemaPlace], parent: Int? = nil
    ) {
        guard sites.count < Self.sitesMax else { return }
        let shape = settled(places, node)
        // What is only warned about is no violation that counts.
        guard !shape.places.contains(where: { shapes.node($0)["severity"] != nil }) else { return }
        let index = sites.count
        sites.append(MutationSite(pointer: pointer, node: node, shape: shape, parent: parent))
        switch node.kind {
        case .object:
            for (name, child) in node.members {
                let inner: [SchemaPlace]
                if shape.part != nil, name == "value" {
                    inner = part(node["$part"]?.string ?? "").map { [$0] } ?? []
                } else {
                    inner = shapes.memberPlaces(name, shape)
                }
                visit(child, at: pointer.appending(name), inner, parent: index)
            }
        case .array:
            for (position, child) in node.elements.enumerated() {
                visit(
                    child, at: pointer.appending(position), shape.elementPlaces(position),
                    parent: index)
            }
        default: break
        }
    }

    private func settled(_ places: [SchemaPlace], _ node: JSONNode) -> ValueShape {
        var applied = places
        var shape = shapes.shape(applied)
        for _ in 0..<Self.roundsMax {
            var next = places
            for choice in shape.choices {
                next += choice.branches.filter { shapes.accepts(node, $0) }
            }
            next += shape.conditions.compactMap { shapes.consequence(of: $0, node) }
            guard next != applied else { break }
            applied = next
            shape = shapes.shape(applied)
        }
        return shape
    }
}
