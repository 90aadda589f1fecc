import Testing

@testable import FormSchemas

/// Expressions are checked against a schema: through references and branches, up to what it
/// leaves open.
struct CELSchemaTests {
    static let schema = #"""
        {"$id": "urn:test:root", "type": "object", "allOf": [{"$ref": "#/$defs/base"}],
         "properties": {
            "name": {"type": "string", "maxLength": 10}, "level": {"enum": [1, 2]},
            "amount": {"type": "number"}, "flag": {"const": true},
            "maybe": {"type": ["string", "null"]}, "node": {"$ref": "#/$defs/node"},
            "other": {"$ref": "urn:test:other#/$defs/code"},
            "way": {"oneOf": [
                {"properties": {"rail": {"type": "string"}}},
                {"properties": {"road": {"type": "integer"}}}]},
            "extra": {
                "type": "object", "properties": {"a": {"type": "integer"}},
                "additionalProperties": {"type": "string"}},
            "map": {"type": "object"}, "any": {},
            "mixed": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            "pair": {
                "type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
            "times": {"type": "array", "maxItems": 4, "items": {"type": "string"}}
         },
         "if": {"properties": {"level": {"const": 2}}},
         "then": {"properties": {"reason": {"type": "string"}}},
         "else": {"properties": {"remark": {"type": "string"}}},
         "$defs": {
            "base": {"properties": {"id": {"type": "integer"}}},
            "node": {
                "type": "object",
                "properties": {"value": {"type": "integer"}, "next": {"$ref": "#/$defs/node"}}}
         }}
        """#
    static let other = #"""
        {"$id": "urn:test:other", "$defs": {"code": {"type": "string", "pattern": "^x"}}}
        """#

    private func compile(_ expression: String) throws -> CELProgram {
        let tree = CELSchemaTree(
            try JSONDocument(Self.schema),
            resources: ["urn:test:other": try JSONDocument(Self.other)])
        return try CELProgram(compiling: expression, variables: [CELVariable("self", tree.type)])
    }

    @Test(arguments: [
        ("self.name", "string"), ("self.level", "int"), ("self.amount", "number"),
        ("self.flag", "bool"),
        ("self.maybe", "dyn"), ("self.node.next.next.value", "int"), ("self.other", "string"),
        ("self.way.rail", "string"), ("self.way.road", "int"), ("self.extra.a", "int"),
        ("self.extra.unheard_of", "dyn"), ("self.map.x", "dyn"), ("self.any.x.y", "dyn"),
        ("self.mixed", "dyn"), ("self.pair[0]", "dyn"), ("self.times[0]", "string"),
        ("self.id", "int"),
        ("self.reason + self.remark", "string"), ("self['name']", "string"),
        ("self[self.name]", "dyn"),
        ("self.times.map(t, size(t))", "list(int)"),
        ("self.filter(k, k.startsWith('n'))", "list(string)"),
        ("has(self.node.next)", "bool"), ("double(self.amount) + 1.0", "double"),
        ("decimal(self.amount) * 2", "decimal"), ("self.amount < 3", "bool"),
    ])
    func types(expression: String, type: String) throws {
        #expect(try compile(expression).resultType == type)
    }

    @Test(arguments: [
        ("self.nmae", CELError.Kind.unknownField, 6, "did you mean \"name\"?"),
        ("self.node.next.nxt", .unknownField, 16, "did you mean \"next\"?"),
        ("has(self.node.valeu)", .unknownField, 15, "did you mean \"value\"?"),
        ("self['nmae']", .unknownField, 6, "\"name\""),
        ("self.way.raod", .unknownField, 10, "\"road\""),
        ("self.qqqqqqqqqqqq", .unknownField, 6, "there is no field \"qqqqqqqqqqqq\""),
        ("self.name.x", .type, 11, "has no fields"),
        ("self.level + 'a'", .type, 12, "(int, string)"),
        ("self.name == self.level", .type, 11, "(string, int)"),
        ("self.level in self.times", .type, 12, "in does not exist for"),
        ("self.amount + 1", .type, 13, "write double() or decimal()"),
        ("self.times.all(t, t > 1)", .type, 21, "> does not exist for (string, int)"),
        ("self == 1", .type, 6, "(object, int)"), ("self < self", .type, 6, "(object, object)"),
        ("self.node.all(k, v, true)", .unknownFunction, 11, "all"),
    ])
    func refusals(expression: String, kind: CELError.Kind, column: Int, reason: String) {
        let error = #expect(throws: CELError.self) { try compile(expression) }
        #expect(error?.kind == kind, "\(String(describing: error))")
        #expect(error?.column == column, "\(String(describing: error))")
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }

    /// What the schema bounds costs less than what it leaves open.
    @Test func boundsLowerTheCost() throws {
        let bounded = try compile("self.times.all(t, t == 'x')").cost
        let open = try compile("self.any.all(t, t == 'x')").cost
        #expect(bounded * 20 < open)
        let short = try compile("self.name.contains('x')").cost
        let long = try compile("self.other.contains('x')").cost
        #expect(short * 10 < long)
    }
}
