/// A variable of an expression.
public struct CELVariable {
    public let name: String
    public let type: CELType

    public init(_ name: String, _ type: CELType) {
        self.name = name
        self.type = type
    }
}

/// A compiled expression of the Common Expression Language: immutable, shared between threads.
///
/// - Source: the CEL specification; docs/rules.md lists the subset and where it differs.
public final class CELProgram: @unchecked Sendable {
    public let text: String
    /// The type of the result, as far as it is known.
    public let resultType: String
    /// The steps that an evaluation takes at worst.
    public let cost: Int
    let code: CELCode
    private let limits: CELLimits
    /// Owns the memory of the patterns.
    private let patterns: [Pattern]
    let variableCount: Int

    /// Checks and compiles an expression.
    ///
    /// - Parameter variables: what the expression may name, in the order in which
    ///   ``evaluate(_:)`` gets their values.
    /// - Throws: ``CELError`` with the first thing that is wrong and its place.
    /// - Cost: bounded by the limits on length and depth.
    public convenience init(
        compiling text: String, variables: [CELVariable], limits: CELLimits = CELLimits()
    ) throws(CELError) {
        try self.init(text, variables, limits, shared: nil)
    }

    /// The same for one of several expressions that will run on the same machine.
    init(
        _ text: String, _ variables: [CELVariable], _ limits: CELLimits, shared: CELSharedPaths?
    ) throws(CELError) {
        let bytes = Array(text.utf8)
        do throws(CELProblem) {
            var compiler = CELCompiler(variables: variables, limits: limits, shared: shared)
            let emitted = try compiler.compile(try CELParser.parse(bytes, limits: limits))
            self.text = text
            resultType = emitted.type.description
            cost = emitted.cost
            code = CELCode(compiler.builder)
            patterns = compiler.builder.patterns
            self.limits = limits
            variableCount = variables.count
        } catch {
            throw CELError(error.kind, error.message, at: error.offset, in: bytes)
        }
    }

    /// What compiling its patterns took.
    var patternWork: Int { patterns.reduce(0) { $0 + $1.work } }

    deinit { code.deallocate() }

    /// Evaluates the expression.
    ///
    /// - Parameter values: the variables' values in the order in which they were declared.
    /// - Precondition: there are as many values as variables.
    /// - Throws: ``CELError`` if the expression has no value for them.
    public func evaluate(_ values: [JSONNode] = []) throws(CELError) -> CELValue {
        precondition(values.count == variableCount, "one value for each variable")
        let result = withMachine(values) { machine -> Result<CELValue, CELError> in
            for (position, node) in values.enumerated() {
                let cell = machine.load(node.index, UInt8(position + 1))
                machine.slots[position] = cell
            }
            let cell = machine.run(code)
            guard cell.kind == .error else { return .success(machine.value(cell)) }
            return .failure(error(cell))
        }
        return try result.get()
    }

    private func withMachine<Result>(
        _ values: [JSONNode], _ body: (inout CELMachine) -> Result
    ) -> Result {
        var space = CELSpace()
        space.include(code)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: space.bytes, alignment: 16)
        defer { memory.deallocate() }
        let sources = UnsafeMutablePointer<CELSource>.allocate(capacity: max(1, values.count))
        defer { sources.deallocate() }
        return Self.withSources(values[...], sources) {
            var machine = CELMachine(
                memory: memory, space: space, sources: sources, stepsMax: limits.stepsMax,
                memoryBytesMax: limits.memoryBytesMax)
            defer { machine.finish() }
            return body(&machine)
        }
    }

    /// Calls `body` while the documents' memory stays where it is.
    private static func withSources<Result>(
        _ values: ArraySlice<JSONNode>, _ sources: UnsafeMutablePointer<CELSource>,
        _ body: () -> Result
    ) -> Result {
        guard let node = values.first else { return body() }
        return node.storage.withTape { tape, bytes in
            sources.initialize(to: CELSource(tape: tape, bytes: bytes))
            return withSources(values.dropFirst(), sources + 1, body)
        }
    }

    /// What an error cell says, with its place in the text.
    func error(_ cell: CELCell) -> CELError {
        CELError(
            cell.failure.kind, cell.failure.message, at: Int(cell.count), in: Array(text.utf8))
    }
}

/// The paths below the first variable that the expressions of a form version name: each is
/// followed once for a document.
final class CELSharedPaths {
    private var indexes: [[String]: UInt32] = [:]

    var count: Int { indexes.count }

    func index(of path: [String]) -> UInt32 {
        let index = indexes[path] ?? UInt32(indexes.count)
        indexes[path] = index
        return index
    }
}
