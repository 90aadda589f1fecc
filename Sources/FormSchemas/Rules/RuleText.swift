/// One rule as it stands in its file, and what is wrong with what it says besides expressions.
struct RuleText {
    let node: JSONNode
    /// Where the rule stands.
    let pointer: JSONPointer
    let list: RuleList

    /// Empty if it has none.
    var code: String { node["code"]?.string ?? "" }

    private static let members = [
        "code", "severity", "each", "at", "expression", "parameters", "messages", "description",
    ]

    func pointer(_ members: [String]) -> JSONPointer {
        members.reduce(pointer) { $0.appending($1) }
    }

    func mistake(_ message: String, at member: String) -> RuleMistake {
        mistake(message, at: [member])
    }

    func mistake(_ message: String, at members: [String]) -> RuleMistake {
        RuleMistake(message, code: code, at: pointer(members))
    }

    /// Checks the code and that there is no member that means nothing.
    func checkCode() throws(RuleMistake) {
        guard node.kind == .object else {
            throw RuleMistake("a rule is an object", at: pointer)
        }
        guard Self.isCode(code) else {
            throw RuleMistake(
                "a rule has a code such as TEAM_WITHOUT_LEAD", at: pointer.appending("code"))
        }
        guard !ViolationCode.all.contains(ViolationCode(code)) else {
            throw mistake("the code belongs to the engine", at: "code")
        }
        let known = list == .dialogue ? Self.members + ["turns"] : Self.members
        for (name, _) in node.members where !known.contains(name) {
            let hint = Spelling.hint(for: name, in: known)
            throw mistake("there is no member \"\(name)\"\(hint)", at: name)
        }
    }

    private static func isCode(_ text: String) -> Bool {
        let isUpper = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
        return text.utf8.first.map(isUpper) == true && text.utf8.count <= 64
            && text.utf8.allSatisfy { isUpper($0) || CELLexer.isDigit($0) || $0 == 0x5F }
    }

    /// A member that is a text.
    ///
    /// - Parameter absent: what counts without the member; `nil` if it must be there.
    func text(_ member: String, or absent: String?) throws(RuleMistake) -> String {
        guard let value = node[member] else {
            if let absent { return absent }
            throw mistake("the \(member) is missing", at: member)
        }
        guard let text = value.string else { throw mistake("\(member) is not a text", at: member) }
        return text
    }

    func severity() throws(RuleMistake) -> Violation.Severity {
        guard let severity = Violation.Severity(rawValue: try text("severity", or: "error")) else {
            throw mistake("the severity is error or warning", at: "severity")
        }
        return severity
    }

    /// The turns that the rule is for.
    func turns() throws(RuleMistake) -> [String] {
        guard let node = node["turns"] else { return [] }
        let turns = node.elements.compactMap(\.string)
        guard node.kind == .array, !turns.isEmpty, turns.count == node.count else {
            throw mistake("turns is a list of texts", at: "turns")
        }
        return turns
    }

    /// The messages, one in each language, which may mention the parameters.
    func messages(naming parameters: Set<String>) throws(RuleMistake) -> LocalizedText {
        let node = node["messages"]
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            let place = ["messages", language.rawValue]
            guard let text = node?[language.rawValue]?.string, !text.isEmpty else {
                throw mistake("the message in \(language.rawValue) is missing", at: place)
            }
            texts[language] = text
            for name in ViolationMessages.names(in: text) where !parameters.contains(name) {
                let hint = Spelling.nearest(to: name, in: parameters.sorted())
                    .map { "; did you mean {\($0)}?" }
                throw mistake(
                    "the message in \(language.rawValue) mentions {\(name)}, which is no "
                        + "parameter\(hint ?? "")", at: place)
            }
        }
        if let name = node?.members.first(where: { Language(rawValue: $0.name) == nil })?.name {
            throw mistake("messages has no member \"\(name)\"", at: ["messages", name])
        }
        return LocalizedText(texts)
    }
}
