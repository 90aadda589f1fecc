/// Looks at each rule of a form version's `rules.json`, where the compiler names the first that it
/// refuses.
public struct RuleLint {
    private let reader: RuleReader

    /// - Parameters:
    ///   - header: the schema of headers.
    ///   - body: the schema of the form's body.
    ///   - resources: the documents that both may refer to, by absolute URI.
    ///   - tables: an object with the reference tables by name.
    public init(
        header: JSONDocument, body: JSONDocument, resources: [String: JSONDocument],
        tables: JSONDocument
    ) {
        var resources = resources
        // A document must not meet itself among the others.
        for schema in [header, body] {
            if let id = schema.root["$id"]?.string { resources[id] = nil }
        }
        reader = RuleReader(
            types: RuleTypes(header: header, body: body, resources: resources, tables: tables),
            path: "", limits: CELLimits())
    }

    /// Everything found in the rules, in the order of the text.
    public func findings(in rules: JSONDocument) -> [SchemaFinding] {
        var log = FindingLog(rules)
        let list = rules.root["rules"]?.elements.map { $0 } ?? []
        for (number, rule) in list.prefix(RuleReader.rulesMax).enumerated() {
            let pointer = JSONPointer.root.appending("rules").appending(number)
            if let reason = refusal(of: rule) {
                log.add(.rule, at: pointer, rule, ["reason": reason])
            }
            checkParameters(of: rule, at: pointer, &log)
        }
        if !log.hasRefusals, let reason = refusal(of: rules) {
            log.add(.rule, at: .root, rules.root, ["reason": reason])
        }
        return log.findings
    }

    /// Why a rule is refused, without its name, which the place says.
    private func refusal(of rule: JSONNode) -> String? {
        let bytes = Array(#"{"rules":["#.utf8) + rule.document.bytes[rule.byteRange] + [0x5D, 0x7D]
        guard let alone = try? JSONDocument(bytes) else { return nil }
        guard let reason = refusal(of: alone) else { return nil }
        let name = "rule \(rule["code"]?.string ?? ""): "
        return reason.hasPrefix(name) ? String(reason.dropFirst(name.count)) : reason
    }

    private func refusal(of rules: JSONDocument) -> String? {
        do throws(CatalogueError) {
            _ = try reader.read(rules)
            return nil
        } catch {
            return error.message
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
