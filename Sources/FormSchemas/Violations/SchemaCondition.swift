/// A schema that is simple enough to be said in a few words, such as `role = "LEAD"`.
struct SchemaCondition {
    let text: String

    private static let valuesMax = 12

    /// - Parameter schemas: schema objects that all hold for one value.
    /// - Returns: `nil` if they say anything but which values it, or its members, may have.
    init?(_ schemas: [JSONNode]) {
        var parts: [String] = []
        for schema in schemas {
            guard let found = Self.parts(schema, "") else { return nil }
            parts += found
        }
        guard !parts.isEmpty else { return nil }
        text = parts.joined(separator: ", ")
    }

    private static func parts(_ schema: JSONNode, _ path: String) -> [String]? {
        var parts: [String] = []
        for (name, value) in schema.members {
            switch name {
            case "const", "enum": continue
            case "properties":
                for (member, inner) in value.members {
                    let path = path.isEmpty ? member : path + "." + member
                    guard inner.kind == .object, let found = Self.parts(inner, path),
                        !found.isEmpty
                    else { return nil }
                    parts += found
                }
            // They only make sure that what is compared is there.
            case "type", "required", "title", "description", "translations", "$ref", "$comment":
                continue
            default: return nil
            }
        }
        if let values = values(of: schema) {
            parts.insert(path.isEmpty ? values : "\(path) = \(values)", at: 0)
        }
        return parts
    }

    /// The values of `const` or `enum` as JSON; `nil` if the schema has neither.
    static func values(of schema: JSONNode) -> String? {
        guard let nodes = nodes(of: schema) else { return nil }
        let texts = nodes.prefix(valuesMax).map { node in
            String(decoding: node.document.bytes[node.byteRange], as: UTF8.self)
        }
        guard !texts.isEmpty else { return nil }
        return texts.joined(separator: " / ") + (nodes.count > valuesMax ? " / …" : "")
    }

    private static func nodes(of schema: JSONNode) -> [JSONNode]? {
        if let const = schema["const"] { return [const] }
        return schema["enum"].map { Array($0.elements) }
    }

    /// The fields that the schemas need, if that is all they say.
    static func onlyRequired(_ schemas: [JSONNode]) -> [String]? {
        var names: [String] = []
        for schema in schemas {
            for (name, value) in schema.members {
                switch name {
                case "required": names += value.elements.compactMap(\.string)
                case "$ref", "title", "description", "translations", "$comment": continue
                case "type" where value.string == "object": continue
                default: return nil
                }
            }
        }
        return names.isEmpty ? nil : names
    }

    /// The field whose value decides between branches, and all values that it may have.
    static func discriminator(
        of branches: [[JSONNode]]
    ) -> (name: String, values: String)? {
        for schema in branches.first ?? [] {
            guard let properties = schema["properties"] else { continue }
            for (name, _) in properties.members {
                let values = branches.compactMap { Self.values(of: name, in: $0) }
                if values.count == branches.count {
                    return (name, values.joined(separator: ", "))
                }
            }
        }
        return nil
    }

    private static func values(of member: String, in schemas: [JSONNode]) -> String? {
        for schema in schemas {
            if let inner = schema["properties"]?[member], let values = values(of: inner) {
                return values
            }
        }
        return nil
    }
}
