/// Where values of a document are: its tape and its text.
struct CELSource: BitwiseCopyable {
    let tape: UnsafeMutablePointer<TapeEntry>
    let bytes: UnsafePointer<UInt8>
}

/// A walk over a list or map that is under way.
struct CELLoop: BitwiseCopyable {
    var range: CELCell
    /// Tape index of the next element or name, or its position among cells.
    var next: Int
    var left: UInt32
    /// Elements that satisfied the condition of `exists_one`.
    var hits: UInt32
    /// An error that the result has unless a later element decides otherwise.
    var failure: CELCell
    /// What `map` and `filter` collect.
    var items: CELCells
}

/// Runs compiled expressions over documents.
///
/// Works on raw memory; allocates only for texts and lists that an expression makes. Errors are
/// values, so that `&&`, `||`, `all` and `exists` can absorb them.
struct CELMachine {
    let sources: UnsafeMutablePointer<CELSource>
    let slots: UnsafeMutablePointer<CELCell>
    let stack: UnsafeMutablePointer<CELCell>
    let loops: UnsafeMutablePointer<CELLoop>
    /// What shared paths have led to; ``unknown`` before.
    let shared: UnsafeMutablePointer<CELCell>
    var arena: CELArena
    /// Steps so far, of all expressions that this machine has run.
    var steps = 0
    let stepsMax: Int

    /// - Parameters:
    ///   - memory: what the expression's ``CELSpace`` asks for; outlives the machine.
    ///   - sources: the documents that cells refer to.
    ///   - stepsMax: the most steps of all that it will run.
    init(
        memory: UnsafeMutableRawPointer, space: CELSpace,
        sources: UnsafeMutablePointer<CELSource>, stepsMax: Int, memoryBytesMax: Int
    ) {
        self.sources = sources
        slots = memory.bindMemory(to: CELCell.self, capacity: space.cells)
        shared = slots + space.slots
        stack = shared + space.shared
        for index in 0..<space.shared { shared[index] = Self.unknown }
        loops = (memory + space.cells * MemoryLayout<CELCell>.stride)
            .bindMemory(to: CELLoop.self, capacity: space.loops)
        arena = CELArena(bytesMax: memoryBytesMax)
        self.stepsMax = stepsMax
    }

    /// No value: an error that has no place.
    private static var unknown: CELCell { CELCell(.error) }

    mutating func finish() { arena.deallocate() }

    /// Runs an expression whose variables stand in the slots; an error comes back as a cell.
    mutating func run(_ code: CELCode) -> CELCell {
        let start = code.instructions
        var pc = start
        var top = stack - 1
        while true {
            let instruction = pc.pointee
            pc += 1
            switch instruction.opcode {
            case .constant:
                top += 1
                top.pointee = code.constants[Int(instruction.a)]
            case .variable:
                top += 1
                top.pointee = slots[Int(instruction.a)]
            case .path:
                top += 1
                top.pointee = follow(
                    slots[Int(instruction.a)], code.steps + Int(instruction.b), instruction.small)
            case .shared:
                top += 1
                let known = shared[Int(instruction.a)]
                top.pointee = known.kind == .error ? followShared(instruction, code) : known
            case .select:
                top.pointee = member(top.pointee, code.steps + Int(instruction.a))
            case .has:
                top.pointee = has(top.pointee, code.steps + Int(instruction.a))
            case .equalText:
                top.pointee = equalText(
                    instruction, top.pointee, code.constants[Int(instruction.a)])
            case .equal, .notEqual:
                top -= 1
                let result = equal(top.pointee, top[1])
                top.pointee =
                    result.kind == .bool
                    ? .bool((result.word != 0) == (instruction.opcode == .equal))
                    : placed(result, instruction)
            case .less, .lessEqual, .greater, .greaterEqual:
                top -= 1
                top.pointee = compare(instruction, top.pointee, top[1])
            case .add, .subtract, .multiply, .divide, .modulo:
                top -= 1
                top.pointee = arithmetic(instruction, top.pointee, top[1])
            case .not:
                top.pointee =
                    top.pointee.kind == .bool
                    ? .bool(top.pointee.word == 0) : refused(instruction, top.pointee)
            case .jumpIfFalse: if top.pointee.isFalse { pc = start + Int(instruction.a) }
            case .jumpIfTrue: if top.pointee.isTrue { pc = start + Int(instruction.a) }
            case .and, .or:
                top -= 1
                top.pointee = logic(instruction, top.pointee, top[1])
            case .branch:
                let condition = top.pointee
                if condition.kind == .bool {
                    top -= 1
                    if condition.word == 0 { pc = start + Int(instruction.a) }
                } else {
                    top.pointee = refused(instruction, condition)
                    pc = start + Int(instruction.b)
                }
            case .jump: pc = start + Int(instruction.a)
            case .store:
                slots[Int(instruction.a)] = top.pointee
                top -= 1
            case .loop:
                if !beginLoop(instruction, top) {
                    pc = start + Int(instruction.b)
                } else {
                    top -= 1
                }
            case .loopNext:
                steps &+= 2
                if !nextElement(instruction, top) { pc = start + Int(instruction.b) }
            case .stepAll, .stepExists:
                let isAll = instruction.opcode == .stepAll
                if top.pointee.kind == .bool, (top.pointee.word == 0) == isAll {
                    pc = start + Int(instruction.b)
                } else {
                    if top.pointee.kind != .bool { keepFailure(instruction, top.pointee) }
                    top -= 1
                    pc = start + Int(instruction.a)
                }
            case .stepCount, .stepWhere, .stepAppend:
                let goesOn = step(instruction, top.pointee)
                top -= 1
                if !goesOn { pc = start + Int(instruction.a) }
            case .loopDone:
                top += 1
                top.pointee = loopResult(instruction)
            case .index:
                top -= 1
                top.pointee = element(instruction, top.pointee, top[1])
            case .contains:
                top -= 1
                top.pointee = membership(instruction, top.pointee, top[1])
            case .negate: top.pointee = negated(instruction, top.pointee)
            case .makeList, .makeMap:
                top -= Int(instruction.a)
                top += 1
                top.pointee = made(instruction, top)
            case .timestamp:
                top.pointee = placed(timestamp(top.pointee), instruction)
            case .call:
                top -= Int(instruction.small) - 1
                top.pointee = call(instruction, top)
            case .matches:
                top.pointee = match(
                    instruction, top.pointee, code.patterns + Int(instruction.a))
            case .end: return steps > stepsMax ? .error(.steps) : top.pointee
            }
        }
    }
}

/// How much memory a machine needs for an expression.
struct CELSpace {
    var slots = 0
    var stack = 0
    var loops = 0
    var shared = 0

    var cells: Int { slots + shared + stack }
    var bytes: Int {
        cells * MemoryLayout<CELCell>.stride + loops * MemoryLayout<CELLoop>.stride
    }

    /// Room for either of two expressions.
    mutating func include(_ code: CELCode) {
        slots = max(slots, code.slotCount)
        stack = max(stack, code.stackCount + 1)
        loops = max(loops, code.loopCount)
    }
}
