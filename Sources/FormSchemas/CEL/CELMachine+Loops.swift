extension CELMachine {
    /// Prepares a walk over the top of the stack; leaves an error there if there is nothing to
    /// walk over.
    @inline(__always)
    func beginLoop(
        _ instruction: CELInstruction, _ top: UnsafeMutablePointer<CELCell>
    ) -> Bool {
        let range = top.pointee
        guard range.kind == .list || range.kind == .map else {
            top.pointee = refused(instruction, range)
            return false
        }
        loops[Int(instruction.small)] = CELLoop(
            range: range, next: range.isOnTape ? Int(range.word) &+ 1 : 0, left: range.count,
            hits: 0, failure: .null, items: CELCells())
        return true
    }

    /// Puts the next element, or key, into the variable; `false` at the end.
    @inline(__always)
    mutating func nextElement(
        _ instruction: CELInstruction, _ top: UnsafeMutablePointer<CELCell>
    ) -> Bool {
        let loop = loops + Int(instruction.small)
        guard loop.pointee.left > 0 else { return false }
        // Every loop ends at once; the result is not used.
        if steps > stepsMax { return false }
        loop.pointee.left &-= 1
        let range = loop.pointee.range
        let index = loop.pointee.next
        guard range.isOnTape else {
            slots[Int(instruction.a)] = range.cells[range.kind == .map ? 2 &* index : index]
            loop.pointee.next = index &+ 1
            return true
        }
        let tape = sources[Int(range.origin) &- 1].tape
        if range.kind == .list {
            slots[Int(instruction.a)] = load(index, range.origin)
            loop.pointee.next = next(after: index, tape)
        } else {
            // A name is a string on the tape like any other.
            slots[Int(instruction.a)] = load(index, range.origin)
            loop.pointee.next = next(after: index &+ 1, tape)
        }
        return true
    }

    /// Keeps an error of a condition until an element decides, or the end.
    @inline(never)
    func keepFailure(_ instruction: CELInstruction, _ result: CELCell) {
        let loop = loops + Int(instruction.small)
        if loop.pointee.failure.kind != .error {
            loop.pointee.failure = refused(instruction, result)
        }
    }

    /// One step of `exists_one`, `filter` or `map`; `true` if the body goes on.
    mutating func step(_ instruction: CELInstruction, _ result: CELCell) -> Bool {
        let loop = loops + Int(instruction.small)
        if instruction.opcode == .stepAppend {
            if result.kind == .error {
                keepFailure(instruction, result)
            } else if !loop.pointee.items.append(result, in: &arena) {
                keepFailure(instruction, .error(.memory))
            }
            return false
        }
        guard result.kind == .bool else {
            keepFailure(instruction, result)
            return false
        }
        if instruction.opcode == .stepWhere { return result.word != 0 }
        loop.pointee.hits &+= result.word != 0 ? 1 : 0
        return false
    }

    /// What a loop gives once all elements have been seen.
    func loopResult(_ instruction: CELInstruction) -> CELCell {
        let loop = loops + Int(instruction.small)
        if loop.pointee.failure.kind == .error { return loop.pointee.failure }
        switch CELLoopKind(rawValue: instruction.a) {
        case .all: return .bool(true)
        case .one: return .bool(loop.pointee.hits == 1)
        case .list: return loop.pointee.items.list
        case .exists, nil: return .bool(false)
        }
    }
}
