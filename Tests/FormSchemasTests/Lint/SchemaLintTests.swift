import FormSchemas
import Testing

/// Each kind of finding on the smallest schema that has it, and on one that has not.
struct SchemaLintTests {
    /// The findings as `KIND pointer`.
    private func found(_ schema: String) throws -> [String] {
        try SchemaLint().findings(in: JSONDocument(schema)).map {
            "\($0.kind.rawValue) \($0.pointer.description)"
        }
    }

    @Test(
        "Nothing is found where nothing is wrong",
        arguments: [
            "true", "false", "{}", #"{"type":"string","maxLength":3}"#,
            #"{"type":["integer","string"],"minimum":1,"maxLength":3}"#,
            #"{"if":{"type":"string"},"then":{"minLength":1}}"#,
            #"{"minimum":3,"maximum":3,"minLength":0,"maxLength":0}"#,
            #"{"type":["string","null"],"enum":["a",null],"default":null}"#,
            #"{"oneOf":[{"type":"string"},{"type":"number"}]}"#,
            #"{"oneOf":[{"const":1},{"const":2}]}"#,
            #"{"anyOf":[{"if":{"minimum":1},"then":{"multipleOf":2}},"#
                + #"{"if":{"minimum":1},"then":{"multipleOf":3}}]}"#,
            #"{"oneOf":[{"items":false},{"items":false,"prefixItems":[true]}]}"#,
            #"{"properties":{"a":true},"required":["b"]}"#,
            #"{"patternProperties":{"^b":true},"additionalProperties":false,"required":["bc"]}"#,
            #"{"properties":{"a":true,"b":false},"required":["a"]}"#,
            ##"{"$ref":"#/$defs/a%25b","$defs":{"a%b":{"examples":[1]}}}"##,
            ##"{"$ref":"#x","$defs":{"a":{"$anchor":"x"}}}"##,
            ##"{"$defs":{"unused":{"type":"string"}},"title":"a library"}"##,
            ##"{"type":"object","properties":{"next":{"$ref":"#"}}}"##,
            #"{"contains":true,"minContains":0,"maxContains":0}"#,
            #"{"if":{"properties":{"a":true}},"unevaluatedProperties":false}"#,
            #"{"type":"object","not":{"required":["a"]}}"#,
        ])
    func clean(schema: String) throws {
        #expect(try found(schema).isEmpty)
    }

