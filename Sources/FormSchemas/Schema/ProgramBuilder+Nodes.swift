extension ProgramBuilder {
    /// Lays a node's instructions down, those for each kind of value together, and marks the node
    /// if it admits everything or needs no walk.
    mutating func install(
        strings: [Instruction] = [], numbers: [Instruction] = [], arrays: [Instruction] = [],
        objects: [Instruction] = [], general: [Instruction], last: [Instruction] = [],
        in node: inout ProgramNode
    ) {
        node.start = append(strings)
        node.numbers = append(numbers)
        node.arrays = append(arrays)
        node.objects = append(objects)
        node.general = append(general)
        node.last = append(last)
        node.end = UInt32(instructions.count)
        if node.start == node.end, node.kinds == ProgramNode.anyKind {
            node.flags.insert(.always)
        } else if node.flags.isEmpty, node.arrays == node.general, node.last == node.end,
            general.allSatisfy(\.isLiteral)
        {
            node.flags = .leaf
        }
    }

    /// Returns the index of the first.
    private mutating func append(_ added: [Instruction]) -> UInt32 {
        let first = UInt32(instructions.count)
        instructions += added
        return first
    }

    /// Adds the names that a shape knows, whose slots it has already; what it says of all other
    /// members and of patterns is set before.
    mutating func install(_ entries: [PropertyEntry], in shape: inout ObjectShape) {
        shape.properties = UInt32(properties.count)
        shape.propertyCount = UInt32(entries.count)
        shape.requiredCount = UInt32(entries.count(where: \.isRequired))
        properties += entries
        shape.isNarrow =
            (1...2).contains(entries.count) && shape.patternCount == 0
            && shape.additional == Instruction.none
    }
}

extension Instruction {
    /// Whether it asks for values to be equal to.
    fileprivate var isLiteral: Bool {
        switch opcode {
        case .enumStrings, .constString, .const, .enum: true
        default: false
        }
    }
}
