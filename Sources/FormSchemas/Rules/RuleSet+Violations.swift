extension RuleSet {
    /// Every violation of a rule, in the order of the rules and of the text.
    ///
    /// - Parameters:
    ///   - isOtherwiseValid: whether the document satisfies its schemas. A rule that has no
    ///   value for it is then a violation itself, so that nothing passes unchecked; in a document
    ///   that is invalid anyway it says nothing.
    ///   - dialogue: for rules over a dialogue, the dialogue and the document's turn in it.
    func violations(
        in document: JSONDocument, isOtherwiseValid: Bool,
        of dialogue: (turn: String, context: JSONDocument)? = nil
    ) -> [Violation] {
        guard document.root.kind == .object else { return [] }
        return withRunner(of: document, in: dialogue?.context) { runner in
            var found: [Violation] = []
            for (position, rule) in compiled.enumerated() {
                if let turn = dialogue?.turn, !rule.turns.isEmpty, !rule.turns.contains(turn) {
                    continue
                }
                let location = "\(uri)#/\(list.rawValue)/\(position)"
                for place in RulePlace.all(rule.steps, from: document.root) {
                    guard found.count < Self.foundMax else { return found }
                    let result = runner.evaluate(rule.program.code, place.node.index, place.index)
                    if result.isTrue { continue }
                    if result.isFalse {
                        found.append(violation(rule, place, location, &runner))
                    } else if isOtherwiseValid {
                        found.append(failure(rule, place, location, result))
                    }
                }
            }
            return found
        }
    }

    /// As many as the collector of the schema's violations lists.
    private static let foundMax = ViolationCollector.foundMax

    private func violation(
        _ compiled: RuleReader.Compiled, _ place: RulePlace, _ location: String,
        _ runner: inout RuleRunner
    ) -> Violation {
        var parameters: ViolationParameters = [:]
        for (name, program) in compiled.parameters {
            let cell = runner.evaluate(program.code, place.node.index, place.index)
            parameters[name] = cell.kind == .error ? "?" : runner.machine.value(cell).plainText
        }
        let rule = compiled.rule
        return make(
            place, rule.at, location, rule.code, rule.severity, parameters, rule.messages)
    }

    private func failure(
        _ compiled: RuleReader.Compiled, _ place: RulePlace, _ location: String, _ cell: CELCell
    ) -> Violation {
        let error =
            cell.kind == .error
            ? compiled.program.error(cell)
            : CELError(.type, CELFailure.notBool.en, at: 0, in: [])
        return make(
            place, .root, location, .ruleError, .error,
            [
                "name": compiled.rule.code.rawValue, "column": String(error.column),
                "reason": error.message,
            ], nil)
    }

    /// A violation at a place relative to the value; if nothing is there, the line is that of the
    /// nearest value around it.
    private func make(
        _ place: RulePlace, _ at: JSONPointer, _ location: String, _ code: ViolationCode,
        _ severity: Violation.Severity, _ parameters: ViolationParameters,
        _ messages: LocalizedText?
    ) -> Violation {
        var nearest = place.node
        for count in 1..<at.tokens.count + 1 {
            guard let next = place.node[JSONPointer(Array(at.tokens.prefix(count)))] else { break }
            nearest = next
        }
        let position = nearest.position
        return Violation(
            instanceLocation: place.pointer.appending(at), line: position.line,
            column: position.column, schemaLocation: location, code: code, severity: severity,
            parameters: parameters, messages: messages)
    }
}

extension CELValue {
    /// The value as a message mentions it.
    var plainText: String {
        switch self {
        case .string(let text), .timestamp(let text), .duration(let text), .decimal(let text):
            text
        case .list(let elements): elements.map(\.plainText).joined(separator: ", ")
        default: description
        }
    }
}
