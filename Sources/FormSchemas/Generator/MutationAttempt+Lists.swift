extension MutationAttempt {
    private static let elementsMax = 120

    /// Too few or too many elements, or one twice.
    func elements(_ kind: DocumentMutation.Kind, _ site: MutationSite) -> DocumentChange? {
        guard site.node.kind == .array else { return nil }
        let shape = site.shape
        let elements = site.node.elements.map { JSONValue($0) }
        switch kind {
        case .tooFewElements:
            guard shape.minItems > 0, site.keywords("minItems", shapes).count == 1 else {
                return nil
            }
            return DocumentChange(
                site.pointer, to: .array(Array(elements.prefix(shape.minItems - 1))), .tooFew)
        case .tooManyElements:
            guard let most = shape.maxItems, most < Self.elementsMax, !shape.isUnique,
                site.keywords("maxItems", shapes).count == 1, let last = elements.last,
                !Self.hasPart(last)
            else { return nil }
            let more = Array(repeating: last, count: most + 1 - elements.count)
            return DocumentChange(site.pointer, to: .array(elements + more), .tooMany)
        default:
            guard shape.isUnique, let first = elements.first else { return nil }
            let rest = elements.count < shape.maxItems ?? .max ? elements : elements.dropLast()
            guard !rest.isEmpty else { return nil }
            return DocumentChange(site.pointer, to: .array(rest + [first]), .notUnique)
        }
    }

    /// Two references to one part are a mistake of their own.
    private static func hasPart(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members): members.contains { $0.name == "$part" || hasPart($0.value) }
        case .array(let elements): elements.contains(where: hasPart)
        default: false
        }
    }

    /// Turns every element that `contains` looks for into another one: by another constant.
    func nothingContained(_ site: MutationSite) -> DocumentChange? {
        guard site.node.kind == .array, site.shape.contains.count == 1,
            let contains = site.shape.contains.first, contains.least > 0,
            let properties = shapes.node(contains.place)["properties"], properties.count == 1,
            let tag = properties.members.map({ $0 }).first, let wanted = tag.value["const"]
        else { return nil }
        var edits: [(pointer: JSONPointer, value: JSONValue?)] = []
        for (position, element) in site.node.elements.enumerated()
        where shapes.accepts(element, contains.place) {
            let pointer = site.pointer.appending(position).appending(tag.name)
            let codes = sites.first { $0.pointer == pointer }?.shape.allowed ?? []
            guard let other = codes.first(where: { !$0.isSame(as: JSONValue(wanted)) }) else {
                return nil
            }
            edits.append((pointer, other))
        }
        return edits.isEmpty ? nil : DocumentChange(edits, at: site.pointer, .containsTooFew)
    }
}
