/// A schema with everything that it refers to, for comparing it with another.
public struct ComparedSchema: Sendable {
    let document: JSONDocument
    let uri: String
    let resources: [String: JSONDocument]
    let codeLists: [String: CodeList]
    /// The schema as the engine runs it.
    public let program: SchemaProgram

    /// - Parameters:
    ///   - resources: the documents that `$ref` may lead to, by absolute URI.
    ///   - codeLists: what the keyword `codeList` may name.
    /// - Throws: what ``SchemaProgram`` refuses.
    public init(
        _ document: JSONDocument, uri: String = "", resources: [String: JSONDocument] = [:],
        codeLists: [String: CodeList] = [:], options: SchemaOptions = SchemaOptions()
    ) throws(SchemaError) {
        self.init(
            document, uri: uri, resources: resources, codeLists: codeLists,
            program: try SchemaProgram(
                compiling: document, uri: uri, resources: resources, codeLists: codeLists,
                options: options))
    }

    init(
        _ document: JSONDocument, uri: String = "", resources: [String: JSONDocument],
        codeLists: [String: CodeList], program: SchemaProgram
    ) {
        self.document = document
        self.uri = uri
        self.resources = resources
        self.codeLists = codeLists
        self.program = program
    }

    /// What the engine says of a value; `nil` if it gave up.
    func accepts(_ document: JSONDocument) -> Bool? {
        if program.isValid(document.root) { return true }
        let isExhausted = program.violations(in: document.root).contains { $0.code == .tooComplex }
        return isExhausted ? nil : false
    }
}
