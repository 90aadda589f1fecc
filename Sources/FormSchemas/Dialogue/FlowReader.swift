/// Reads a flow.json, and refuses what it does not know.
struct FlowReader: Sendable {
    let path: String
    /// What facts can name: a document of the form.
    let document: @Sendable () throws(CatalogueError) -> CELVariable

    private static let turnMembers: Set<String> = [
        "turn", "label", "when", "bulk", "roles", "answers", "opens", "by", "to", "once", "in",
        "state", "deadlines", "needs",
    ]
    private static let turnsMax = 20
    private static let entriesMax = 200

    func read(_ file: JSONDocument) throws(CatalogueError) -> Flow {
        let root = file.root
        try check(
            root, has: ["turns", "references", "facts", "inspection", "prefill", "generate"], at: ""
        )
        var turns: [FlowTurn] = []
        for (position, node) in (root["turns"]?.elements.map { $0 } ?? []).enumerated() {
            let turn = try turn(node, "/turns/\(position)")
            guard !turns.contains(where: { $0.name == turn.name }) else {
                throw mistake("the turn \(turn.name) is there twice", "/turns/\(position)")
            }
            turns.append(turn)
        }
        guard (1...Self.turnsMax).contains(turns.count) else {
            throw mistake("a flow has 1 to \(Self.turnsMax) turns", "/turns")
        }
        let known = turns
        return Flow(
            turns: turns, references: try references(root["references"]),
            expressions: Lazy { () throws(CatalogueError) in
                try expressions(file.root, of: known)
            })
    }

    private func expressions(
        _ root: JSONNode, of turns: [FlowTurn]
    ) throws(CatalogueError) -> FlowExpressions {
        let document = try document()
        return FlowExpressions(
            facts: try facts(root["facts"], of: document, "/facts"),
            contributions: try contributions(root["inspection"], of: turns, document),
            prefills: try prefills(
                root["prefill"], of: turns, at: "/prefill",
                ["original", "digest", "thread", "draft"]),
            generated: try prefills(
                root["generate"], of: turns, at: "/generate",
                ["original", "references", "thread", "digest", "sender"]))
    }

    private func turn(_ node: JSONNode, _ place: String) throws(CatalogueError) -> FlowTurn {
        try check(node, has: Self.turnMembers, at: place)
        var turn = FlowTurn(name: try text(node, "turn", place))
        turn.label = LocalizedText(node["label"])
        guard turn.label.texts.count == Language.allCases.count else {
            throw mistake("a label has four languages", place + "/label")
        }
        if let condition = node["when"] {
            turn.condition = try self.condition(condition, place + "/when")
        }
        turn.isBulk = node["bulk"]?.bool ?? false
        turn.roles = try texts(node, "roles", place)
        for name in try texts(node, "answers", place) {
            turn.answers.append(try turnName(name, place + "/answers"))
        }
        turn.opens = node["opens"]?.bool ?? turn.answers.isEmpty
        if node["by"] != nil { turn.author = try code(node, "by", place) }
        if node["to"] != nil { turn.audience = try code(node, "to", place) }
        turn.isOnce = node["once"]?.bool ?? false
        turn.states = try texts(node, "in", place)
        turn.state = node["state"]?.string
        for (position, deadline) in (node["deadlines"]?.elements.map { $0 } ?? []).enumerated() {
            turn.deadlines.append(try self.deadline(deadline, place + "/deadlines/\(position)"))
        }
        for name in try texts(node, "needs", place) {
            turn.needs.append(try turnName(name, place + "/needs"))
        }
        return turn
    }

    private func condition(
        _ node: JSONNode, _ place: String
    ) throws(CatalogueError) -> FlowTurn.Condition {
        try check(node, has: ["at", "is"], at: place)
        guard let pointer = JSONPointer(try text(node, "at", place)), let value = node["is"] else {
            throw mistake("it has a pointer and a value", place)
        }
        return FlowTurn.Condition(
            pointer: pointer,
            values: value.kind == .array
                ? value.elements.map { JSONValue($0) } : [JSONValue(value)])
    }

    private func deadline(
        _ node: JSONNode, _ place: String
    ) throws(CatalogueError) -> FlowDeadline {
        try check(node, has: ["for", "regime", "from", "met_by", "anywhere", "moves"], at: place)
        var turns: [TurnName] = []
        for name in try texts(node, "met_by", place) {
            turns.append(try turnName(name, place + "/met_by"))
        }
        guard !turns.isEmpty else { throw mistake("nothing meets this deadline", place) }
        let moves = node["moves"]?.bool ?? false
        guard !moves || node["from"] != nil else {
            throw mistake("what moves has a fact to move to", place)
        }
        return FlowDeadline(
            debtor: try code(node, "for", place), regime: try text(node, "regime", place),
            from: node["from"]?.string, metBy: turns,
            isMetAnywhere: node["anywhere"]?.bool ?? false, moves: moves)
    }