    @Test(
        "Keywords that do nothing",
        arguments: [
            (#"{"propertys":{}}"#, "UNKNOWN_KEYWORD /propertys"),
            (#"{"properties":{"a":{"maxlength":1}}}"#, "UNKNOWN_KEYWORD /properties/a/maxlength"),
            (#"{"format":"datetime"}"#, "UNKNOWN_FORMAT /format"),
            (#"{"type":"integer","maxLength":1}"#, "NO_EFFECT /maxLength"),
            (#"{"type":["array","null"],"required":["a"]}"#, "NO_EFFECT /required"),
            (#"{"type":"string","minimum":1}"#, "NO_EFFECT /minimum"),
            (#"{"then":{"type":"string"}}"#, "INCOMPLETE /then"),
            (#"{"else":false}"#, "INCOMPLETE /else"),
            (#"{"if":{"type":"string"}}"#, "INCOMPLETE /if"),
            (#"{"minContains":1}"#, "INCOMPLETE /minContains"),
            (#"{"contentSchema":true}"#, "INCOMPLETE /contentSchema"),
        ])
    func withoutEffect(schema: String, finding: String) throws {
        #expect(try found(schema) == [finding])
    }

    @Test(
        "Bounds that exclude each other",
        arguments: [
            (#"{"minimum":4,"maximum":3.9}"#, "minimum"),
            (#"{"exclusiveMinimum":3,"maximum":3}"#, "exclusiveMinimum"),
            (#"{"minimum":3,"exclusiveMaximum":3}"#, "minimum"),
            (#"{"minLength":2,"maxLength":1}"#, "minLength"),
            (#"{"minItems":2,"maxItems":1}"#, "minItems"),
            (#"{"minProperties":2,"maxProperties":1}"#, "minProperties"),
            (#"{"contains":true,"minContains":2,"maxContains":1}"#, "minContains"),
            (#"{"contains":true,"maxItems":0}"#, "contains"),
            (#"{"prefixItems":[true],"items":false,"minItems":2}"#, "minItems"),
            (#"{"required":["a","b"],"maxProperties":1}"#, "required"),
        ])
    func emptyRanges(schema: String, keyword: String) throws {
        #expect(try found(schema) == ["EMPTY_RANGE /\(keyword)"])
    }

    @Test(
        "Values that their own schema refuses",
        arguments: [
            (#"{"type":"string","const":1}"#, ["UNREACHABLE_VALUE /const"]),
            (
                #"{"type":"string","maxLength":1,"enum":["a",2,"bc"]}"#,
                ["UNREACHABLE_VALUE /enum/1", "UNREACHABLE_VALUE /enum/2"]
            ),
            (#"{"enum":["a","b","a"]}"#, ["DUPLICATE_VALUE /enum/2"]),
            (#"{"type":"string","default":1}"#, ["INVALID_EXAMPLE /default"]),
            (
                ##"{"items":{"$ref":"#/$defs/~1x%25"},"$defs":{"/x%":"##
                    + #"{"minimum":3,"examples":[3,2]}}}"#,
                ["INVALID_EXAMPLE /$defs/~1x%/examples/1"]
            ),
        ] as [(String, [String])])
    func refusedValues(schema: String, findings: [String]) throws {
        #expect(try found(schema) == findings)
    }

    @Test(
        "Branches that no value takes, or that do not differ",
        arguments: [
            (#"{"if":true,"then":{"type":"string"}}"#, ["CONSTANT_CONDITION /if"]),
            (#"{"if":false,"then":{"type":"string"}}"#, ["CONSTANT_CONDITION /if"]),
            (
                #"{"type":"object","if":{"type":"string"},"then":{"minLength":1}}"#,
                ["CONSTANT_CONDITION /if"]
            ),
            (
                ##"{"type":"object","if":{"$ref":"#/$defs/s"},"then":true,"##
                    + #""$defs":{"s":{"type":"string"}}}"#, ["CONSTANT_CONDITION /if"]
            ),
            (
                #"{"type":"object","anyOf":[{"required":["a"]},{"type":"array"}]}"#,
                ["UNREACHABLE_BRANCH /anyOf/1"]
            ),
            (
                #"{"oneOf":[{"type":"string"},{"title":"x","type":"string"}]}"#,
                ["IDENTICAL_BRANCHES /oneOf/1"]
            ),
            (
                #"{"anyOf":[{"required":["a"]},{"required":["a"],"minProperties":2}]}"#,
                ["SUBSUMED_BRANCH /anyOf/1"]
            ),
            (#"{"oneOf":[{"minimum":1},true]}"#, ["SUBSUMED_BRANCH /oneOf/0"]),
            (#"{"type":"object","allOf":[{"type":"string"}]}"#, ["UNSATISFIABLE "]),
            (
                #"{"properties":{"a":{"allOf":[{"type":"object","allOf":[{"type":"null"}]}]}}}"#,
                ["UNSATISFIABLE /properties/a/allOf/0"]
            ),
            (
                #"{"type":"object","if":{"required":["a"]},"then":{"type":"array"}}"#,
                ["UNSATISFIABLE /then"]
            ),
            (
                #"{"type":"null","not":{"type":"null"}}"#, ["UNSATISFIABLE "]
            ),
        ] as [(String, [String])])
    func branches(schema: String, findings: [String]) throws {
        #expect(try found(schema) == findings)
    }

    @Test(
        "Fields that cannot be there",
        arguments: [
            (
                #"{"properties":{"crossing":true},"additionalProperties":false,"#
                    + #""required":["crosing"]}"#, "/required/0"
            ),
            (
                #"{"properties":{"a":true},"additionalProperties":false,"#
                    + #""if":{"required":["a"]},"then":{"required":["a","b"]}}"#,
                "/then/required/1"
            ),
            (
                #"{"properties":{"a":true},"additionalProperties":false,"#
                    + #""allOf":[{"properties":{"b":{"type":"string"}}}]}"#,
                "/allOf/0/properties/b"
            ),
            (#"{"properties":{"a":false},"required":["a"]}"#, "/required/0"),
            (
                ##"{"$ref":"#/$defs/p","additionalProperties":false,"properties":{"b":true},"##
                    + #""$defs":{"p":{"required":["a"]}}}"#, "/$ref"
            ),
            (
                #"{"properties":{"a":true},"additionalProperties":false,"#
                    + #""dependentRequired":{"a":["b"]}}"#, "/dependentRequired/a/0"
            ),
        ])
    func fields(schema: String, pointer: String) throws {
        #expect(try found(schema) == ["FORBIDDEN_FIELD \(pointer)"])
    }

    @Test("Definitions that nothing leads to, even if they lead to each other")
    func definitions() throws {
        let schema = ##"""
            {"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/b"}}, "b": true,
             "c": {"$ref": "#/$defs/d"}, "d": {"items": {"$ref": "#/$defs/c"}},
             "e": {"$dynamicAnchor": "e"}}}
            """##
        #expect(
            try found(schema) == ["UNUSED_DEFINITION /$defs/c", "UNUSED_DEFINITION /$defs/d"])
    }
}
