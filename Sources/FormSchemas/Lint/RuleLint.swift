/// Looks at each rule of a form version's `rules.json`, where the compiler names the first that it
/// refuses.
public struct RuleLint {
    private let readers: [RuleReader]
    private let presence: FieldPresence

    /// - Parameters:
    ///   - header: the schema of headers.
    ///   - body: the schema of the form's body.
    ///   - resources: the documents that both may refer to, by absolute URI.
    ///   - codeLists: what the schemas' keyword `codeList` may name.
    ///   - tables: an object with the reference tables by name.
    public init(
        header: JSONDocument, body: JSONDocument, resources: [String: JSONDocument],
        codeLists: [String: CodeList] = [:], tables: JSONDocument
    ) {
        var resources = resources
        // A document must not meet itself among the others.
        for schema in [header, body] {
            if let id = schema.root["$id"]?.string { resources[id] = nil }
        }
        let types = RuleTypes(
            header: header, body: body, resources: resources, codeLists: codeLists, tables: tables)
        readers = RuleList.allCases.map {
            RuleReader(types: types, list: $0, limits: CELLimits())
        }
        presence = FieldPresence(header: header, body: body, resources: resources)
    }

    /// Everything found in the rules, in the order of the text.
    public func findings(in rules: JSONDocument) -> [SchemaFinding] {
        var log = FindingLog(rules)
        // One for all rules: what it found out stays known, and its work is bounded.
        var presence = presence
        for reader in readers {
            let list = rules.root[reader.list.rawValue]?.elements.map { $0 } ?? []
            for (number, rule) in list.prefix(RuleReader.rulesMax).enumerated() {
                let pointer = JSONPointer.root.appending(reader.list.rawValue).appending(number)
                let mistake = refusal(of: rule, by: reader)
                if let mistake {
                    let member = JSONPointer(Array(mistake.pointer.tokens.dropFirst(2)))
                    report(mistake, at: pointer.appending(member), in: rules, &log)
                }
                checkParameters(of: rule, at: pointer, &log)
                if mistake == nil { checkGuards(of: rule, at: pointer, &presence, &log) }
            }
            if !log.hasRefusals, let mistake = refusal(of: rules, by: reader) {
                report(mistake, at: mistake.pointer, in: rules, &log)
            }
        }
        return log.findings
    }

    /// A mistake at its place: in an expression, where its line and column lie in the file.
    private func report(
        _ mistake: RuleMistake, at pointer: JSONPointer, in rules: JSONDocument,
        _ log: inout FindingLog
    ) {
        // The nearest place that is there: a member may be missing.
        var pointer = pointer
        while rules.root[pointer] == nil { pointer = JSONPointer(pointer.tokens.dropLast()) }
        let node = rules.root[pointer] ?? rules.root
        var parameters: ViolationParameters = ["reason": mistake.message]
        var offset: Int?
        if let error = mistake.expression {
            parameters["place"] = "\(error.line):\(error.column)"
            offset = node.offset(ofText: error.offset)
        }
        log.add(.rule, at: pointer, node, parameters, offset: offset)
    }

    /// Why a rule is refused.
    private func refusal(of rule: JSONNode, by reader: RuleReader) -> RuleMistake? {
        let text = reader.list == .rules ? "" : #""rules":[],"#
        let bytes =
            Array(#"{\#(text)"\#(reader.list.rawValue)":["#.utf8)
            + rule.document.bytes[rule.byteRange] + [0x5D, 0x7D]
        return (try? JSONDocument(bytes)).flatMap { refusal(of: $0, by: reader) }
    }

    private func refusal(of rules: JSONDocument, by reader: RuleReader) -> RuleMistake? {
        do throws(RuleMistake) {
            _ = try reader.read(rules)
            return nil
        } catch {
            return error
        }
    }

    /// Fields that are read where they may be missing: then the rule has no value, and the form is
    /// refused for it.
    private func checkGuards(
        of rule: JSONNode, at pointer: JSONPointer, _ presence: inout FieldPresence,
        _ log: inout FindingLog
    ) {
        guard let node = rule["expression"], let text = node.string,
            let expression = try? CELParser.parse(Array(text.utf8), limits: CELLimits()),
            let steps = RuleStep.parse(rule["each"]?.string ?? "")
        else { return }
        let this = steps.map { step -> RulePath.Step in
            step.isEach ? .element("this") : .member(step.name)
        }
        var walk = GuardWalk(presence, this: RulePath(steps: this))
        walk.run(expression)
        presence = walk.presence
        for (path, offset) in walk.missing {
            guard case .member(let name)? = path.steps.last else { continue }
            log.add(
                .unguardedField, at: pointer.appending("expression"), node, ["name": name],
                offset: node.offset(ofText: offset))
        }
    }

    /// Parameters that no message mentions.
    private func checkParameters(
        of rule: JSONNode, at pointer: JSONPointer, _ log: inout FindingLog
    ) {
        let templates = rule["messages"]?.members.compactMap(\.value.string) ?? []
        let mentioned = Set(templates.flatMap(ViolationMessages.names))
        for (name, value) in rule["parameters"]?.members.map({ $0 }) ?? []
        where !mentioned.contains(name) {
            let place = pointer.appending("parameters").appending(name)
            log.add(.unusedParameter, at: place, value, ["name": name])
        }
    }
}

extension JSONNode {
    /// The byte of the document at which a byte of this string's text is written.
    fileprivate func offset(ofText offset: Int) -> Int {
        let bytes = document.bytes
        var position = byteRange.lowerBound + 1
        var left = offset
        while left > 0, position < byteRange.upperBound - 1 {
            var width = 1
            var count = 1
            if bytes[position] == UInt8(ascii: "\\") {
                let isScalar = bytes[position + 1] == UInt8(ascii: "u")
                width = isScalar ? 6 : 2
                if isScalar {
                    let digits = String(decoding: bytes[position + 2..<position + 6], as: UTF8.self)
                    let unit = UInt16(digits, radix: 16) ?? 0
                    // Half of a pair is half of its four bytes.
                    count = unit < 0x80 ? 1 : unit < 0x800 || 0xD800...0xDFFF ~= unit ? 2 : 3
                }
            }
            position += width
            left -= count
        }
        return position
    }
}
