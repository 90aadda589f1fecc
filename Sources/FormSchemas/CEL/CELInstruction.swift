/// What an instruction of a compiled expression does. Operands come from the stack, results go
/// there.
enum CELOpcode: UInt8 {
    /// Pushes constant `a`.
    case constant
    /// Pushes slot `a`.
    case variable
    /// Pushes what `small` steps from step `b` on find below slot `a`.
    case path
    /// The same below slot 0, remembered as shared path `a` until the document changes.
    case shared
    /// Replaces an object by its member at step `a`.
    case select
    /// Replaces an object by whether it has the member at step `a`.
    case has
    case index, contains
    case not, negate
    case add, subtract, multiply, divide, modulo
    /// Compares with constant `a`, a text; `small` is 1 for `!=`.
    case equalText
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case and, or
    /// Leaves the top and goes to `a` if that decides `&&` or `||` already.
    case jumpIfFalse, jumpIfTrue
    /// Pops a condition; goes to `a` if it is false; leaves an error and goes to `b` if it is none.
    case branch
    case jump
    /// Pops `a` elements, or `a` keys and values in turn.
    case makeList, makeMap
    /// Pops a value into slot `a`.
    case store
    /// Pops a range into loop `small`; goes to `b` with an error if it cannot be walked over.
    case loop
    /// Puts the next element of loop `small` into slot `a`, or goes to `b`.
    case loopNext
    /// Pops what the body gives in loop `small`, then goes to `a`; with a result to `b`.
    case stepAll, stepExists
    /// Counts, filters or collects what the body gives, then goes to `a`.
    case stepCount, stepWhere, stepAppend
    /// Pushes the result of loop `small`, whose ``CELLoopKind`` is `a`.
    case loopDone
    /// Replaces a text by the moment that it names.
    case timestamp
    /// Calls function `a` with `small` arguments.
    case call
    /// Replaces a text by whether pattern `a` matches in it.
    case matches
    case end
}

/// What a loop collects.
enum CELLoopKind: UInt32 { case all, exists, one, list }

/// One step of a compiled expression, 16 bytes.
struct CELInstruction: BitwiseCopyable {
    var opcode: CELOpcode
    var small: UInt8 = 0
    var a: UInt32 = 0
    var b: UInt32 = 0
    /// Byte of the expression's text that an error points to.
    var offset: UInt32
}

/// A field's name on a path.
struct CELStep: BitwiseCopyable {
    let hash: UInt64
    let bytes: UnsafePointer<UInt8>
    let count: UInt32
    /// Byte of the expression's text where the name stands.
    let offset: UInt32
}

/// A compiled expression as raw tables, so that evaluating it counts no references.
struct CELCode {
    let instructions: UnsafeMutablePointer<CELInstruction>
    let constants: UnsafeMutablePointer<CELCell>
    let steps: UnsafeMutablePointer<CELStep>
    let patterns: UnsafeMutablePointer<PatternAutomaton>
    /// Content of the constants and names of the steps.
    private let bytes: UnsafeMutablePointer<UInt8>
    let slotCount: Int
    let stackCount: Int
    let loopCount: Int

    init(_ builder: CELBuilder) {
        bytes = Self.copy(builder.bytes)
        let base = UnsafePointer(bytes)
        instructions = Self.copy(builder.instructions)
        constants = Self.copy(builder.constants.map { $0.cell(base) })
        steps = Self.copy(
            builder.steps.map { step in
                CELStep(
                    hash: ByteHash.hash(base + step.start, step.count, key: ByteHash.key),
                    bytes: base + step.start, count: UInt32(step.count),
                    offset: UInt32(step.offset))
            })
        patterns = Self.copy(builder.patterns.map(\.automaton))
        slotCount = builder.slotCount
        stackCount = builder.stackCount
        loopCount = builder.loopCount
    }

    func deallocate() {
        instructions.deallocate()
        constants.deallocate()
        steps.deallocate()
        patterns.deallocate()
        bytes.deallocate()
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let target = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        target.initialize(from: elements, count: elements.count)
        return target
    }
}

/// A compiled expression while it grows.
struct CELBuilder {
    /// A constant before its bytes have an address.
    enum Constant {
        case cell(CELCell)
        case text(CELKind, start: Int, count: Int)

        func cell(_ base: UnsafePointer<UInt8>) -> CELCell {
            switch self {
            case .cell(let cell): cell
            case .text(let kind, let start, let count): .text(base + start, count, kind)
            }
        }
    }

    struct Step {
        let start: Int
        let count: Int
        let offset: Int
    }

    private(set) var instructions: [CELInstruction] = []
    private(set) var constants: [Constant] = []
    private(set) var steps: [Step] = []
    private(set) var patterns: [Pattern] = []
    private(set) var bytes: [UInt8] = []
    var slotCount = 0
    var stackCount = 0
    var loopCount = 0

    /// The index of the next instruction.
    var here: UInt32 { UInt32(instructions.count) }

    mutating func add(
        _ opcode: CELOpcode, small: Int = 0, a: UInt32 = 0, b: UInt32 = 0, at offset: Int
    ) {
        instructions.append(
            CELInstruction(
                opcode: opcode, small: UInt8(small), a: a, b: b, offset: UInt32(offset)))
    }

    /// Sets the targets of an earlier instruction once they are known.
    mutating func patch(_ index: UInt32, a: UInt32? = nil, b: UInt32? = nil) {
        if let a { instructions[Int(index)].a = a }
        if let b { instructions[Int(index)].b = b }
    }

    mutating func addConstant(_ constant: CELConstant, at offset: Int) {
        add(.constant, a: constantIndex(constant), at: offset)
    }

    /// Takes in a constant without pushing it.
    mutating func constantIndex(_ constant: CELConstant) -> UInt32 {
        let entry: Constant
        switch constant {
        case .null: entry = .cell(.null)
        case .bool(let value): entry = .cell(.bool(value))
        case .int(let value): entry = .cell(.int(value))
        case .uint(let value): entry = .cell(CELCell(.uint, word: value))
        case .double(let value, _): entry = .cell(.double(value))
        case .type(let kind): entry = .cell(CELCell(.type, word: UInt64(kind.rawValue)))
        case .time(let kind, let time): entry = .cell(.time(kind, time))
        case .string(let text): entry = .text(.string, start: append(text), count: text.count)
        case .bytes(let text): entry = .text(.bytes, start: append(text), count: text.count)
        }
        constants.append(entry)
        return UInt32(constants.count - 1)
    }

    mutating func addStep(_ name: String, at offset: Int) -> UInt32 {
        let name = Array(name.utf8)
        steps.append(Step(start: append(name), count: name.count, offset: offset))
        return UInt32(steps.count - 1)
    }

    mutating func addPattern(_ pattern: Pattern) -> UInt32 {
        patterns.append(pattern)
        return UInt32(patterns.count - 1)
    }

    private mutating func append(_ text: [UInt8]) -> Int {
        bytes += text
        return bytes.count - text.count
    }
}
