extension FormVersion {
    /// Every violation of the manifest of a bulk submission, `{"header": …, "bulk": {"count": …,
    /// "root": …}}`, in the order of the text.
    ///
    /// - Parameter countMax: how many records one may have.
    public func violations(inManifest document: JSONDocument, countMax: Int) -> [Violation] {
        var found = Self.manifest.violations(in: document.root)
        if let header = document.root["header"] { found += violations(inHeader: header) }
        let count: JSONPointer = "/bulk/count"
        if let node = document.root[count], let value = node.int, value > countMax {
            found.append(
                Violation(
                    at: count, node, code: .tooLarge, parameters: ["limit": String(countMax)]))
        }
        return Placeholder.adding(to: found, of: document.root, at: .root).inOrderOfText()
    }

    /// Every violation of a document's header, whatever else there is, in the order of the text.
    public func violations(inHeaderOf document: JSONDocument) -> [Violation] {
        guard let header = document.root["header"] else {
            return [
                Violation(
                    at: "/header", document.root, code: .required, parameters: ["name": "header"])
            ]
        }
        return Placeholder.adding(
            to: violations(inHeader: header), of: header, at: "/header"
        ).inOrderOfText()
    }

    private static let manifest: SchemaProgram = {
        let schema: JSONValue = [
            "type": "object", "required": ["header", "bulk"], "additionalProperties": false,
            "properties": [
                "header": true,
                "bulk": [
                    "type": "object", "required": ["count", "root"],
                    "additionalProperties": false,
                    "properties": [
                        "count": ["type": "integer", "minimum": 1],
                        "root": ["type": "string", "pattern": "^[A-Za-z0-9+/]{43}=$"],
                    ],
                ],
            ],
        ]
        do {
            return try SchemaProgram(
                compiling: try JSONDocument(schema.bytes()), uri: "urn:benelux:forms:manifest:1")
        } catch {
            preconditionFailure("the schema of the manifest: \(error)")
        }
    }()
}
