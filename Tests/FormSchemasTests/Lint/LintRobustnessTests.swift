import FormSchemas
import Testing

/// Whatever a schema looks like, its lint ends, soon and with a bounded list.
struct LintRobustnessTests {
    private func findings(_ schema: String) throws -> [SchemaFinding] {
        try SchemaLint().findings(in: JSONDocument(schema))
    }

    @Test("Definitions that apply each other twice do not double the work each time")
    func doubling() throws {
        let definitions = (0..<60).map {
            ##""d\##($0)":{"allOf":[{"$ref":"#/$defs/d\##($0 + 1)"},{"$ref":"#/$defs/d\##($0 + 1)"}]}"##
        }
        let schema = """
            {"$ref": "#/$defs/d0", "$defs": {\(definitions.joined(separator: ",")), "d60": true}}
            """
        let found = try findings(schema)
        #expect(found.allSatisfy { $0.severity == .refused })
    }

    @Test("A long chain of references costs no stack")
    func chain() throws {
        let definitions = (0..<2_000).map { ##""d\##($0)":{"$ref":"#/$defs/d\##($0 + 1)"}"## }
        let found = try findings(
            """
            {"items": {"$ref": "#/$defs/d0"}, "$defs": {\(definitions.joined(separator: ",")),
             "d2000": {"type": "string"}}}
            """)
        #expect(found.allSatisfy { $0.severity == .refused })
    }

    @Test("Very many definitions are not too many for the lint alone")
    func definitions() throws {
        let definitions = (0..<30_000).map { #""d\#($0)":true"# }.joined(separator: ",")
        let found = try findings(#"{"type":"string","$defs":{\#(definitions)}}"#)
        #expect(found.allSatisfy { $0.kind == .unusedDefinition })
        #expect(found.count == SchemaLint.findingsMax)
    }

    @Test("Of very many findings the first thousand are listed")
    func many() throws {
        let members = (0..<3_000).map { #""p\#($0)":{"type":"null","minimum":1}"# }
        let found = try findings(#"{"properties":{\#(members.joined(separator: ","))}}"#)
        #expect(found.count == SchemaLint.findingsMax)
        #expect(found.map(\.column) == found.map(\.column).sorted())
    }

    @Test("Many branches and many fields take no time to speak of", .timeLimit(.minutes(1)))
    func wide() throws {
        let branches = (0..<2_000).map { #"{"required":["f\#($0)"]}"# }.joined(separator: ",")
        let fields = (0..<5_000).map { #""f\#($0)":true"# }.joined(separator: ",")
        let required = (0..<5_000).map { #""f\#($0)""# }.joined(separator: ",")
        let found = try findings(
            """
            {"properties": {\(fields)}, "additionalProperties": false, "required": [\(required)],
             "anyOf": [\(branches)]}
            """)
        #expect(found.isEmpty)
    }

    @Test("Keywords with values of every kind never stop it")
    func noise() throws {
        var random = SystemRandomNumberGenerator()
        let keywords = [
            "type", "enum", "const", "required", "properties", "items", "prefixItems", "allOf",
            "anyOf", "oneOf", "not", "if", "then", "else", "$ref", "$defs", "$id", "pattern",
            "minimum", "maximum", "maxLength", "format", "dependentRequired", "examples", "default",
            "additionalProperties", "contains", "translations", "title", "$dynamicRef", "$anchor",
        ]
        func value(_ depth: Int) -> String {
            switch Int.random(in: 0..<(depth > 3 ? 6 : 9), using: &random) {
            case 0: return "true"
            case 1: return "null"
            case 2: return "\(Int.random(in: -2...9, using: &random))"
            case 3: return #""string""#
            case 4: return ##""#/$defs/a""##
            case 5: return "false"
            case 6: return "[\(value(depth + 1)),\(value(depth + 1))]"
            default:
                let names = Set((0..<3).compactMap { _ in keywords.randomElement(using: &random) })
                let members = names.map { "\"\($0)\":\(value(depth + 1))" }
                return "{\(members.joined(separator: ","))}"
            }
        }
        for _ in 0..<1_500 {
            let schema = #"{"$defs":{"a":\#(value(1))},"allOf":\#(value(1)),"then":\#(value(1))}"#
            let found = try SchemaLint(needsTexts: true).findings(in: JSONDocument(schema))
            let compiles = (try? SchemaProgram(compiling: try JSONDocument(schema))) != nil
            // Definitions are refused too that the schema itself does not use.
            let isRefused = found.contains { $0.severity == .refused }
            #expect(compiles || isRefused, "\(schema)")
        }
    }
}
