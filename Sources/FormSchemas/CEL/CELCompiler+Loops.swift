extension CELCompiler {
    /// Emits a macro:
    ///
    ///     range; loop; next: loopNext; body; step → next; done: loopDone; end:
    mutating func emitLoop(
        _ macro: CELMacro, _ range: CELExpression, _ name: String, _ body: [CELExpression],
        at offset: Int
    ) throws(CELProblem) -> Emitted {
        let walked = try emit(range)
        guard let element = walked.type.walked else {
            throw CELProblem(
                .type,
                "a macro walks over a list or a map, not over a value of type \(walked.type)",
                at: offset)
        }
        let loop = enterLoop()
        let slot = declare(name, element)
        let start = builder.here
        builder.add(.loop, small: loop, at: offset)
        let next = builder.here
        builder.add(.loopNext, small: loop, a: slot, at: offset)
        let (type, cost) = try emitBody(macro, body, loop, slot, element, next)
        let done = builder.here
        let kind: CELLoopKind =
            switch macro {
            case .all: .all
            case .exists: .exists
            case .existsOne: .one
            case .map, .mapWhere, .filter: .list
            }
        builder.add(.loopDone, small: loop, a: kind.rawValue, at: offset)
        let end = builder.here
        builder.patch(start, b: end)
        builder.patch(next, b: done)
        patchSteps(from: next + 1, to: done, loop, end)
        forget()
        leaveLoop()
        let rounds = size(walked.type)
        var result = type
        if kind == .list { result.sizeMax = rounds }
        return Emitted(
            type: result, cost: Self.sum(walked.cost, Self.product(rounds, Self.sum(cost, 2)), 3))
    }

    /// Emits what is done with each element; returns the macro's type and one round's cost.
    private mutating func emitBody(
        _ macro: CELMacro, _ body: [CELExpression], _ loop: Int, _ slot: UInt32,
        _ element: CELType, _ next: UInt32
    ) throws(CELProblem) -> (CELType, Int) {
        let offset = body[0].offset
        if macro == .map {
            let value = try emit(body[0])
            builder.add(.stepAppend, small: loop, a: next, at: offset)
            return (.list(value.type), value.cost)
        }
        let condition = try emit(body[0])
        guard condition.type.fits(.bool) else {
            throw CELProblem(
                .type, "a condition is expected here, not a value of type \(condition.type)",
                at: offset)
        }
        switch macro {
        case .all: builder.add(.stepAll, small: loop, a: next, at: offset)
        case .exists: builder.add(.stepExists, small: loop, a: next, at: offset)
        case .existsOne: builder.add(.stepCount, small: loop, a: next, at: offset)
        case .map, .mapWhere, .filter:
            builder.add(.stepWhere, small: loop, a: next, at: offset)
            var value = Emitted(type: element, cost: 1)
            if macro == .mapWhere {
                value = try emit(body[1])
            } else {
                builder.add(.variable, a: slot, at: offset)
            }
            builder.add(.stepAppend, small: loop, a: next, at: offset)
            return (.list(value.type), Self.sum(condition.cost, value.cost))
        }
        return (.bool, condition.cost)
    }

    /// Tells `all` and `exists` where to go once they know.
    private mutating func patchSteps(
        from first: UInt32, to done: UInt32, _ loop: Int, _ end: UInt32
    ) {
        for index in first..<done {
            let instruction = builder.instructions[Int(index)]
            guard Int(instruction.small) == loop else { continue }
            if instruction.opcode == .stepAll || instruction.opcode == .stepExists {
                builder.patch(index, b: end)
            }
        }
    }
}
