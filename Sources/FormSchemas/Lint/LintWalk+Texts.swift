// The texts that a form owes its readers.
extension LintWalk {
    /// Titles, descriptions and translations of a form's fields and definitions.
    mutating func checkTexts(_ root: JSONNode) {
        checkTexts(of: root, at: .root)
        visitFields(of: root, at: .root)
    }

    private mutating func visitFields(of schema: JSONNode, at pointer: JSONPointer) {
        for (name, property) in schema["properties"]?.members.map({ $0 }) ?? [] {
            let place = pointer.appending("properties").appending(name)
            // Beside a reference a property may only narrow one that has its texts.
            let narrows =
                schema["$ref"] != nil
                && ["type", "$ref", "codeList"].allSatisfy { property[$0] == nil }
            if !narrows { checkTexts(of: property, at: place) }
            visitFields(of: property, at: place)
        }
        if let items = schema["items"] {
            visitFields(of: items, at: pointer.appending("items"))
        }
        for (name, definition) in schema["$defs"]?.members.map({ $0 }) ?? [] {
            let place = pointer.appending("$defs").appending(name)
            checkTexts(of: definition, at: place)
            visitFields(of: definition, at: place)
        }
    }

    private mutating func checkTexts(of schema: JSONNode, at pointer: JSONPointer) {
        guard schema.kind == .object else { return }
        if !Self.isText(schema["title"]) { log.add(.missingTitle, at: pointer, schema) }
        if !Self.isText(schema["description"]) {
            log.add(.missingDescription, at: pointer, schema)
        }
        let missing = Language.allCases.filter { language in
            language != .en
                && ["title", "description"].contains {
                    Self.isText(schema[$0])
                        && !Self.isText(schema["translations"]?[language.rawValue]?[$0])
                }
        }
        guard !missing.isEmpty else { return }
        log.add(
            .missingTranslation, at: pointer, schema,
            ["expected": missing.map(\.rawValue).joined(separator: ", ")])
    }

    private static func isText(_ node: JSONNode?) -> Bool { node?.string?.isEmpty == false }
}
