/// Answers yes or no: runs a program over a tape and stops at the first thing that is wrong.
///
/// Works on raw memory and allocates nothing per value. Members and elements that were evaluated
/// are tracked only inside schemas that have `unevaluated…`.
struct Evaluator {
    let view: ProgramView
    let nodes: UnsafeMutablePointer<ProgramNode>
    let instructions: UnsafeMutablePointer<Instruction>
    var marks = EvaluationMarks()
    /// The resources entered on the way to the current node, if any `$dynamicRef` needs them.
    var scope = RawStack<UInt32>()
    /// Whether an assertion of severity `warning` failed.
    var hasWarnings = false
    /// Nodes evaluated so far, to bound what schema and instance can cause together.
    var steps = 0
    var stepsMax: Int
    private var depth = 0
    private var memory = ResultMemory()
    /// Steps after which results are remembered: more than schemas take that ask once.
    private let stepsUnremembered: Int

    /// Nested evaluations that any thread's stack can bear.
    static let depthMax = 1_000

    init(
        program: ProgramStorage, tape: UnsafeMutablePointer<TapeEntry>,
        bytes: UnsafePointer<UInt8>
    ) {
        view = ProgramView(program: program.tables, tape: tape, bytes: bytes)
        nodes = program.tables.pointee.fastNodes
        instructions = program.tables.pointee.instructions
        let entries = tape[0].isContainer ? tape[0].next : 1
        stepsMax = 200_000 + entries * 500
        stepsUnremembered = 5_000 + entries * 16
    }

    @inline(__always) var program: UnsafeMutablePointer<ProgramTables> { view.program }
    @inline(__always) var tape: UnsafeMutablePointer<TapeEntry> { view.tape }

    mutating func finish() {
        marks.deallocate()
        memory.deallocate()
        scope.deallocate()
    }

    /// Whether the steps or the stack ran out: what was found since then is no verdict, and stays
    /// none where `not` or another branch turned it round.
    var isExhausted: Bool { steps >= stepsMax }

    @inline(__always)
    mutating func evaluate(_ node: UInt32, _ index: Int) -> Bool {
        evaluate(node, tape[index], index, EvaluationMarks.none)
    }

    /// Evaluates a node against a value.
    ///
    /// - Parameters:
    ///   - entry: the value's; a member's name comes with an entry of its own.
    ///   - parent: where evaluated members or elements are to be marked, or none.
    @inline(__always)
    mutating func evaluate(
        _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ parent: Int
    ) -> Bool {
        let compiled = nodes + Int(node)
        let flags = compiled.pointee.flags
        guard view.admits(compiled.pointee.kinds, entry) else {
            return flags.contains(.warns) && warn()
        }
        if flags == .leaf { return view.runLeaf(compiled, entry, index) }
        return flags == .always || run(compiled, entry, index, parent)
    }

    @inline(never)
    private mutating func warn() -> Bool {
        hasWarnings = true
        return true
    }

    @inline(never)
    private mutating func run(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int, _ parent: Int
    ) -> Bool {
        steps &+= 1
        depth &+= 1
        defer { depth &-= 1 }
        let flags = node.pointee.flags
        if depth > Self.depthMax { steps = stepsMax }
        if flags.contains(.never) { return false }
        if steps >= stepsUnremembered {
            if isExhausted { return false }
            if parent == EvaluationMarks.none, !program.pointee.tracksScope {
                return runRemembered(node, entry, index)
            }
        }
        if program.pointee.tracksScope { return runInScope(node, entry, index, parent) }
        if flags.isEmpty { return runPlain(node, entry, index, parent) }
        return runFlagged(node, entry, index, parent)
    }

    /// Looks a result up, or finds it and remembers it; that of a node without marks or scope
    /// depends on the value alone.
    @inline(never)
    private mutating func runRemembered(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int
    ) -> Bool {
        let number = node - nodes
        if let known = memory.result(of: number, for: index) {
            if known == .yesWithWarnings { hasWarnings = true }
            return known != .no
        }
        let hadWarnings = hasWarnings
        hasWarnings = false
        let holds = runFlagged(node, entry, index, EvaluationMarks.none)
        if !isExhausted {
            memory.remember(
                holds ? (hasWarnings ? .yesWithWarnings : .yes) : .no, of: number, for: index)
        }
        hasWarnings = hasWarnings || hadWarnings
        return holds
    }

    @inline(never)
    private mutating func runInScope(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int, _ parent: Int
    ) -> Bool {
        let entersResource = enter(node.pointee.resource)
        defer { if entersResource { leaveResource() } }
        return runFlagged(node, entry, index, parent)
    }

    /// Adds a resource to the dynamic scope unless it is the innermost one already.
    mutating func enter(_ resource: UInt32) -> Bool {
        if scope.count > 0, scope.top == resource { return false }
        scope.push(resource)
        return true
    }

    mutating func leaveResource() { scope.count &-= 1 }

    /// A node that tracks what was evaluated, or whose failure is a warning.
    @inline(never)
    private mutating func runFlagged(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int, _ parent: Int
    ) -> Bool {
        let flags = node.pointee.flags
        var result: Bool
        if flags.contains(.tracks), entry.isContainer {
            let own = marks.push(entry.count)
            result = runPlain(node, entry, index, own) && runLast(node, entry, index, own)
            if result, parent != EvaluationMarks.none { marks.merge(own, into: parent) }
            marks.pop(own)
        } else {
            result = runPlain(node, entry, index, parent)
        }
        if !result, flags.contains(.warns) { result = warn() }
        return result
    }

    @inline(__always)
    private mutating func runPlain(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int, _ parent: Int
    ) -> Bool {
        switch entry.kind {
        case .string, .escaped:
            if node.pointee.start != node.pointee.numbers,
                !view.runStrings(node.pointee.start, node.pointee.numbers, entry)
            {
                return false
            }
        case .integer, .decimal:
            if node.pointee.numbers != node.pointee.arrays,
                !view.runNumbers(node.pointee.numbers, node.pointee.arrays, entry)
            {
                return false
            }
        case .array:
            if node.pointee.arrays != node.pointee.objects,
                !runArrays(node.pointee.arrays, node.pointee.objects, entry, index, parent)
            {
                return false
            }
        case .object:
            var first = node.pointee.objects
            if first == node.pointee.general { break }
            let instruction = instructions[Int(first)]
            if instruction.opcode == .members {
                if !members(instruction.a, entry, index, parent) { return false }
                first &+= 1
                if first == node.pointee.general { break }
            }
            if !runObjects(first, node.pointee.general, entry, index, parent) { return false }
        default: break
        }
        if node.pointee.general == node.pointee.last { return true }
        return runGeneral(node.pointee.general, node.pointee.last, entry, index, parent)
    }
}
