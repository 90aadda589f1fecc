import FormSchemas
import Testing

/// Schemas that meet a value along very many ways, all with the same result.
struct RememberedResultTests {
    /// Two branches that look into the same member and are told apart by another one.
    private static let forks = [
        ##"{"oneOf": [{"properties": {"a": {"$ref": "#"}}, "required": ["x"]},"##
            + ##" {"properties": {"a": {"$ref": "#"}}, "required": ["y"]}]}"##,
        ##"{"anyOf": [{"properties": {"a": {"$ref": "#"}}, "required": ["y"]},"##
            + ##" {"properties": {"a": {"$ref": "#"}}, "required": ["x"]}],"##
            + ##" "properties": {"a": {"$ref": "#"}}}"##,
        ##"{"if": {"properties": {"a": {"$ref": "#"}}}, "then": {"properties": {"a":"##
            + ##" {"$ref": "#"}}, "required": ["x"]}, "else": false}"##,
        ##"{"oneOf": [{"properties": {"a": {"$ref": "#"}}, "required": ["x"]},"##
            + ##" {"properties": {"a": {"$ref": "#"}}, "required": ["y"]}],"##
            + ##" "unevaluatedProperties": {"type": "integer"}}"##,
    ]

    private static func nested(_ levels: Int, innermost: String) -> String {
        String(repeating: #"{"x": 1, "a": "#, count: levels) + innermost
            + String(repeating: "}", count: levels)
    }

    @Test(arguments: forks, [17, 40, 60])
    func deepValuesAreJudged(schema: String, levels: Int) throws {
        let program = try SchemaProgram(compiling: try JSONDocument(schema))
        let valid = try JSONDocument(Self.nested(levels, innermost: #"{"x": 1}"#))
        #expect(program.isValid(valid.root))
        let invalid = try JSONDocument(Self.nested(levels, innermost: #"{"z": 1}"#))
        #expect(!program.isValid(invalid.root))
        let violations = program.violations(in: invalid.root)
        #expect(!violations.isEmpty)
        #expect(!violations.contains { $0.code == .tooComplex })
    }

    /// What is remembered of a warning is a warning each time.
    @Test func warnings() throws {
        let schema = ##"""
            {"anyOf": [{"properties": {"a": {"$ref": "#"}}, "required": ["y"]},
              {"properties": {"a": {"$ref": "#"}}, "required": ["x"]}],
             "properties": {"x": {"severity": "warning", "maximum": 1}}}
            """##
        let program = try SchemaProgram(compiling: try JSONDocument(schema))
        let fine = try JSONDocument(Self.nested(40, innermost: #"{"x": 1}"#))
        #expect(program.violations(in: fine.root).isEmpty)
        let suspect = try JSONDocument(Self.nested(40, innermost: #"{"x": 2}"#))
        #expect(program.isValid(suspect.root))
        #expect(program.violations(in: suspect.root).map(\.severity) == [.warning])
    }
}
