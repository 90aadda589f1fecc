/// Finds the strings that decide between the branches of `anyOf` and `oneOf`.
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
        let all = Array(builder.lists[Int(instruction.a)...].prefix(Int(instruction.b)))
        let own = all.map { strings(admittedBy: $0, depth: 0) }
        if own.count(where: { $0 != nil }) * 2 >= all.count {
            let plan = plan(all, own) { _ in true }
            target.instructions[index].c = target.addBranchTable(member: nil, plan)
            return
        }
        // For objects only, so the branches for other values are out of the question.
        let branches = all.filter {
            let node = builder.nodes[Int($0)]
            return node.kinds & 0x100 != 0 || node.flags.contains(.warns)
        }
        let demands = branches.map { branch in
            var found: [Text: UInt32] = [:]
            collect(branch, into: &found, depth: 0)
            return found
        }
        guard let member = decidingMember(demands) else { return }
        let plan = plan(branches, demands.map { $0[member] }) { requires(member, $0, depth: 0) }
        target.instructions[index].c = target.addBranchTable(member: member, plan)
    }

    /// Which branches remain in which case.
    struct Plan {
        var cases: [(text: [UInt8], branches: [UInt32])] = []
        var others: [UInt32] = []
        var absent: [UInt32] = []
    }

    /// - Parameter strings: the set of strings that each branch admits; `nil` for any value.
    /// - Returns: `nil` if the table would be too large.
    private func plan(
        _ branches: [UInt32], _ strings: [UInt32?], isRequired: (UInt32) -> Bool
    ) -> Plan? {
        var plan = Plan()
        var branchesByText: [Text: [UInt32]] = [:]
        for (branch, set) in zip(branches, strings) {
            guard let set else {
                plan.others.append(branch)
                plan.absent.append(branch)
                continue
            }
            if !isRequired(branch) { plan.absent.append(branch) }
            for text in builder.strings(of: set) {
                branchesByText[text, default: []].append(branch)
            }
        }
        let entries = branchesByText.values.reduce(0) { $0 + $1.count + plan.others.count + 1 }
        guard entries <= Self.entriesMax else { return nil }
        // All in the order of the schema.
        let order = Dictionary(zip(branches, branches.indices), uniquingKeysWith: min)
        plan.cases = branchesByText.map { text, own in
            let candidates = own + plan.others
            return (text, candidates.sorted { (order[$0] ?? 0, $0) < (order[$1] ?? 0, $1) })
        }
        return plan
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
                    found[builder.bytes(of: property.name)] = strings
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
                    $0.isRequired && builder.bytes(of: $0.name) == member
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
}

extension ProgramBuilder {
    /// Adds a table; returns its index + 1, or 0 if there is no plan.
    mutating func addBranchTable(
        member: [UInt8]?, _ plan: BranchTables.Plan?
    ) -> UInt32 {
        guard let plan else { return 0 }
        var table = BranchTable(
            member: member.map { makeName(String(decoding: $0, as: UTF8.self)) })
        let entries = plan.cases.map { text, branches in
            BranchCase(
                name: makeName(String(decoding: text, as: UTF8.self)),
                branches: addRange(branches))
        }
        (table.slots, table.slotMask) = addSlots(entries.map(\.name))
        table.cases = UInt32(branchCases.count)
        table.others = addRange(plan.others)
        table.absent = addRange(plan.absent)
        branchCases += entries
        branchTables.append(table)
        return UInt32(branchTables.count)
    }

    private mutating func addRange(_ branches: [UInt32]) -> BranchRange {
        BranchRange(first: addList(branches), count: UInt32(branches.count))
    }
}
