import FormSchemas
import Testing

/// The exhaustive program: every violation once, at its most specific place.
struct ViolationTests {
    private static let lists = [
        "mode": list("mode", ["ROAD", "RAIL"]),
        "eight": list("eight", ["8", "7", "6", "5", "4", "3", "2", "1"]),
        "many": list("many", (1...26).map { "\($0)" }),
    ]

    private static func list(_ name: String, _ codes: [String]) -> CodeList {
        CodeList(
            name: name, edition: "1", source: "",
            entries: codes.map { CodeList.Entry(code: $0, label: LocalizedText([.en: $0])) })
    }

    private func found(_ schema: String, _ instance: String) throws -> [String] {
        let program = try SchemaProgram(
            compiling: try JSONDocument(schema), codeLists: Self.lists)
        let document = try JSONDocument(instance)
        let violations = program.violations(in: document.root, at: "/body")
        #expect(program.isValid(document.root) == !violations.contains { $0.severity == .error })
        return violations.map {
            "\($0.instanceLocation.description) \($0.code)"
                + ($0.severity == .warning ? " warning" : "")
        }
    }

    @Test(arguments: [
        ("{\"type\":\"string\",\"minLength\":2}", "1", ["/body TYPE"]),
        ("{\"required\":[\"a\",\"b\"]}", "{}", ["/body/a REQUIRED", "/body/b REQUIRED"]),
        ("{\"properties\":{\"a\":false}}", "{\"a\":1}", ["/body/a UNKNOWN_FIELD"]),
        (
            "{\"additionalProperties\":false}", "{\"x\":1,\"y\":2}",
            ["/body/x UNKNOWN_FIELD", "/body/y UNKNOWN_FIELD"]
        ),
        ("{\"prefixItems\":[true],\"items\":false}", "[1,2]", ["/body/1 UNKNOWN_ITEM"]),
        ("{\"prefixItems\":[true],\"unevaluatedItems\":false}", "[1,2]", ["/body/1 UNKNOWN_ITEM"]),
        ("{\"items\":{\"codeList\":\"mode\"}}", "[\"ROAD\",\"SEA\"]", ["/body/1 CODE_LIST"]),
        ("{\"minimum\":2,\"multipleOf\":3}", "1", ["/body TOO_SMALL", "/body MULTIPLE_OF"]),
        ("{\"exclusiveMaximum\":2}", "2", ["/body TOO_LARGE"]),
        ("{\"minLength\":3,\"pattern\":\"^b\"}", "\"é\"", ["/body TOO_SHORT", "/body PATTERN"]),
        ("{\"maxLength\":1}", "\"\\u00e9\\ud83d\\ude00\"", ["/body TOO_LONG"]),
        ("{\"format\":\"date\"}", "\"2026-02-30\"", ["/body FORMAT"]),
        ("{\"uniqueItems\":true}", "[1,1.0,1]", ["/body NOT_UNIQUE"]),
        ("{\"contains\":{\"const\":1}}", "[2]", ["/body CONTAINS_TOO_FEW"]),
        ("{\"contains\":{\"const\":1},\"maxContains\":1}", "[1,1]", ["/body CONTAINS_TOO_MANY"]),
        ("{\"minProperties\":1}", "{}", ["/body TOO_FEW_FIELDS"]),
        ("{\"propertyNames\":{\"pattern\":\"^a\"}}", "{\"b\":1}", ["/body/b FIELD_NAME"]),
        ("{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}", ["/body/b REQUIRED"]),
        ("{\"not\":{\"type\":\"null\"}}", "null", ["/body NOT_ALLOWED"]),
        ("{\"enum\":[1,\"a\"]}", "2", ["/body ENUM"]),
        ("{\"const\":\"a\"}", "\"b\"", ["/body CONST"]),
        // The same member, missing twice.
        ("{\"required\":[\"a\"],\"allOf\":[{\"required\":[\"a\"]}]}", "{}", ["/body/a REQUIRED"]),
        // A mistake inside a known field does not make the field unknown.
        (
            "{\"$ref\":\"#/$defs/x\",\"unevaluatedProperties\":false,"
                + "\"$defs\":{\"x\":{\"properties\":{\"a\":{\"type\":\"null\"}}}}}",
            "{\"a\":1,\"b\":2}", ["/body/a TYPE", "/body/b UNKNOWN_FIELD"]
        ),
        (
            "{\"properties\":{\"n\":{\"severity\":\"warning\",\"minLength\":3}}}", "{\"n\":\"ab\"}",
            ["/body/n TOO_SHORT warning"]
        ),
        ("{\"part\":\"note\"}", "{\"$part\":\"other\",\"digest\":\"\"}", ["/body PART_REFERENCE"]),
        ("{\"part\":\"note\"}", "{\"$part\":\"note.2\",\"digest\":\"\"}", []),
    ])
    func codes(schema: String, instance: String, expected: [String]) throws {
        #expect(try found(schema, instance) == expected)
    }

