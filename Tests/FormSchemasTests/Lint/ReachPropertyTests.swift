import Testing

@testable import FormSchemas

/// What the lint believes of random schemas, against the verdicts of the engine on many values.
struct ReachPropertyTests {
    /// Values of every kind, close enough to each other that schemas tell them apart.
    private static let values: [String] = {
        let scalars = [
            "null", "true", "false", "-1", "0", "1", "1.5", "2", "3", "\"\"", "\"a\"",
            "\"b\"", "\"ab\"", "\"abc\"",
        ]
        let lists = ["[]", "[1]", "[\"a\"]", "[1,1]", "[1,\"a\"]", "[0,1,2]", "[[]]", "[{}]"]
        var objects = ["{}"]
        for a in ["", "1", "\"a\"", "null", "{\"a\":1}", "{\"b\":\"a\"}", "{}", "[1]"] {
            for b in ["", "0", "\"ab\"", "true"] {
                for c in ["", "2"] {
                    let members = [("a", a), ("b", b), ("c", c)].filter { !$0.1.isEmpty }
                        .map { "\"\($0.0)\":\($0.1)" }
                    objects.append("{\(members.joined(separator: ","))}")
                }
            }
        }
        return scalars + lists + objects
    }()

    /// A random schema as text.
    private struct Source {
        var random: SeededRandom

        mutating func pick<Element>(_ list: [Element]) -> Element {
            list[Int.random(in: 0..<list.count, using: &random)]
        }

        mutating func schema(_ depth: Int) -> String {
            if depth == 0 || Int.random(in: 0..<12, using: &random) == 0 {
                return pick(["true", "false", "{}", #"{"type":"object"}"#, #"{"type":"integer"}"#])
            }
            var names: Set<String> = []
            var members: [String] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let (name, value) = keyword(depth)
                if names.insert(name).inserted { members.append("\"\(name)\":\(value)") }
            }
            return "{\(members.joined(separator: ","))}"
        }

        private mutating func keyword(_ depth: Int) -> (String, String) {
            switch Int.random(in: 0..<22, using: &random) {
            case 0, 1, 2: return ("type", pick(Self.types))
            case 3: return ("const", pick(ReachPropertyTests.values))
            case 4, 5:
                return (
                    "enum",
                    list(Int.random(in: 0...3, using: &random)) {
                        $0.pick(ReachPropertyTests.values)
                    }
                )
            case 6:
                return (
                    pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
                    pick(["0", "1", "1.5", "2"])
                )
            case 7:
                return (
                    pick([
                        "minLength", "maxLength", "minItems", "maxItems", "minProperties",
                        "maxProperties",
                    ]), pick(["0", "1", "2"])
                )
            case 8, 9, 10: return ("required", pick([#"["a"]"#, #"["a","b"]"#, #"["c"]"#, "[]"]))
            case 11, 12: return ("properties", properties(depth))
            case 13:
                return (
                    pick(["additionalProperties", "unevaluatedProperties"]),
                    pick(["false", "false", schema(depth - 1)])
                )
            case 14: return ("not", schema(depth - 1))
            case 15: return (pick(["if", "then", "else"]), schema(depth - 1))
            case 16: return ("prefixItems", list(1) { $0.schema(depth - 1) })
            case 17: return (pick(["items", "contains"]), pick(["false", schema(depth - 1)]))
            case 18: return ("$ref", pick([##""#/$defs/C""##, ##""#/$defs/D""##]))
            case 19: return (pick(["pattern"]), pick([#""a""#, #""^b""#]))
            case 20:
                return Int.random(in: 0...1, using: &random) == 0
                    ? ("dependentRequired", #"{"a":["b"]}"#)
                    : ("dependentSchemas", #"{"a":\#(schema(depth - 1))}"#)
            default:
                return (
                    pick(["allOf", "anyOf", "oneOf"]),
                    list(Int.random(in: 1...3, using: &random)) { $0.schema(depth - 1) }
                )
            }
        }

        private mutating func properties(_ depth: Int) -> String {
            let members = ["a", "b"].map { "\"\($0)\":\(schema(depth - 1))" }
            return "{\(members.joined(separator: ","))}"
        }

        private mutating func list(_ count: Int, _ element: (inout Source) -> String) -> String {
            let elements = (0..<count).map { _ in element(&self) }
            return "[\(elements.joined(separator: ","))]"
        }

        private static let types = [
            #""object""#, #""string""#, #""integer""#, #""number""#, #"["string","null"]"#,
            #"["object","array"]"#, #""array""#, #""boolean""#,
        ]
    }

    @Test("What is known of a schema is true of every value that it accepts", arguments: [1, 2])
    func factsHold(seed: UInt64) throws {
        var source = Source(random: SeededRandom(seed: seed))
        let values = try Self.values.map { try JSONDocument($0).root }
        let facts = values.map { ValueFacts(of: $0) }
        var (empty, covered, refuted) = (0, 0, 0)
        for _ in 0..<700 {
            let (a, b) = (source.schema(3), source.schema(2))
            let definitions =
                ##""$defs":{"A":\##(a),"B":\##(b),"C":{"type":"object","required":["a"]},"##
                + #""D":{"enum":["a",1,null]}}"#
            let document = try JSONDocument("{\(definitions)}")
            var index = SchemaIndex(available: [:])
            _ = try index.add(document, uri: "urn:test:s")
            var reach = SchemaReach(index)
            let root = SchemaPlace(document: 0, index: 0)
            let (first, second) = (
                reach.target("#/$defs/A", from: root), reach.target("#/$defs/B", from: root)
            )
            let placeA = try #require(first)
            let placeB = try #require(second)
            let programA = try SchemaProgram(
                compiling: JSONDocument(##"{"$ref":"#/$defs/A",\##(definitions)}"##))
            let programB = try SchemaProgram(
                compiling: JSONDocument(##"{"$ref":"#/$defs/B",\##(definitions)}"##))

            let known = reach.facts(placeA)
            let isCovered = reach.entails(known, placeB, given: reach.certain([placeA]))
            let isDisjoint = reach.meet(known, reach.facts(placeB)).isEmpty
            for (value, shape) in zip(values, facts) where programA.isValid(value) {
                let text = "\(a)\n\(b)\n\(JSONValue(value))"
                #expect(!known.met(with: shape).isEmpty, "\(text)")
                if isCovered { #expect(programB.isValid(value), "\(text)") }
                if isDisjoint { #expect(!programB.isValid(value), "\(text)") }
                let assumed = reach.facts(placeA, assuming: shape)
                #expect(!assumed.met(with: shape).isEmpty, "\(text)")
            }
            empty += known.isEmpty ? 1 : 0
            covered += isCovered && !known.isEmpty ? 1 : 0
            refuted += isDisjoint && !known.isEmpty ? 1 : 0
        }
        // The laws say something: each of them is asked of many schemas.
        #expect(empty > 50 && covered > 50 && refuted > 50, "\(empty) \(covered) \(refuted)")
    }
}
