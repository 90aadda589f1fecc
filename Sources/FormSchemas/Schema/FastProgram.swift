/// Derives the program of the fast verdict from the exact one.
///
/// The exact program has a node for each subschema, so that a violation can name its schema. A
/// verdict needs no names: what `$ref` and `allOf` apply to the same value moves into the node
/// that applies it, the members of several schema objects are walked over once, and conditions
/// on one member become one look-up. Instructions that are not touched are shared by both.
///
/// Requires that the program has passed ``ProgramCheck``, that its aliases are resolved and that
/// no way through resources matters to it.
///
/// Cost: linear in the program; what is added is bounded by ``addedMax``.
struct FastProgram {
    /// Instructions that one node takes from others.
    private static let takenMax = 64
    /// References that are followed from one node.
    private static let depthMax = 16

    var builder: ProgramBuilder
    /// The nodes as they were, then those for two schemas that hold for one member.
    var sources: [ProgramNode]
    /// By the two nodes that they stand for.
    private var pairs: [UInt64: UInt32] = [:]
    /// The last node's instructions, kept for their memory.
    private var body = Body()
    /// Nodes that may be added.
    private var addedMax: Int

    static func add(to builder: inout ProgramBuilder) {
        guard !builder.tracksScope else {
            builder.fastNodes = builder.nodes
            return
        }
        var program = FastProgram(&builder)
        var index = 0
        // Nodes are added on the way.
        while index < program.sources.count {
            program.builder.fastNodes.append(program.derived(from: index))
            index += 1
        }
        swap(&builder, &program.builder)
    }

    private init(_ builder: inout ProgramBuilder) {
        sources = builder.nodes
        addedMax = 64 + builder.nodes.count
        self.builder = ProgramBuilder()
        swap(&self.builder, &builder)
        self.builder.fastNodes.reserveCapacity(sources.count)
    }

    // MARK: - Nodes

    /// A node's instructions by the values that they are for.
    private struct Body {
        var kinds = ProgramNode.anyKind
        var strings: [Instruction] = []
        var numbers: [Instruction] = []
        var arrays: [Instruction] = []
        var objects: [Instruction] = []
        var general: [Instruction] = []
        /// Nodes whose instructions are here.
        var taken: [UInt32] = []

        var count: Int {
            strings.count + numbers.count + arrays.count + objects.count + general.count
        }

        mutating func removeAll() {
            kinds = ProgramNode.anyKind
            strings.removeAll(keepingCapacity: true)
            numbers.removeAll(keepingCapacity: true)
            arrays.removeAll(keepingCapacity: true)
            objects.removeAll(keepingCapacity: true)
            general.removeAll(keepingCapacity: true)
            taken.removeAll(keepingCapacity: true)
        }
    }

    private mutating func derived(from index: Int) -> ProgramNode {
        let source = sources[index]
        guard canImprove(source) else { return source }
        var body = Body()
        swap(&body, &self.body)
        defer { swap(&body, &self.body) }
        body.removeAll()
        take(UInt32(index), into: &body, depth: 0)
        mergeLengths(&body.strings)
        mergeMembers(&body.objects)
        addConditions(&body.general)
        return install(body, like: source)
    }

    private func canImprove(_ source: ProgramNode) -> Bool {
        if source.flags.contains(.always) || source.flags.contains(.never) { return false }
        if source.numbers - source.start > 1 { return true }
        return builder.instructions[Int(source.general)..<Int(source.last)].contains {
            switch $0.opcode {
            case .apply, .conditional, .anyOf, .oneOf, .not: true
            default: false
            }
        }
    }