    private func references(_ node: JSONNode?) throws(CatalogueError) -> [FlowReference] {
        var references: [FlowReference] = []
        for (name, value) in try members(node, "/references") {
            let place = "/references/\(name)"
            try check(value, has: ["at", "forms"], at: place)
            let forms = try texts(value, "forms", place)
            guard let pointer = JSONPointer(try text(value, "at", place)), !forms.isEmpty else {
                throw mistake("it has a pointer and forms", place)
            }
            references.append(FlowReference(name: name, pointer: pointer, forms: forms))
        }
        return references
    }

    private func facts(
        _ node: JSONNode?, of document: CELVariable, _ place: String
    ) throws(CatalogueError) -> [FlowFact] {
        var facts: [FlowFact] = []
        for (name, value) in try members(node, place) {
            facts.append(
                FlowFact(name: name, program: try program(value, [document], "\(place)/\(name)")))
        }
        return facts
    }

    private func contributions(
        _ node: JSONNode?, of turns: [FlowTurn], _ document: CELVariable
    ) throws(CatalogueError) -> [String: [FlowFact]] {
        var contributions: [String: [FlowFact]] = [:]
        for (turn, values) in try members(node, "/inspection") {
            guard turns.contains(where: { $0.name == turn }) else {
                throw mistake("there is no turn \(turn)", "/inspection")
            }
            contributions[turn] = try facts(values, of: document, "/inspection/\(turn)")
        }
        return contributions
    }

    private func prefills(
        _ node: JSONNode?, of turns: [FlowTurn], at root: String, _ names: [String]
    ) throws(CatalogueError) -> [String: [FlowPrefill]] {
        var prefills: [String: [FlowPrefill]] = [:]
        let variables = names.map { CELVariable($0, .dyn) }
        // Nothing is known of their lists, and people draft one form at a time: it is enough that
        // each evaluation is bounded.
        var limits = CELLimits()
        limits.costMax = .max
        for (turn, values) in try members(node, root) {
            let place = "\(root)/\(turn)"
            guard turns.contains(where: { $0.name == turn }) else {
                throw mistake("there is no turn \(turn)", place)
            }
            for (pointer, value) in try members(values, place) {
                guard let target = JSONPointer(pointer) else {
                    throw mistake("\(pointer) is no pointer", place)
                }
                prefills[turn, default: []].append(
                    FlowPrefill(
                        pointer: target,
                        program: try program(value, variables, "\(place)/\(pointer)", limits)))
            }
        }
        return prefills
    }

    // MARK: - Values

    private func program(
        _ node: JSONNode, _ variables: [CELVariable], _ place: String,
        _ limits: CELLimits = CELLimits()
    ) throws(CatalogueError) -> CELProgram {
        guard let text = node.string else { throw mistake("an expression is a text", place) }
        do throws(CELError) {
            return try CELProgram(compiling: text, variables: variables, limits: limits)
        } catch {
            throw mistake("column \(error.column): \(error.message)", place)
        }
    }

    private func members(
        _ node: JSONNode?, _ place: String
    ) throws(CatalogueError) -> [(name: String, value: JSONNode)] {
        guard let node else { return [] }
        guard node.kind == .object, node.count <= Self.entriesMax else {
            throw mistake("an object with at most \(Self.entriesMax) members", place)
        }
        return node.members.map { ($0.name, $0.value) }
    }

    private func check(
        _ node: JSONNode, has known: Set<String>, at place: String
    ) throws(CatalogueError) {
        guard node.kind == .object else { throw mistake("an object belongs here", place) }
        for (name, _) in node.members where !known.contains(name) {
            throw mistake(
                "there is no member \"\(name)\"\(Spelling.hint(for: name, in: known.sorted()))",
                place)
        }
    }

    private func text(
        _ node: JSONNode, _ name: String, _ place: String
    ) throws(CatalogueError) -> String {
        guard let text = node[name]?.string, !text.isEmpty else {
            throw mistake("\(name) is missing", place)
        }
        return text
    }

    private func texts(
        _ node: JSONNode, _ name: String, _ place: String
    ) throws(CatalogueError) -> [String] {
        guard let list = node[name] else { return [] }
        let texts = list.elements.compactMap(\.string)
        guard list.kind == .array, texts.count == list.count, !texts.isEmpty else {
            throw mistake("\(name) is a list of texts", place)
        }
        return texts
    }

    private func code<Code: RawRepresentable & CaseIterable>(
        _ node: JSONNode, _ name: String, _ place: String
    ) throws(CatalogueError) -> Code where Code.RawValue == String {
        guard let code = Code(rawValue: try text(node, name, place)) else {
            let known = Code.allCases.map(\.rawValue).joined(separator: ", ")
            throw mistake("\(name) is one of \(known)", place)
        }
        return code
    }

    private func turnName(_ text: String, _ place: String) throws(CatalogueError) -> TurnName {
        guard let name = TurnName(text) else {
            throw mistake("\"\(text)\" is not written FORM/TURN", place)
        }
        return name
    }

    private func mistake(_ message: String, _ place: String) -> CatalogueError {
        CatalogueError(path: path, message: place.isEmpty ? message : "\(place): \(message)")
    }
}