    @Test(arguments: [
        // The constant decides which branch is meant.
        ("{\"kind\":\"CAR\"}", ["/body/plate REQUIRED"]),
        ("{\"kind\":\"TRAIN\",\"number\":\"x\"}", ["/body/number TYPE"]),
        // No branch is meant, or nothing like any branch.
        ("{\"kind\":\"SHIP\"}", ["/body ONE_OF_NONE"]), ("1", ["/body ONE_OF_NONE"]),
        ("{\"kind\":\"CAR\",\"plate\":\"1\"}", []),
    ])
    func closestBranch(instance: String, expected: [String]) throws {
        let schema = """
            {"oneOf": [
              {"type": "object", "required": ["kind", "plate"],
               "properties": {"kind": {"const": "CAR"}, "plate": {"type": "string"}}},
              {"type": "object", "required": ["kind", "number"],
               "properties": {"kind": {"const": "TRAIN"}, "number": {"type": "integer"}}}]}
            """
        #expect(try found(schema, instance) == expected)
    }

    /// A branch wants one code; the list tells all that are possible.
    @Test func codesOfTheListRatherThanOfABranch() throws {
        let program = try SchemaProgram(
            compiling: try JSONDocument(
                """
                {"codeList": "mode", "oneOf": [
                  {"const": "ROAD"}, {"const": "RAIL", "minLength": 1, "maxLength": 2}]}
                """), codeLists: Self.lists)
        let violations = program.violations(in: try JSONDocument("\"SEA\"").root)
        #expect(violations.map(\.code) == [.codeList])
    }

    @Test(arguments: [
        ("mode", "\"SEA\" is not allowed; possible values: ROAD, RAIL"),
        ("eight", "\"SEA\" is not allowed; possible values: 8, 7, 6, 5, 4, 3, 2, 1"),
        ("many", "\"SEA\" is not in the code list many"),
    ])
    func shortCodeListsAreNamed(list: String, message: String) throws {
        let program = try SchemaProgram(
            compiling: try JSONDocument("{\"codeList\":\"\(list)\"}"), codeLists: Self.lists)
        let document = try JSONDocument("\"SEA\"")
        let violation = try #require(program.violations(in: document.root).first)
        #expect(violation.message(in: .en) == message)
        #expect(violation.parameters["list"] == list)
        for language in Language.allCases {
            #expect(!violation.message(in: language).contains("?"))
        }
    }

