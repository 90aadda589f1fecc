extension CELCompiler {
    /// Emits a call of a function by name.
    mutating func emitFunction(
        _ name: String, _ target: CELExpression?, _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        if name == "matches", target != nil || arguments.count == 2 {
            return try emitMatch((target.map { [$0] } ?? []) + arguments, at: offset)
        }
        if target == nil, let time = timeConstant(name, arguments) {
            builder.addConstant(.time(time.kind, time.value), at: offset)
            return Emitted(type: time.kind == .duration ? .duration : .timestamp, cost: 1)
        }
        if name == "isIdentifier", target == nil, arguments.count == 2 {
            return try emitIdentifier(arguments[0], arguments[1], at: offset)
        }
        let candidates = CELOverload.named(name)
        guard !candidates.isEmpty else { throw unknownFunction(name, at: offset) }
        guard candidates.contains(where: { $0.isMethod == (target != nil) }) else {
            let style = target == nil ? "x.\(name)(…)" : "\(name)(…)"
            throw CELProblem(.unknownFunction, "\(name) is called as \(style)", at: offset)
        }
        var types: [CELType] = []
        var cost = 1
        for (position, argument) in ((target.map { [$0] } ?? []) + arguments).enumerated() {
            // The text of a literal is exact, its double is not.
            let isExact = name == "decimal" && position == 0
            let emitted = try emit(isExact ? exact(argument) : argument)
            types.append(emitted.type)
            cost = Self.sum(cost, emitted.cost)
        }
        let fitting = candidates.filter { candidate in
            candidate.isMethod == (target != nil) && candidate.parameters.count == types.count
                && zip(types, candidate.parameters).allSatisfy { $0.fits($1) }
        }
        guard let overload = fitting.first else { throw noOverload(name, types, at: offset) }
        try check(overload, target, arguments)
        if overload.function == .toTimestamp {
            builder.add(.timestamp, at: offset)
        } else {
            builder.add(.call, small: types.count, a: overload.function.rawValue, at: offset)
        }
        let isUnsure = fitting.contains { $0.result.description != overload.result.description }
        let result = isUnsure ? .dyn : result(of: overload, types)
        return Emitted(type: result, cost: Self.sum(cost, walk(overload, types)))
    }

    /// A moment or time span that is written out. One that is none stays a call: it is an error
    /// only where it is evaluated.
    private func timeConstant(
        _ name: String, _ arguments: [CELExpression]
    ) -> (kind: CELKind, value: CELTime)? {
        guard arguments.count == 1, case .constant(.string(let text)) = arguments[0].kind else {
            return nil
        }
        return text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return nil }
            switch name {
            case "duration": return CELTime(span: text).map { (.duration, $0) }
            case "timestamp":
                return CELTime(moment: base, text.count).map { (.timestamp, $0) }
            default: return nil
            }
        }
    }

    private func exact(_ expression: CELExpression) -> CELExpression {
        guard case .constant(.double(_, let text)) = expression.kind else { return expression }
        return CELExpression(.constant(.string(Array(text.utf8))), at: expression.offset)
    }

    private func unknownFunction(_ name: String, at offset: Int) -> CELProblem {
        let hint = Spelling.hint(for: name, in: CELOverload.names)
        return CELProblem(
            .unknownFunction, "there is no function \"\(name)\"\(hint)", at: offset)
    }

    /// A pattern is compiled with the expression; so it must be written out in it.
    private mutating func emitMatch(
        _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> Emitted {
        guard arguments.count == 2 else { throw unknownFunction("matches", at: offset) }
        let text = try emit(arguments[0])
        guard text.type.fits(.string) else { throw noOverload("matches", [text.type], at: offset) }
        guard case .constant(.string(let bytes)) = arguments[1].kind else {
            throw CELProblem(
                .type, "the pattern of matches() must be a text in the expression",
                at: arguments[1].offset)
        }
        do throws(PatternError) {
            let pattern = try Pattern(String(decoding: bytes, as: UTF8.self))
            builder.add(.matches, a: builder.addPattern(pattern), at: offset)
        } catch {
            throw CELProblem(
                .conversion, "the pattern cannot be used: \(error)", at: arguments[1].offset)
        }
        return Emitted(type: .bool, cost: Self.sum(text.cost, 1 + size(text.type) / 4))
    }

    /// The type of an identifier is found with the expression, and passed by its number.
    private mutating func emitIdentifier(
        _ text: CELExpression, _ type: CELExpression, at offset: Int
    ) throws(CELProblem) -> Emitted {
        let emitted = try emit(text)
        guard emitted.type.fits(.string) else {
            throw noOverload("isIdentifier", [emitted.type], at: offset)
        }
        guard case .constant(.string(let name)) = type.kind else {
            throw CELProblem(
                .type, "the type of isIdentifier() must be a text in the expression",
                at: type.offset)
        }
        let wanted = String(decoding: name, as: UTF8.self)
        guard let index = IdentifierType.all.firstIndex(where: { $0.name == wanted }) else {
            let hint = Spelling.hint(for: wanted, in: IdentifierType.all.map(\.name))
            throw CELProblem(
                .conversion, "there is no identifier type \"\(wanted)\"\(hint)",
                at: type.offset)
        }
        builder.addConstant(.int(Int64(index)), at: type.offset)
        builder.add(
            .call, small: 2, a: CELFunction.isIdentifier.rawValue, at: offset)
        return Emitted(type: .bool, cost: Self.sum(emitted.cost, 10))
    }

    /// Judges what is written out: moments, time zones, countries, kinds of identifiers.
    private func check(
        _ overload: CELOverload, _ target: CELExpression?, _ arguments: [CELExpression]
    ) throws(CELProblem) {
        let all = (target.map { [$0] } ?? []) + arguments
        guard let last = all.last, case .constant(.string(let text)) = last.kind else { return }
        let failure: CELFailure? = text.withUnsafeBufferPointer { text in
            switch overload.function {
            case .fullYear, .month, .date, .dayOfMonth, .dayOfWeek, .dayOfYear, .hours, .minutes,
                .seconds, .milliseconds:
                return CELZone(text) == nil ? .zone : nil
            case .isWorkingDay, .isPublicHoliday, .addWorkingDays:
                return CELDomain.holidays(text) == nil ? .country : nil
            default: return nil
            }
        }
        if let failure { throw CELProblem(failure.kind, failure.message, at: last.offset) }
    }

    /// The type of what a function gives, where it depends on what it is given.
    private func result(of overload: CELOverload, _ types: [CELType]) -> CELType {
        switch overload.function {
        case .same: return CELType(.dyn, sizeMax: types[0].sizeMax)
        case .distinct, .slice, .sort: return types[0]
        case .flatten:
            guard case .list(let element) = types[0].shape else { return overload.result }
            guard case .list(let inner) = element.shape else {
                return CELType(.list(.dyn), sizeMax: Self.product(size(types[0]), 10))
            }
            return CELType(
                .list(inner), sizeMax: Self.product(size(types[0]), size(element)))
        case .charAt: return CELType(.string, sizeMax: 1)
        case .replace:
            return CELType(.string, sizeMax: Self.product(size(types[0]) + 1, size(types[2]) + 1))
        case .join:
            guard case .list(let element) = types[0].shape else { return overload.result }
            let separator = types.count > 1 ? size(types[1]) : 0
            return CELType(
                .string, sizeMax: Self.product(size(types[0]), Self.sum(size(element), separator)))
        case .split:
            let length = size(types[0])
            return CELType(.list(CELType(.string, sizeMax: length)), sizeMax: length + 1)
        case .substring, .trim, .lowerAscii, .upperAscii, .reverse, .normalized:
            return CELType(.string, sizeMax: size(types[0]))
        default: return overload.result
        }
    }

    /// What a function costs besides its arguments.
    private func walk(_ overload: CELOverload, _ types: [CELType]) -> Int {
        let sizes = types.map { type in
            switch type.shape {
            case .string, .bytes, .list, .map, .object, .dyn: size(type)
            default: 0
            }
        }
        switch overload.function {
        case .distinct, .sort: return Self.product(sizes[0], sizes[0])
        case .mentionsName:
            return 1 + Self.product(Self.product(sizes[0], 2), 1 + sizes[1] / 16)
        case .contains, .indexOf, .lastIndexOf, .split:
            return 1 + Self.product(sizes[0], 1 + sizes[1] / 16) / 4
        case .replace, .join: return 1 + size(result(of: overload, types)) / 4
        case .flatten: return size(result(of: overload, types))
        case .addWorkingDays: return 400
        default: return 1 + sizes.reduce(0) { Self.sum($0, $1) } / 4
        }
    }
}