    /// Adds a node's instructions, and those of the nodes that it applies to its value.
    private func take(_ index: UInt32, into body: inout Body, depth: Int) {
        body.taken.append(index)
        let source = sources[Int(index)]
        body.kinds = ProgramNode.intersection(body.kinds, source.kinds)
        let instructions = builder.instructions
        body.strings += instructions[Int(source.start)..<Int(source.numbers)]
        body.numbers += instructions[Int(source.numbers)..<Int(source.arrays)]
        body.arrays += instructions[Int(source.arrays)..<Int(source.objects)]
        body.objects += instructions[Int(source.objects)..<Int(source.general)]
        for instruction in instructions[Int(source.general)..<Int(source.last)] {
            if let kinds = kinds(admittedBy: instruction) {
                body.kinds = ProgramNode.intersection(body.kinds, kinds)
                continue
            }
            switch instruction.opcode {
            case .apply: takeOrApply(instruction.a, into: &body, depth: depth)
            case .conditional where isGiven(instruction.a, by: body):
                if instruction.b == Instruction.none { continue }
                takeOrApply(instruction.b, into: &body, depth: depth)
            default: body.general.append(instruction)
            }
        }
    }

    private func takeOrApply(_ index: UInt32, into body: inout Body, depth: Int) {
        if body.taken.contains(index) { return }
        let target = sources[Int(index)]
        let isPlain = target.flags.isEmpty || target.flags == .leaf
        let size = body.count + Int(target.end - target.start)
        if isPlain, depth < Self.depthMax, size <= Self.takenMax {
            take(index, into: &body, depth: depth + 1)
        } else if target.flags != .always {
            body.general.append(Instruction(opcode: .apply, keyword: .allOf, a: index))
        }
    }

    /// Whether a condition asks only for what the node asks for anyway: what follows from it must
    /// hold for any value that satisfies the node.
    private func isGiven(_ condition: UInt32, by body: Body) -> Bool {
        let node = sources[Int(condition)]
        guard node.flags == .leaf, node.kinds == ProgramNode.anyKind, node.arrays == node.end else {
            return false
        }
        let own = body.strings + body.numbers
        return builder.instructions[Int(node.start)..<Int(node.end)].allSatisfy { asked in
            own.contains {
                $0.opcode == asked.opcode && $0.a == asked.a && $0.b == asked.b && $0.c == asked.c
            }
        }
    }

    /// The kinds of value for which a choice or a negation holds, if it asks for nothing else.
    private func kinds(admittedBy instruction: Instruction) -> UInt16? {
        switch instruction.opcode {
        case .anyOf, .oneOf:
            let branches = builder.lists[Int(instruction.a)...].prefix(Int(instruction.b))
            var kinds: UInt16 = 0
            for branch in branches {
                guard let own = onlyKinds(branch) else { return nil }
                let overlaps = kinds & own & ProgramNode.anyKind != 0
                if overlaps, instruction.opcode == .oneOf { return nil }
                kinds |= own
            }
            return kinds
        case .not:
            guard let kinds = onlyKinds(instruction.a), kinds & ProgramNode.integralDecimal == 0
            else { return nil }
            return ~kinds & ProgramNode.anyKind
        default: return nil
        }
    }

    /// The kinds of value that a node admits, if it looks at nothing else.
    private func onlyKinds(_ index: UInt32) -> UInt16? {
        let node = sources[Int(index)]
        return node.flags == .leaf && node.start == node.end ? node.kinds : nil
    }

    private mutating func install(_ body: Body, like source: ProgramNode) -> ProgramNode {
        var node = source
        node.kinds = body.kinds
        node.flags.remove(.leaf)
        builder.install(
            strings: body.strings, numbers: body.numbers, arrays: body.arrays,
            objects: body.objects, general: body.general,
            last: Array(builder.instructions[Int(source.last)..<Int(source.end)]), in: &node)
        return node
    }

    // MARK: - Strings

    /// Makes one instruction of all that ask for a length.
    private func mergeLengths(_ strings: inout [Instruction]) {
        let isLength = { (instruction: Instruction) in
            instruction.opcode == .minLength || instruction.opcode == .maxLength
        }
        guard strings.count(where: isLength) > 1 else { return }
        var length = Instruction(opcode: .length, keyword: .maxLength, a: 0, b: .max)
        for instruction in strings where instruction.opcode == .minLength {
            length.a = max(length.a, instruction.a)
        }
        for instruction in strings where instruction.opcode == .maxLength {
            length.b = min(length.b, instruction.a)
        }
        strings.removeAll(where: isLength)
        strings.insert(length, at: 0)
    }