    /// One mistake that several keywords see, and several mistakes that look alike.
    @Test(arguments: [
        (
            ##"{"allOf":[{"$ref":"#/$defs/x"},{"$ref":"#/$defs/x"}],"$ref":"#/$defs/x","##
                + ##""$defs":{"x":{"type":"string"}}}"##, "1", ["/body TYPE"]
        ),
        (##"{"allOf":[{"type":"string"},{"type":["string","null"]}]}"##, "1", ["/body TYPE"]),
        (
            ##"{"$ref":"#/$defs/x","enum":["a"],"$defs":{"x":{"type":"string"}}}"##, "1",
            ["/body TYPE"]
        ),
        (
            ##"{"propertyNames":{"pattern":"^a"},"additionalProperties":false}"##, ##"{"b":1}"##,
            ["/body/b UNKNOWN_FIELD"]
        ),
        (
            ##"{"additionalProperties":false,"unevaluatedProperties":false}"##, ##"{"b":1}"##,
            ["/body/b UNKNOWN_FIELD"]
        ),
        (
            ##"{"allOf":[{"anyOf":[{"required":["a"]},{"required":["b"]}]},"##
                + ##"{"anyOf":[{"required":["c"]},{"required":["d"]}]}]}"##, "{}",
            ["/body ANY_OF_NONE", "/body ANY_OF_NONE"]
        ),
        (
            ##"{"allOf":[{"anyOf":[{"required":["a"]},{"required":["b"]}]},"##
                + ##"{"anyOf":[{"required":["a"]},{"required":["b"]}]}]}"##, "{}",
            ["/body ANY_OF_NONE"]
        ),
        (
            ##"{"allOf":[{"not":{"required":["a"]}},{"not":{"required":["b"]}}]}"##,
            ##"{"a":1,"b":1}"##, ["/body NOT_ALLOWED", "/body NOT_ALLOWED"]
        ),
        (
            ##"{"dependentSchemas":{"a":{"$ref":"#/$defs/x"},"b":{"$ref":"#/$defs/x"}},"##
                + ##""$defs":{"x":{"required":["c"]}}}"##, ##"{"a":1,"b":1}"##, ["/body/c REQUIRED"]
        ),
        (
            ##"{"dependentRequired":{"a":["c"],"b":["c"]},"required":["c"]}"##, ##"{"a":1,"b":1}"##,
            ["/body/c REQUIRED"]
        ),
        (
            ##"{"if":{"required":["k"]},"then":{"properties":{"n":{"minimum":3}}},"##
                + ##""properties":{"n":{"minimum":3}}}"##, ##"{"k":1,"n":1}"##,
            ["/body/n TOO_SMALL"]
        ),
        // Branches within branches: the innermost place, once.
        (
            ##"{"oneOf":[{"anyOf":[{"properties":{"a":{"properties":{"b":{"type":"null"}}}}}]},"##
                + ##"{"type":"array"}]}"##, ##"{"a":{"b":1}}"##, ["/body/a/b TYPE"]
        ),
        (
            ##"{"allOf":[{"oneOf":[{"required":["a"]},{"type":"null"}]}],"##
                + ##""anyOf":[{"required":["a"]},{"type":"null"}]}"##, "{}", ["/body/a REQUIRED"]
        ),
        // What fails inside is not unknown besides.
        (
            ##"{"allOf":[{"oneOf":[{"properties":{"k":{"const":1},"n":{"minimum":3}},"##
                + ##""required":["k"]},"##
                + ##"{"properties":{"k":{"const":2}},"required":["k"]}]}],"##
                + ##""unevaluatedProperties":false}"##,
            ##"{"k":1,"n":1,"z":1}"##, ["/body/n TOO_SMALL", "/body/z UNKNOWN_FIELD"]
        ),
        (
            ##"{"dependentSchemas":{"a":{"properties":{"b":{"type":"null"}}}},"##
                + ##""properties":{"a":true},"unevaluatedProperties":false}"##, ##"{"a":1,"b":1}"##,
            ["/body/b TYPE"]
        ),
        (
            ##"{"if":{"properties":{"a":{"const":1}}},"##
                + ##""then":{"properties":{"b":{"type":"null"}}},"##
                + ##""unevaluatedProperties":false}"##, ##"{"a":1,"b":1}"##, ["/body/b TYPE"]
        ),
        (
            ##"{"contains":{"type":"object","required":["a"]},"##
                + ##""unevaluatedItems":{"type":"null"}}"##,
            ##"[{}]"##, ["/body CONTAINS_TOO_FEW", "/body/0 TYPE"]
        ),
        (
            ##"{"$ref":"#/$defs/x","prefixItems":[{"$ref":"#/$defs/y"}],"##
                + ##""$defs":{"x":{"prefixItems":[{"$ref":"#/$defs/y"}]},"y":{"minLength":2}}}"##,
            ##"["a"]"##, ["/body/0 TOO_SHORT"]
        ),
        (
            ##"{"patternProperties":{"^a":{"minimum":3},"b$":{"minimum":3}}}"##, ##"{"ab":1}"##,
            ["/body/ab TOO_SMALL"]
        ),
        // No branch knows `c`, so it is unknown whichever of them was meant.
        (
            ##"{"anyOf":[{"required":["a"]},{"required":["b"]}],"##
                + ##""unevaluatedProperties":false}"##,
            ##"{"c":1}"##, ["/body ANY_OF_NONE", "/body/c UNKNOWN_FIELD"]
        ),
    ])
    func onceAtItsPlace(schema: String, instance: String, expected: [String]) throws {
        #expect(try found(schema, instance) == expected)
    }

    @Test func branches() throws {
        let schema = "{\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}"
        #expect(try found(schema, "{}") == ["/body ANY_OF_NONE"])
        let nullable =
            "{\"oneOf\":[{\"type\":\"null\"},{\"type\":\"object\",\"required\":[\"a\"]}]}"
        #expect(try found(nullable, "{}") == ["/body/a REQUIRED"])
        #expect(try found("{\"oneOf\":[true,{}]}", "1") == ["/body ONE_OF_MANY"])
    }

    @Test func orderAndPlace() throws {
        let program = try SchemaProgram(
            compiling: try JSONDocument(
                "{\"$id\":\"urn:x:1\",\"required\":[\"z\"],\"properties\":{\"b\":{\"type\":\"null\"},"
                    + "\"a\":{\"items\":{\"type\":\"null\"}}}}"))
        let document = try JSONDocument("{\n \"a\": [null,\n  1],\n \"b\": 2\n}")
        let violations = program.violations(in: document.root)
        #expect(violations.map(\.instanceLocation) == ["/z", "/a/1", "/b"])
        #expect(violations.map(\.line) == [1, 3, 4])
        #expect(violations.map(\.column) == [1, 3, 7])
        #expect(
            violations.map(\.schemaLocation) == [
                "urn:x:1#/required", "urn:x:1#/properties/a/items/type",
                "urn:x:1#/properties/b/type",
            ])
        #expect(violations[0].parameters == ["name": "z"])
    }

