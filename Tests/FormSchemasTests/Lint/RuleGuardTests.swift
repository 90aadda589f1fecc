import Testing

@testable import FormSchemas

/// Fields that a rule reads where they may be missing.
struct RuleGuardTests {
    private static let body = #"""
        {"type": "object", "additionalProperties": false, "required": ["kind", "legs", "place"],
         "properties": {
            "kind": {"enum": ["A", "B", "C"]}, "end": {"type": "string"},
            "why": {"type": "string"}, "level": {"type": "integer"}, "flag": {"type": "boolean"},
            "place": {"type": "object", "properties": {
                "geo": {"type": "object", "required": ["lat"],
                        "properties": {"lat": {"type": "number"}, "alt": {"type": "number"}}}}},
            "legs": {"type": "array", "items": {"$ref": "#/$defs/leg"}},
            "stays": {"type": "array", "items": {"$ref": "#/$defs/leg"}}},
         "allOf": [
            {"if": {"properties": {"kind": {"const": "A"}}, "required": ["kind"]},
             "then": {"required": ["why"]}},
            {"if": {"properties": {"kind": {"const": "C"}}}, "else": {"required": ["level"]}}],
         "dependentRequired": {"end": ["flag"]},
         "$defs": {"leg": {"type": "object", "required": ["from", "mode"],
            "properties": {"from": {"type": "string"}, "to": {"type": "string"},
                           "mode": {"enum": ["AIR", "ROAD"]}, "road": {"type": "string"},
                           "air": {"type": "string"}},
            "oneOf": [
              {"properties": {"mode": {"const": "AIR"}}, "required": ["air"]},
              {"properties": {"mode": {"const": "ROAD"}}, "required": ["road"]}]}}}
        """#

    /// The names of the fields that are read without a guard.
    private func missing(_ expression: String, each: String = "") throws -> [String] {
        let body = try JSONDocument(Self.body)
        let rule: JSONValue = [
            "code": "A", "each": .string(each), "expression": .string(expression),
            "messages": ["nl": "a", "fr": "b", "de": "c", "en": "d"],
        ]
        let findings = RuleLint(
            header: try JSONDocument(#"{"type":"object"}"#), body: body, resources: [:],
            tables: try JSONDocument(#"{"t":[{"a":1}]}"#)
        ).findings(in: try JSONDocument((["rules": [rule]] as JSONValue).bytes()))
        #expect(findings.allSatisfy { $0.kind == .unguardedField }, "\(findings)")
        #expect(findings.allSatisfy { $0.pointer.description == "/rules/0/expression" })
        return findings.compactMap { $0.parameters["name"] }
    }

    @Test(
        "A field that may be missing is named once",
        arguments: [
            ("self.body.end == 'x'", ["end"]),
            ("self.body.end > 'a' && self.body.end < 'b'", ["end"]),
            ("self.body.place.geo.lat > 1.0", ["geo"]),
            ("!has(self.body.place.geo) || double(self.body.place.geo.alt) > 1.0", ["alt"]),
            ("has(self.body.end) || self.body.end == 'x'", ["end"]),
            ("!has(self.body.end) && self.body.end == 'x'", ["end"]),
            ("has(self.body.end) ? true : self.body.end == 'x'", ["end"]),
            ("has(self.body.why) && self.body.end == 'x'", ["end"]),
            ("self.body.legs.all(l, l.to == 'x')", ["to"]),
            ("self.body.legs.exists(l, has(l.to)) && self.body.legs.all(l, l.to == 'x')", ["to"]),
            ("self.body.legs.filter(l, has(l.air)).all(l, l.to == 'x')", ["to"]),
            ("has(self.body.legs[0].to) && self.body.legs[1].to == 'x'", ["to"]),
            ("self.body.stays.all(s, s.from == 'x')", ["stays"]),
            ("self.body.kind != 'B' || self.body.why == 'x'", ["why"]),
            ("self.body.legs.all(l, l.mode == 'AIR' || l.air == 'x')", ["air"]),
            ("size(self.body.end) > 1 || has(self.body.why)", ["end"]),
            ("has(self.body.place.geo.alt)", ["geo"]),
            ("cel.bind(g, self.body.place.geo, has(g.alt))", ["geo"]),
        ] as [(String, [String])])
    func unguarded(expression: String, names: [String]) throws {
        #expect(try missing(expression) == names)
    }

    @Test(
        "What is asked for first, or what the schema makes sure of, is left alone",
        arguments: [
            "self.body.kind == 'A'", "has(self.body.end) && self.body.end == 'x'",
            "!has(self.body.end) || self.body.end == 'x'",
            "self.body.end == 'x' || !has(self.body.end)",
            "self.body.end == 'x' && has(self.body.end)",
            "has(self.body.end) ? self.body.end == 'x' : true",
            "!(has(self.body.end) && has(self.body.why)) || self.body.end == self.body.why",
            "(!has(self.body.end) || !has(self.body.why)) || self.body.end == self.body.why",
            "has(self.body.place.geo) && has(self.body.place.geo.alt)"
                + " && double(self.body.place.geo.alt) > self.body.place.geo.lat",
            // The schema asks for it where the kind is A.
            "self.body.kind != 'A' || self.body.why == 'x'",
            "self.body.kind == 'B' || self.body.kind == 'C' || self.body.why == 'x'",
            "!(self.body.kind in ['A']) || self.body.why == 'x'",
            "self.body.kind in ['B', 'C'] ? true : self.body.why == 'x'",
            "self.body.kind == 'C' || self.body.level > 1",
            "self.body.legs.all(l, l.mode != 'AIR' || l.air == 'x')",
            "self.body.legs.all(l, l.mode == 'AIR' ? l.air == 'x' : l.road == 'x')",
            "self.body.legs.all(l, !has(l.to) || l.to == 'x')",
            "self.body.legs.filter(l, has(l.to)).all(l, l.to == 'x')",
            "self.body.legs.filter(l, has(l.to))[0].to == 'x'",
            "self.body.legs.filter(l, l.mode == 'AIR').map(l, l.air) == []",
            "self.body.legs.map(l, has(l.to), l.to) == []",
            "self.body.legs.all(l, has(l.to)) && self.body.legs.all(m, m.to == 'x')",
            "has(self.body.legs[0].to) && self.body.legs[0].to == 'x'",
            "has(self.body.stays) && self.body.stays.all(s, s.from == 'x')",
            "cel.bind(b, self.body, !has(b.end) || b.end == self.body.end)",
            "tables.t.all(r, r.a == 1)", "!has(self.body.end) || self.body.flag",
        ])
    func guarded(expression: String) throws {
        #expect(try missing(expression) == [])
    }

    @Test("What a rule is evaluated for is there")
    func each() throws {
        #expect(try missing("this == 'x'", each: "/body/end") == [])
        #expect(try missing("this.to == 'x'", each: "/body/stays/*") == ["to"])
        #expect(try missing("!has(this.to) || this.to == this.from", each: "/body/stays/*") == [])
        #expect(try missing("this.mode != 'AIR' || this.air == ''", each: "/body/legs/*") == [])
        #expect(
            try missing("index == 0 || self.body.legs[index - 1].to == ''", each: "/body/legs/*")
                == ["to"])
        #expect(
            try missing(
                "index == 0 || !has(self.body.legs[index - 1].to)"
                    + " || self.body.legs[index - 1].to == ''", each: "/body/legs/*") == [])
        #expect(try missing("self.body.end == this", each: "/body/end") == [])
        #expect(try missing("self.body.stays[0].from == this.from", each: "/body/stays/*") == [])
    }

    @Test(
        "Many rules about many fields take bounded work", arguments: ["", #","if":{},"then":{}"#])
    func bounded(more: String) throws {
        let fields = (0..<300).map { #""a\#($0)":{"type":"string"}"# }.joined(separator: ",")
        let lint = RuleLint(
            header: try JSONDocument("{}"),
            body: try JSONDocument(#"{"type":"object","properties":{\#(fields)}\#(more)}"#),
            resources: [:], tables: try JSONDocument("{}"))
        let parts = (0..<300).map { "self.body.a\($0) == 'x'" }.joined(separator: ", ")
        let rules = (0..<20).map { number in
            #"{"code":"R\#(number)","expression":"[\#(parts)].all(x, x)","#
                + #""messages":{"nl":"a","fr":"b","de":"c","en":"d"}}"#
        }
        let document = try JSONDocument(#"{"rules":[\#(rules.joined(separator: ","))]}"#)
        let clock = ContinuousClock()
        var count = 0
        let time = clock.measure { count = lint.findings(in: document).count }
        #expect(time < .seconds(30), "\(time)")
        #expect(more.isEmpty ? count == SchemaLint.findingsMax : count > 0)
    }

    @Test("The rules of the exchange's own forms guard what they read")
    func ownRules() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        let paths = CatalogueFiles.all.keys.filter { $0.hasSuffix("/rules.json") }
        #expect(paths.count >= 3)
        for path in paths.sorted() {
            let names = path.split(separator: "/").map(String.init)
            let version = try #require(catalogue.version(form: names[1], version: names[2]))
            let findings = RuleLint(
                header: version.headerSchema, body: version.bodySchema,
                resources: version.resources, codeLists: version.codeLists,
                tables: try #require(version.ruleSet).reference
            ).findings(in: try JSONDocument(try #require(CatalogueFiles.all[path])))
            let lines = findings.map { "\($0.line):\($0.column) \($0.message(in: .en))" }
            #expect(lines.isEmpty, "\(path): \(lines)")
        }
    }
}
