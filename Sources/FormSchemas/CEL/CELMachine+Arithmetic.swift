extension CELMachine {
    @inline(__always)
    mutating func arithmetic(
        _ instruction: CELInstruction, _ left: CELCell, _ right: CELCell
    ) -> CELCell {
        if left.kind == .int, right.kind == .int {
            if instruction.opcode == .add {
                let (sum, overflow) = left.int.addingReportingOverflow(right.int)
                if !overflow { return .int(sum) }
            } else if instruction.opcode == .subtract {
                let (difference, overflow) = left.int.subtractingReportingOverflow(right.int)
                if !overflow { return .int(difference) }
            }
        }
        return placed(slowArithmetic(instruction, left, right), instruction)
    }

    @inline(never)
    private mutating func slowArithmetic(
        _ instruction: CELInstruction, _ left: CELCell, _ right: CELCell
    ) -> CELCell {
        switch (left.kind, right.kind) {
        case (.int, .int): return integers(instruction.opcode, left.int, right.int)
        case (.uint, .uint): return integers(instruction.opcode, left.word, right.word)
        case (.double, .double):
            return doubles(instruction.opcode, left.double, right.double) ?? .error(.noOverload)
        case (.error, _): return left
        case (_, .error): return right
        case (.decimal, _), (_, .decimal): return decimals(instruction.opcode, left, right)
        case (.timestamp, _), (.duration, _): return times(instruction.opcode, left, right)
        case (.string, .string), (.bytes, .bytes):
            return instruction.opcode == .add ? joined(left, right) : .error(.noOverload)
        case (.list, .list):
            return instruction.opcode == .add ? joinedLists(left, right) : .error(.noOverload)
        default: return .error(.noOverload)
        }
    }

    private func integers<Number: FixedWidthInteger>(
        _ opcode: CELOpcode, _ left: Number, _ right: Number
    ) -> CELCell {
        let result: (partialValue: Number, overflow: Bool)
        switch opcode {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            if right == 0 { return .error(.divideByZero) }
            result = left.dividedReportingOverflow(by: right)
        default:
            if right == 0 { return .error(.divideByZero) }
            result = left.remainderReportingOverflow(dividingBy: right)
        }
        if result.overflow { return .error(.overflow) }
        return CELCell(
            Number.isSigned ? .int : .uint, word: UInt64(truncatingIfNeeded: result.partialValue))
    }

    private func doubles(_ opcode: CELOpcode, _ left: Double, _ right: Double) -> CELCell? {
        switch opcode {
        case .add: .double(left + right)
        case .subtract: .double(left - right)
        case .multiply: .double(left * right)
        case .divide: .double(left / right)
        default: nil
        }
    }

    private mutating func decimals(
        _ opcode: CELOpcode, _ left: CELCell, _ right: CELCell
    ) -> CELCell {
        guard let first = exactOperand(left), let second = exactOperand(right) else {
            return .error(.noOverload)
        }
        switch opcode {
        case .add: return store(.sum(first, second, subtracts: false))
        case .subtract: return store(.sum(first, second, subtracts: true))
        case .multiply: return store(.product(first, second))
        default: return .error(.noOverload)
        }
    }

    private func times(_ opcode: CELOpcode, _ left: CELCell, _ right: CELCell) -> CELCell {
        let result: (kind: CELKind, time: CELTime)
        switch (left.kind, right.kind, opcode) {
        case (.timestamp, .duration, .add), (.duration, .timestamp, .add):
            result = (.timestamp, .sum(left.time, right.time))
        case (.timestamp, .duration, .subtract):
            result = (.timestamp, .difference(left.time, right.time))
        case (.timestamp, .timestamp, .subtract):
            result = (.duration, .difference(left.time, right.time))
        case (.duration, .duration, .add): result = (.duration, .sum(left.time, right.time))
        case (.duration, .duration, .subtract):
            result = (.duration, .difference(left.time, right.time))
        default: return .error(.noOverload)
        }
        let range = result.kind == .timestamp ? CELTime.momentSeconds : CELTime.spanSeconds
        guard range.contains(result.time.seconds) else { return .error(.timeRange) }
        return .time(result.kind, result.time)
    }

    private mutating func joined(_ left: CELCell, _ right: CELCell) -> CELCell {
        if right.count == 0 { return left }
        if left.count == 0 { return right }
        let count = left.size + right.size
        steps &+= count / 16
        guard let target = arena.allocate(UInt8.self, count) else { return .error(.memory) }
        target.update(from: left.bytes, count: left.size)
        (target + left.size).update(from: right.bytes, count: right.size)
        return .text(target, count, left.kind)
    }

    private mutating func joinedLists(_ left: CELCell, _ right: CELCell) -> CELCell {
        guard let target = arena.allocate(CELCell.self, left.size + right.size) else {
            return .error(.memory)
        }
        if let failure = copy(left, to: target) { return failure }
        if let failure = copy(right, to: target + left.size) { return failure }
        return .list(target, left.size + right.size)
    }

    /// Copies a list's elements; returns an error if one cannot be read.
    mutating func copy(_ list: CELCell, to target: UnsafeMutablePointer<CELCell>) -> CELCell? {
        steps &+= list.size
        guard list.isOnTape else {
            target.update(from: list.cells, count: list.size)
            return nil
        }
        let tape = sources[Int(list.origin) &- 1].tape
        var index = Int(list.word) &+ 1
        for position in 0..<list.size {
            target[position] = load(index, list.origin)
            if target[position].kind == .error { return target[position] }
            index = next(after: index, tape)
        }
        return nil
    }
}
