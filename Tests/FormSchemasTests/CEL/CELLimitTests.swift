import FormSchemas
import Testing

/// Nothing that an author writes or a sender sends takes long or crashes.
struct CELLimitTests {
    private func compile(
        _ expression: String, _ type: CELType = .dyn, limits: CELLimits = CELLimits()
    ) throws(CELError) -> CELProgram {
        try CELProgram(
            compiling: expression, variables: [CELVariable("self", type)], limits: limits)
    }

    @Test(arguments: ["(", "[", "-", "!", "1+(", "a.f(", "{1:", "true?1:", "x["])
    func nestingIsBounded(_ opening: String) {
        let text = String(repeating: opening, count: 2_000)
        let error = #expect(throws: CELError.self) { try compile(text) }
        #expect(error?.kind == .tooCostly || error?.kind == .syntax)
    }

    @Test func longChainsAreBounded() {
        let chains = [
            "1" + String(repeating: "+1", count: 300), "x" + String(repeating: ".x", count: 300),
            "true" + String(repeating: "&&true", count: 300),
        ]
        for chain in chains {
            #expect(throws: CELError.self) { try compile(chain) }
        }
        #expect(throws: Never.self) { try compile("1" + String(repeating: "+1", count: 70)) }
        let long = "'" + String(repeating: "a", count: 10_000) + "'"
        #expect(throws: CELError.self) { try compile(long) }
    }

    @Test func costIsEstimatedAndRefused() throws {
        let text = "self.all(a, self.all(b, self.all(c, self.all(d, a == b && c == d))))"
        let error = #expect(throws: CELError.self) { try compile(text) }
        #expect(error?.kind == .tooCostly)
        #expect(error?.message.contains("steps, the limit is 10000000") == true)
        let twice = try compile("self.all(a, self.all(b, a == b))")
        let once = try compile("self.all(a, a == 1)")
        #expect(twice.cost > once.cost * 100)
    }

    /// The estimate rests on the schema; what a document brings is bounded again.
    @Test func stepsAreBounded() throws {
        var limits = CELLimits()
        limits.stepsMax = 10_000
        limits.costMax = .max
        let document = try JSONDocument(
            "[" + String(repeating: "1,", count: 1_000) + "1]")
        for expression in [
            "self.all(a, self.all(b, a == b))", "self.map(a, self.map(b, a))",
            "self.all(a, self == self)",
            "self.map(a, self).flatten().distinct().size() == 1",
            "self.exists(a, self.exists(b, b == 2))",
            "self.map(x, string(x)).join('aaaaaaaaaaaaaaaa').contains('aaaaaaab')",
        ] {
            let program = try compile(expression, .list(.dyn), limits: limits)
            let error = #expect(throws: CELError.self) { try program.evaluate([document.root]) }
            #expect(error?.kind == .tooCostly, "\(expression): \(String(describing: error))")
        }
        let program = try compile("self.all(a, a == 1)", .list(.dyn), limits: limits)
        #expect(try program.evaluate([document.root]) == .bool(true))
    }

    @Test func memoryIsBounded() throws {
        var limits = CELLimits()
        limits.memoryBytesMax = 10_000
        let document = try JSONDocument(#"["0123456789012345678901234567890123456789"]"#)
        let doubled = String(repeating: ".map(x, x + x)", count: 9)
        let program = try compile("self" + doubled, .list(.dyn), limits: limits)
        let error = #expect(throws: CELError.self) { try program.evaluate([document.root]) }
        #expect(error?.kind == .tooCostly)
        let smaller = try compile("self.map(x, x + x)", .list(.dyn), limits: limits)
        #expect(throws: Never.self) { try smaller.evaluate([document.root]) }
    }

    /// Expressions put together from pieces at random never crash, compiled or evaluated.
    @Test func randomTextIsRefusedOrEvaluated() throws {
        let pieces = [
            "self", ".a", ".list", "[0]", "['a']", "(", ")", "1", "2u", "1.5", "'x'", "b'y'",
            "null",
            "true", "+", "-", "*", "/", "%", "==", "<", ">=", "&&", "||", "!", "?", ":", ",", "[",
            "]",
            "{", "}", " in ", ".all(x, ", ".map(x, ", ".filter(y, ", "x", "y", "has(", "size(",
            "int(",
            "timestamp('2026-01-01T00:00:00Z')", "duration('1h')", ".split(", ".replace(", "sum(",
            "decimal(", "cel.bind(x, ", "'", "\\", "\"\"\"", "r'", "0x", "//", "\n", ".", "é", "🙂",
        ]
        let document = try JSONDocument(#"{"a": {"b": [1, "x", null]}, "list": [1, 2.5, "z"]}"#)
        var random = SeededRandom(seed: 7)
        var compiled = 0
        for _ in 0..<30_000 {
            let count = Int(random.next() % 12) + 1
            let text = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
            guard let program = try? compile(text.joined()) else { continue }
            compiled += 1
            _ = try? program.evaluate([document.root])
        }
        #expect(compiled > 300)
    }
}
