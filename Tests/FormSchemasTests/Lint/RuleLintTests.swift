import FormSchemas
import Testing

struct RuleLintTests {
    private static let messages = #""messages":{"nl":"a","fr":"b","de":"c","en":"d"}"#

    private func findings(_ text: String) throws -> [SchemaFinding] {
        let body = try JSONDocument(
            """
            {"$id": "urn:test:body", "type": "object", "additionalProperties": false,
             "required": ["a", "b"],
             "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}}
            """)
        let lint = RuleLint(
            header: try JSONDocument(#"{"type":"object"}"#), body: body,
            resources: ["urn:test:body": body], tables: try JSONDocument("{}"))
        return lint.findings(in: try JSONDocument(text))
    }

    private func rule(_ code: String, _ expression: String, _ more: String = "") -> String {
        #"{"code":"\#(code)","expression":"\#(expression)",\#(Self.messages)\#(more)}"#
    }

    @Test("Rules that compile have no findings")
    func clean() throws {
        let text = #"{"rules":[\#(rule("A", "self.body.a > 1")),\#(rule("B", "true"))]}"#
        #expect(try findings(text).isEmpty)
        #expect(try findings(#"{"rules":[]}"#).isEmpty)
    }

    @Test("Every rule that is refused is named, with its place and its reason")
    func refused() throws {
        let text = """
            {"rules": [
            \(rule("A", "self.body.aa > 1")), \(rule("B", "true")),
            \(rule("C", "1 +")), \(rule("D", "self.body.a")), \(rule("c", "true"))]}
            """
        let found = try findings(text)
        #expect(
            found.map(\.pointer.description) == [
                "/rules/0/expression", "/rules/2/expression", "/rules/3/expression",
                "/rules/4/code",
            ])
        #expect(found.allSatisfy { $0.kind == .rule && $0.severity == .refused })
        #expect(found.first?.line == 2)
        let message = found.first?.message(in: .en) ?? ""
        #expect(message.contains("aa") && !message.contains("rule A"))
    }

    @Test(
        "A mistake is said where it stands",
        arguments: [
            (#""expression":"true","messages":{"nl":"a","fr":"b","de":"c"}"#, "/messages", 32),
            (#""expression":"true","messages":{"nl":"{x}"}"#, "/messages/nl", 38),
            (#""expression":"true","each":"/body/*","messages":{}"#, "/each", 28),
            (#""expression":"true","at":"/titel","messages":{}"#, "/at", 26),
            (#""expression":"true","when":1"#, "/when", 28),
            (#""expression":"1 == 1 && self.body.aa""#, "/expression", 35),
            (#""expression":"'\u00e9\/\"' == '\ud83d\ude00' && self.x""#, "/expression", 54),
            (#""parameters":{"p":"self.body.c"},"expression":"true""#, "/parameters/p", 30),
        ])
    func places(members: String, pointer: String, column: Int) throws {
        let found = try findings("{\"rules\":[{\"code\":\"A\",\n\(members)}]}")
            .filter { $0.kind == .rule }
        #expect(found.first?.pointer.description == "/rules/0" + pointer, "\(found)")
        #expect(found.first?.line == 2)
        #expect(found.first?.column == column)
    }

    @Test("A place in a list is written with a star")
    func star() throws {
        let body = try JSONDocument(
            #"{"type":"object","properties":{"l":{"type":"array","items":{"type":"object"}}}}"#)
        let lint = RuleLint(
            header: try JSONDocument("{}"), body: body, resources: [:],
            tables: try JSONDocument("{}"))
        let rules = #"{"rules":[\#(rule("A", "true", #","each":"/body/l/0""#))]}"#
        let found = lint.findings(in: try JSONDocument(rules))
        #expect(found.map(\.pointer.description) == ["/rules/0/each"])
        #expect(found.first?.message(in: .en).contains("write * for every element") == true)
    }

    @Test("What only shows in all rules together is said at the root")
    func together() throws {
        let twice = try findings(#"{"rules":[\#(rule("A", "true")),\#(rule("A", "false"))]}"#)
        #expect(twice.map(\.pointer.description) == ["/rules/1/code"])
        for text in ["{}", "[]", #"{"rules":7}"#, #"{"rules":[],"more":1}"#, "null"] {
            #expect(try findings(text).map(\.kind) == [.rule], "\(text)")
        }
    }

    @Test("A parameter that no message mentions is a warning")
    func parameters() throws {
        let text = #"{"rules":[\#(rule("A", "true", #","parameters":{"n":"self.body.a"}"#))]}"#
        let found = try findings(text)
        #expect(found.map(\.kind) == [.unusedParameter])
        #expect(found.first?.pointer.description == "/rules/0/parameters/n")
    }

    @Test("Broken rules of every kind end in findings", arguments: ["7", "null", "{}", "[]"])
    func broken(rule: String) throws {
        #expect(try findings(#"{"rules":[\#(rule)]}"#).map(\.kind) == [.rule])
    }
}
