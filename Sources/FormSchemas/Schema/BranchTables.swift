/// Finds the members that decide between the branches of `anyOf` and `oneOf`.
///
/// Requires that the program has passed ``ProgramCheck`` and that its aliases are resolved.
struct BranchTables {
    /// Fewer branches are tried one after the other.
    private static let branchesMin = 3
    /// Strings and branches of one table; above, there is no table.
    private static let entriesMax = 10_000
    /// References and `allOf` that are followed to find a branch's members.
    private static let depthMax = 6

    /// The bytes of a name, whatever its place.
    private typealias Text = [UInt8]

    private let builder: ProgramBuilder

    static func add(to builder: inout ProgramBuilder) {
        let tables = BranchTables(builder: builder)
        for index in builder.instructions.indices {
            let instruction = builder.instructions[index]
            guard instruction.opcode == .anyOf || instruction.opcode == .oneOf,
                instruction.b >= branchesMin
            else { continue }
            tables.addTable(for: index, to: &builder)
        }
    }

    private func addTable(for index: Int, to target: inout ProgramBuilder) {
        let instruction = builder.instructions[index]
        // For objects only, so the branches for other values are out of the question.
        let branches = builder.lists[Int(instruction.a)...].prefix(Int(instruction.b)).filter {
            let node = builder.nodes[Int($0)]
            return node.kinds & 0x100 != 0 || node.flags.contains(.warns)
        }
        let demands = branches.map { branch in
            var found: [Text: UInt32] = [:]
            collect(branch, into: &found, depth: 0)
            return found
        }
        guard let member = decidingMember(demands) else { return }
        var branchesByText: [Text: [UInt32]] = [:]
        var (others, absent): ([UInt32], [UInt32]) = ([], [])
        for (branch, demand) in zip(branches, demands) {
            guard let strings = demand[member] else {
                others.append(branch)
                absent.append(branch)
                continue
            }
            if !requires(member, branch, depth: 0) { absent.append(branch) }
            for text in texts(of: strings) { branchesByText[text, default: []].append(branch) }
        }
        let entries = branchesByText.values.reduce(0) { $0 + $1.count + others.count + 1 }
        guard entries <= Self.entriesMax else { return }
        let cases = branchesByText.map { text, own in
            (text, branches.filter { own.contains($0) || others.contains($0) })
        }
        target.instructions[index].c = target.addBranchTable(
            member: member, cases: cases, others: others, absent: absent)
    }

    /// The member about which most branches say something; at least half of them must.
    private func decidingMember(_ demands: [[Text: UInt32]]) -> Text? {
        var counts: [Text: Int] = [:]
        for demand in demands {
            for member in demand.keys { counts[member, default: 0] += 1 }
        }
        let best = counts.max { left, right in
            left.value == right.value
                ? right.key.lexicographicallyPrecedes(left.key) : left.value < right.value
        }
        guard let best, best.value >= 2, best.value * 2 >= demands.count else { return nil }
        return best.key
    }

    /// Adds the members of which a schema, or one that it applies to the same value, admits only
    /// certain strings, with the set of these.
    private func collect(_ index: UInt32, into found: inout [Text: UInt32], depth: Int) {
        forEachApplied(index, depth) { instruction, depth in
            if instruction.opcode == .apply { collect(instruction.a, into: &found, depth: depth) }
            for property in properties(instruction) where property.node != Instruction.none {
                if let strings = strings(admittedBy: property.node, depth: 0) {
                    found[text(of: property.name)] = strings
                }
            }
        }
    }

    private func requires(_ member: Text, _ index: UInt32, depth: Int) -> Bool {
        var result = false
        forEachApplied(index, depth) { instruction, depth in
            result =
                result
                || (instruction.opcode == .apply && requires(member, instruction.a, depth: depth))
                || properties(instruction).contains {
                    $0.isRequired && text(of: $0.name) == member
                }
        }
        return result
    }

    private func forEachApplied(
        _ index: UInt32, _ depth: Int, _ body: (Instruction, Int) -> Void
    ) {
        let node = builder.nodes[Int(index)]
        guard depth < Self.depthMax, !node.flags.contains(.warns) else { return }
        for instruction in builder.instructions[Int(node.start)..<Int(node.end)] {
            body(instruction, depth + 1)
        }
    }

    private func properties(_ instruction: Instruction) -> ArraySlice<PropertyEntry> {
        guard instruction.opcode == .members else { return [] }
        let shape = builder.shapes[Int(instruction.a)]
        return builder.properties[Int(shape.properties)...].prefix(Int(shape.propertyCount))
    }

    /// The set of strings outside of which the schema holds for nothing; `nil` if there is none.
    private func strings(admittedBy index: UInt32, depth: Int) -> UInt32? {
        let node = builder.nodes[Int(index)]
        guard depth < Self.depthMax, !node.flags.contains(.warns) else { return nil }
        for instruction in builder.instructions[Int(node.start)..<Int(node.end)] {
            switch (instruction.keyword, instruction.opcode) {
            case (.enum, .enum), (.const, .const): continue
            case (.enum, _), (.const, _): return instruction.a
            case (_, .apply):
                if let strings = strings(admittedBy: instruction.a, depth: depth + 1) {
                    return strings
                }
            default: continue
            }
        }
        return nil
    }

    private func texts(of set: UInt32) -> [Text] {
        let table = builder.sets[Int(set)]
        return builder.slots[Int(table.slots)...Int(table.slots + table.slotMask)]
            .filter { $0 > 0 }
            .map { text(of: builder.names[Int($0) - 1]) }
    }

    private func text(of name: ProgramName) -> Text {
        Array(builder.literalBytes[Int(name.offset)...].prefix(Int(name.count)))
    }
}

extension ProgramBuilder {
    /// Adds a table; returns its index + 1.
    fileprivate mutating func addBranchTable(
        member: [UInt8], cases: [([UInt8], [UInt32])], others: [UInt32], absent: [UInt32]
    ) -> UInt32 {
        var table = BranchTable(member: makeName(String(decoding: member, as: UTF8.self)))
        let entries = cases.map { text, branches in
            BranchCase(
                name: makeName(String(decoding: text, as: UTF8.self)),
                branches: addRange(branches))
        }
        (table.slots, table.slotMask) = addSlots(entries.map(\.name))
        table.cases = UInt32(branchCases.count)
        table.others = addRange(others)
        table.absent = addRange(absent)
        branchCases += entries
        branchTables.append(table)
        return UInt32(branchTables.count)
    }

    private mutating func addRange(_ branches: [UInt32]) -> BranchRange {
        BranchRange(first: addList(branches), count: UInt32(branches.count))
    }
}
