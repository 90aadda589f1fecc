/// Refuses programs whose schemas apply each other to one value for ever, or too often.
///
/// A `$dynamicRef` that may lead to several places is left to the evaluator, which knows where.
struct ProgramCheck {
    let builder: ProgramBuilder
    let index: SchemaIndex
    let limits: SchemaLimits
    /// Where `$dynamicRef`s lead that have one way to go.
    private let decided: [UInt32?]

    init(builder: ProgramBuilder, index: SchemaIndex, limits: SchemaLimits) {
        self.builder = builder
        self.index = index
        self.limits = limits
        decided = ProgramAliases.decidedAnchors(builder)
    }

    private enum Visit { case new, open, done }

    func run() throws(SchemaError) {
        var visits = [Visit](repeating: .new, count: builder.nodes.count)
        var work = [Int](repeating: 1, count: builder.nodes.count)
        var chain = [Int](repeating: 1, count: builder.nodes.count)
        for start in builder.nodes.indices where visits[start] == .new {
            var stack = [(node: start, edges: edges(of: start), next: 0)]
            visits[start] = .open
            while let top = stack.last {
                if top.next < top.edges.count {
                    stack[stack.count - 1].next += 1
                    let target = top.edges[top.next]
                    switch visits[target] {
                    case .open:
                        throw fail(.infiniteLoop, target, "applies itself to the same value")
                    case .done: break
                    case .new:
                        visits[target] = .open
                        stack.append((target, edges(of: target), 0))
                    }
                    continue
                }
                let node = top.node
                for target in top.edges {
                    work[node] = min(work[node] + work[target], limits.inPlaceWorkMax + 1)
                    chain[node] = max(chain[node], chain[target] + 1)
                }
                if work[node] > limits.inPlaceWorkMax {
                    throw fail(.tooLarge, node, "has too many branches for one value")
                }
                if chain[node] > limits.inPlaceChainMax {
                    throw fail(.tooLarge, node, "leads through too many references for one value")
                }
                visits[node] = .done
                stack.removeLast()
            }
        }
    }

    private func fail(_ reason: SchemaError.Reason, _ node: Int, _ what: String) -> SchemaError {
        SchemaError(
            reason: reason, schemaLocation: index.location(of: builder.places[node]),
            message: "the schema \(what)")
    }

    /// The nodes that `node` applies to its own value.
    private func edges(of node: Int) -> [Int] {
        let node = builder.nodes[node]
        var targets: [Int] = []
        func add(_ target: UInt32) {
            if target != Instruction.none { targets.append(Int(target)) }
        }
        for instruction in builder.instructions[Int(node.start)..<Int(node.end)] {
            switch instruction.opcode {
            case .apply, .not: add(instruction.a)
            case .applyDynamic:
                if let target = decided[Int(instruction.a)] { add(target) }
            case .dependentSchema: add(instruction.b)
            case .anyOf, .oneOf:
                let first = Int(instruction.a)
                builder.lists[first..<first + Int(instruction.b)].forEach(add)
            case .conditional:
                add(instruction.a)
                add(instruction.b)
                add(instruction.c)
            default: break
            }
        }
        return targets
    }
}

/// Lets instructions skip nodes that only refer to another one.
///
/// Requires that the program has passed ``ProgramCheck``. Where the dynamic scope matters, nodes
/// of other resources are not skipped.
enum ProgramAliases {
    static func resolve(_ builder: inout ProgramBuilder) {
        let decided = decidedAnchors(builder)
        let keepsScope = decided.contains(nil)
        var target = Array(UInt32(0)..<UInt32(builder.nodes.count))
        for index in builder.nodes.indices {
            let node = builder.nodes[index]
            guard node.end - node.start == 1, node.kinds == ProgramNode.anyKind, node.flags.isEmpty
            else { continue }
            let only = builder.instructions[Int(node.start)]
            guard only.opcode == .apply else { continue }
            if keepsScope, builder.nodes[Int(only.a)].resource != node.resource { continue }
            target[index] = only.a
        }
        func final(_ node: UInt32) -> UInt32 {
            var node = node
            while node != Instruction.none, target[Int(node)] != node { node = target[Int(node)] }
            return node
        }
        builder.root = final(builder.root)
        builder.tracksScope = keepsScope
        for index in builder.instructions.indices {
            redirect(&builder.instructions[index], &builder.lists, final, decided)
        }
        for index in builder.properties.indices {
            builder.properties[index].node = final(builder.properties[index].node)
        }
        for index in builder.patternProperties.indices {
            builder.patternProperties[index].node = final(builder.patternProperties[index].node)
        }
        for index in builder.shapes.indices {
            builder.shapes[index].additional = final(builder.shapes[index].additional)
        }
    }

    /// For each dynamic anchor the one node that it can lead to; `nil` where that depends on the
    /// way.
    ///
    /// The resource of the root is the outermost on every way, so its anchor always wins.
    fileprivate static func decidedAnchors(_ builder: ProgramBuilder) -> [UInt32?] {
        let outermost = builder.nodes[Int(builder.root)].resource
        return builder.dynamicAnchors.map { anchor in
            let targets = builder.dynamicTargets[Int(anchor.first)...].prefix(Int(anchor.count))
            let only = targets.count == 1 ? targets.first : nil
            return (only ?? targets.first { $0.resource == outermost })?.node
        }
    }

    private static func redirect(
        _ instruction: inout Instruction, _ lists: inout [UInt32], _ final: (UInt32) -> UInt32,
        _ decided: [UInt32?]
    ) {
        switch instruction.opcode {
        case .apply, .not, .contains, .propertyNames, .unevaluatedItems, .unevaluatedProperties:
            instruction.a = final(instruction.a)
        case .applyDynamic:
            instruction.b = final(instruction.b)
            if let target = decided[Int(instruction.a)] {
                instruction.opcode = .apply
                instruction.a = final(target)
            }
        case .dependentSchema: instruction.b = final(instruction.b)
        case .conditional:
            instruction.a = final(instruction.a)
            instruction.b = final(instruction.b)
            instruction.c = final(instruction.c)
        case .anyOf, .oneOf:
            let first = Int(instruction.a)
            for index in first..<first + Int(instruction.b) { lists[index] = final(lists[index]) }
        case .items:
            let first = Int(instruction.a)
            for index in first..<first + Int(instruction.b) { lists[index] = final(lists[index]) }
            instruction.c = final(instruction.c)
        default: break
        }
    }
}
