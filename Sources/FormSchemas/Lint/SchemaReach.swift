/// What values a schema may accept at all, as far as that is cheap to see.
///
/// Every answer errs to one side: more kinds than there are, "not always" where it is always.
struct SchemaReach {
    private(set) var index: SchemaIndex
    private var known: [SchemaPlace: ValueKinds] = [:]
    private var open: Set<SchemaPlace> = []

    /// References followed in turn, so that a chain of them costs bounded stack.
    private static let depthMax = 64

    init(_ index: SchemaIndex) { self.index = index }

    /// Finds what a reference in `place` leads to; `nil` if there is nothing.
    mutating func target(_ reference: String, from place: SchemaPlace) -> SchemaPlace? {
        try? index.resolve(reference, in: index.subschema(at: place).resource)
    }

    /// The kinds of values that the schema may accept; none if no value satisfies it.
    mutating func kinds(_ place: SchemaPlace) -> ValueKinds {
        if let kinds = known[place] { return kinds }
        let schema = index.node(at: place)
        guard schema.kind == .object else { return schema.bool == false ? [] : .all }
        // A loop, or too deep: nothing is known.
        guard open.count < Self.depthMax, open.insert(place).inserted else { return .all }
        let kinds = ownKinds(schema).intersection(appliedKinds(schema, place))
        open.remove(place)
        // Where a loop was cut short this has kinds too many, which is the side to err on.
        known[place] = kinds
        return kinds
    }

    private func ownKinds(_ schema: JSONNode) -> ValueKinds {
        var kinds = ValueKinds(ofType: schema["type"])
        if let value = schema["const"] { kinds.formIntersection(ValueKinds(of: value)) }
        if let values = schema["enum"], values.kind == .array {
            kinds.formIntersection(values.elements.reduce(into: []) { $0.formUnion(.init(of: $1)) })
        }
        for range in ValueRange.empty(in: schema) { kinds.subtract(range.kinds) }
        return kinds
    }

    private mutating func appliedKinds(_ schema: JSONNode, _ place: SchemaPlace) -> ValueKinds {
        var kinds = ValueKinds.all
        if let target = schema["$ref"]?.string.flatMap({ target($0, from: place) }) {
            kinds.formIntersection(self.kinds(target))
        }
        for element in elements(schema["allOf"], place) {
            kinds.formIntersection(self.kinds(element))
        }
        for keyword in ["anyOf", "oneOf"] where schema[keyword]?.kind == .array {
            var union: ValueKinds = []
            for branch in elements(schema[keyword], place) { union.formUnion(self.kinds(branch)) }
            kinds.formIntersection(union)
        }
        if let not = schema["not"] {
            if isAlways(not) { return [] }
            if not.kind == .object, not.count == 1, let type = not["type"] {
                kinds.subtract(ValueKinds(ofType: type))
            }
        }
        if let condition = schema["if"] {
            let isTrue = isAlways(condition)
            let isFalse = condition.bool == false
            if isTrue, let then = schema["then"] {
                kinds.formIntersection(self.kinds(child(then, of: place)))
            }
            if isFalse, let otherwise = schema["else"] {
                kinds.formIntersection(self.kinds(child(otherwise, of: place)))
            }
        }
        return kinds
    }

    /// Whether something that the schema consists of is itself satisfied by no value.
    mutating func hasEmptyPart(_ place: SchemaPlace) -> Bool {
        let schema = index.node(at: place)
        var parts = elements(schema["allOf"], place)
        if let target = schema["$ref"]?.string.flatMap({ target($0, from: place) }) {
            parts.append(target)
        }
        return parts.contains { kinds($0).isEmpty }
    }

    func child(_ node: JSONNode, of parent: SchemaPlace) -> SchemaPlace {
        SchemaPlace(document: parent.document, index: node.index)
    }

    private func elements(_ node: JSONNode?, _ parent: SchemaPlace) -> [SchemaPlace] {
        node?.elements.map { child($0, of: parent) } ?? []
    }

    /// Whether the schema says nothing about a value.
    func isAlways(_ schema: JSONNode) -> Bool {
        if let flag = schema.bool { return flag }
        guard schema.kind == .object else { return false }
        return schema.members.allSatisfy { Self.assertsNothing($0.name) }
    }

    static func assertsNothing(_ keyword: String) -> Bool {
        switch keyword {
        case "$ref", "$dynamicRef": return false
        case "translations", "personalData", "example", "then", "else": return true
        default: break
        }
        guard let known = KeywordShape.of(keyword) else { return true }
        return [.core, .metaData, .content].contains(known.vocabulary)
    }

    /// The names that every object has which satisfies the schema, through references.
    mutating func requiredNames(_ place: SchemaPlace) -> Set<String> {
        var names: Set<String> = []
        var seen: Set<SchemaPlace> = []
        var queue = [place]
        while let next = queue.popLast(), seen.count < 1_000 {
            guard seen.insert(next).inserted else { continue }
            let schema = index.node(at: next)
            names.formUnion(schema["required"]?.elements.compactMap(\.string) ?? [])
            if let target = schema["$ref"]?.string.flatMap({ target($0, from: next) }) {
                queue.append(target)
            }
            queue += elements(schema["allOf"], next)
        }
        return names
    }
}
