/// Reads and compiles the rules of a form version.
struct RuleReader {
    /// What a rule can name, as types.
    let types: RuleTypes
    /// Which of the file's lists is read.
    let list: RuleList
    let limits: CELLimits
    let shared = CELSharedPaths()

    /// One rule with what it was compiled to.
    struct Compiled {
        let rule: Rule
        /// The turns that a rule over a dialogue is for; empty for all.
        let turns: [String]
        let steps: [RuleStep]
        let program: CELProgram
        /// In the order of the file.
        let parameters: [(name: String, program: CELProgram)]

        var patternWork: Int {
            parameters.reduce(program.patternWork) { $0 + $1.program.patternWork }
        }
    }

    static let rulesMax = 500

    func read(_ document: JSONDocument) throws(RuleMistake) -> [Compiled] {
        let lists = RuleList.allCases.map(\.rawValue)
        guard document.root["rules"]?.kind == .array,
            document.root.members.allSatisfy({ lists.contains($0.name) && $0.value.kind == .array })
        else {
            throw RuleMistake(
                "an object with the list \"rules\", perhaps the list \"dialogue\", and nothing "
                    + "else", at: .root)
        }
        guard let list = document.root[self.list.rawValue] else { return [] }
        guard list.count <= Self.rulesMax else {
            throw RuleMistake(
                "more than \(Self.rulesMax) rules", at: .root.appending(self.list.rawValue))
        }
        var compiled: [Compiled] = []
        var codes: Set<String> = []
        var patternWork = 0
        for (position, node) in list.elements.enumerated() {
            let pointer = JSONPointer.root.appending(self.list.rawValue).appending(position)
            let place = RuleText(node: node, pointer: pointer, list: self.list)
            try place.checkCode()
            guard codes.insert(place.code).inserted else {
                throw place.mistake("the code \(place.code) is used twice", at: "code")
            }
            let rule = try compile(place)
            patternWork += rule.patternWork
            guard patternWork <= SchemaLimits().patternWorkMax else {
                throw place.mistake(
                    "the patterns up to this rule are too large together", at: "expression")
            }
            compiled.append(rule)
        }
        return compiled
    }

    private func compile(_ rule: RuleText) throws(RuleMistake) -> Compiled {
        let severity = try rule.severity()
        let each = try rule.text("each", or: "")
        guard let steps = RuleStep.parse(each) else {
            throw rule.mistake("each is a pointer such as /body/legs/*", at: "each")
        }
        guard let at = JSONPointer(try rule.text("at", or: ""))
        else { throw rule.mistake("at is a pointer such as /crossing", at: "at") }
        let expression = try rule.text("expression", or: nil)
        let this = try type(at: steps, rule)
        do throws(CELProblem) {
            try types.check(at, from: this)
        } catch {
            throw rule.mistake(error.message, at: "at")
        }
        let variables = types.variables(
            this: this, isRepeated: steps.contains { $0.isEach }, isOverDialogue: list == .dialogue)
        let program = try program(expression, rule, ["expression"], variables)
        guard program.resultType == "bool" || program.resultType == "dyn" else {
            throw rule.mistake(
                "the expression gives a \(program.resultType), not true or false",
                at: "expression")
        }
        let parameters = try self.parameters(rule, variables)
        let compiled = Rule(
            code: ViolationCode(rule.code), severity: severity, each: each, at: at,
            expression: expression, parameters: parameters.texts,
            messages: try rule.messages(naming: Set(parameters.texts.keys)), cost: program.cost)
        return Compiled(
            rule: compiled, turns: try rule.turns(), steps: steps, program: program,
            parameters: parameters.programs)
    }

    private func type(at steps: [RuleStep], _ rule: RuleText) throws(RuleMistake) -> CELType {
        do throws(CELProblem) {
            return try types.type(at: steps)
        } catch {
            throw rule.mistake(error.message, at: "each")
        }
    }

    private func program(
        _ text: String, _ rule: RuleText, _ member: [String], _ variables: [CELVariable]
    ) throws(RuleMistake) -> CELProgram {
        do throws(CELError) {
            return try CELProgram(text, variables, limits, shared: shared)
        } catch {
            throw RuleMistake(error, code: rule.code, at: rule.pointer(member))
        }
    }

    private func parameters(
        _ rule: RuleText, _ variables: [CELVariable]
    ) throws(RuleMistake) -> (texts: [String: String], programs: [(String, CELProgram)]) {
        guard let node = rule.node["parameters"] else { return ([:], []) }
        guard node.kind == .object else {
            throw rule.mistake("parameters is an object", at: "parameters")
        }
        var texts: [String: String] = [:]
        var programs: [(String, CELProgram)] = []
        for (name, value) in node.members {
            let place = ["parameters", name]
            guard let text = value.string else {
                throw rule.mistake("the parameter \(name) is not an expression", at: place)
            }
            texts[name] = text
            programs.append((name, try program(text, rule, place, variables)))
        }
        return (texts, programs)
    }
}
