/// Lists every violation: runs the same program as ``Evaluator`` without stopping.
///
/// Values that the fast evaluator accepts are not looked at again. Of a failed `anyOf` or `oneOf`
/// the branch that came closest is reported and nothing else.
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
        var schemaLocation: String
        var parameters: ViolationParameters

        /// Whether it is the same mistake at the same place, whichever keyword reports it.
        func isSame(_ violation: Violation) -> Bool {
            code == violation.code && pointer == violation.instanceLocation
                && parameters == violation.parameters
        }
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
        return sorted()
    }

    /// What was found in the order of the text, each violation once.
    private func sorted() -> [Violation] {
        var cursor = TextPositionCursor(
            UnsafeBufferPointer(start: bytes, count: document.bytes.count))
        let order = found.indices.sorted { (found[$0].offset, $0) < (found[$1].offset, $1) }
        var violations: [Violation] = []
        violations.reserveCapacity(found.count)
        /// The first at the current offset; those before cannot be the same.
        var first = 0
        var seen: Set<Identity> = []
        for (rank, place) in order.enumerated() {
            let found = found[place]
            if rank == 0 || found.offset != self.found[order[rank - 1]].offset {
                first = violations.count
                seen = []
            }
            if violations.count - first < Self.comparedMax {
                if violations[first...].contains(where: found.isSame) { continue }
            } else {
                if seen.isEmpty { seen = Set(violations[first...].map(Identity.init)) }
                guard seen.insert(Identity(found)).inserted else { continue }
            }
            let position = cursor.position(of: found.offset)
            violations.append(
                Violation(
                    instanceLocation: found.pointer, line: position.line, column: position.column,
                    schemaLocation: found.schemaLocation, code: found.code,
                    severity: found.severity, parameters: found.parameters))
        }
        return violations
    }

    /// So many violations at one offset are compared with each other; more are hashed.
    private static let comparedMax = 8

    /// What makes two violations the same, whichever keywords report it.
    private struct Identity: Hashable {
        let pointer: JSONPointer
        let code: ViolationCode
        let parameters: ViolationParameters

        init(_ found: Found) {
            (pointer, code, parameters) = (found.pointer, found.code, found.parameters)
        }

        init(_ violation: Violation) {
            pointer = violation.instanceLocation
            (code, parameters) = (violation.code, violation.parameters)
        }
    }

    // MARK: - Nodes

    /// What a schema was applied to, for the violation of the schema `false`.
    enum Role { case value, member, element }

    /// Collects the violations of one value if it has any; the value is not tracked.
    mutating func collectChild(_ node: UInt32, _ index: Int, _ step: Step, as role: Role) {
        if found.count >= Self.foundMax { return }
        evaluator.hasWarnings = false
        if evaluator.evaluate(node, index), !evaluator.hasWarnings { return }
        path.append(step)
        collect(node, tape[index], index, EvaluationMarks.none, as: role)
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
        case .minLength, .maxLength, .pattern, .format, .codeList:
            if entry.kind == .string || entry.kind == .escaped {
                runString(instruction, node, entry, index)
            }
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            if entry.kind == .integer || entry.kind == .decimal {
                runNumber(instruction, node, entry, index)
            }
        case .items, .minItems, .maxItems, .uniqueItems, .contains:
            if entry.kind == .array { runArray(instruction, node, entry, index, marks) }
        case .members, .dependentRequired, .dependentSchema, .propertyNames, .part:
            if entry.kind == .object { runObject(instruction, node, entry, index, marks) }
        default: runGeneral(instruction, node, entry, index, marks)
        }
    }

    // MARK: - Recording

    private mutating func addNever(_ node: UInt32, _ index: Int, _ role: Role) {
        switch role {
        case .value: add(.notAllowed, node, nil, index)
        case .member:
            add(.unknownField, node, nil, index, ["name": path.last.map(text) ?? ""])
        case .element: add(.unknownItem, node, nil, index)
        }
    }

    /// Records a violation of the value at `index`, or of a member it does not have.
    mutating func add(
        _ code: ViolationCode, _ node: UInt32, _ keyword: Keyword?, _ index: Int,
        _ parameters: ViolationParameters = [:], missing: String? = nil
    ) {
        guard found.count < Self.foundMax else { return }
        var location = program.locations[Int(node)]
        if let keyword { location += "/" + keyword.name }
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
                schemaLocation: location, parameters: parameters))
    }

    private func token(_ step: Step) -> JSONPointer.Token {
        if case .element(let position) = step { return .index(position) }
        return .name(text(step))
    }

    func text(_ step: Step) -> String {
        switch step {
        case .member(let index): document.text(of: tape[index])
        case .element(let position): String(position)
        }
    }
}

/// The names of JSON's types, for messages.
enum TypeNames {
    static func expected(_ kinds: UInt16) -> String {
        var names: [String] = []
        if kinds & 0x100 != 0 { names.append("object") }
        if kinds & 0x080 != 0 { names.append("array") }
        if kinds & 0x060 != 0 { names.append("string") }
        if kinds & 0x010 != 0 {
            names.append("number")
        } else if kinds & 0x008 != 0 {
            names.append("integer")
        }
        if kinds & 0x006 != 0 { names.append("boolean") }
        if kinds & 0x001 != 0 { names.append("null") }
        return names.joined(separator: ",")
    }

    static func actual(_ entry: TapeEntry) -> String {
        switch entry.kind {
        case .null: "null"
        case .true, .false: "boolean"
        case .integer, .decimal: "number"
        case .string, .escaped: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
