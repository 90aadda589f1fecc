import FormSchemas
import Testing

/// Values of expressions, by hand from the specification and its conformance cases.
struct CELValueTests {
    static let document = #"""
        {"list": [1, 2, 3], "a": {"b": {"c": "x"}}, "n": 1, "whole": 1.0, "d": 1.5, "nul": null,
         "price": 19.99, "big": 12345678901234567890, "text": "caf\u00e9 \"x\"", "\u0061b": true,
         "amounts": [0.1, 0.2, "0.3", 4], "empty": [], "t": "2026-03-29T01:30:00+01:00"}
        """#

    private func evaluate(_ expression: String) throws -> CELValue {
        let document = try JSONDocument(Self.document)
        return try CELProgram(
            compiling: expression, variables: [CELVariable("self", .dyn)]
        ).evaluate([document.root])
    }

    @Test(arguments: [
        ("0x10 + -0xF", "1"), ("-9223372036854775808", "-9223372036854775808"), (".5e1", "5.0"),
        (#""\u00e9\x41\101\n""#, #""éAA\n""#), (#"r'\n' + R"\d""#, #""\\n\\d""#),
        (#"b'\xff\101é'"#, #"b"\xffA\xc3\xa9""#), ("'''a'b\n'''", #""a'b\n""#),
        (#"'\U0001F600'.size()"#, "1"), ("[1, 2u, 'a', null,]", #"[1, 2u, "a", null]"#),
        ("{'a': 1, 2: b'x',}", #"{"a": 1, 2: b"x"}"#), ("1 // a comment\n + 1", "2"),
    ])
    func literals(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        ("7 / -2", "-3"), ("-7 % 3", "-1"), ("7u % 3u", "1u"), ("1.0 / 0.0 > 1e308", "true"),
        ("2 + 3 * 4 - 1", "13"), ("'a' + 'b' < 'b'", "true"), ("[1] + dyn([2u])", "[1, 2u]"),
        ("b'a' + b'b'", #"b"ab""#), ("!(1 == 2) && 1 != 2", "true"), ("--1", "1"),
        ("true ? 1 : 2", "1"), ("false ? 1 : true ? 2 : 3", "2"), ("1 in [3, 2, 1]", "true"),
        ("'b' in {'a': 1}", "false"), ("[1, 2.0] == [1.0, 2u]", "true"),
        ("{'a': [1]} == dyn({'a': [1.0]})", "true"), ("dyn(1) < dyn(1.5)", "true"),
        ("dyn(9007199254740993) > dyn(9007199254740992.0)", "true"),
        ("dyn(18446744073709551615u) > dyn(-1)", "true"), ("0.0 / 0.0 == 0.0 / 0.0", "false"),
        ("[[1, 2], [3]][0][1]", "2"), ("{1: 'a'}[1]", #""a""#), ("null == null", "true"),
        ("dyn(1) == 'a'", "false"), ("type(1) == int && type(type(1)) == type", "true"),
        ("type(duration('1s')) == google.protobuf.Duration", "true"),
    ])
    func operators(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        ("1 / 0 > 0 || true", "true"), ("true || 1 / 0 > 0", "true"),
        ("1 / 0 > 0 && false", "false"), ("dyn('x') && false", "false"),
        ("[1, 2, 3].all(x, 10 / (x - 2) > 0)", "false"),
        ("[1, 2, 3].exists(x, 10 / (x - 2) > 5)", "true"),
        ("[1, 2, 3].exists_one(x, x > 2)", "true"), ("[1, 2, 3].existsOne(x, x > 1)", "false"),
        ("[].all(x, x)", "true"), ("[].exists(x, x)", "false"),
        ("[1, 2, 3].map(x, x * x)", "[1, 4, 9]"), ("[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]"),
        ("[1, 2, 3].filter(x, x % 2 == 1)", "[1, 3]"),
        ("{'a': 1, 'b': 2}.map(k, k)", #"["a", "b"]"#),
        ("[[1, 2], [3]].map(x, x.map(y, x[0] + y))", "[[2, 3], [6]]"),
        ("[1, 2].all(x, [3, 4].all(y, [x, y].exists(x, x == 3 || x == 4)))", "true"),
        ("cel.bind(x, 2, [x, x + 1])", "[2, 3]"), ("cel.bind(x, 1 / 0, 5)", "5"),
        ("has({'a': 1}.a) && !has({'a': 1}.b)", "true"),
    ])
    func macrosAndAbsorption(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        ("size('é') + size([1]) + {'a': 1}.size() + size(b'é')", "5"),
        ("'tacocat'.indexOf('a', 2)", "5"), ("'tacocat'.lastIndexOf('c', 3)", "2"),
        ("'héllo'.charAt(1) + 'x'.charAt(1)", #""é""#), ("'héllo'.substring(1, 3)", #""él""#),
        ("'a,b,c'.split(',', 2)", #"["a", "b,c"]"#), ("'ab'.split('')", #"["a", "b"]"#),
        ("'abab'.replace('a', 'xy', 1)", #""xybab""#), ("'ab'.replace('', '-')", #""-a-b-""#),
        ("' \\u00a0x '.trim()", #""x""#), ("'AbÉ'.lowerAscii() + 'aé'.upperAscii()", #""abÉAé""#),
        ("['a', 'b'].join('-') + ['c'].join()", #""a-bc""#), ("'aé'.reverse()", #""éa""#),
        ("'foobar'.matches('o+b') && !matches('x', '^y$')", "true"),
        ("'abc'.contains('bc') && 'abc'.startsWith('ab') && 'abc'.endsWith('c')", "true"),
        ("[3, 1, 2, 1].sort()", "[1, 1, 2, 3]"), ("['b', 'a'].sort()", #"["a", "b"]"#),
        ("[1, 1.0, 2, 'a', 'a'].distinct()", #"[1, 2, "a"]"#),
        ("[[1], 2, [[3]]].flatten()", "[1, 2, [3]]"),
        ("[1, 2, 3].slice(1, 3)", "[2, 3]"),
    ])
    func textsAndLists(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        ("int('-7') + int(3.9) + int(2u)", "-2"), ("uint('5') + uint(1.9)", "6u"),
        ("double('1e3') + double(1)", "1001.0"),
        ("string(1e20) + string(0.1) + string(100000.0)", #""1e+200.1100000""#),
        ("string(b'caf\\xc3\\xa9')", #""café""#), ("bytes('é') == b'\\xc3\\xa9'", "true"),
        ("bool('true') && !bool('0')", "true"), ("string(-1.0 / 0.0)", #""-inf""#),
        ("string(duration('-90.5s'))", #""-90.500s""#),
        ("string(timestamp('2026-01-01T00:00:00.5+01:00'))", #""2025-12-31T23:00:00.500Z""#),
        ("int(timestamp('2026-01-01T00:00:00Z'))", "1767225600"),
    ])
    func conversions(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }

    @Test(arguments: [
        ("self.a.b.c + self.a['b'].c", #""xx""#), ("self.list.map(x, x + 1)", "[2, 3, 4]"),
        ("self.list == [1.0, 2, 3]", "true"), ("self.list[2] in self.list", "true"),
        ("self.whole + 1", "2"), ("type(self.d) == double && type(self.n) == int", "true"),
        ("type(self.big) == double", "true"), ("self.text", #""café \"x\"""#), ("self.ab", "true"),
        ("has(self.nul) && self.nul == null && !has(self.other)", "true"),
        ("self.a.all(k, k == 'b')", "true"), ("size(self) > 5 && size(self.text) == 8", "true"),
        ("self == self && self.a == {'b': {'c': 'x'}}", "true"), ("self.empty == []", "true"),
        ("'list' in self && !('x' in self)", "true"),
        ("(self.list + self.empty).filter(x, x > 1)", "[2, 3]"),
    ])
    func documents(expression: String, value: String) throws {
        #expect(try evaluate(expression).description == value)
    }
}
