/// Reads and compiles the rules of a form version.
struct RuleReader {
    /// What a rule can name, as types.
    let types: RuleTypes
    let path: String
    let limits: CELLimits
    let shared = CELSharedPaths()

    /// One rule with what it was compiled to.
    struct Compiled {
        let rule: Rule
        let steps: [RuleStep]
        let program: CELProgram
        /// In the order of the file.
        let parameters: [(name: String, program: CELProgram)]
    }

    static let rulesMax = 500
    private static let members: Set<String> = [
        "code", "severity", "each", "at", "expression", "parameters", "messages", "description",
    ]

    func read(_ document: JSONDocument) throws(CatalogueError) -> [Compiled] {
        guard let list = document.root["rules"], list.kind == .array, document.root.count == 1
        else { throw CatalogueError(path: path, message: "an object with the list \"rules\"") }
        guard list.count <= Self.rulesMax else {
            throw CatalogueError(path: path, message: "more than \(Self.rulesMax) rules")
        }
        var compiled: [Compiled] = []
        var codes: Set<String> = []
        for (position, node) in list.elements.enumerated() {
            let code = node["code"]?.string ?? ""
            guard Self.isCode(code) else {
                throw CatalogueError(
                    path: path, message: "rule \(position): a code such as TEAM_WITHOUT_LEAD")
            }
            guard codes.insert(code).inserted else { throw fail(code, "the code is used twice") }
            guard !ViolationCode.all.contains(ViolationCode(code)) else {
                throw fail(code, "the code belongs to the engine")
            }
            compiled.append(try compile(node, code))
        }
        return compiled
    }

    private static func isCode(_ text: String) -> Bool {
        let isUpper = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
        return text.utf8.first.map(isUpper) == true && text.utf8.count <= 64
            && text.utf8.allSatisfy { isUpper($0) || CELLexer.isDigit($0) || $0 == 0x5F }
    }

    private func fail(_ code: String, _ message: String) -> CatalogueError {
        CatalogueError(path: path, message: "rule \(code): \(message)")
    }

    private func compile(_ node: JSONNode, _ code: String) throws(CatalogueError) -> Compiled {
        for (name, _) in node.members where !Self.members.contains(name) {
            throw fail(code, "there is no member \"\(name)\"")
        }
        guard let expression = node["expression"]?.string else {
            throw fail(code, "the expression is missing")
        }
        guard let severity = Violation.Severity(rawValue: node["severity"]?.string ?? "error")
        else { throw fail(code, "the severity is error or warning") }
        let each = node["each"]?.string ?? ""
        guard let steps = RuleStep.parse(each) else {
            throw fail(code, "each is a pointer such as /body/legs/*")
        }
        guard let at = JSONPointer(node["at"]?.string ?? "") else {
            throw fail(code, "at is a pointer such as /crossing")
        }
        let this: CELType
        do throws(CELProblem) {
            this = try types.type(at: steps)
            try types.check(at, from: this)
        } catch {
            throw fail(code, "each or at: \(error.message)")
        }
        let variables = types.variables(this: this, isRepeated: steps.contains { $0.isEach })
        let program = try program(expression, code, "expression", variables)
        guard program.resultType == "bool" || program.resultType == "dyn" else {
            throw fail(code, "the expression gives a \(program.resultType), not true or false")
        }
        let parameters = try self.parameters(node["parameters"], code, variables)
        let rule = Rule(
            code: ViolationCode(code), severity: severity, each: each, at: at,
            expression: expression, parameters: parameters.texts,
            messages: try messages(node["messages"], code, Set(parameters.texts.keys)),
            cost: program.cost)
        return Compiled(
            rule: rule, steps: steps, program: program, parameters: parameters.programs)
    }

    private func program(
        _ text: String, _ code: String, _ what: String, _ variables: [CELVariable]
    ) throws(CatalogueError) -> CELProgram {
        do throws(CELError) {
            return try CELProgram(text, variables, limits, shared: shared)
        } catch {
            throw fail(code, "\(what) \(error)")
        }
    }

    private func parameters(
        _ node: JSONNode?, _ code: String, _ variables: [CELVariable]
    ) throws(CatalogueError) -> (texts: [String: String], programs: [(String, CELProgram)]) {
        guard let node else { return ([:], []) }
        guard node.kind == .object else { throw fail(code, "parameters is an object") }
        var texts: [String: String] = [:]
        var programs: [(String, CELProgram)] = []
        for (name, value) in node.members {
            guard let text = value.string else {
                throw fail(code, "the parameter \(name) is not an expression")
            }
            texts[name] = text
            programs.append((name, try program(text, code, "parameter \(name)", variables)))
        }
        return (texts, programs)
    }

    /// The messages, one in each language.
    private func messages(
        _ node: JSONNode?, _ code: String, _ parameters: Set<String>
    ) throws(CatalogueError) -> LocalizedText {
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            guard let text = node?[language.rawValue]?.string, !text.isEmpty else {
                throw fail(code, "the message in \(language.rawValue) is missing")
            }
            texts[language] = text
            for name in ViolationMessages.names(in: text) where !parameters.contains(name) {
                throw fail(
                    code,
                    "the message in \(language.rawValue) mentions {\(name)}, "
                        + "which is no parameter")
            }
        }
        if let name = node?.members.first(where: { Language(rawValue: $0.name) == nil })?.name {
            throw fail(code, "messages has no member \"\(name)\"")
        }
        return LocalizedText(texts)
    }
}
