extension ProgramView {
    /// Runs a node that has instructions for strings and numbers and literals only.
    @inline(never)
    func runLeaf(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int
    ) -> Bool {
        if entry.isText {
            if !runStrings(node.pointee.start, node.pointee.numbers, entry) { return false }
        } else if entry.kind == .integer || entry.kind == .decimal {
            if !runNumbers(node.pointee.numbers, node.pointee.arrays, entry) { return false }
        }
        var position = Int(node.pointee.general)
        while position < Int(node.pointee.end) {
            if !runLiteral(program.pointee.instructions[position], entry, index) { return false }
            position &+= 1
        }
        return true
    }

    /// Runs `const` and `enum`.
    func runLiteral(_ instruction: Instruction, _ entry: TapeEntry, _ index: Int) -> Bool {
        switch instruction.opcode {
        case .constString: return entry.isText && isString(instruction.b, entry)
        case .enumStrings: return entry.isText && contains(instruction.a, entry)
        case .const: return isLiteral(instruction.a, entry, index)
        default: return isAnyLiteral(instruction, entry, index)
        }
    }

    @inline(never)
    private func isString(_ name: UInt32, _ entry: TapeEntry) -> Bool {
        let name = program.pointee.names[Int(name)]
        let text = program.pointee.literalBytes + Int(name.offset)
        return entry.withContent(of: bytes) { content, count in
            count == Int(name.count) && bytesEqual(text, content, count)
        }
    }

    /// Runs the instructions for strings.
    @inline(__always)
    func runStrings(_ first: UInt32, _ end: UInt32, _ entry: TapeEntry) -> Bool {
        var position = Int(first)
        while position < Int(end) {
            if !runString(program.pointee.instructions[position], entry) { return false }
            position &+= 1
        }
        return true
    }

    @inline(__always)
    func runString(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        switch instruction.opcode {
        case .minLength: return entry.payload >= UInt64(instruction.a)
        case .maxLength: return entry.payload <= UInt64(instruction.a)
        case .length:
            return entry.payload >= UInt64(instruction.a) && entry.payload <= UInt64(instruction.b)
        case .codeList: return contains(instruction.a, entry)
        default: return runText(instruction, entry)
        }
    }

    @inline(never)
    private func runText(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        switch instruction.opcode {
        case .pattern:
            let automaton = program.pointee.patterns + Int(instruction.a)
            return entry.withContent(of: bytes) { automaton.pointee.matches($0, $1) }
        case .format:
            let format = Format.numbered(Int(instruction.a))
            return entry.withContent(of: bytes) { format.accepts($0, $1) }
        case .identifier:
            return identifierOutcome(instruction, entry).isAccepted
        default: return true
        }
    }

    /// Whether a set of strings has the content of a string.
    @inline(never)
    func contains(_ set: UInt32, _ entry: TapeEntry) -> Bool {
        entry.withContent(of: bytes) { text, count in
            let hash = ByteHash.hash(text, count, key: program.pointee.hashKey)
            let table = program.pointee.sets[Int(set)]
            var slot = Int(truncatingIfNeeded: hash) & Int(table.slotMask)
            while true {
                let found = program.pointee.slots[Int(table.slots) &+ slot]
                if found == 0 { return false }
                let name = program.pointee.names[Int(found) &- 1]
                if name.hash == hash, Int(name.count) == count,
                    bytesEqual(program.pointee.literalBytes + Int(name.offset), text, count)
                {
                    return true
                }
                slot = (slot &+ 1) & Int(table.slotMask)
            }
        }
    }

    /// Runs the instructions for numbers.
    func runNumbers(_ first: UInt32, _ end: UInt32, _ entry: TapeEntry) -> Bool {
        var position = Int(first)
        while position < Int(end) {
            if !runNumber(program.pointee.instructions[position], entry) { return false }
            position &+= 1
        }
        return true
    }

    @inline(__always)
    func runNumber(_ instruction: Instruction, _ entry: TapeEntry) -> Bool {
        let literal = program.pointee.literalTape[
            Int(program.pointee.literals[Int(instruction.a)].tapeIndex)]
        return compare(instruction.opcode, entry, literal)
    }

    @inline(__always)
    func compare(_ opcode: Opcode, _ entry: TapeEntry, _ literal: TapeEntry) -> Bool {
        guard entry.kind == .integer, literal.kind == .integer else {
            return compareExactly(opcode, entry, literal)
        }
        let (value, bound) = (entry.integer, literal.integer)
        return switch opcode {
        case .minimum: value >= bound
        case .maximum: value <= bound
        case .exclusiveMinimum: value > bound
        case .exclusiveMaximum: value < bound
        case .multipleOf: value % bound == 0
        default: true
        }
    }

    @inline(never)
    func compareExactly(
        _ opcode: Opcode, _ entry: TapeEntry, _ literal: TapeEntry
    ) -> Bool {
        let literals = TapeValue(
            tape: program.pointee.literalTape, bytes: program.pointee.literalBytes, index: 0)
        if let short = value(0).short(entry), let bound = literals.short(literal),
            let passes = compareShort(opcode, short, bound)
        {
            return passes
        }
        let bound = literals.decimal(literal)
        let value = value(0).decimal(entry)
        return switch opcode {
        case .minimum: value >= bound
        case .maximum: value <= bound
        case .exclusiveMinimum: value > bound
        case .exclusiveMaximum: value < bound
        case .multipleOf: value.isMultiple(of: bound)
        default: true
        }
    }

    private func compareShort(
        _ opcode: Opcode, _ value: ShortDecimal, _ bound: ShortDecimal
    ) -> Bool? {
        if opcode == .multipleOf { return value.isMultiple(of: bound) }
        let order = value.compared(to: bound)
        return switch opcode {
        case .minimum: order >= 0
        case .maximum: order <= 0
        case .exclusiveMinimum: order > 0
        case .exclusiveMaximum: order < 0
        default: true
        }
    }

    @inline(never)
    func isLiteral(_ literal: UInt32, _ entry: TapeEntry, _ index: Int) -> Bool {
        let place = Int(program.pointee.literals[Int(literal)].tapeIndex)
        let other = TapeValue(
            tape: program.pointee.literalTape, bytes: program.pointee.literalBytes, index: place)
        return JSONEquality.equal(entry, value(index), other.entry, other)
    }

    /// Whether a value is one of an enumeration's; long ones have a hash table.
    @inline(never)
    func isAnyLiteral(_ instruction: Instruction, _ entry: TapeEntry, _ index: Int) -> Bool {
        guard instruction.c == Instruction.none else {
            let table = program.pointee.sets[Int(instruction.c)]
            var slot = Int(truncatingIfNeeded: JSONEquality.hash(value(index)))
            while true {
                slot &= Int(table.slotMask)
                let found = program.pointee.slots[Int(table.slots) &+ slot]
                if found == 0 { return false }
                if isLiteral(found &- 1, entry, index) { return true }
                slot &+= 1
            }
        }
        for position in 0..<Int(instruction.b) {
            let literal = program.pointee.lists[Int(instruction.a) &+ position]
            if isLiteral(literal, entry, index) { return true }
        }
        return false
    }
}
