/// Compiles a schema for its lint: the schema itself, every definition in it, and its examples.
struct LintCompiler {
    private let document: JSONDocument
    private let resources: [String: JSONDocument]
    private let codeLists: [String: CodeList]
    private var index: SchemaIndex?

    private static let options: SchemaOptions = {
        var options = SchemaOptions()
        options.checksGeneratorHints = true
        return options
    }()

    /// The address under which the schema itself is found here.
    private static let uri = "urn:lint:schema"

    init(
        _ document: JSONDocument, resources: [String: JSONDocument], codeLists: [String: CodeList]
    ) {
        self.document = document
        self.resources = resources.merging([Self.uri: document]) { $1 }
        self.codeLists = codeLists
    }

    // MARK: - Refusals

    /// The schema's places; `nil` if its identifiers are broken, which is added to the log.
    mutating func makeIndex(_ log: inout FindingLog) -> SchemaIndex? {
        var index = SchemaIndex(available: resources)
        do throws(SchemaError) {
            _ = try index.add(document, uri: Self.uri)
        } catch {
            report(error, to: &log)
            return nil
        }
        self.index = index
        return index
    }

    /// Adds what the compiler refuses first, in the schema or in a definition that it may not use.
    func reportRefusal(to log: inout FindingLog) {
        guard !log.hasRefusals else { return }
        var targets: [String] = []
        for keyword in ["$defs", "definitions"] {
            for (name, _) in document.root[keyword]?.members.map({ $0 }) ?? [] {
                targets.append("/\(keyword)/\(JSONPointer.escaped(name))")
            }
        }
        do throws(SchemaError) {
            _ = try SchemaProgram(
                compiling: document, uri: Self.uri, resources: resources, codeLists: codeLists,
                options: Self.options)
            if !targets.isEmpty { _ = try compile(targets) }
        } catch {
            report(error, to: &log)
        }
    }

    /// Adds all that the schema's meta-schema refuses.
    func reportMetaSchema(to log: inout FindingLog) {
        let name = document.root["$schema"]?.string ?? MetaSchemas.dialect
        let uri = name.hasSuffix("#") ? String(name.dropLast()) : name
        // One that cannot be had or compiled is reported by the compiler of the schema itself.
        guard let program = try? SchemaProgram.metaSchema(uri, resources: resources) else { return }
        for violation in program.violations(in: document.root) {
            if let mistake = KeywordMistake(violation, in: document.root) {
                let pointer = violation.instanceLocation
                log.add(
                    .invalidKeyword, at: pointer, document.root[pointer] ?? document.root,
                    mistake.parameters)
                continue
            }
            report(
                .invalidKeyword, at: violation.instanceLocation, to: &log,
                reason: violation.message(in: .en), cause: violation)
        }
    }

    private func report(_ error: SchemaError, to log: inout FindingLog) {
        let fragment = error.schemaLocation.firstIndex(of: "#")
        let uri = fragment.map { String(error.schemaLocation[..<$0]) } ?? error.schemaLocation
        let path = fragment.map { String(error.schemaLocation[$0...].dropFirst()) } ?? ""
        let kind = SchemaFinding.Kind(error.reason)
        guard let place = place(uri, path) else {
            // In a document that this one refers to: the location says which.
            return report(kind, at: .root, to: &log, reason: error.description)
        }
        report(kind, at: place, to: &log, reason: error.message)
    }

    /// The pointer from the document's root to a location in it; `nil` if it lies elsewhere.
    private func place(_ uri: String, _ path: String) -> JSONPointer? {
        guard let inner = JSONPointer(path) else { return nil }
        let known = [Self.uri, "", document.root["$id"]?.string ?? Self.uri]
        if known.contains(uri) { return inner }
        guard let resource = index?.resources.first(where: { $0.key == uri }),
            resource.root.document == 0
        else { return nil }
        return pointer(to: resource.root.index).appending(inner)
    }

    /// Where the value with this place on the tape stands.
    private func pointer(to index: Int) -> JSONPointer {
        var node = document.root
        var pointer = JSONPointer.root
        while node.index != index {
            // Values lie on the tape in the order of the text, each before what is in it.
            let element = node.elements.enumerated().reversed().first { $0.element.index <= index }
            if let element {
                node = element.element
                pointer = pointer.appending(element.offset)
            } else if let member = node.members.reversed().first(where: { $0.value.index <= index })
            {
                node = member.value
                pointer = pointer.appending(member.name)
            } else {
                break
            }
        }
        return pointer
    }

    private func report(
        _ kind: SchemaFinding.Kind, at pointer: JSONPointer, to log: inout FindingLog,
        reason: String, cause: Violation? = nil
    ) {
        // The nearest place that is there: a location may end with a keyword that is missing.
        var pointer = pointer
        while document.root[pointer] == nil { pointer = JSONPointer(pointer.tokens.dropLast()) }
        log.add(
            kind, at: pointer, document.root[pointer] ?? document.root, ["reason": reason],
            cause: cause)
    }

    // MARK: - Examples

    /// A value that a schema holds and that should satisfy the schema.
    struct Example {
        let kind: SchemaFinding.Kind
        /// The schema that holds it.
        let schema: JSONPointer
        let pointer: JSONPointer
        let value: JSONNode
    }

    /// Adds the examples that their own schema refuses.
    ///
    /// One program and one array of all values: compiling a program for each would take time
    /// quadratic in the schema.
    func reportExamples(_ examples: [Example], to log: inout FindingLog) {
        let bytes = examples.map { $0.value.document.bytes[$0.value.byteRange] }
        guard !examples.isEmpty, let program = try? compile(examples.map(\.schema.description)),
            let values = try? JSONDocument([0x5B] + bytes.joined(separator: [0x2C]) + [0x5D])
        else { return }
        for violation in program.violations(in: values.root) where violation.severity == .error {
            guard case .index(let number)? = violation.instanceLocation.tokens.first,
                examples.indices.contains(number)
            else { continue }
            let example = examples[number]
            log.add(
                example.kind, at: example.pointer, example.value,
                ["reason": violation.message(in: .en)], cause: violation)
        }
    }

    /// A program that applies the schema at each pointer to one element of an array; requires one.
    private func compile(_ pointers: [String]) throws(SchemaError) -> SchemaProgram {
        let references = pointers.map { pointer in
            JSONValue.object([
                .init("$ref", .string(Self.uri + "#" + Self.fragment(pointer)))
            ])
        }
        let schema: JSONValue = ["prefixItems": .array(references)]
        guard let document = try? JSONDocument(schema.bytes()) else {
            preconditionFailure("what was written here is JSON")
        }
        var options = Self.options
        // The references come on top of what the schema itself may have.
        options.limits.nodesMax *= 4
        return try SchemaProgram(
            compiling: document, resources: resources, codeLists: codeLists, options: options)
    }

    /// A pointer as the fragment of a URI reference, of which only `%` has a meaning of its own.
    private static func fragment(_ pointer: String) -> String {
        pointer.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
    }
}
