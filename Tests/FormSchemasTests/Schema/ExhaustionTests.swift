import FormSchemas
import Testing

/// What becomes of a value for which the steps run out: never valid, whatever stands around.
struct ExhaustionTests {
    private static let levels = 30

    /// Twice as many ways at each level; the value at the end is valid, but nobody gets there, as
    /// results are not remembered where it matters which resources were entered.
    private static let definitions: String = {
        let levels = (0..<Self.levels).map { level in
            let next = "{\"$ref\":\"#/$defs/l\(level + 1)\"}"
            return "\"l\(level)\":{\"properties\":{\"a\":\(next)},"
                + "\"patternProperties\":{\"^a\":\(next)}}"
        }
        return levels.joined(separator: ",")
            + #","l\#(Self.levels)":{"const":1,"$dynamicRef":"p#x"}"#
            + ##","p":{"$id":"p","$dynamicAnchor":"x"},"q":{"$id":"q","$dynamicAnchor":"x"}"##
    }()

    private static let value =
        String(repeating: "{\"a\":", count: levels) + "1" + String(repeating: "}", count: levels)

    @Test(
        arguments: [
            "\"$ref\":\"#/$defs/l0\"",
            "\"not\":{\"$ref\":\"#/$defs/l0\"}",
            "\"if\":{\"$ref\":\"#/$defs/l0\"},\"then\":false",
            "\"oneOf\":[{\"$ref\":\"#/$defs/l0\"},true]",
            "\"anyOf\":[{\"$ref\":\"#/$defs/l0\"},true]",
            "\"severity\":\"warning\",\"$ref\":\"#/$defs/l0\"",
        ])
    func neverValid(keywords: String) throws {
        let schema = try JSONDocument("{\(keywords),\"$defs\":{\(Self.definitions)}}")
        let program = try SchemaProgram(compiling: schema)
        let document = try JSONDocument(Self.value)
        #expect(!program.isValid(document.root))
        let violations = program.violations(in: document.root)
        #expect(violations.map(\.code) == [.tooComplex])
        #expect(violations.map(\.severity) == [.error])
    }

    @Test func shallowValuesAreJudged() throws {
        let schema = try JSONDocument(
            "{\"not\":{\"$ref\":\"#/$defs/l27\"},\"$defs\":{\(Self.definitions)}}")
        let program = try SchemaProgram(compiling: schema)
        #expect(!program.isValid(try JSONDocument("{\"a\":{\"a\":{\"a\":1}}}").root))
        #expect(program.isValid(try JSONDocument("{\"a\":{\"a\":{\"a\":2}}}").root))
    }

    /// Thousands of values that fit none of many branches: explained as far as somebody may read
    /// it, and in seconds.
    @Test(.timeLimit(.minutes(1)))
    func manyValuesAndManyBranches() throws {
        let branches = (0..<200).map { "{\"const\":{\"n\":\($0)}}" }.joined(separator: ",")
        let program = try SchemaProgram(
            compiling: try JSONDocument("{\"items\":{\"anyOf\":[\(branches)]}}"))
        let values = Array(repeating: "{\"n\":-1}", count: 20_000).joined(separator: ",")
        let document = try JSONDocument("[\(values)]")
        let violations = program.violations(in: document.root)
        #expect(violations.count == 10_000)
        #expect(violations.allSatisfy { $0.code == .anyOfNone })
    }

    /// Branches that nobody had to try count no steps.
    @Test func firstOfManyBranches() throws {
        let branches = (0..<5_000).map { "{\"type\":\"string\",\"minLength\":\($0)}" }
        let program = try SchemaProgram(
            compiling: try JSONDocument(
                "{\"items\":{\"anyOf\":[\(branches.joined(separator: ","))]}}"))
        let values = Array(repeating: "\"x\"", count: 10_000).joined(separator: ",")
        #expect(program.isValid(try JSONDocument("[\(values)]").root))
        #expect(!program.isValid(try JSONDocument("[\(values),1]").root))
    }
}
