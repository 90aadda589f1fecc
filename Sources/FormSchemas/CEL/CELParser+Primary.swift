extension CELParser {
    /// A literal, a name, a call, a list, a map, or an expression in parentheses.
    mutating func primary() throws(CELProblem) -> CELExpression {
        let first = token
        switch first.kind {
        case .int, .uint, .double: return try number(isNegative: false, at: first.offset)
        case .string:
            try advance()
            return try make(.constant(.string(first.content)), at: first.offset)
        case .bytes:
            try advance()
            return try make(.constant(.bytes(first.content)), at: first.offset)
        case .keyword:
            let word = text(of: first)
            guard word != "in" else { throw unexpected("a value is expected here") }
            try advance()
            return try make(
                .constant(word == "null" ? .null : .bool(word == "true")), at: first.offset)
        case .identifier: return try nameOrCall(first)
        case .end: throw unexpected("a value is expected here")
        case .symbol: break
        }
        if try take("(") {
            let inner = try expression()
            try expect(")")
            return inner
        }
        if try take("[") {
            let elements = try list(until: "]")
            return try make(.list(elements), at: first.offset, over: elements)
        }
        if try take("{") { return try map(at: first.offset) }
        // A leading dot makes a name absolute; there are no containers, so it changes nothing.
        if try take("."), token.kind == .identifier { return try nameOrCall(token) }
        throw unexpected("a value is expected here")
    }

    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    private mutating func nameOrCall(_ name: CELToken) throws(CELProblem) -> CELExpression {
        let word = text(of: name)
        guard !Self.reserved.contains(word) else {
            throw CELProblem(.syntax, "\"\(word)\" is a reserved word", at: name.offset)
        }
        try advance()
        guard try take("(") else { return try make(.name(word), at: name.offset) }
        let arguments = try list(until: ")")
        if word == "has" { return try has(arguments, at: name.offset) }
        return try make(
            .call(word, target: nil, arguments: arguments), at: name.offset, over: arguments)
    }

    /// Expressions with commas between them; one may follow the last in a list or map.
    private mutating func list(until end: StaticString) throws(CELProblem) -> [CELExpression] {
        var elements: [CELExpression] = []
        let allowsTrailingComma = end.utf8Start[0] != UInt8(ascii: ")")
        while !isSymbol(end) {
            elements.append(try expression())
            guard try take(",") else { break }
            if !allowsTrailingComma, isSymbol(end) { throw unexpected("a value is expected here") }
        }
        try expect(end)
        return elements
    }

    private mutating func map(at offset: Int) throws(CELProblem) -> CELExpression {
        var entries: [CELExpression] = []
        while !isSymbol("}") {
            entries.append(try expression())
            try expect(":")
            entries.append(try expression())
            guard try take(",") else { break }
        }
        try expect("}")
        return try make(.map(entries), at: offset, over: entries)
    }

    mutating func number(isNegative: Bool, at offset: Int) throws(CELProblem) -> CELExpression {
        let word = text(of: token)
        let kind = token.kind
        try advance()
        let constant: CELConstant?
        let isHex = word.hasPrefix("0x") || word.hasPrefix("0X")
        let digits = isHex ? word.dropFirst(2) : word[...]
        switch kind {
        case .double:
            let text = isNegative ? "-" + word : word
            constant = Double(text).map { .double($0, text: text) }
        case .uint:
            constant = UInt64(digits.dropLast(), radix: isHex ? 16 : 10).map { .uint($0) }
        default:
            constant = Int64((isNegative ? "-" : "") + digits, radix: isHex ? 16 : 10)
                .map { .int($0) }
        }
        guard let constant else {
            throw CELProblem(.syntax, "the number is out of range", at: offset)
        }
        return try make(.constant(constant), at: offset)
    }

    // MARK: - Methods and macros

    mutating func method(
        _ name: String, of target: CELExpression, at offset: Int
    ) throws(CELProblem) -> CELExpression {
        try expect("(")
        let arguments = try list(until: ")")
        if name == "bind", case .name("cel") = target.kind {
            return try bind(arguments, at: offset)
        }
        if let macro = macro(name, arguments.count) {
            let variable = try variable(arguments[0])
            let body = Array(arguments.dropFirst())
            return try make(
                .loop(macro, range: target, variable: variable, body: body), at: offset,
                over: [target] + body)
        }
        return try make(
            .call(name, target: target, arguments: arguments), at: offset,
            over: [target] + arguments)
    }

    private func macro(_ name: String, _ count: Int) -> CELMacro? {
        switch (name, count) {
        case ("all", 2): .all
        case ("exists", 2): .exists
        case ("exists_one", 2), ("existsOne", 2): .existsOne
        case ("map", 2): .map
        case ("map", 3): .mapWhere
        case ("filter", 2): .filter
        default: nil
        }
    }

    private func has(
        _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> CELExpression {
        guard arguments.count == 1, case .select(let operand, let field) = arguments[0].kind else {
            throw CELProblem(.syntax, "has() takes one field, such as has(this.end)", at: offset)
        }
        return try make(.has(operand, field: field), at: arguments[0].offset, over: [operand])
    }

    private func bind(
        _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> CELExpression {
        guard arguments.count == 3 else {
            throw CELProblem(.syntax, "cel.bind() takes a name, a value, a result", at: offset)
        }
        let variable = try variable(arguments[0])
        return try make(
            .bind(variable: variable, value: arguments[1], body: arguments[2]), at: offset,
            over: Array(arguments.dropFirst()))
    }

    private func variable(_ argument: CELExpression) throws(CELProblem) -> String {
        guard case .name(let name) = argument.kind else {
            throw CELProblem(.syntax, "a variable's name is expected here", at: argument.offset)
        }
        return name
    }
}
