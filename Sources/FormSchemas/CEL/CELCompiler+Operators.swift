extension CELCompiler {
    /// Emits an operator or a function by its name.
    mutating func emitCall(
        _ name: String, _ target: CELExpression?, _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        switch name {
        case "_&&_", "_||_": return try emitLogic(name, arguments, at: offset)
        case "_?_:_": return try emitConditional(arguments, at: offset)
        case "!_", "-_": return try emitUnary(name, arguments[0], at: offset)
        case "_==_", "_!=_": return try emitEquality(name, arguments, at: offset)
        case "_[_]":
            let operand = try emit(arguments[0])
            let position = try emit(arguments[1])
            let type = try element(of: operand.type, at: position.type, arguments[1], offset)
            builder.add(.index, at: offset)
            // Positions and members are found one after the other.
            return Emitted(
                type: type, cost: Self.sum(operand.cost, position.cost, size(operand.type) / 4))
        case "@in": return try emitMembership(arguments, at: offset)
        default:
            guard let opcode = Self.binaryOpcodes[name] else {
                return try emitFunction(name, target, arguments, at: offset)
            }
            return try emitBinary(name, opcode, arguments, at: offset)
        }
    }

    private static let binaryOpcodes: [String: CELOpcode] = [
        "_+_": .add, "_-_": .subtract, "_*_": .multiply, "_/_": .divide, "_%_": .modulo,
        "_<_": .less, "_<=_": .lessEqual, "_>_": .greater, "_>=_": .greaterEqual,
    ]

    private mutating func emitLogic(
        _ name: String, _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        let left = try emit(arguments[0])
        let jump = builder.here
        builder.add(name == "_&&_" ? .jumpIfFalse : .jumpIfTrue, at: offset)
        let right = try emit(arguments[1])
        guard left.type.fits(.bool), right.type.fits(.bool) else {
            throw noOverload(name, [left.type, right.type], at: offset)
        }
        builder.add(name == "_&&_" ? .and : .or, at: offset)
        builder.patch(jump, a: builder.here)
        return Emitted(type: .bool, cost: Self.sum(left.cost, right.cost, 2))
    }

    private mutating func emitConditional(
        _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        let condition = try emit(arguments[0])
        guard condition.type.fits(.bool) else {
            throw noOverload("_?_:_", [condition.type], at: offset)
        }
        let branch = builder.here
        builder.add(.branch, at: offset)
        let first = try emit(arguments[1])
        let jump = builder.here
        builder.add(.jump, at: offset)
        builder.patch(branch, a: builder.here)
        let second = try emit(arguments[2])
        builder.patch(branch, b: builder.here)
        builder.patch(jump, a: builder.here)
        guard first.type.fits(second.type) else {
            throw noOverload("_?_:_", [condition.type, first.type, second.type], at: offset)
        }
        return Emitted(
            type: first.type.joined(with: second.type),
            cost: Self.sum(condition.cost, max(first.cost, second.cost), 2))
    }

    private mutating func emitUnary(
        _ name: String, _ argument: CELExpression, at offset: Int
    ) throws(CELProblem) -> Emitted {
        let operand = try emit(argument)
        let allowed: [CELType] = name == "!_" ? [.bool] : [.int, .double, .decimal]
        guard allowed.contains(where: operand.type.fits) else {
            throw noOverload(name, [operand.type], at: offset)
        }
        builder.add(name == "!_" ? .not : .negate, at: offset)
        return Emitted(type: operand.type, cost: Self.sum(operand.cost, 1))
    }

    private mutating func emitEquality(
        _ name: String, _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        let left = try emit(arguments[0])
        try checkCodes(of: left.type, [arguments[1]])
        if case .constant(.string(let text)) = arguments[1].kind, left.type.fits(.string) {
            let constant = builder.constantIndex(.string(text))
            builder.add(.equalText, small: name == "_==_" ? 0 : 1, a: constant, at: offset)
            return Emitted(type: .bool, cost: Self.sum(left.cost, 1 + text.count / 16))
        }
        let right = try emit(arguments[1])
        try checkCodes(of: right.type, [arguments[0]])
        guard left.type.isComparable(to: right.type) else {
            throw noOverload(name, [left.type, right.type], at: offset)
        }
        builder.add(name == "_==_" ? .equal : .notEqual, at: offset)
        let size = comparedSize(left.type, right.type)
        return Emitted(type: .bool, cost: Self.sum(left.cost, right.cost, size))
    }

    /// What comparing two values takes: all of the smaller.
    private func comparedSize(_ left: CELType, _ right: CELType) -> Int {
        switch (left.shape, right.shape) {
        case (.string, _), (_, .string), (.bytes, _), (_, .bytes):
            1 + min(size(left), size(right)) / 16
        case (.list, _), (.map, _), (.object, _), (.dyn, .list), (.dyn, .map), (.dyn, .object):
            Self.product(size(left), limits.unknownListMax / 10)
        default: 1
        }
    }

    private mutating func emitMembership(
        _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        let element = try emit(arguments[0])
        let range = try emit(arguments[1])
        guard let walked = range.type.walked, element.type.isComparable(to: walked) else {
            throw noOverload("@in", [element.type, range.type], at: offset)
        }
        try checkCodes(of: walked, [arguments[0]])
        if case .list(let texts) = arguments[1].kind { try checkCodes(of: element.type, texts) }
        builder.add(.contains, at: offset)
        let each = comparedSize(element.type, walked)
        return Emitted(
            type: .bool,
            cost: Self.sum(element.cost, range.cost, Self.product(size(range.type), each)))
    }

    private mutating func emitBinary(
        _ name: String, _ opcode: CELOpcode, _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        let left = try emit(arguments[0])
        let right = try emit(arguments[1])
        let found: CELType?
        switch opcode {
        case .less, .lessEqual, .greater, .greaterEqual:
            found = isOrdered(left.type, right.type) ? .bool : nil
        default: found = arithmetic(opcode, left.type, right.type)
        }
        guard let found else { throw noOverload(name, [left.type, right.type], at: offset) }
        builder.add(opcode, at: offset)
        let copied = opcode == .add ? (found.sizeMax ?? 0) / 16 : 0
        return Emitted(type: found, cost: Self.sum(left.cost, right.cost, 1 + copied))
    }

    private func isOrdered(_ left: CELType, _ right: CELType) -> Bool {
        switch (left.shape, right.shape) {
        case (.list, _), (_, .list), (.map, _), (_, .map), (.object, _), (_, .object), (.type, _),
            (_, .type), (.null, .null):
            false
        default: left.isComparable(to: right)
        }
    }

    /// The type of `left` operator `right`; `nil` if there is no such operation.
    private func arithmetic(
        _ opcode: CELOpcode, _ left: CELType, _ right: CELType
    ) -> CELType? {
        switch (left.shape, right.shape, opcode) {
        case (.part, _, _), (_, .part, _): nil
        // A moment or a time span may be null, as long as nobody counts with it.
        case (.dyn, _, _), (.null, .timestamp, _), (.null, .duration, _), (.null, .null, _):
            unsure(opcode, right, isRight: true)
        case (_, .dyn, _), (.timestamp, .null, _), (.duration, .null, _):
            unsure(opcode, left, isRight: false)
        case (.int, .int, _): .int
        case (.uint, .uint, _): .uint
        case (.double, .double, .modulo): nil
        case (.double, .double, _): .double
        case (.decimal, .decimal, .add), (.decimal, .decimal, .subtract),
            (.decimal, .decimal, .multiply), (.decimal, .int, .add), (.decimal, .int, .subtract),
            (.decimal, .int, .multiply), (.int, .decimal, .add), (.int, .decimal, .subtract),
            (.int, .decimal, .multiply):
            .decimal
        case (.string, .string, .add): CELType(.string, sizeMax: size(left) + size(right))
        case (.bytes, .bytes, .add): CELType(.bytes, sizeMax: size(left) + size(right))
        case (.list, .list, .add): left.fits(right) ? concatenated(left, right) : nil
        case (.timestamp, .duration, .add), (.timestamp, .duration, .subtract),
            (.duration, .timestamp, .add):
            .timestamp
        case (.timestamp, .timestamp, .subtract), (.duration, .duration, .add),
            (.duration, .duration, .subtract):
            .duration
        default: nil
        }
    }

    /// The type of two lists one after the other.
    private func concatenated(_ left: CELType, _ right: CELType) -> CELType {
        CELType(left.joined(with: right).shape, sizeMax: size(left) + size(right))
    }

    /// The type of an operation of which only one operand's type is known.
    private func unsure(_ opcode: CELOpcode, _ known: CELType, isRight: Bool) -> CELType? {
        switch known.shape {
        case .dyn, .null, .number: .dyn
        // The other may be a decimal.
        case .int: opcode == .divide || opcode == .modulo ? .int : .dyn
        case .timestamp:
            opcode == .add ? .timestamp : opcode != .subtract ? nil : isRight ? .duration : .dyn
        case .duration:
            opcode == .add || (opcode == .subtract && isRight)
                ? .dyn
                : opcode == .subtract ? .duration : nil
        default: arithmetic(opcode, known, known)
        }
    }
}
