import FormDocument
import FormSchemas

/// The schemas and rules of one call.
struct SchemaFiles {
    private var documents: [String: Result<JSONDocument, JSONError>] = [:]
    /// What the schemas may refer to: the catalogue's documents and each other, by `$id`.
    private var resources = FormLibrary.resources

    init(_ files: [(name: String, bytes: [UInt8])]) {
        for (name, bytes) in files {
            let document = Result { () throws(JSONError) in try JSONDocument(bytes) }
            documents[name] = document
            if let schema = try? document.get(), let id = schema.root["$id"]?.string {
                resources[id] = schema
            }
        }
    }

    /// The bytes of a schema: as much as a bundle may have, more than anybody reads.
    static func read(_ name: String) throws(ClientError) -> [UInt8] {
        try LocalFile.read(name, bytesMax: DocumentLimits.bundleBytesMax)
    }

    /// Checks a file of the call.
    ///
    /// - Throws: ``ClientError`` if it has rules, and the schema they are about cannot be read.
    func check(_ name: String) throws(ClientError) -> SchemaCheck {
        switch documents[name] {
        case .success(let document)?:
            return SchemaCheck(
                file: name,
                Self.isRules(document, name)
                    ? try ruleFindings(in: document, name) : schemaFindings(in: document))
        case .failure(let error)?: return SchemaCheck(file: name, error)
        case nil: preconditionFailure("a file of another call")
        }
    }

    /// Whether a file holds rules: by its name, or by what is in it.
    private static func isRules(_ document: JSONDocument, _ name: String) -> Bool {
        LocalFile.lastComponent(of: name) == "rules.json"
            || (document.root.count == 1 && document.root["rules"]?.kind == .array)
    }

    private func schemaFindings(in schema: JSONDocument) -> [SchemaFinding] {
        SchemaLint(
            resources: resources, codeLists: FormLibrary.catalogue.codeLists,
            needsTexts: FormLibrary.isOfExchange(schema)
        ).findings(in: schema)
    }

    private func ruleFindings(
        in rules: JSONDocument, _ name: String
    ) throws(ClientError) -> [SchemaFinding] {
        let path = (LocalFile.parent(of: name).map { $0 + "/" } ?? "") + "schema.json"
        let body: JSONDocument
        do throws(ClientError) {
            body = try Self.document(path)
        } catch {
            throw ClientError(
                .undecided, .rulesWithoutSchema(name, schema: path), details: [error.message],
                advice: .putSchemaBesideRules)
        }
        return RuleLint(
            header: FormLibrary.headerSchema, body: body, resources: resources,
            codeLists: FormLibrary.catalogue.codeLists, tables: FormLibrary.tables
        ).findings(in: rules)
    }

    private static func document(_ path: String) throws(ClientError) -> JSONDocument {
        let bytes = try read(path)
        do throws(JSONError) {
            return try JSONDocument(bytes)
        } catch {
            throw ClientError(.undecided, .notJSON(path, error))
        }
    }
}
