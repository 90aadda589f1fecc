/// Reads schemas as descriptions: what they say about a field, through references and branches.
///
/// For templates, help and documentation; never for a verdict.
struct SchemaTree {
    private var index: SchemaIndex

    init(resources: [String: JSONDocument]) { index = SchemaIndex(available: resources) }

    /// Reads documents that were taken in already.
    init(_ index: SchemaIndex) { self.index = index }

    /// Takes in a schema document; `nil` if its identifiers are broken.
    mutating func root(_ schema: JSONDocument) -> SchemaPlace? { try? index.add(schema, uri: "") }

    func node(_ place: SchemaPlace) -> JSONNode { index.node(at: place) }

    /// Which subschemas count besides those that always hold.
    enum Branches {
        /// None: what holds whatever else is filled in.
        case none
        /// The first of each `anyOf` and `oneOf`: one way to fill in the form.
        case first
        /// All of them, and `then` and `else`: all fields there may be.
        case all
    }

    /// All schema objects that describe the same value as `places`, these first.
    mutating func schemas(_ places: [SchemaPlace], _ branches: Branches) -> [SchemaPlace] {
        var found: [SchemaPlace] = []
        var seen: Set<SchemaPlace> = []
        var queue = places
        while !queue.isEmpty {
            let place = queue.removeFirst()
            guard seen.insert(place).inserted, node(place).kind == .object else { continue }
            found.append(place)
            queue += applied(at: place, branches)
        }
        return found
    }

    private mutating func applied(at place: SchemaPlace, _ branches: Branches) -> [SchemaPlace] {
        let schema = node(place)
        var places: [SchemaPlace] = []
        if let reference = schema["$ref"]?.string,
            let target = try? index.resolve(reference, in: index.subschema(at: place).resource)
        {
            places.append(target)
        }
        func add(_ node: JSONNode) {
            places.append(SchemaPlace(document: place.document, index: node.index))
        }
        schema["allOf"]?.elements.forEach(add)
        for keyword in ["oneOf", "anyOf"] {
            guard let choices = schema[keyword]?.elements else { continue }
            switch branches {
            case .none: break
            case .first:
                // A value tells more than its absence.
                let choice = choices.first { $0["type"]?.string != "null" }
                if let choice { add(choice) }
            case .all: choices.forEach(add)
            }
        }
        if branches == .all {
            if let then = schema["then"] { add(then) }
            if let otherwise = schema["else"] { add(otherwise) }
        }
        return places
    }

    /// The first value that any of the schemas has for a keyword.
    func first(_ keyword: String, _ schemas: [SchemaPlace]) -> JSONNode? {
        schemas.lazy.compactMap { node($0)[keyword] }.first
    }

    /// The members that the schemas name, in the order of the schema, each with what describes it.
    func properties(_ schemas: [SchemaPlace]) -> [(name: String, places: [SchemaPlace])] {
        var order: [String] = []
        var places: [String: [SchemaPlace]] = [:]
        for schema in schemas {
            guard let properties = node(schema)["properties"] else { continue }
            for (name, value) in properties.members {
                let place = SchemaPlace(document: schema.document, index: value.index)
                if places[name] == nil { order.append(name) }
                places[name, default: []].append(place)
            }
        }
        return order.map { ($0, places[$0] ?? []) }
    }

    func required(_ schemas: [SchemaPlace]) -> Set<String> {
        var names: Set<String> = []
        for schema in schemas {
            names.formUnion(node(schema)["required"]?.elements.compactMap(\.string) ?? [])
        }
        return names
    }

    /// What describes the elements of a list.
    func items(_ schemas: [SchemaPlace], withContains: Bool = false) -> [SchemaPlace] {
        var places: [SchemaPlace] = []
        for schema in schemas {
            for keyword in withContains ? ["items", "contains"] : ["items"] {
                guard let items = node(schema)[keyword], items.kind == .object else { continue }
                places.append(SchemaPlace(document: schema.document, index: items.index))
            }
        }
        return places
    }

    /// The types that the schemas admit, from the first that says so.
    func types(_ schemas: [SchemaPlace]) -> [String] {
        guard let type = first("type", schemas) else {
            if first("properties", schemas) != nil { return ["object"] }
            if first("items", schemas) != nil { return ["array"] }
            if first("codeList", schemas) != nil || first("pattern", schemas) != nil {
                return ["string"]
            }
            return []
        }
        return type.string.map { [$0] } ?? type.elements.compactMap(\.string)
    }

    /// A title or description in the language, else in English.
    func text(_ keyword: String, _ schemas: [SchemaPlace], in language: Language) -> String {
        for schema in schemas {
            let node = node(schema)
            if let text = node["translations"]?[language.rawValue]?[keyword]?.string { return text }
            if let text = node[keyword]?.string { return text }
        }
        return ""
    }
}
