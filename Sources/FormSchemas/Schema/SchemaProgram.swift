/// A compiled schema: immutable, contiguous, shared between threads.
///
/// Two evaluators run over it: one that answers yes or no, and one that lists every violation.
public struct SchemaProgram: Sendable {
    let storage: ProgramStorage

    /// Compiles a schema of JSON Schema 2020-12 with the exchange's keywords.
    ///
    /// - Parameters:
    ///   - uri: where the schema was found; the base of its own `$id` and references.
    ///   - resources: the documents that `$ref` and `$schema` may lead to, by absolute URI. The
    ///     meta-schemas of 2020-12 are always there; nothing is ever fetched.
    ///   - codeLists: what the keyword `codeList` may name.
    /// - Throws: ``SchemaError`` for the first thing that cannot be compiled.
    public init(
        compiling schema: JSONDocument, uri: String = "", resources: [String: JSONDocument] = [:],
        codeLists: [String: CodeList] = [:], options: SchemaOptions = SchemaOptions()
    ) throws(SchemaError) {
        var compiler = SchemaCompiler(
            resources: resources, codeLists: codeLists, options: options)
        try compiler.compile(schema, uri: uri)
        storage = ProgramStorage(compiler.builder, codeLists: codeLists)
    }

    /// Keywords and formats that have no effect, for the schema's author.
    public var warnings: [SchemaWarning] { storage.warnings }

    /// Whether `node` satisfies the schema. Warnings do not count.
    ///
    /// Cost: no allocation per value; linear in the instance for schemas without branches.
    public func isValid(_ node: JSONNode) -> Bool { verdict(node) != .invalid }

    /// Every violation once, each at its most specific place, in the order of the text.
    ///
    /// Empty if there is none; the fast program decides that first.
    ///
    /// - Parameter prefix: what stands before each instance location; the pointer to `node`.
    public func violations(in node: JSONNode, at prefix: JSONPointer = .root) -> [Violation] {
        switch verdict(node) {
        case .valid: []
        case .validWithWarnings: allViolations(in: node, at: prefix, isInvalid: false)
        case .invalid: allViolations(in: node, at: prefix, isInvalid: true)
        }
    }

    /// What the fast evaluator finds.
    enum Verdict { case valid, validWithWarnings, invalid }

    func verdict(_ node: JSONNode) -> Verdict {
        withExtendedLifetime(storage) {
            node.storage.withTape { tape, bytes in
                var evaluator = Evaluator(program: storage, tape: tape, bytes: bytes)
                defer { evaluator.finish() }
                let root = storage.tables.pointee.root
                guard evaluator.evaluate(root, node.index), !evaluator.isExhausted else {
                    return .invalid
                }
                return evaluator.hasWarnings ? .validWithWarnings : .valid
            }
        }
    }

    private func allViolations(
        in node: JSONNode, at prefix: JSONPointer, isInvalid: Bool
    ) -> [Violation] {
        node.storage.withTape { tape, bytes in
            var collector = ViolationCollector(
                program: storage, document: node.storage, tape: tape, bytes: bytes, prefix: prefix)
            return collector.run(node.index, isInvalid: isInvalid)
        }
    }
}

extension SchemaProgram {
    /// The compiled meta-schema of a dialect; `nil` if there is no such document.
    static func metaSchema(
        _ uri: String, resources: [String: JSONDocument]
    ) throws(SchemaError) -> SchemaProgram? {
        if uri == MetaSchemas.dialect { return standardMetaSchema }
        guard let document = resources[uri] ?? MetaSchemas.document(at: uri) else { return nil }
        return try SchemaProgram(
            compiling: document, uri: uri, resources: resources, options: metaSchemaOptions)
    }

    private static let standardMetaSchema: SchemaProgram? = {
        guard let document = MetaSchemas.document(at: MetaSchemas.dialect) else { return nil }
        return try? SchemaProgram(compiling: document, options: metaSchemaOptions)
    }()

    private static var metaSchemaOptions: SchemaOptions {
        var options = SchemaOptions()
        options.checksMetaSchema = false
        options.assertsFormats = false
        options.exchangeKeywords = false
        return options
    }
}

extension JSONStorage {
    /// Calls `body` with tape and text; both stay where they are for the call.
    func withTape<Result>(
        _ body: (UnsafeMutablePointer<TapeEntry>, UnsafePointer<UInt8>) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { buffer in body(tape, buffer.baseAddress.unsafelyUnwrapped) }
    }
}
