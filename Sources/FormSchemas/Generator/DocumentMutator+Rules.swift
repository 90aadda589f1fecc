extension DocumentMutator {
    private static let attemptsMax = 400

    /// Breaks one rule of the form and nothing else.
    ///
    /// Unlike with keywords the change is found by trying: what breaks a rule only the rule knows.
    /// What is sure beforehand is that exactly this rule must be broken, at a place that its `each`
    /// and `at` allow.
    ///
    /// - Returns: `nil` if no change that was tried breaks it alone.
    public func mutation(
        of document: JSONValue, breaking rule: Rule, mode: FormVersion.Mode = .draft,
        using random: inout some RandomNumberGenerator
    ) -> DocumentMutation? {
        guard let read = try? JSONDocument(document.bytes()) else { return nil }
        var perturbation = RulePerturbation(
            rule, sites: sites(of: read), values: values,
            random: SeededRandom(seed: random.next()))
        for _ in 0..<Self.attemptsMax {
            guard let edits = perturbation.next() else { continue }
            let changed = DocumentChange(edits, at: .root, rule.code).applied(to: document)
            guard let read = try? JSONDocument(changed.bytes()),
                version.verdict(read, mode: mode) != .valid
            else { continue }
            let violations = version.violations(in: read, mode: mode)
            guard violations.count == 1, violations[0].code == rule.code,
                rule.mayReport(at: violations[0].instanceLocation)
            else { continue }
            return DocumentMutation(
                kind: .brokenRule, pointer: violations[0].instanceLocation, code: rule.code,
                severity: rule.severity, document: changed)
        }
        return nil
    }
}

extension Rule {
    /// Whether a pointer is one of those that `each` and `at` describe.
    func mayReport(at pointer: JSONPointer) -> Bool {
        guard let each = JSONPointer(each) else { return false }
        let steps = each.appending(at).tokens
        return steps.count == pointer.tokens.count
            && zip(steps, pointer.tokens).allSatisfy { $0.text == "*" || $0.text == $1.text }
    }
}
