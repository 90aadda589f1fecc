import FormSchemas

/// An expression and what came of it.
struct ExpressionEvaluation {
    let expression: String
    let result: Result<CELValue, CELError>
    /// Whether the expression could be compiled.
    private let isCompiled: Bool

    /// - Parameters:
    ///   - document: what `self` stands for; null if there is none.
    ///   - tables: what `tables` stands for.
    init(_ expression: String, document: JSONDocument?, tables: JSONDocument) {
        self.expression = expression
        let program: CELProgram
        do throws(CELError) {
            program = try CELProgram(
                compiling: expression,
                variables: [CELVariable("self", .dyn), CELVariable("tables", .dyn)],
                limits: Self.limits)
        } catch {
            result = .failure(error)
            isCompiled = false
            return
        }
        let values = [(document ?? Self.null).root, tables.root]
        do throws(CELError) {
            result = .success(try program.evaluate(values))
            isCompiled = true
        } catch {
            let mistake = Self.mistake(error, expression, document, tables)
            result = .failure(mistake ?? error)
            isCompiled = mistake == nil
        }
    }

    /// What the schema of the document's form knows better than "there is no such key".
    private static func mistake(
        _ error: CELError, _ expression: String, _ document: JSONDocument?, _ tables: JSONDocument
    ) -> CELError? {
        guard error.kind == .noSuchKey, let document,
            let version = FormLibrary.catalogue.version(of: document),
            let mistake = version.mistake(inExpression: expression, tables: tables)
        else { return nil }
        return mistake.kind == .unknownField ? mistake : nil
    }

    /// Without a schema the worst case says little; the steps of the evaluation are bounded anyway.
    private static let limits = {
        var limits = CELLimits()
        limits.costMax = .max
        return limits
    }()

    private static let null: JSONDocument = {
        guard let document = try? JSONDocument("null") else {
            preconditionFailure("null is JSON")
        }
        return document
    }()

    /// What is wrong and where; the expression with a caret below the place where there is room
    /// for it. Empty if there is a value.
    ///
    /// - Parameter columns: the width of the terminal; `nil` if there is none.
    func errorLines(columns: Int?, in language: Language) -> [String] {
        guard case .failure(let error) = result else { return [] }
        let headline: Phrase =
            isCompiled ? .expressionWithoutValue(error) : .expressionRefused(error)
        let place = "\(error.line):\(error.column)"
        guard let columns else { return ["\(place): \(headline[language])"] }
        return ["\(place)  \(headline[language])"]
            + SourceExcerpt(of: expression, line: error.line, column: error.column)
            .lines(columns: columns - 2).map { "  " + $0 }
    }

    var json: JSONValue {
        switch result {
        case .success(let value):
            ["value": value.json, "type": .string(value.typeName)]
        case .failure(let error):
            [
                "error": [
                    "kind": .string(error.kind.rawValue),
                    "message": .string(error.message),
                    "line": .int(error.line),
                    "column": .int(error.column),
                ]
            ]
        }
    }
}

extension CELValue {
    /// The value as JSON has it. What JSON has no type for is a text; of a map's entries the keys
    /// become texts.
    var json: JSONValue {
        switch self {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .number(String(number))
        case .uint(let number): .number(String(number))
        case .double(let number):
            number.isFinite ? .number(String(number)) : .string(String(number))
        case .string(let text), .timestamp(let text), .duration(let text), .decimal(let text),
            .type(let text):
            .string(text)
        case .bytes: .string(description)
        case .list(let elements): .array(elements.map(\.json))
        case .map(let entries):
            .object(
                entries.map { entry in
                    if case .string(let name) = entry.key {
                        return .init(name, entry.value.json)
                    }
                    return .init(entry.key.description, entry.value.json)
                })
        }
    }
}
