import FormSchemas
import Testing

/// What is refused, when, where and as what.
struct CELErrorTests {
    private func compile(_ expression: String) throws(CELError) -> CELProgram {
        try CELProgram(compiling: expression, variables: [CELVariable("self", .dyn)])
    }

    @Test(arguments: [
        ("", CELError.Kind.syntax, 1), ("1 +", .syntax, 4), ("(1", .syntax, 3), ("1 2", .syntax, 3),
        ("'a", .syntax, 1), (#"'\q'"#, .syntax, 2), (#"'\ud800'"#, .syntax, 2), ("1.", .syntax, 3),
        ("9223372036854775808", .syntax, 1), ("18446744073709551616u", .syntax, 1),
        ("1x", .syntax, 2), ("a$", .syntax, 2), ("in", .syntax, 1), ("for", .syntax, 1),
        ("has(self)", .syntax, 1), ("[1].all(1, true)", .syntax, 9), ("f(1,)", .syntax, 5),
        ("x", .unknownName, 1), ("1 + y.z", .unknownName, 5), ("foo(1)", .unknownFunction, 1),
        ("'é'.foo()", .unknownFunction, 5), ("contains('a', 'b')", .unknownFunction, 1),
        ("1 < 2u", .type, 3), ("1 == 'a'", .type, 3), ("1 + 1.0", .type, 3), ("!1", .type, 1),
        ("-'a'", .type, 1), ("-1u", .type, 1), ("true ? 1 : 'a'", .type, 6),
        ("1 ? 2 : 3", .type, 3),
        ("[1] < [2]", .type, 5), ("'a'[0]", .type, 4), ("[1]['a']", .type, 4), ("1.x", .type, 3),
        ("[1].all(x, 1)", .type, 12), ("1.exists(x, true)", .type, 3), ("size(1)", .type, 1),
        ("'a' in 'abc'", .type, 5), ("{[1]: 2}", .type, 2), ("'a'.matches(self.p)", .type, 18),
        ("'a'.matches('(')", .conversion, 13), ("'a'.matches('(a)\\\\1')", .conversion, 13),
        ("decimal('1') / decimal('2')", .type, 14), ("decimal('1') + 1.5", .type, 14),
        ("timestamp('2026-01-01T00:00:00Z').getHours('Mars')", .conversion, 44),
        ("isWorkingDay(timestamp(0), 'XX')", .conversion, 28),
    ])
    func refusedWhenCompiled(expression: String, kind: CELError.Kind, column: Int) {
        let error = #expect(throws: CELError.self) { try compile(expression) }
        #expect(error?.kind == kind, "\(expression): \(String(describing: error))")
        #expect(error?.column == column, "\(expression): \(String(describing: error))")
        #expect(error?.line == 1)
    }

    @Test(
        "What other languages write is answered with what is written here",
        arguments: [
            ("1 = 1", "a comparison is written =="), ("true & false", "is written &&"),
            ("true | false", "is written ||"), ("true and false", "did you mean \"&&\"?"),
            ("[1].all(x, x > 1 OR x < 0)", "did you mean \"||\"?"),
            ("1 is 1", "did you mean \"==\"?"), ("‘a’ == 'a'", "straight quotes"),
            ("size()", "size() needs a value"), ("1 == 'a'", "== does not exist for (int, string)"),
            ("1 in 2", "in does not exist for"), ("true ? 1 : 'a'", "? : does not exist for"),
            ("!1", "! does not exist for (int)"), ("-'a'", "- does not exist for (string)"),
            ("{1: 2}[{}]", "[] does not exist for"), ("1 $ 2", "no meaning here"),
        ])
    func otherLanguages(expression: String, hint: String) {
        let error = #expect(throws: CELError.self) { try compile(expression) }
        #expect(error?.message.contains(hint) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("9223372036854775807 + 1", CELError.Kind.overflow, 21),
        ("-9223372036854775808 / -1", .overflow, 22),
        ("-(-9223372036854775808)", .overflow, 1), ("1u - 2u", .overflow, 4),
        ("1 / 0", .divideByZero, 3),
        ("5 % 0", .divideByZero, 3), ("[1][1]", .index, 4), ("[1][-1]", .index, 4),
        ("self.x", .noSuchKey, 6),
        ("self.a.x.y", .noSuchKey, 8), ("has(self.x.y)", .noSuchKey, 10), ("self.n.x", .type, 8),
        ("{'a': 1}['b']", .noSuchKey, 9), ("{'a': 1, 'a': 2}", .duplicateKey, 1),
        ("self.n + 'a'", .type, 8), ("dyn(1) < dyn('a')", .type, 8), ("dyn(1) && true", .type, 8),
        ("int('x')", .conversion, 1), ("int(1e19)", .overflow, 1), ("uint(-1)", .overflow, 1),
        ("timestamp('2026-02-30T00:00:00Z')", .conversion, 1), ("duration('1d')", .conversion, 1),
        ("timestamp('9999-12-31T23:59:59Z') + duration('1s')", .overflow, 35),
        ("'abc'.substring(2, 1)", .index, 7), ("'abc'.charAt(4)", .index, 7),
        ("string(b'\\xff')", .conversion, 1), ("[1, 'a'].sort()", .type, 10),
        ("false || 1 / 0 > 0", .divideByZero, 12), ("[1].exists(x, x / 0 > 1)", .divideByZero, 17),
        ("timestamp('1979-07-01T00:00:00Z').getHours('Europe/Berlin')", .conversion, 35),
        ("decimal('1e39')", .conversion, 1), ("decimal(self.n) * decimal('1e37')", .overflow, 17),
        ("sum([0.1 + 0.2])", .type, 1),
        ("addWorkingDays(timestamp(0), 20000, 'BE')", .conversion, 1),
    ])
    func refusedWhenEvaluated(expression: String, kind: CELError.Kind, column: Int) throws {
        let document = try JSONDocument(#"{"n": 12, "a": {"b": 1}}"#)
        let program = try compile(expression)
        let error = #expect(throws: CELError.self) { try program.evaluate([document.root]) }
        #expect(error?.kind == kind, "\(expression): \(String(describing: error))")
        #expect(error?.column == column, "\(expression): \(String(describing: error))")
    }

    @Test func placesCountLinesAndCharacters() {
        let error = #expect(throws: CELError.self) { try compile("'é' == 'é' &&\n  'é' < 1") }
        #expect(error?.line == 2)
        #expect(error?.column == 7)
        #expect(error?.description == "2:7: < does not exist for (string, int)")
    }
}
