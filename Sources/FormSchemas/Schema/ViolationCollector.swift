/// Lists every violation: runs the same program as ``Evaluator`` without stopping.
///
/// Values that the fast evaluator accepts are not looked at again. Of a failed `anyOf` or `oneOf`
/// the branch that came closest is reported and nothing else.
///
/// Also what changes nothing is `mutating`: for any other method the compiler would copy the whole
/// collector with all that it refers to.
struct ViolationCollector {
    let program: ProgramStorage
    let tables: ProgramTables
    let document: JSONStorage
    let tape: UnsafeMutablePointer<TapeEntry>
    let bytes: UnsafePointer<UInt8>
    let prefix: JSONPointer
    /// Decides branches and accepts what is valid; holds the marks.
    var evaluator: Evaluator
    var found: [Found] = []
    var path: [Step] = []
    /// Schemas of severity `warning` around the current one.
    var warningDepth = 0
    /// Branches of failed choices looked at so far.
    var branchesExplained = 0
    private var isExhausted = false
    private var depth = 0

    /// Violations after which no more are recorded; nobody reads that many.
    static let foundMax = 10_000

    /// Branches after which a failed choice is no longer explained, only reported: a long list of
    /// values that fit none of many branches would take minutes.
    static let branchesExplainedMax = 100_000

    /// Tape entries of a container that the evaluator looks at before anything is collected.
    static let smallMax = 32

    /// One step from the document's root towards the current value.
    enum Step {
        case member(tapeIndex: Int)
        case element(Int)
    }

    /// A violation before its line is known.
    struct Found {
        var pointer: JSONPointer
        var offset: Int
        /// Steps from the instance's root to the value that was judged.
        var depth: Int
        var code: ViolationCode
        var severity: Violation.Severity
        var node: UInt32
        var keyword: Keyword?
        var parameters: ViolationParameters
    }

    init(
        program: ProgramStorage, document: JSONStorage, tape: UnsafeMutablePointer<TapeEntry>,
        bytes: UnsafePointer<UInt8>, prefix: JSONPointer
    ) {
        self.program = program
        tables = program.tables.pointee
        self.document = document
        self.tape = tape
        self.bytes = bytes
        self.prefix = prefix
        evaluator = Evaluator(program: program, tape: tape, bytes: bytes)
        found.reserveCapacity(8)
        path.reserveCapacity(16)
        // Explaining looks at a value once for each value around it, and at every branch.
        evaluator.stepsMax *= 8
    }

    /// Lists what is wrong with the value at `index`, in the order of the text.
    ///
    /// - Parameter isInvalid: the verdict was no, so there is at least one error.
    mutating func run(_ index: Int, isInvalid: Bool) -> [Violation] {
        defer { evaluator.finish() }
        collect(tables.root, tape[index], index, EvaluationMarks.none, as: .value)
        // An invalid value without an error is one where the steps ran out on the way there.
        let lacksError = isInvalid && !found.contains { $0.severity == .error }
        if isExhausted || evaluator.isExhausted || lacksError {
            path = []
            found = []
            add(.tooComplex, tables.root, nil, index)
        }
        return listed()
    }

    // MARK: - Nodes

    /// What a schema was applied to, for the violation of the schema `false`.
    enum Role { case value, member, element }

    /// Collects the violations of one value if it has any; the value is not tracked.
    @inline(__always)
    mutating func collectChild(_ node: UInt32, _ index: Int, _ step: Step, as role: Role) {
        let entry = tape[index]
        // A large container is walked once, with its mistakes; what is small is mostly valid, and
        // the evaluator is quick to say so.
        if !entry.isContainer || entry.next &- index <= Self.smallMax {
            evaluator.hasWarnings = false
            if evaluator.evaluate(node, index), !evaluator.hasWarnings { return }
        }
        collectFound(node, entry, index, step, as: role)
    }

    @inline(never)
    private mutating func collectFound(
        _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ step: Step, as role: Role
    ) {
        if found.count >= Self.foundMax { return }
        path.append(step)
        collect(node, entry, index, EvaluationMarks.none, as: role)
        path.removeLast()
    }

