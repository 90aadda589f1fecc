/// Which rules the reading side has that the writing side lacks.
///
/// Rules are not compared by what they mean: one is the same if it is evaluated for the same values
/// and has the same expression. A rule that only warns refuses nothing.
struct RuleComparison {
    let written: FormVersion
    let read: FormVersion

    private struct Key: Hashable {
        let each: String
        let expression: String
        let turns: Set<String>
    }

    func differences() -> [Compatibility.Difference] {
        differences(of: written.ruleSet, read.ruleSet)
            + differences(of: written.dialogueRules, read.dialogueRules)
    }

    private func differences(
        of written: RuleSet?, _ read: RuleSet?
    ) -> [Compatibility.Difference] {
        guard let read else { return [] }
        let known = Set((written?.compiled ?? []).filter(Self.refuses).map(Self.key))
        let hasSameTables = written?.reference.bytes == read.reference.bytes
        return read.compiled.filter(Self.refuses).compactMap { compiled in
            let isKnown = known.contains(Self.key(compiled))
            // The tables that it looks things up in are a part of it.
            if isKnown, hasSameTables || !compiled.rule.expression.contains("tables") {
                return nil
            }
            let code = compiled.rule.code.rawValue
            return Compatibility.Difference(
                kind: .rule, schemaLocation: "\(read.uri)#\(code)",
                instanceLocation: compiled.rule.at,
                reason: DifferenceMessages.text(.rule, ["name": code]),
                uncertainty: .rule, subject: .rules)
        }
    }

    private static func refuses(_ compiled: RuleReader.Compiled) -> Bool {
        compiled.rule.severity == .error
    }

    private static func key(_ compiled: RuleReader.Compiled) -> Key {
        Key(
            each: compiled.rule.each, expression: compiled.rule.expression,
            turns: Set(compiled.turns))
    }
}
