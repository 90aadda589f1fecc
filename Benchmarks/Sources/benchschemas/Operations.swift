import FormSchemas

/// What can be measured. Each operation gives a number that depends on its result.
enum Operations {
    /// Makes an operation by name.
    ///
    /// - `parse`: bytes to tape; 1 if they are JSON.
    /// - `verdict`: bytes to yes (1) or no (0), parse included.
    /// - `violations`: bytes to the number of violations, parse included.
    /// - `compile`: bytes of a schema to a program; the documents it refers to have been read.
    /// - `form-verdict`, `form-violations`: the same for a whole document with header, body and
    ///   rules, in the form version that its header names.
    /// - `form-check`, `form-check-without-rules`: verdict on a document that is parsed already.
    /// - `rules`: the number of files of rules in the built-in catalogue for the form SCHEMA.
    ///
    /// - Throws: ``WorkerError``, or the engine's error for a file it cannot use.
    static func make(
        _ name: String, schema: String, document: String
    ) throws -> () -> Int {
        switch name {
        case "parse":
            let bytes = try Files.read(document)
            return { (try? JSONDocument(bytes)) == nil ? 0 : 1 }
        case "verdict":
            let (program, bytes) = (try program(schema), try Files.read(document))
            return {
                guard let document = try? JSONDocument(bytes) else { return 0 }
                return program.isValid(document.root) ? 1 : 0
            }
        case "violations":
            let (program, bytes) = (try program(schema), try Files.read(document))
            return {
                guard let document = try? JSONDocument(bytes) else { return 1 }
                return program.violations(in: document.root).count
            }
        case "compile": return try compiling(schema)
        case "rules":
            let count = Files.rules(of: schema).count
            return { count }
        default: return try formOperation(name, document: document)
        }
    }

    /// The operations on whole documents.
    private static func formOperation(_ name: String, document path: String) throws -> () -> Int {
        let bytes = try Files.read(path)
        let document = try JSONDocument(bytes)
        let catalogue =
            name == "form-check-without-rules" ? try Files.catalogueWithoutRules() : .builtIn
        guard let version = catalogue.version(of: document) else {
            throw WorkerError("\(path): its header names no form of the catalogue")
        }
        switch name {
        case "form-verdict":
            return {
                guard let document = try? JSONDocument(bytes) else { return 0 }
                return version.isValid(document, mode: .sealed) ? 1 : 0
            }
        case "form-violations":
            return {
                guard let document = try? JSONDocument(bytes) else { return 1 }
                return version.violations(in: document, mode: .sealed).count
            }
        case "form-check", "form-check-without-rules":
            return { version.isValid(document, mode: .sealed) ? 1 : 0 }
        default: throw WorkerError("no such operation: \(name)")
        }
    }

    private static func compiling(_ schema: String) throws -> () -> Int {
        let version = schema.contains("/") ? nil : try form(schema)
        let bytes = try version.map(\.bodySchema.bytes) ?? Files.read(schema)
        let resources = version?.resources ?? [:]
        let codeLists = version?.codeLists ?? [:]
        let compile = {
            try SchemaProgram(
                compiling: try JSONDocument(bytes), resources: resources, codeLists: codeLists)
        }
        _ = try compile()
        return { (try? compile()) == nil ? 0 : 1 }
    }

    private static func program(_ schema: String) throws -> SchemaProgram {
        if !schema.contains("/") { return try form(schema).bodyProgram }
        return try SchemaProgram(compiling: try JSONDocument(try Files.read(schema)))
    }

    private static func form(_ code: String) throws -> FormVersion {
        guard let version = Catalogue.builtIn.newestVersion(form: code) else {
            throw WorkerError("no such form: \(code)")
        }
        return version
    }
}
