extension CELCompiler {
    /// Emits a field, or whether there is one; a chain of fields of a variable is one instruction.
    mutating func emitSelection(
        _ expression: CELExpression
    ) throws(CELProblem) -> Emitted {
        var chain: [(field: String, offset: Int)] = []
        var root = expression
        var isTest = false
        if case .has(let operand, let field) = expression.kind {
            isTest = true
            chain.append((field, expression.offset))
            root = operand
        }
        while case .select(let operand, let field) = root.kind, chain.count < 200 {
            chain.insert((field, root.offset), at: 0)
            root = operand
        }
        if let type = typeConstant(root, chain.map(\.field)), !isTest {
            builder.addConstant(.type(type), at: expression.offset)
            return Emitted(type: .type, cost: 1)
        }
        return try emitChain(chain, of: root, isTest: isTest)
    }

    private mutating func emitChain(
        _ chain: [(field: String, offset: Int)], of root: CELExpression, isTest: Bool
    ) throws(CELProblem) -> Emitted {
        var path = chain
        let last = isTest ? path.removeLast() : nil
        var type: CELType
        var cost = 1
        if case .name(let name) = root.kind, let variable = variable(name), !path.isEmpty {
            type = variable.type
            var first: UInt32?
            for (field, offset) in path {
                type = try self.field(field, of: type, at: offset)
                let step = builder.addStep(field, at: offset)
                first = first ?? step
            }
            if variable.slot == 0, let shared {
                builder.add(
                    .shared, small: path.count, a: shared.index(of: path.map(\.field)),
                    b: first ?? 0, at: root.offset)
            } else {
                builder.add(
                    .path, small: path.count, a: variable.slot, b: first ?? 0, at: root.offset)
            }
            cost = path.count
        } else {
            let emitted = try emit(root)
            type = emitted.type
            cost = emitted.cost
            for (field, offset) in path {
                type = try self.field(field, of: type, at: offset)
                builder.add(.select, a: builder.addStep(field, at: offset), at: offset)
                cost = Self.sum(cost, 1)
            }
        }
        guard let last else { return Emitted(type: type, cost: cost) }
        _ = try field(last.field, of: type, at: last.offset)
        builder.add(.has, a: builder.addStep(last.field, at: last.offset), at: last.offset)
        return Emitted(type: .bool, cost: Self.sum(cost, 1))
    }

    /// The type of a field.
    ///
    /// - Throws: `unknownField` with the nearest name, `type` if the value cannot have fields.
    func field(
        _ name: String, of type: CELType, at offset: Int
    ) throws(CELProblem) -> CELType {
        switch type.shape {
        case .dyn: return .dyn
        case .map(let key, let value) where CELType.string.fits(key): return value
        case .object(let object):
            if let found = object.field(name) { return found }
            let hint = object.nearest(to: name).map { "; did you mean \"\($0)\"?" } ?? ""
            throw CELProblem(.unknownField, "there is no field \"\(name)\"\(hint)", at: offset)
        case .part:
            throw CELProblem(
                .type, "a confidential part cannot be looked into (field \"\(name)\")", at: offset)
        default:
            throw CELProblem(
                .type, "a value of type \(type) has no fields (\"\(name)\")", at: offset)
        }
    }

    /// A type's name with dots in it, such as `google.protobuf.Timestamp`.
    private func typeConstant(_ root: CELExpression, _ fields: [String]) -> CELKind? {
        guard case .name(let name) = root.kind, variable(name) == nil else { return nil }
        return CELKind(typeName: ([name] + fields).joined(separator: "."))
    }

    /// The type of `operand[position]`.
    func element(
        of operand: CELType, at position: CELType, _ literal: CELExpression, _ offset: Int
    ) throws(CELProblem) -> CELType {
        switch operand.shape {
        case .dyn: return .dyn
        case .list(let element) where position.fits(.int): return element
        case .map(let key, let value) where position.fits(key): return value
        case .object where position.fits(.string):
            guard case .constant(.string(let name)) = literal.kind else { return .dyn }
            return try field(
                String(decoding: name, as: UTF8.self), of: operand, at: literal.offset)
        case .part:
            throw CELProblem(.type, "a confidential part cannot be looked into", at: offset)
        default: throw noOverload("_[_]", [operand, position], at: offset)
        }
    }

    func noOverload(_ name: String, _ types: [CELType], at offset: Int) -> CELProblem {
        let list = types.map(\.description).joined(separator: ", ")
        var hint = ""
        if types.contains(where: { if case .number = $0.shape { true } else { false } }) {
            hint = "; a number of the document may be whole or not: write double() or decimal()"
        }
        guard !types.isEmpty else {
            return CELProblem(.type, "\(name)() needs a value between its brackets", at: offset)
        }
        return CELProblem(
            .type, "\(Self.written(name)) does not exist for (\(list))\(hint)", at: offset)
    }

    /// An operator as people write it, for its name in the specification: `==` for `_==_`.
    private static func written(_ name: String) -> String {
        switch name {
        case "@in": "in"
        case "_?_:_": "? :"
        case "_[_]": "[]"
        default: name.first == "_" || name.last == "_" ? name.filter { $0 != "_" } : name
        }
    }
}
