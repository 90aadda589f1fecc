/// Reads an expression: precedence climbing over one token of look-ahead.
///
/// - Source: Common Expression Language, "Syntax", grammar.
struct CELParser {
    private var lexer: CELLexer
    private(set) var token: CELToken
    private let limits: CELLimits
    private var depth = 0

    static func parse(
        _ text: [UInt8], limits: CELLimits
    ) throws(CELProblem) -> CELExpression {
        guard text.count <= limits.textBytesMax else {
            throw CELProblem(
                .tooCostly, "the expression is longer than \(limits.textBytesMax) bytes", at: 0)
        }
        var parser = try CELParser(text, limits)
        let expression = try parser.expression()
        guard parser.token.kind == .end else {
            throw parser.unexpected("an operator or the end is expected here")
        }
        return expression
    }

    private init(_ text: [UInt8], _ limits: CELLimits) throws(CELProblem) {
        lexer = CELLexer(text)
        token = try lexer.next()
        self.limits = limits
    }

    // MARK: - Tokens

    func text(of token: CELToken) -> String {
        String(decoding: lexer.text[token.offset..<token.end], as: UTF8.self)
    }

    func isSymbol(_ symbol: StaticString) -> Bool {
        token.kind == .symbol && token.count == symbol.utf8CodeUnitCount
            && (0..<token.count).allSatisfy {
                lexer.text[token.offset + $0] == symbol.utf8Start[$0]
            }
    }

    mutating func advance() throws(CELProblem) { token = try lexer.next() }

    mutating func take(_ symbol: StaticString) throws(CELProblem) -> Bool {
        guard isSymbol(symbol) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ symbol: StaticString) throws(CELProblem) {
        guard try take(symbol) else { throw unexpected("\"\(symbol)\" is expected here") }
    }

    func unexpected(_ message: String) -> CELProblem {
        // What other languages write in words.
        let operators = ["and": "&&", "or": "||", "is": "==", "eq": "==", "ne": "!="]
        let hint = operators[text(of: token).lowercased()].map { "; did you mean \"\($0)\"?" }
        return CELProblem(.syntax, message + (hint ?? ""), at: token.offset)
    }

    func make(
        _ kind: CELExpression.Kind, at offset: Int, over children: [CELExpression] = []
    ) throws(CELProblem) -> CELExpression {
        let expression = CELExpression(kind, at: offset, over: children)
        guard expression.depth <= limits.depthMax else { throw tooDeep(offset) }
        return expression
    }

    func call(
        _ name: String, _ arguments: [CELExpression], at offset: Int
    ) throws(CELProblem) -> CELExpression {
        try make(.call(name, target: nil, arguments: arguments), at: offset, over: arguments)
    }

    private func tooDeep(_ offset: Int) -> CELProblem {
        CELProblem(
            .tooCostly, "the expression is nested deeper than \(limits.depthMax)", at: offset)
    }

    // MARK: - Operators

    mutating func expression() throws(CELProblem) -> CELExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.depthMax else { throw tooDeep(token.offset) }
        let condition = try binary(1)
        guard isSymbol("?") else { return condition }
        let offset = token.offset
        try advance()
        let first = try binary(1)
        try expect(":")
        return try call("_?_:_", [condition, first, try expression()], at: offset)
    }

    /// The operator at this token with its level; a higher level binds more tightly.
    private var binaryOperator: (name: String, level: Int)? {
        if token.kind == .keyword { return text(of: token) == "in" ? ("@in", 3) : nil }
        guard token.kind == .symbol else { return nil }
        switch text(of: token) {
        case "||": return ("_||_", 1)
        case "&&": return ("_&&_", 2)
        case "==", "!=", "<", "<=", ">", ">=": return ("_\(text(of: token))_", 3)
        case "+", "-": return ("_\(text(of: token))_", 4)
        case "*", "/", "%": return ("_\(text(of: token))_", 5)
        default: return nil
        }
    }

    private mutating func binary(_ level: Int) throws(CELProblem) -> CELExpression {
        var left = try unary()
        while let (name, found) = binaryOperator, found >= level {
            let offset = token.offset
            try advance()
            left = try call(name, [left, try binary(found + 1)], at: offset)
        }
        return left
    }

    /// A run of `!` or of `-` before an operand; a number's own sign belongs to the number.
    private mutating func unary() throws(CELProblem) -> CELExpression {
        let offset = token.offset
        let isNot = isSymbol("!")
        var count = 0
        while isSymbol(isNot ? "!" : "-") {
            count += 1
            try advance()
        }
        let operand: CELExpression
        if !isNot, count == 1, isSignedNumber {
            return try postfix(try number(isNegative: true, at: offset))
        } else if isNot, isSymbol("-") {
            let sign = token.offset
            try advance()
            guard isSignedNumber else { throw unexpected("a number is expected here") }
            operand = try postfix(try number(isNegative: true, at: sign))
        } else {
            operand = try postfix(try primary())
        }
        // Two of a kind cancel each other.
        guard count % 2 == 1 else { return operand }
        return try call(isNot ? "!_" : "-_", [operand], at: offset)
    }

    private var isSignedNumber: Bool { token.kind == .int || token.kind == .double }

    /// What follows an operand: fields, methods, positions.
    private mutating func postfix(
        _ operand: CELExpression
    ) throws(CELProblem) -> CELExpression {
        var result = operand
        while true {
            if try take(".") {
                let name = token
                guard name.kind == .identifier else { throw unexpected("a name is expected here") }
                try advance()
                if isSymbol("(") {
                    result = try method(text(of: name), of: result, at: name.offset)
                } else {
                    result = try make(
                        .select(result, field: text(of: name)), at: name.offset, over: [result])
                }
            } else if isSymbol("[") {
                let offset = token.offset
                try advance()
                let position = try expression()
                try expect("]")
                result = try call("_[_]", [result, position], at: offset)
            } else {
                return result
            }
        }
    }
}
