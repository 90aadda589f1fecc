import FormSchemas
import Testing

/// Schemas made to take long: every comparison ends soon, with whatever verdict.
struct CompatibilityLimitTests {
    private static let clock = ContinuousClock()

    /// The time for a pair in a debug build; a release build takes about a tenth.
    private static let timeMax = Duration.seconds(8)

    private func check(_ first: JSONValue, _ second: JSONValue, _ name: String) throws {
        guard let one = try? ComparedSchema(JSONDocument(first.bytes())),
            let other = try? ComparedSchema(JSONDocument(second.bytes()))
        else {
            Issue.record("\(name) cannot be compiled")
            return
        }
        for (written, read) in [(one, other), (other, one), (one, one)] {
            let time = Self.clock.measure {
                _ = Compatibility.judge(written: written, read: read)
            }
            #expect(time < Self.timeMax, "\(name): \(time)")
        }
    }

    private func nested(_ depth: Int, _ inner: JSONValue) -> JSONValue {
        (0..<depth).reduce(inner) { inner, _ in ["properties": ["a": inner], "required": ["a"]] }
    }

    @Test func deepNesting() throws {
        try check(nested(28, ["maxLength": 3]), nested(28, ["maxLength": 4]), "deep")
    }

    /// A chain of definitions: deeper than any text may be.
    @Test func longChains() throws {
        func chain(_ last: JSONValue) -> JSONValue {
            var definitions: [JSONValue.Member] = (0..<600).map { number in
                let next: JSONValue = ["$ref": .string("#/$defs/d\(number + 1)")]
                return .init("d\(number)", ["properties": ["n": next]])
            }
            definitions.append(.init("d600", last))
            return ["$ref": "#/$defs/d0", "$defs": .object(definitions)]
        }
        try check(chain(["maximum": 3]), chain(["maximum": 4]), "chain")
    }

    @Test func mutualRecursion() throws {
        func pair(_ leaf: JSONValue) -> JSONValue {
            let names = (0..<12).map { "d\($0)" }
            return [
                "$ref": "#/$defs/d0",
                "$defs": .object(
                    names.enumerated().map { number, name in
                        let members = names.indices.map { other in
                            JSONValue.Member(
                                "m\(other)",
                                ["$ref": .string("#/$defs/d\((number * 5 + other) % 12)")])
                        }
                        let all = members + [.init("leaf", leaf)]
                        return .init(name, ["type": "object", "properties": .object(all)])
                    }),
            ]
        }
        try check(pair(["minimum": 2]), pair(["minimum": 1]), "mutual")
        try check(pair(["minimum": 2]), pair(["type": "string"]), "mutual, other leaves")
    }

    @Test func manyBranches() throws {
        func conditions(_ count: Int, _ last: String) -> JSONValue {
            [
                "type": "object",
                "allOf": .array(
                    (0..<count).map { number in
                        [
                            "if": ["required": [.string("a\(number)")]],
                            "then": ["required": [.string("b\(number)")]],
                            "else": ["required": [.string("c\(number)")]],
                        ]
                    } + [["required": [.string(last)]]]),
            ]
        }
        try check(conditions(40, "x"), conditions(40, "y"), "conditions")
        try check(conditions(20, "x"), ["required": ["x", "b1", "c1"]], "conditions, plain")
        func choices(_ shift: Int) -> JSONValue {
            [
                "allOf": .array(
                    (0..<14).map { number in
                        [
                            "anyOf": .array(
                                (0..<6).map {
                                    .object([.init("multipleOf", .int($0 * 14 + number + shift))])
                                })
                        ]
                    })
            ]
        }
        try check(choices(2), choices(3), "choices")
    }

    @Test func manyAlternatives() throws {
        func alternatives(_ count: Int, _ bound: Int) -> JSONValue {
            [
                "oneOf": .array(
                    (0..<count).map { number in
                        [
                            "required": ["k"],
                            "properties": [
                                "k": ["type": "string", "minLength": .int(number)],
                                "v": ["maximum": .int(bound + number)],
                            ],
                        ]
                    })
            ]
        }
        try check(alternatives(40, 1), alternatives(40, 2), "alternatives")
    }

    @Test func hugeEnumerations() throws {
        func codes(_ range: Range<Int>) -> JSONValue {
            ["enum": .array(range.map { .string("code-\($0)") })]
        }
        try check(codes(0..<20_000), codes(1..<20_001), "codes")
        try check(
            ["type": "object", "properties": ["a": codes(0..<9_000)]],
            ["type": "object", "properties": ["a": ["pattern": "^code-[0-9]{1,4}$"]]],
            "codes and a pattern")
    }

    @Test func largePatterns() throws {
        let first: JSONValue = ["pattern": "^(a|b)*a(a|b){9}$"]
        try check(first, ["pattern": "^(a|b)*a(a|b){10}$"], "patterns")
        try check(
            ["pattern": "^[a-z]{1,1500}$"], ["pattern": "^[a-y]{1,1600}$"], "long patterns")
        try check(
            ["minLength": 1_000_000], ["minLength": 2_000_000], "long texts")
        try check(
            ["pattern": "^x*$", "minLength": 100_000], ["maxLength": 1_000_000], "long repetition")
    }

    @Test func contradictions() throws {
        try check(["allOf": [["minimum": 5], ["maximum": 1]], "type": "number"], false, "none")
        try check(
            ["minItems": 1_000_000, "uniqueItems": true, "items": ["type": "boolean"]],
            ["maxItems": 3], "many booleans")
        try check(
            ["minProperties": 1_000_000], ["maxProperties": 2], "many members")
        try check(
            ["multipleOf": .number("0.000000000000001")], ["multipleOf": .number("1e30")], "fine")
        try check(
            ["minimum": .number("1e300")], ["maximum": .number("-1e300")], "large")
        try check(
            ["prefixItems": .array(.init(repeating: ["maximum": 1], count: 500))],
            ["prefixItems": .array(.init(repeating: ["maximum": 2], count: 500))], "places")
    }
}
