/// What a form's schema says about one field, in one language.
public struct FieldDescription: Sendable {
    /// A code with its label.
    public struct Code: Sendable {
        public let code: String
        public let label: String
    }

    /// The place, e.g. `/body/legs/*/mode`; `*` stands for each element of a list.
    public let path: String
    public let title: String
    public let description: String
    /// JSON's names of the types it may have; empty if the schema does not say.
    public let types: [String]
    /// Whether the field must be there whenever what surrounds it is.
    public let isRequired: Bool
    /// The name of its code list; `nil` for free values.
    public let codeList: String?
    /// The codes or the enumerated values; empty for free values.
    public let codes: [Code]
    /// The format, e.g. `date-time`.
    public let format: String?
    /// The class of personal data, 0 to 7; that of the field around it if it has none of its own.
    public let personalData: Int
    /// The kind of confidential part that stands here.
    public let part: String?
}

extension FormVersion {
    /// Describes all fields of header, body and parts, in the order of the schema.
    public func fields(in language: Language) -> [FieldDescription] {
        var walk = FieldWalk(version: self, language: language)
        walk.visit(headerSchema, "/header")
        walk.visit(bodySchema, "/body")
        return walk.fields
    }
}

private struct FieldWalk {
    let version: FormVersion
    let language: Language
    var tree: SchemaTree
    var fields: [FieldDescription] = []

    init(version: FormVersion, language: Language) {
        self.version = version
        self.language = language
        tree = SchemaTree(resources: version.resources)
    }

    mutating func visit(_ schema: JSONDocument, _ path: String) {
        var resources = version.resources
        // A document is not to meet itself among the resources.
        if let id = schema.root["$id"]?.string { resources[id] = nil }
        tree = SchemaTree(resources: resources)
        guard let root = tree.root(schema) else { return }
        members(of: [root], path, personalData: 0, depth: 0)
    }

    private mutating func members(
        of places: [SchemaPlace], _ path: String, personalData: Int, depth: Int
    ) {
        guard depth < 24 else { return }
        let certain = tree.required(tree.schemas(places, .none))
        let schemas = tree.schemas(places, .all)
        for (name, places) in tree.properties(schemas) {
            let path = path + "/" + JSONPointer.escaped(name)
            field(places, path, certain.contains(name), personalData, depth)
        }
        let items = tree.items(schemas)
        if !items.isEmpty {
            members(of: items, path + "/*", personalData: personalData, depth: depth + 1)
        }
    }

    private mutating func field(
        _ places: [SchemaPlace], _ path: String, _ isRequired: Bool, _ outer: Int, _ depth: Int
    ) {
        let schemas = tree.schemas(places, .first)
        let items = tree.schemas(tree.items(schemas), .first)
        let personalData = tree.first("personalData", schemas)?.int ?? outer
        let part = tree.first("part", schemas)?.string
        let list = tree.first("codeList", schemas + items)
            .flatMap { CodeListReference($0) }?.key(in: version.codeLists)
        fields.append(
            FieldDescription(
                path: path, title: tree.text("title", schemas, in: language),
                description: tree.text("description", schemas, in: language),
                types: tree.types(schemas), isRequired: isRequired, codeList: list,
                codes: codes(schemas + items, list), format: tree.first("format", schemas)?.string,
                personalData: personalData, part: part))
        guard let part else {
            return members(of: places, path, personalData: personalData, depth: depth + 1)
        }
        guard let schema = version.parts[part]?.schema else { return }
        let around = tree
        visit(schema, path + "/value")
        tree = around
    }

    private func codes(_ schemas: [SchemaPlace], _ list: String?) -> [FieldDescription.Code] {
        if let list, let entries = version.codeLists[list]?.entries {
            return entries.map { FieldDescription.Code(code: $0.code, label: $0.label[language]) }
        }
        let values = tree.first("enum", schemas)?.elements.compactMap(\.string) ?? []
        return values.map { FieldDescription.Code(code: $0, label: $0) }
    }
}
