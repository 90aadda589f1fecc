/// A rule as raw tables: what the fast verdict reads, without references to count.
struct RuleCode {
    let code: CELCode
    let steps: UnsafeMutablePointer<RuleCodeStep>
    let stepCount: Int
    /// Steps before the first `*`, and the number under which rules share where they lead.
    let fixedCount: Int
    let fixed: Int
    let isWarning: Bool
}

/// A step to the values of a rule; a name's bytes lie elsewhere.
struct RuleCodeStep {
    let isEach: Bool
    let name: CELStep
}

/// Owns the memory of a form version's rules.
final class RuleTables {
    let codes: UnsafeMutablePointer<RuleCode>
    let count: Int
    /// How many different ways the rules begin with.
    let fixedCount: Int
    private let steps: UnsafeMutablePointer<RuleCodeStep>
    private let names: UnsafeMutablePointer<UInt8>

    init(_ rules: [RuleReader.Compiled]) {
        let bytes = rules.flatMap { $0.steps.flatMap { Array($0.name.utf8) } }
        names = .allocate(capacity: max(1, bytes.count))
        names.initialize(from: bytes, count: bytes.count)
        steps = .allocate(capacity: max(1, rules.reduce(0) { $0 + $1.steps.count }))
        codes = .allocate(capacity: max(1, rules.count))
        count = rules.count
        var name = names
        var step = steps
        var fixed: [[String]: Int] = [:]
        for (position, rule) in rules.enumerated() {
            let first = rule.steps.prefix { !$0.isEach }.map(\.name)
            let number = fixed[first] ?? fixed.count
            fixed[first] = number
            (codes + position).initialize(
                to: RuleCode(
                    code: rule.program.code, steps: step, stepCount: rule.steps.count,
                    fixedCount: first.count, fixed: number,
                    isWarning: rule.rule.severity == .warning))
            for each in rule.steps {
                let length = each.name.utf8.count
                let known = CELStep(
                    hash: ByteHash.hash(name, length, key: ByteHash.key), bytes: name,
                    count: UInt32(length), offset: 0)
                step.initialize(to: RuleCodeStep(isEach: each.isEach, name: known))
                name += length
                step += 1
            }
        }
        fixedCount = fixed.count
    }

    deinit {
        codes.deallocate()
        steps.deallocate()
        names.deallocate()
    }
}
