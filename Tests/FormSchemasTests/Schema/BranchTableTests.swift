import Testing

@testable import FormSchemas

/// `anyOf` and `oneOf` whose branches are told apart by a member: only the branches that can hold
/// are tried, and the verdict is that of trying them all.
struct BranchTableTests {
    private static let definitions = """
        {"leg": {"const": "leg"}, "base": {"required": ["kind"]},
         "stop": {"properties": {"kind": {"enum": ["stop", "halt"]}}}}
        """

    /// Branches of all sorts; `kind` decides in most of them.
    private static let branches = [
        "{\"properties\":{\"kind\":{\"const\":\"leg\"},\"a\":{\"type\":\"integer\"}},"
            + "\"required\":[\"kind\"]}",
        "{\"properties\":{\"kind\":{\"const\":\"leg\"}},\"required\":[\"a\"]}",
        "{\"properties\":{\"kind\":{\"$ref\":\"#/$defs/leg\"}},\"required\":[\"kind\"]}",
        "{\"properties\":{\"kind\":{\"enum\":[\"stay\",\"stop\"]}},\"required\":[\"kind\"]}",
        "{\"$ref\":\"#/$defs/base\",\"properties\":{\"kind\":{\"const\":\"stay\"}},"
            + "\"minProperties\":2}",
        "{\"allOf\":[{\"$ref\":\"#/$defs/stop\"},{\"$ref\":\"#/$defs/base\"}]}",
        "{\"$ref\":\"#/$defs/stop\"}",
        "{\"properties\":{\"kind\":{\"enum\":[\"stay\",1,null]}}}",
        "{\"properties\":{\"kind\":{\"const\":1}},\"required\":[\"kind\"]}",
        "{\"properties\":{\"kind\":{\"type\":\"string\",\"const\":\"é\"}},\"required\":[\"kind\"]}",
        "{\"severity\":\"warning\",\"properties\":{\"kind\":{\"const\":\"leg\"}}}",
        "{\"properties\":{\"kind\":{\"severity\":\"warning\",\"const\":\"leg\"}}}",
        "{\"const\":\"leg\"}", "{\"enum\":[\"stay\",\"é\"],\"title\":\"Stay\"}",
        "{\"$ref\":\"#/$defs/leg\",\"minLength\":2}", "{\"type\":\"string\",\"const\":\"other\"}",
        "{\"severity\":\"warning\",\"const\":\"leg\"}", "{\"not\":{\"const\":\"leg\"}}",
        "{\"type\":\"string\"}", "{\"type\":[\"object\",\"null\"],\"required\":[\"a\"]}", "true",
        "false", "{\"not\":{\"properties\":{\"kind\":{\"const\":\"leg\"}}}}",
    ]

    private static let values =
        [
            "\"leg\"", "\"stay\"", "\"stop\"", "\"halt\"", "\"\\u006ceg\"", "\"é\"", "\"\\u00e9\"",
            "\"other\"", "\"\"", "1", "1.0", "null", "[\"leg\"]", "{\"kind\":\"leg\"}",
        ].flatMap { ["{\"kind\":\($0)}", "{\"a\":1,\"kind\":\($0)}", "{\"\\u006bind\":\($0)}"] }
        + [
            "{}", "{\"a\":\"x\"}", "\"leg\"", "\"\\u006ceg\"", "\"stay\"", "\"é\"", "\"x\"", "\"\"",
            "null", "1", "[]",
        ]

    private func program(_ keywords: String) throws -> SchemaProgram {
        try SchemaProgram(compiling: JSONDocument("{\(keywords),\"$defs\":\(Self.definitions)}"))
    }

    @Test func verdictsAreThoseOfTryingEachBranch() throws {
        var random = SeededRandom(seed: 7)
        let alone = try Self.branches.map { try program("\"allOf\":[\($0)]") }
        let documents = try Self.values.map { try JSONDocument($0) }
        var tables = 0
        for _ in 0..<300 {
            let count = Int.random(in: 3...6, using: &random)
            let chosen = (0..<count).map { _ in
                Int.random(in: 0..<Self.branches.count, using: &random)
            }
            let list = chosen.map { Self.branches[$0] }.joined(separator: ",")
            let any = try program("\"anyOf\":[\(list)]")
            let one = try program("\"oneOf\":[\(list)]")
            tables += one.storage.branchTableCount
            for (text, document) in zip(Self.values, documents) {
                let matches = chosen.filter { alone[$0].isValid(document.root) }.count
                #expect(any.isValid(document.root) == (matches > 0), "anyOf [\(list)]: \(text)")
                #expect(one.isValid(document.root) == (matches == 1), "oneOf [\(list)]: \(text)")
            }
        }
        #expect(tables > 100)
    }

    @Test func evaluatedMembersAreThoseOfTheBranchThatHolds() throws {
        let program = try program(
            """
            "unevaluatedProperties": false, "oneOf": [
              {"properties": {"kind": {"const": "leg"}, "a": true}, "required": ["kind"]},
              {"properties": {"kind": {"const": "stay"}, "b": true}, "required": ["kind"]},
              {"properties": {"kind": {"const": "stop"}, "c": true}, "required": ["kind"]}]
            """)
        #expect(program.storage.branchTableCount == 1)
        #expect(program.isValid(try JSONDocument("{\"kind\":\"stay\",\"b\":1}").root))
        #expect(!program.isValid(try JSONDocument("{\"kind\":\"stay\",\"a\":1}").root))
        let found = program.violations(in: try JSONDocument("{\"kind\":\"stay\",\"a\":1}").root)
        #expect(found.map(\.code) == [.unknownField])
        #expect(found.map(\.instanceLocation.description) == ["/a"])
    }

    @Test(arguments: [
        "\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]},{\"required\":[\"c\"]}]",
        "\"oneOf\":[{\"properties\":{\"kind\":{\"const\":\"a\"}}},true,{\"type\":\"object\"}]",
        "\"anyOf\":[{\"properties\":{\"kind\":{\"const\":\"a\"}}},{\"properties\":{\"kind\":{\"const\":\"b\"}}}]",
    ])
    func noTableWhereNothingDecides(keywords: String) throws {
        #expect(try program(keywords).storage.branchTableCount == 0)
    }
}