    /// Collects the violations of one node; marks what was evaluated even where it failed, so
    /// that one mistake is not reported again as a field that nothing knows.
    mutating func collect(
        _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ parent: Int, as role: Role
    ) {
        let compiled = tables.nodes[Int(node)]
        if compiled.flags.contains(.always) { return }
        evaluator.steps += 1
        depth += 1
        defer { depth -= 1 }
        if evaluator.isExhausted || depth > Evaluator.depthMax {
            isExhausted = true
            return
        }
        if compiled.flags.contains(.warns) { warningDepth += 1 }
        defer { if compiled.flags.contains(.warns) { warningDepth -= 1 } }
        if compiled.flags.contains(.never) { return addNever(node, index, role) }
        guard evaluator.view.admits(compiled.kinds, entry) else {
            return add(
                .type, node, .type, index,
                ["expected": TypeNames.expected(compiled.kinds), "actual": TypeNames.actual(entry)])
        }
        let entersResource = tables.tracksScope && evaluator.enter(compiled.resource)
        defer { if entersResource { evaluator.leaveResource() } }

        let tracks = compiled.flags.contains(.tracks) && entry.isContainer
        let marks = tracks ? evaluator.marks.push(entry.count) : parent
        for position in Int(compiled.start)..<Int(compiled.last) {
            run(tables.instructions[position], of: node, entry, index, marks)
        }
        guard tracks else { return }
        for position in Int(compiled.last)..<Int(compiled.end) {
            runLast(tables.instructions[position], entry, index, marks)
        }
        evaluator.marks.merge(marks, into: parent)
        evaluator.marks.pop(marks)
    }

    /// Runs one instruction if it is for values of this kind.
    private mutating func run(
        _ instruction: Instruction, of node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        switch instruction.opcode {
        case .minLength, .maxLength, .pattern, .format, .codeList, .identifier:
            if entry.kind == .string || entry.kind == .escaped {
                runString(instruction, node, entry, index)
            }
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            if entry.kind == .integer || entry.kind == .decimal {
                runNumber(instruction, node, entry, index)
            }
        case .items, .minItems, .maxItems, .uniqueItems, .contains:
            if entry.kind == .array { runArray(instruction, node, entry, index, marks) }
        case .members, .dependentRequired, .dependentSchema, .propertyNames, .part, .money:
            if entry.kind == .object { runObject(instruction, node, entry, index, marks) }
        default: runGeneral(instruction, node, entry, index, marks)
        }
    }

    // MARK: - Recording

    private mutating func addNever(_ node: UInt32, _ index: Int, _ role: Role) {
        switch role {
        case .value: add(.notAllowed, node, nil, index)
        case .member:
            add(.unknownField, node, nil, index, ["name": path.last.map { text($0) } ?? ""])
        case .element: add(.unknownItem, node, nil, index)
        }
    }

    /// Records a violation of the value at `index`, or of a member it does not have.
    mutating func add(
        _ code: ViolationCode, _ node: UInt32, _ keyword: Keyword?, _ index: Int,
        _ parameters: ViolationParameters = [:], missing: String? = nil
    ) {
        guard found.count < Self.foundMax else { return }
        var tokens = prefix.tokens
        tokens.reserveCapacity(tokens.count + path.count + 1)
        for step in path { tokens.append(token(step)) }
        if let missing { tokens.append(.name(missing)) }
        let entry = tape[index]
        let isText = entry.kind == .string || entry.kind == .escaped
        found.append(
            Found(
                pointer: JSONPointer(tokens), offset: isText ? entry.offset - 1 : entry.offset,
                depth: path.count, code: code, severity: warningDepth > 0 ? .warning : .error,
                node: node, keyword: keyword, parameters: parameters))
    }

    private mutating func token(_ step: Step) -> JSONPointer.Token {
        if case .element(let position) = step { return .index(position) }
        return .name(text(step))
    }

    mutating func text(_ step: Step) -> String {
        switch step {
        case .member(let index): document.text(of: tape[index])
        case .element(let position): String(position)
        }
    }
}