    @Test(.timeLimit(.minutes(1)))
    func equalObjectsWithManyMembers() throws {
        let program = try SchemaProgram(compiling: try JSONDocument("{\"uniqueItems\":true}"))
        let members = (0..<50_000).map { "\"n\($0)\":\($0)" }
        func object(_ members: some Sequence<String>) -> String {
            "{" + members.joined(separator: ",") + "}"
        }
        let same = "[" + object(members) + "," + object(members.reversed()) + "]"
        #expect(!program.isValid(try JSONDocument(same).root))
        let other = "[" + object(members) + "," + object(members.dropLast() + ["\"n\":0"]) + "]"
        #expect(program.isValid(try JSONDocument(other).root))
    }

    @Test func uniqueItemsInLargeLists() throws {
        let program = try SchemaProgram(compiling: try JSONDocument("{\"uniqueItems\":true}"))
        let items = (0..<20_000).map { "{\"a\":\($0),\"b\":[\($0)]}" }
        let unique = try JSONDocument("[" + items.joined(separator: ",") + "]")
        #expect(program.isValid(unique.root))
        let again = "{\"b\":[1.90e1],\"a\":19.0}"
        let twice = try JSONDocument("[" + (items + [again]).joined(separator: ",") + "]")
        let violations = program.violations(in: twice.root)
        #expect(violations.map(\.parameters) == [["first": "20", "second": "20001"]])
    }
}
