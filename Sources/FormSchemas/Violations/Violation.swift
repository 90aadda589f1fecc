/// One thing that is wrong with a document, at one place.
public struct Violation: Sendable, Equatable {
    public enum Severity: String, Sendable {
        /// The document is not valid.
        case error
        /// The document is valid, and somebody should look at this.
        case warning
    }

    /// The value that is wrong; for `REQUIRED` the member that is missing.
    public let instanceLocation: JSONPointer
    /// Line of the value in the text (of the object, where a member is missing), from 1.
    public let line: Int
    /// Column of the same, in Unicode scalars, from 1.
    public let column: Int
    public let code: ViolationCode
    public let severity: Severity
    /// What the message mentions, by name: `limit`, `name`, `format`, `expected` …
    public let parameters: ViolationParameters
    /// The message of a rule, which brings its own; `nil` where the code has one.
    public let messages: LocalizedText?
    /// Where the schema says more, for the message; `nil` if no schema is behind it.
    let source: ViolationSource?
    private let location: String

    /// URI of the schema resource with a JSON pointer to the keyword as its fragment.
    public var schemaLocation: String { source?.location ?? location }

    public init(
        instanceLocation: JSONPointer, line: Int, column: Int, schemaLocation: String = "",
        code: ViolationCode, severity: Severity = .error, parameters: ViolationParameters = [:],
        messages: LocalizedText? = nil
    ) {
        self.init(
            instanceLocation: instanceLocation, line: line, column: column,
            schemaLocation: schemaLocation, code: code, severity: severity,
            parameters: parameters, messages: messages, source: nil)
    }

    init(
        instanceLocation: JSONPointer, line: Int, column: Int, schemaLocation: String = "",
        code: ViolationCode, severity: Severity, parameters: ViolationParameters,
        messages: LocalizedText? = nil, source: ViolationSource?
    ) {
        self.instanceLocation = instanceLocation
        self.line = line
        self.column = column
        location = schemaLocation
        self.code = code
        self.severity = severity
        self.parameters = parameters
        self.messages = messages
        self.source = source
    }

    /// A violation at `pointer` in `document`, or at the document's beginning if nothing is there.
    public init(
        at pointer: JSONPointer, in document: JSONDocument, code: ViolationCode,
        parameters: ViolationParameters = [:]
    ) {
        self.init(
            at: pointer, document.root[pointer] ?? document.root, code: code,
            parameters: parameters)
    }

    /// A violation of `node`, which stands at `pointer`.
    init(
        at pointer: JSONPointer, _ node: JSONNode, code: ViolationCode,
        parameters: ViolationParameters = [:]
    ) {
        let position = node.position
        self.init(
            instanceLocation: pointer, line: position.line, column: position.column, code: code,
            parameters: parameters)
    }

    /// The refusal of a text that is not acceptable JSON, as a violation of the whole document.
    public init(_ error: JSONError) {
        var parameters: ViolationParameters = ["reason": error.message]
        parameters["offset"] = String(error.byteOffset)
        parameters["limit"] = error.limit.map(String.init)
        parameters["otherLine"] = error.other.map { String($0.line) }
        parameters["otherColumn"] = error.other.map { String($0.column) }
        self.init(
            instanceLocation: .root, line: error.line, column: error.column,
            code: ViolationCode(rawValue: error.code.rawValue), parameters: parameters)
    }

    /// The same at another place of the text.
    func moved(line: Int, column: Int) -> Violation {
        Violation(
            instanceLocation: instanceLocation, line: line, column: column,
            schemaLocation: location, code: code, severity: severity, parameters: parameters,
            messages: messages, source: source)
    }

    /// One sentence for the reader, without a code.
    public func message(in language: Language) -> String {
        if let messages { return ViolationMessages.fill(messages[language], parameters, language) }
        return ViolationMessages.text(of: self, in: language)
    }
}

extension Violation: CustomStringConvertible {
    public var description: String {
        "\(line):\(column) \(instanceLocation.description) \(message(in: .en)) (\(code))"
    }
}
