extension CELMachine {
    /// An error with the place of the instruction, unless it has one already.
    @inline(__always)
    func placed(_ cell: CELCell, _ instruction: CELInstruction) -> CELCell {
        guard cell.kind == .error, cell.word == 0 else { return cell }
        return CELCell(.error, word: 1, count: instruction.offset, origin: cell.origin)
    }

    /// The error of an operand, or that the operation does not exist for it.
    @inline(never)
    func refused(_ instruction: CELInstruction, _ operand: CELCell) -> CELCell {
        placed(operand.kind == .error ? operand : .error(.noOverload), instruction)
    }

    @inline(never)
    func refused(_ instruction: CELInstruction, _ left: CELCell, _ right: CELCell) -> CELCell {
        refused(instruction, left.kind == .error ? left : right)
    }

    /// `&&` and `||` of operands of which the first has not decided.
    @inline(__always)
    func logic(_ instruction: CELInstruction, _ left: CELCell, _ right: CELCell) -> CELCell {
        let decides: UInt64 = instruction.opcode == .or ? 1 : 0
        if right.kind == .bool, right.word == decides || left.kind == .bool { return right }
        return refused(instruction, left.kind == .bool ? right : left)
    }

    // MARK: - Order

    @inline(__always)
    mutating func compare(
        _ instruction: CELInstruction, _ left: CELCell, _ right: CELCell
    ) -> CELCell {
        let isLess: Bool
        let isEqual: Bool
        if left.kind == .int, right.kind == .int {
            isLess = left.int < right.int
            isEqual = left.int == right.int
        } else if left.kind == .timestamp, right.kind == .timestamp {
            isLess = CELTime.isLess(left.time, right.time)
            isEqual = left.time == right.time
        } else {
            return compareOthers(instruction, left, right)
        }
        switch instruction.opcode {
        case .less: return .bool(isLess)
        case .lessEqual: return .bool(isLess || isEqual)
        case .greater: return .bool(!isLess && !isEqual)
        default: return .bool(!isLess)
        }
    }

    @inline(never)
    private mutating func compareOthers(
        _ instruction: CELInstruction, _ left: CELCell, _ right: CELCell
    ) -> CELCell {
        // NaN is in no order.
        if isNaN(left) || isNaN(right), Self.isNumber(left), Self.isNumber(right) {
            return .bool(false)
        }
        guard let order = order(left, right) else { return refused(instruction, left, right) }
        switch instruction.opcode {
        case .less: return .bool(order < 0)
        case .lessEqual: return .bool(order <= 0)
        case .greater: return .bool(order > 0)
        default: return .bool(order >= 0)
        }
    }

    private func isNaN(_ cell: CELCell) -> Bool { cell.kind == .double && cell.double.isNaN }

    static func isNumber(_ cell: CELCell) -> Bool {
        cell.kind == .int || cell.kind == .uint || cell.kind == .double
    }

    /// Below, at or above zero as `left` comes before, is or comes after `right`; `nil` if they
    /// are in no order.
    mutating func order(_ left: CELCell, _ right: CELCell) -> Int? {
        if Self.isNumber(left), Self.isNumber(right) { return numberOrder(left, right) }
        if left.kind == .decimal || right.kind == .decimal {
            guard let first = exactOperand(left), let second = exactOperand(right) else {
                return nil
            }
            return CELDecimal.compare(first, second)
        }
        guard left.kind == right.kind else { return nil }
        switch left.kind {
        case .string, .bytes: return byteOrder(left, right)
        case .bool: return Int(left.word) - Int(right.word)
        case .timestamp, .duration:
            return CELTime.isLess(left.time, right.time) ? -1 : left.time == right.time ? 0 : 1
        default: return nil
        }
    }

    /// Compares numbers of any types by their exact values; requires that none is NaN.
    func numberOrder(_ left: CELCell, _ right: CELCell) -> Int {
        switch (left.kind, right.kind) {
        case (.int, .int): return left.int < right.int ? -1 : left.int == right.int ? 0 : 1
        case (.double, .double):
            return left.double < right.double ? -1 : left.double == right.double ? 0 : 1
        case (.double, _): return -numberOrder(right, left)
        case (_, .double): return Self.order(exactInteger(left), right.double)
        default:
            let (first, second) = (exactInteger(left), exactInteger(right))
            return first < second ? -1 : first == second ? 0 : 1
        }
    }

    private func exactInteger(_ cell: CELCell) -> Int128 {
        cell.kind == .int ? Int128(cell.int) : Int128(cell.word)
    }

    private static func order(_ whole: Int128, _ value: Double) -> Int {
        if value >= 0x1p65 { return -1 }
        if value <= -0x1p65 { return 1 }
        let floor = Int128(value.rounded(.down))
        if whole != floor { return whole < floor ? -1 : 1 }
        return value > value.rounded(.down) ? -1 : 0
    }

    private mutating func byteOrder(_ left: CELCell, _ right: CELCell) -> Int {
        let count = min(left.size, right.size)
        steps &+= count / 16
        for offset in 0..<count where left.bytes[offset] != right.bytes[offset] {
            return left.bytes[offset] < right.bytes[offset] ? -1 : 1
        }
        return left.size - right.size
    }

    // MARK: - Signs

    @inline(never)
    mutating func negated(_ instruction: CELInstruction, _ operand: CELCell) -> CELCell {
        switch operand.kind {
        case .int:
            guard operand.int != .min else { return placed(.error(.overflow), instruction) }
            return .int(-operand.int)
        case .double: return .double(-operand.double)
        case .decimal:
            let value = operand.decimal
            return store(CELDecimal(mantissa: -value.mantissa, scale: value.scale))
        default: return refused(instruction, operand)
        }
    }

    /// A decimal as a cell.
    mutating func store(_ value: CELDecimal?) -> CELCell {
        guard let value else { return .error(.overflow) }
        guard let place = arena.allocate(Int128.self, 1) else { return .error(.memory) }
        place.pointee = value.mantissa
        return CELCell(
            .decimal, word: UInt64(UInt(bitPattern: place)), count: UInt32(value.scale))
    }

    /// A decimal, or an int that stands beside one.
    func exactOperand(_ cell: CELCell) -> CELDecimal? {
        switch cell.kind {
        case .decimal: cell.decimal
        case .int: CELDecimal(mantissa: Int128(cell.int), scale: 0)
        default: nil
        }
    }
}
