import FormSchemas
import Testing

@testable import formclient

struct ExpressionEvaluationTests {
    private func evaluate(
        _ expression: String, _ document: String? = nil
    ) throws -> ExpressionEvaluation {
        ExpressionEvaluation(
            expression, document: try document.map { try JSONDocument($0) },
            tables: FormLibrary.tables)
    }

    @Test(
        "Values as an expression writes them and as JSON",
        arguments: [
            ("1 + 2", "3", "3"), ("self", "null", "null"), (#""a" + "b""#, #""ab""#, #""ab""#),
            ("[1, 2u, 2.5, true]", "[1, 2u, 2.5, true]", "[1,2,2.5,true]"),
            (#"{"a": 1, 2: null}"#, #"{"a": 1, 2: null}"#, #"{"a":1,"2":null}"#),
            (#"duration("90m")"#, #"duration("5400s")"#, #""5400s""#),
            (#"decimal("0.1") + decimal("0.2")"#, #"decimal("0.3")"#, #""0.3""#),
            (#"b"a\x00""#, #"b"a\x00""#, #""b\"a\\x00\"""#), ("1 < 0", "false", "false"),
        ])
    func values(expression: String, text: String, json: String) throws {
        let evaluation = try evaluate(expression)
        #expect(try evaluation.result.get().description == text)
        #expect(evaluation.json["value"]?.serialized() == json)
        #expect(evaluation.errorLines(columns: 80, in: .en).isEmpty)
    }

    @Test("The document and the reference tables can be named")
    func variables() throws {
        let evaluation = try evaluate("self.a[1] + size(tables)", #"{"a":[1,40]}"#)
        guard case .int(let sum) = try evaluation.result.get() else {
            Issue.record("no int")
            return
        }
        #expect(sum > 40)
    }

    @Test(
        "Errors have a place, and a caret below it where there is a terminal",
        arguments: [
            ("", 1, 1), ("1 +", 1, 4), ("self.a", 1, 6), ("1 / 0", 1, 3), ("none(1)", 1, 1),
            ("1 +\n  nix", 2, 3), (#""é名" + 1"#, 1, 6), (#"["a"#, 1, 2),
        ])
    func errors(expression: String, line: Int, column: Int) throws {
        let evaluation = try evaluate(expression, "{}")
        let error = evaluation.json["error"]
        #expect(error?["line"] == .int(line))
        #expect(error?["column"] == .int(column))
        let plain = evaluation.errorLines(columns: nil, in: .en)
        #expect(plain.count == 1)
        #expect(plain[0].hasPrefix("\(line):\(column): The expression "))
        let shown = evaluation.errorLines(columns: 60, in: .de)
        #expect(shown.count == (expression.isEmpty ? 1 : 3))
        #expect(shown.first?.contains("Der Ausdruck") == true)
    }

    @Test("Why there is no value is said in the reader's language")
    func reasonsOfEvaluations() throws {
        let evaluation = try evaluate("1/0")
        #expect(evaluation.errorLines(columns: nil, in: .nl)[0].hasSuffix("deling door nul"))
        #expect(evaluation.errorLines(columns: nil, in: .fr)[0].hasSuffix("division par zéro"))
        #expect(evaluation.errorLines(columns: nil, in: .de)[0].hasSuffix("Division durch null"))
    }

    @Test("The caret stands below the place, wide characters or not")
    func caret() throws {
        let lines = try evaluate(#""é名" + 1"#).errorLines(columns: 60, in: .en)
        #expect(lines.dropFirst() == [#"  "é名" + 1"#, "        ^"])
    }

    @Test("For a form of the catalogue a field that does not exist is answered with the nearest")
    func misspelt() throws {
        let form = #"{"header":{"form":"VIP-01","version":"1.0"},"body":{"legs":[]}}"#
        let misspelt = try evaluate("size(self.body.lges)", form).json["error"]
        #expect(misspelt?["kind"] == "unknownField")
        #expect(misspelt?["column"] == .int(16))
        guard case .string(let message)? = misspelt?["message"] else {
            Issue.record("no message")
            return
        }
        #expect(message.contains("legs"))
        // A field that the schema has and this document has not.
        let absent = try evaluate("self.body.team", form).json["error"]
        #expect(absent?["kind"] == "noSuchKey")
        let unknown = #"{"header":{"form":"VIP-99","version":"1.0"},"body":{}}"#
        #expect(try evaluate("self.body.x", unknown).json["error"]?["kind"] == "noSuchKey")
    }

    @Test("What would take for ever ends with an error", .timeLimit(.minutes(1)))
    func costly() throws {
        let list = "[1,2,3,4,5,6,7,8,9]"
        let loops = (0..<12).map { "\(list).all(a\($0), " }.joined()
        let evaluation = try evaluate(loops + "true" + String(repeating: ")", count: 12))
        #expect(evaluation.json["error"]?["kind"] == "tooCostly")
        let deep = String(repeating: "(", count: 10_000)
        #expect(try evaluate(deep).json["error"]?["kind"] == "tooCostly")
    }
    @Test(
        "A value that begins with a minus sign is told to stand behind two dashes",
        arguments: [
            ["rule", "eval", "-1"], ["rule", "eval", "-self.body.x", "a.json"],
            ["rule", "eval", "--json", "x", "-(1)"], ["id", "check", "imo", "-9319466"],
            ["id", "check", "imo", "--1"],
        ])
    func minus(arguments: [String]) throws {
        let error = try #require(throws: ClientError.self) {
            try FormClient.requireDashes(arguments)
        }
        #expect(error.status == .usage)
        for language in Language.allCases { #expect(error.text(in: language).contains(" -- …`")) }
    }

    @Test(
        "Options, dashes and other commands are left alone",
        arguments: [
            ["rule", "eval", "--", "-1"], ["rule", "eval", "1", "-"], ["rule", "eval", "1", "-q"],
            ["rule", "eval", "--reason", "-1", "1"], ["id", "check", "-h"],
            ["id", "check", "--json", "imo", "9319466"], ["validate", "-1"], ["rule"], [],
        ])
    func noMinus(arguments: [String]) throws { try FormClient.requireDashes(arguments) }
}