    // MARK: - Members

    /// Makes one walk of several, unless patterns decide which members they take.
    private mutating func mergeMembers(_ objects: inout [Instruction]) {
        guard objects.count > 1 else { return }
        let walks = objects.filter(isPlainWalk).map { builder.shapes[Int($0.a)] }
        guard walks.count > 1, let merged = merged(walks) else { return }
        objects.removeAll(where: isPlainWalk)
        builder.shapes.append(merged)
        let shape = UInt32(builder.shapes.count - 1)
        objects.insert(Instruction(opcode: .members, keyword: .properties, a: shape), at: 0)
    }

    private func isPlainWalk(_ instruction: Instruction) -> Bool {
        instruction.opcode == .members && builder.shapes[Int(instruction.a)].patternCount == 0
    }

    /// The shape of what satisfies all `shapes`; `nil` if that needs too many nodes.
    private mutating func merged(_ shapes: [ObjectShape]) -> ObjectShape? {
        var entries: [PropertyEntry] = []
        var result = ObjectShape()
        for (position, shape) in shapes.enumerated() {
            result.membersMin = max(result.membersMin, shape.membersMin)
            result.membersMax = min(result.membersMax, shape.membersMax)
            guard let additional = both(result.additional, shape.additional) else { return nil }
            result.additional = additional
            for entry in builder.properties(of: shape) {
                let isKnown = shapes[..<position].contains {
                    builder.property(entry.name, of: $0) != nil
                }
                if isKnown { continue }
                var entry = entry
                entry.node = Instruction.none
                for other in shapes {
                    let own = builder.property(entry.name, of: other)
                    let isNamed = own.map { $0.node != Instruction.none } ?? false
                    guard let node = both(entry.node, isNamed ? own!.node : other.additional)
                    else { return nil }
                    entry.node = node
                    entry.isRequired = entry.isRequired || own?.isRequired == true
                }
                entries.append(entry)
            }
        }
        (result.slots, result.slotMask) = builder.addSlots(entries.map(\.name))
        builder.install(entries, in: &result)
        return result
    }

    /// The node of what satisfies two nodes; `nil` if there are too many of that sort.
    private mutating func both(_ left: UInt32, _ right: UInt32) -> UInt32? {
        if right == Instruction.none || left == right { return left }
        if left == Instruction.none { return right }
        for (one, other) in [(left, right), (right, left)] {
            if sources[Int(one)].flags.contains(.always) { return other }
            if sources[Int(one)].flags.contains(.never) { return one }
        }
        let key = UInt64(min(left, right)) << 32 | UInt64(max(left, right))
        if let known = pairs[key] { return known }
        guard addedMax > 0 else { return nil }
        addedMax -= 1
        var node = ProgramNode()
        let both = [left, right].map { Instruction(opcode: .apply, keyword: .allOf, a: $0) }
        builder.install(general: both, in: &node)
        sources.append(node)
        pairs[key] = UInt32(sources.count - 1)
        return UInt32(sources.count - 1)
    }
}

extension ProgramNode {
    /// The kinds of value that both `left` and `right` admit.
    fileprivate static func intersection(_ left: UInt16, _ right: UInt16) -> UInt16 {
        let decimal: UInt16 = 1 << UInt16(TapeKind.decimal.rawValue)
        var kinds = left & right & anyKind
        let some = decimal | integralDecimal
        if kinds & decimal == 0, left & some != 0, right & some != 0 { kinds |= integralDecimal }
        return kinds
    }
}

extension ProgramBuilder {
    func properties(of shape: ObjectShape) -> ArraySlice<PropertyEntry> {
        properties[Int(shape.properties)...].prefix(Int(shape.propertyCount))
    }

    /// What a shape says about a member; `nil` if nothing but what holds for all others.
    func property(_ name: ProgramName, of shape: ObjectShape) -> PropertyEntry? {
        let entries = properties(of: shape)
        return find(name, in: entries, shape.slots, shape.slotMask)
            .map { entries[entries.startIndex + $0] }
    }
}
