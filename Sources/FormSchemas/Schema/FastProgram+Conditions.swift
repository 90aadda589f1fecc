extension FastProgram {
    /// Conditions that are followed from one to the next in `else`.
    private static let stepsMax = 200
    /// Strings times steps of one member; above, there is no table.
    private static let comparisonsMax = 100_000

    /// `if` a member is one of some strings, `then` …, `else` …, as far as that goes on.
    private struct Chain {
        var member: ProgramName
        var steps: [(set: UInt32, isRequired: Bool, then: UInt32)] = []
        var otherwise = Instruction.none
    }

    /// Puts one look-up before all conditions that ask for strings in the same member.
    ///
    /// The conditions stay behind it, for values that are no objects and where marks are left.
    mutating func addConditions(_ general: inout [Instruction]) {
        guard general.contains(where: { $0.opcode == .conditional }) else { return }
        var rest: [Instruction] = []
        var groups: [(chains: [Chain], conditions: [Instruction])] = []
        for instruction in general {
            guard instruction.opcode == .conditional, let chain = chain(from: instruction) else {
                rest.append(instruction)
                continue
            }
            let known = groups.firstIndex { builder.isSame($0.chains[0].member, chain.member) }
            if let known {
                groups[known].chains.append(chain)
                groups[known].conditions.append(instruction)
            } else {
                groups.append(([chain], [instruction]))
            }
        }
        for group in groups {
            let table = builder.addBranchTable(
                member: builder.bytes(of: group.chains[0].member), plan(for: group.chains))
            if table != 0 {
                rest.append(
                    Instruction(
                        opcode: .conditions, keyword: .if, a: table,
                        b: UInt32(group.conditions.count)))
            }
            rest += group.conditions
        }
        general = rest
    }

    private func chain(from condition: Instruction) -> Chain? {
        guard var test = memberTest(condition.a) else { return nil }
        var chain = Chain(member: test.member)
        var condition = condition
        while true {
            chain.steps.append((test.set, test.isRequired, condition.b))
            chain.otherwise = condition.c
            guard condition.c != Instruction.none, chain.steps.count < Self.stepsMax,
                let next = onlyCondition(condition.c), let nextTest = memberTest(next.a),
                builder.isSame(nextTest.member, chain.member)
            else { return chain }
            (condition, test) = (next, nextTest)
        }
    }

    /// The condition that is all there is in a schema.
    private func onlyCondition(_ index: UInt32) -> Instruction? {
        let node = sources[Int(index)]
        guard node.flags.isEmpty, node.kinds == ProgramNode.anyKind, node.end - node.start == 1,
            builder.instructions[Int(node.start)].opcode == .conditional
        else { return nil }
        return builder.instructions[Int(node.start)]
    }

    /// The member and the strings, if a schema asks of objects only that the one is of the others.
    private func memberTest(
        _ index: UInt32
    ) -> (member: ProgramName, set: UInt32, isRequired: Bool)? {
        let node = sources[Int(index)]
        guard node.flags.isEmpty, node.kinds & 0x100 != 0, node.end - node.start == 1 else {
            return nil
        }
        let walk = builder.instructions[Int(node.start)]
        guard walk.opcode == .members else { return nil }
        let shape = builder.shapes[Int(walk.a)]
        guard shape.propertyCount == 1, shape.patternCount == 0,
            shape.additional == Instruction.none, shape.membersMin == 0,
            shape.membersMax == UInt32.max
        else { return nil }
        let property = builder.properties[Int(shape.properties)]
        guard property.node != Instruction.none else { return nil }
        let value = sources[Int(property.node)]
        guard value.flags == .leaf, value.kinds & 0x60 == 0x60, value.end - value.start == 1
        else { return nil }
        let literal = builder.instructions[Int(value.start)]
        guard literal.opcode == .enumStrings || literal.opcode == .constString else { return nil }
        return (property.name, literal.a, property.isRequired)
    }

    /// What is to be applied for each string, for all others, and where the member is missing.
    ///
    /// - Returns: `nil` if the table would take too long to make.
    private func plan(for chains: [Chain]) -> BranchTables.Plan? {
        let sets = chains.map { chain in
            chain.steps.map { Set(builder.strings(of: $0.set)) }
        }
        var texts: Set<[UInt8]> = []
        for set in sets.joined() { texts.formUnion(set) }
        guard texts.count * sets.joined().count <= Self.comparisonsMax else { return nil }

        var plan = BranchTables.Plan()
        func outcomes(_ holds: (Int, Int) -> Bool) -> [UInt32] {
            var nodes: [UInt32] = []
            for (position, chain) in chains.enumerated() {
                let step = chain.steps.indices.first { holds(position, $0) }
                let node = step.map { chain.steps[$0].then } ?? chain.otherwise
                guard node != Instruction.none, !nodes.contains(node),
                    !sources[Int(node)].flags.contains(.always)
                else { continue }
                nodes.append(node)
            }
            return nodes
        }
        plan.cases = texts.map { text in
            (text, outcomes { sets[$0][$1].contains(text) })
        }
        plan.others = outcomes { _, _ in false }
        plan.absent = outcomes { !chains[$0].steps[$1].isRequired }
        return plan
    }
}

extension Evaluator {
    /// Applies to an object what a table of conditions says for one of its members.
    mutating func conditions(_ instruction: Instruction, _ entry: TapeEntry, _ index: Int) -> Bool {
        let nodes = view.candidates(table: instruction.a, entry, index)
        for offset in 0..<Int(nodes.count) {
            let node = program.pointee.lists[Int(nodes.first) &+ offset]
            if !evaluate(node, entry, index, EvaluationMarks.none) { return false }
        }
        return true
    }
}
