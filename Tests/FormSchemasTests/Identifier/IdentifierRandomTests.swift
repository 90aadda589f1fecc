import FormSchemas
import Testing

/// Random and mutated values: the laws, and the agreement with an independent implementation.
struct IdentifierRandomTests {
    @Test(arguments: IdentifierType.all.map(\.name))
    func randomValuesFit(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        var generator = SeededRandom(seed: 1)
        var values: Set<String> = []
        for _ in 0..<60 {
            let value = type.random(using: &generator)
            values.insert(value)
            #expect(type.outcome(of: value).isAccepted, "\(value)")
            #expect(type.check(value).canonical == value)
        }
        #expect(values.count > 3)
    }

    @Test(arguments: IdentifierType.all.map(\.name))
    func brokenValuesFail(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        var generator = SeededRandom(seed: 2)
        var failures = 0
        for _ in 0..<50 {
            let value = type.random(using: &generator)
            guard let broken = type.broken(value, using: &generator) else { continue }
            failures += 1
            #expect(type.outcome(of: broken).isFailedCheck, "\(broken)")
        }
        // Registers and plates have no digit whose change could be noticed.
        let undetectable = [
            "lu-rcs", "de-handelsregister", "bic", "country", "currency", "locode",
            "subdivision",
        ]
        let isPlate = type.code.hasPrefix("PLATE")
        #expect((failures > 0) == (type.hasCheck && !isPlate && !undetectable.contains(name)))
    }

    /// The fast verdict and the explanation are one function; this holds them to it.
    @Test(arguments: IdentifierType.all.map(\.name))
    func verdictAndExplanationAgree(name: String) throws {
        let type = try #require(IdentifierType.named(name))
        var mutator = IdentifierMutator(seed: 3)
        for round in 0..<150 {
            var value = type.random(using: &mutator.generator)
            for _ in 0..<(round % 3) { value = mutator.mutate(value, keepsLength: false) }
            let check = type.check(value)
            let canonical = Array(check.canonical.utf8)
            let accepted = canonical.withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { type.accepts($0, buffer.count) } ?? false
            }
            #expect(accepted == check.outcome.isAccepted, "\(value)")
            #expect(type.outcome(of: check.canonical) == check.outcome)
            #expect(type.canonical(check.canonical) == check.canonical)
        }
    }

    // MARK: - The oracle

    @Test(
        .enabled(if: IdentifierOracle.python != nil, "FORMS_TEST_PYTHON names no interpreter"))
    func agreesWithTheOracle() throws {
        var questions: [IdentifierOracle.Question] = []
        for (seed, type) in IdentifierType.all.enumerated() {
            var mutator = IdentifierMutator(seed: UInt64(seed))
            for round in 0..<2_000 {
                var value = type.random(using: &mutator.generator)
                for _ in 0..<(round % 3) {
                    value = mutator.mutate(value, keepsLength: Self.keepsLength.contains(type.name))
                }
                let text = type.canonical(value)
                questions.append(IdentifierOracle.Question(type: type.name, value: text))
            }
        }
        let today = Self.today
        var compared: [String: Int] = [:]
        for (question, verdict) in zip(questions, try IdentifierOracle.judge(questions)) {
            guard let verdict, !IdentifierTraps.concerns(question) else { continue }
            compared[question.type, default: 0] += 1
            let type = try #require(IdentifierType.named(question.type))
            let ours = type.check(question.value, today: today)
            if ours.outcome.isAccepted != verdict {
                Issue.record("\(question) \(ours.outcome) \(ours.canonical)")
            }
        }
        #expect(compared.count >= 29)
        #expect(compared.values.allSatisfy { $0 > 900 }, "\(compared)")
    }

    /// python-stdnum pads or cuts these to their length, or does not look at it.
    private static let keepsLength: Set = ["nl-bsn", "nl-rsin", "nl-vat", "lei", "mac", "eu-vat"]

    private static var today: Int {
        let parts = CalendarDay.today
        return parts.year * 10_000 + parts.month * 100 + parts.day
    }
}
