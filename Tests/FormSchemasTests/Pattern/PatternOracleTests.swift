import Testing

@testable import FormSchemas

/// Random patterns and texts: what V8 says, and what a matcher that goes back says.
struct PatternOracleTests {
    private struct Question: Encodable {
        let pattern: String
        let texts: [String]
    }

    private static let engine = """
        from py_mini_racer import MiniRacer
        engine = MiniRacer()
        engine.eval(\"""function verdicts(pattern, texts) {
            try {
                let compiled = new RegExp(pattern, "u")
                return JSON.stringify(texts.map(text => compiled.test(text)))
            } catch { return "null" } }\""")
        for question in questions:
            answer(json.loads(engine.call("verdicts", question["pattern"], question["texts"])))
        """

    @Test(
        .enabled(if: PythonOracle.isPresent, PythonOracle.absence),
        arguments: 0..<4 as Range<UInt64>)
    func agreesWithV8(seed: UInt64) throws {
        var source = PatternSource(random: SeededRandom(seed: seed))
        let questions = (0..<2_500).map { _ in
            Question(pattern: source.pattern(), texts: (0..<8).map { _ in source.text() })
        }
        let answers = try PythonOracle.ask(Self.engine, questions, as: [Bool]?.self)
        var matched = 0
        var refused = 0
        for (question, answer) in zip(questions, answers) {
            let pattern = question.pattern
            #expect(Pattern.isSyntax(pattern) == (answer != nil), "\(pattern)")
            guard let answer else {
                refused += 1
                continue
            }
            let compiled: Pattern
            do throws(PatternError) {
                compiled = try Pattern(pattern)
            } catch {
                #expect(error.reason != .syntax, "\(pattern): \(error)")
                continue
            }
            for (text, expected) in zip(question.texts, answer) {
                // V8 also looks between the two halves of a character beyond U+FFFF.
                if pattern.contains("\\B"), text.contains("😀") { continue }
                #expect(compiled.matches(text) == expected, "\(pattern) | \(text)")
                matched += expected ? 1 : 0
            }
        }
        #expect(matched > 2_000 && refused > 20 && refused < 1_500, "\(matched), \(refused)")
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func agreesWithSlowMatcher(seed: UInt64) throws {
        var source = PatternSource(random: SeededRandom(seed: seed &+ 100))
        var compared = 0
        for _ in 0..<600 {
            let pattern = source.pattern()
            guard let compiled = try? Pattern(pattern) else { continue }
            let syntax = try PatternParser.parse(pattern)
            for _ in 0..<6 {
                let text = source.text()
                guard let expected = SlowMatcher.matches(syntax, text) else { continue }
                #expect(compiled.matches(text) == expected, "\(pattern) | \(text)")
                compared += 1
            }
        }
        #expect(compared > 1_500)
    }
}

/// Makes patterns that are mostly correct, and texts that they have a chance to match.
struct PatternSource {
    var random: SeededRandom

    private static let atoms = [
        "a", "b", "c", "1", "-", "_", " ", "é", "😀", ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S",
        "[abc]", "[^a]", "[a-c1-3]", "[\\d-]", "[\\w-]", "[^\\s]", "[]", "[^]", "[\\u{1F600}-😂]",
        "\\p{L}", "\\P{L}", "\\p{Lu}", "\\p{sc=Greek}", "[\\p{Nd}a]", "\\x61", "\\u0062", "\\u{63}",
        "\\uD83D\\uDE00", "\\cJ", "\\n", "\\0", "\\.", "\\/", "[\\b]", "[\\-a]", "\\uD83D",
        "[--a]", "[a-]", "\\ud83d\\u0061", "[\\uD83D\\uDE00]", "[\\u{0}-\\u{10FFFF}]",
    ]
    private static let assertions = ["^", "$", "\\b", "\\B", ""]
    private static let quantifiers = [
        "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,2}", "{0,3}", "{2,}", "{1,2}?", "{0,}",
    ]
    private static let groups = ["(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>"]
    /// Mostly mistakes.
    private static let oddities = [
        "\\1", "\\k<n>", "[b-a]", "(", ")", "a**", "{", "}", "]", "\\a", "\\-", "[a-\\d]", "\\01",
        "\\u{110000}", "\\p{Nope}", "a{2,1}", "\\c1", "x{,2}", "(?=a)*", "\\u12", "\\xg", "(?a)",
        "[\\c]", "\\8", "^*", "\\p{L", "\\pL", "a{1", "[\\B]", "\\b+", "(?<1>a)", "(?<a\\u0062>a)",
        "\\k<ab>", "[^", "/", "\\_", "\\u{}", "\\u{ 1}", "[\\u{1F602}-😀]",
    ]
    private static let scalars = [
        "a", "b", "c", "1", "2", "-", "_", " ", "é", "😀", "Ω", "\n", "\u{2028}", ".", "A", "\u{0}",
    ]

    mutating func pattern() -> String {
        var pattern = choice(depth: 0)
        if Int.random(in: 0..<3, using: &random) == 0 { pattern = "^" + pattern }
        if Int.random(in: 0..<3, using: &random) == 0 { pattern += "$" }
        if Int.random(in: 0..<12, using: &random) == 0 {
            let place = pattern.unicodeScalars.indices.randomElement(using: &random)
            pattern.insert(
                contentsOf: Self.oddities.randomElement(using: &random)!,
                at: place ?? pattern.startIndex)
        }
        return pattern
    }

    mutating func text() -> String {
        (0..<Int.random(in: 0...7, using: &random)).map { _ in
            Self.scalars.randomElement(using: &random)!
        }.joined()
    }

    private mutating func choice(depth: Int) -> String {
        let count = Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1
        return (0..<count).map { _ in sequence(depth: depth) }.joined(separator: "|")
    }

    private mutating func sequence(depth: Int) -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in term(depth: depth) }.joined()
    }

    private mutating func term(depth: Int) -> String {
        let kind = Int.random(in: 0..<10, using: &random)
        if kind == 0 { return Self.assertions.randomElement(using: &random)! }
        var term: String
        if kind <= 3, depth < 3 {
            let open = Self.groups.randomElement(using: &random)!
            term = open + choice(depth: depth + 1) + ")"
            if open.contains("=") || open.contains("!") { return term }
        } else {
            term = Self.atoms.randomElement(using: &random)!
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            term += Self.quantifiers.randomElement(using: &random)!
        }
        return term
    }
}
