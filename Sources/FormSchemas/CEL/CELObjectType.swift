/// The fields of an object as a schema describes them, found when an expression asks for them.
///
/// Not shared between threads: it serves the compiler and is gone when the program is there.
public final class CELObjectType {
    private let tree: CELSchemaTree?
    private let places: [SchemaPlace]
    /// Those of the places that describe it whatever else is in the document.
    private let sure: [SchemaPlace]
    private var known: [String: CELType]?
    /// Whether there may be others, as long as their names are not like those that are known.
    private let hasOthers: Bool

    init(tree: CELSchemaTree, places: [SchemaPlace], sure: [SchemaPlace]) {
        self.tree = tree
        self.places = places
        self.sure = sure
        hasOthers = false
    }

    /// An object with exactly these fields.
    public init(fields: [String: CELType]) {
        tree = nil
        places = []
        sure = []
        known = fields
        hasOthers = false
    }

    /// An object with fields as its like has, and perhaps more.
    init(fieldsLike fields: [String: CELType]) {
        tree = nil
        places = []
        sure = []
        known = fields
        hasOthers = true
    }

    /// The fields by name.
    var fields: [String: CELType] {
        if let known { return known }
        let found = tree?.fields(of: places, sure: sure) ?? [:]
        known = found
        return found
    }

    /// Whether the schema lets the object have other fields.
    private(set) lazy var isOpen: Bool = tree?.isOpen(places) ?? false

    /// The field's type; `nil` if there is no such field.
    func field(_ name: String) -> CELType? {
        if let known = fields[name] { return known }
        return isOpen || (hasOthers && nearest(to: name) == nil) ? .dyn : nil
    }

    /// The field whose name is most like `name`, if any is like it at all.
    func nearest(to name: String) -> String? {
        Spelling.nearest(to: name, in: fields.keys.sorted())
    }
}

/// Reads a schema as types of expressions.
final class CELSchemaTree {
    private var tree: SchemaTree
    private let root: SchemaPlace?
    let codeLists: [String: CodeList]

    init(
        _ schema: JSONDocument, resources: [String: JSONDocument],
        codeLists: [String: CodeList] = [:]
    ) {
        self.codeLists = codeLists
        var resources = resources
        // A document is not to meet itself among the resources.
        if let id = schema.root["$id"]?.string { resources[id] = nil }
        tree = SchemaTree(resources: resources)
        root = tree.root(schema)
    }

    /// The type of the values that the schema describes.
    var type: CELType { root.map { type(of: [$0], sure: [$0]) } ?? .dyn }

    func node(_ place: SchemaPlace) -> JSONNode { tree.node(place) }

    fileprivate func fields(
        of places: [SchemaPlace], sure: [SchemaPlace]
    ) -> [String: CELType] {
        var fields: [String: CELType] = [:]
        let described = tree.properties(tree.schemas(sure, .none))
        let sureByName = Dictionary(described.map { ($0.name, $0.places) }) { first, _ in first }
        for (name, places) in tree.properties(tree.schemas(places, .all)) {
            fields[name] = type(of: places, sure: sureByName[name] ?? [])
        }
        return fields
    }

    fileprivate func isOpen(_ places: [SchemaPlace]) -> Bool {
        let schemas = tree.schemas(places, .all)
        if tree.first("patternProperties", schemas) != nil { return true }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            if let rest = tree.first(keyword, schemas), rest.bool != false { return true }
        }
        return false
    }

    /// - Parameter sure: those of the places that hold whatever else is in the document.
    private func type(of places: [SchemaPlace], sure: [SchemaPlace]) -> CELType {
        var type = typeWithoutCodes(of: places, sure: sure)
        type.codes = codes(of: tree.schemas(sure, .none))
        return type
    }

    private func typeWithoutCodes(of places: [SchemaPlace], sure: [SchemaPlace]) -> CELType {
        let certain = tree.schemas(places, .none)
        if tree.first("part", certain) != nil { return CELType(.part) }
        let all = tree.schemas(places, .all)
        let name = typeName(certain) ?? typeName(all)
        switch name {
        case "boolean": return .bool
        case "integer": return .int
        case "number": return .number
        case "null": return .null
        case "string": return CELType(.string, sizeMax: tree.first("maxLength", certain)?.int)
        case "array":
            let items = tree.items(all)
            let element: CELType =
                items.isEmpty || tree.first("prefixItems", all) != nil
                ? .dyn : type(of: items, sure: tree.items(tree.schemas(sure, .none)))
            return CELType(.list(element), sizeMax: tree.first("maxItems", certain)?.int)
        case "object":
            let size = tree.first("maxProperties", certain)?.int
            guard tree.first("properties", all) != nil else {
                return CELType(.map(.string, .dyn), sizeMax: size)
            }
            return CELType(
                .object(CELObjectType(tree: self, places: places, sure: sure)), sizeMax: size)
        default: return .dyn
        }
    }

    /// The one type that the schemas admit; `nil` if they do not say or say several.
    private func typeName(_ schemas: [SchemaPlace]) -> String? {
        var names: Set<String> = []
        for schema in schemas {
            let one = tree.types([schema])
            // Whether null or something else is there is known when it is evaluated.
            if one.count > 1 { return nil }
            names.formUnion(one)
            if one.isEmpty, let values = literals(tree.node(schema)) { names.formUnion(values) }
        }
        if names == ["integer", "number"] { return "integer" }
        return names.count == 1 ? names.first : nil
    }

    /// The types of what `const` and `enum` list.
    private func literals(_ schema: JSONNode) -> Set<String>? {
        let values = schema["const"].map { [$0] } ?? schema["enum"].map { Array($0.elements) }
        return values.map { values in
            Set(
                values.map { value in
                    value.entry.kind == .integer ? "integer" : TypeNames.actual(value.entry)
                })
        }
    }
}
