import FormSchemas
import Testing

/// Schemas and branches that no value gets through, and those that only look so.
struct ReachLintTests {
    /// The findings as `KIND pointer`.
    private func found(_ schema: String) throws -> [String] {
        try SchemaLint().findings(in: JSONDocument(schema)).map {
            "\($0.kind.rawValue) \($0.pointer.description)"
        }
    }

    @Test(
        "A branch that another one covers can never be the only one",
        arguments: [
            (#"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, 1),
            (#"{"oneOf":[{"type":"integer"},{"type":"number"}]}"#, 0),
            (#"{"oneOf":[{"required":["a"]},{"required":["a","b"]}]}"#, 1),
            (#"{"oneOf":[{"required":["b","a"]},{"required":["a"]}]}"#, 0),
            (#"{"oneOf":[{"type":"number","minimum":3},{"type":"string"},{"const":7}]}"#, 2),
            (#"{"oneOf":[{"enum":["a","b"]},{"const":"a"}]}"#, 1),
            (#"{"oneOf":[{"type":"string"},{"enum":["a","b"]}]}"#, 1),
            (#"{"oneOf":[{"maxLength":9},{"type":"string","maxLength":3}]}"#, 1),
            (
                #"{"type":"object","oneOf":[{"required":["a"],"properties":{"a":{"const":1.0}}},"#
                    + #"{"required":["a"],"properties":{"a":{"minimum":0}}}]}"#, 0
            ),
            (
                ##"{"oneOf":[{"$ref":"#/$defs/p"},{"$ref":"#/$defs/p","maxProperties":3}],"##
                    + #""$defs":{"p":{"type":"object","required":["x"]}}}"#, 1
            ),
            (
                #"{"oneOf":[{"properties":{"a":{"pattern":"^x"}}},"#
                    + #"{"properties":{"a":{"pattern":"^x","maxLength":3}}}]}"#, 1
            ),
            (#"{"oneOf":[{"type":"string","not":{"const":"x"}},{"const":"y"}]}"#, 1),
        ])
    func covered(schema: String, branch: Int) throws {
        #expect(try found(schema) == ["SUBSUMED_BRANCH /oneOf/\(branch)"])
    }

    @Test(
        "What is forbidden and required at once is said where it is required",
        arguments: [
            (#"{"properties":{"a":{"not":{}}},"required":["a"]}"#, "/required/0"),
            (#"{"properties":{"a":{"not":true}},"type":"object","required":["a"]}"#, "/required/0"),
            (
                #"{"properties":{"a":true},"required":["b"],"unevaluatedProperties":false}"#,
                "/required/0"
            ),
            (
                #"{"unevaluatedProperties":false,"properties":{"a":true},"#
                    + #""allOf":[{"required":["c"],"properties":{"b":true}}]}"#,
                "/allOf/0/required/0"
            ),
            (
                #"{"allOf":[{"properties":{"a":true},"additionalProperties":false},"#
                    + #"{"required":["b"]}]}"#, "/allOf/1/required/0"
            ),
        ])
    func forbidden(schema: String, pointer: String) throws {
        #expect(try found(schema) == ["FORBIDDEN_FIELD \(pointer)"])
    }

    @Test(
        "Schemas that nothing satisfies",
        arguments: [
            (#"{"not":{}}"#, "UNSATISFIABLE "), (#"{"not":true}"#, "UNSATISFIABLE "),
            (#"{"enum":[]}"#, "UNSATISFIABLE "),
            (#"{"properties":{"a":{"enum":[]}}}"#, "UNSATISFIABLE /properties/a"),
            (#"{"allOf":[{"not":{}}]}"#, "UNSATISFIABLE /allOf/0"),
            (#"{"type":"integer","minimum":4,"allOf":[{"maximum":3}]}"#, "UNSATISFIABLE "),
            (#"{"type":"string","maxLength":3,"allOf":[{"minLength":4}]}"#, "UNSATISFIABLE "),
            (#"{"type":"array","minItems":1,"allOf":[{"maxItems":0}]}"#, "UNSATISFIABLE "),
            (
                #"{"type":"integer","exclusiveMinimum":1,"exclusiveMaximum":2}"#,
                "UNSATISFIABLE "
            ),
            (#"{"type":"string","allOf":[{"const":"a"},{"const":"b"}]}"#, "UNSATISFIABLE "),
            (#"{"minimum":4,"maximum":3}"#, "EMPTY_RANGE /minimum"),
            (#"{"type":"number","minimum":4,"maximum":3}"#, "EMPTY_RANGE /minimum"),
            (#"{"const":1,"allOf":[{"enum":["1",2]}]}"#, "UNREACHABLE_VALUE /const"),
            (#"{"const":{"a":1,"b":2.0},"not":{"required":["a"]}}"#, "UNREACHABLE_VALUE /const"),
        ])
    func unsatisfiable(schema: String, finding: String) throws {
        #expect(try found(schema) == [finding])
    }

    @Test(
        "Conditions and branches that the values around decide",
        arguments: [
            (
                #"{"type":"object","required":["a"],"if":{"required":["a"]},"#
                    + #""then":{"minProperties":2}}"#, "CONSTANT_CONDITION /if"
            ),
            (
                #"{"properties":{"k":{"enum":["A","B"]}},"required":["k"],"type":"object","#
                    + #""if":{"properties":{"k":{"const":"C"}}},"then":{"required":["c"]}}"#,
                "CONSTANT_CONDITION /if"
            ),
            (
                #"{"type":"object","properties":{"k":{"const":"A"}},"required":["k"],"#
                    + #""anyOf":[{"properties":{"k":{"const":"B"}}},{"required":["x"]}]}"#,
                "UNREACHABLE_BRANCH /anyOf/0"
            ),
            (
                #"{"type":"integer","oneOf":[{"maximum":1},{"type":["string","null"]}]}"#,
                "UNREACHABLE_BRANCH /oneOf/1"
            ),
            (
                #"{"if":true,"then":{"const":"then"},"else":{"const":"else"}}"#,
                "CONSTANT_CONDITION /if"
            ),
            (#"{"anyOf":[{"not":{}},{"type":"string"}]}"#, "UNREACHABLE_BRANCH /anyOf/0"),
        ])
    func decided(schema: String, finding: String) throws {
        #expect(try found(schema) == [finding])
    }

    @Test(
        "No false alarms",
        arguments: [
            #"{"properties":{"a":{"not":{}}}}"#, #"{"items":{"not":{}}}"#,
            #"{"if":{"required":["a"]},"then":{"not":{}}}"#,
            #"{"oneOf":[{"type":"integer"},{"type":"string"}]}"#,
            #"{"oneOf":[{"required":["a"]},{"required":["b"]}]}"#,
            #"{"oneOf":[{"minimum":1},{"maximum":9}]}"#,
            #"{"oneOf":[{"required":["a"],"properties":{"a":{"const":1}}},"#
                + #"{"required":["a"],"properties":{"a":{"const":2}}}]}"#,
            // An open list: the codes known today, and any other text.
            #"{"anyOf":[{"enum":["a","b"]},{"type":"string"}]}"#,
            // The second branch says which members are known.
            #"{"anyOf":[true,{"properties":{"a":true},"required":["a"]}],"#
                + #""unevaluatedProperties":false}"#,
            #"{"properties":{"a":true},"unevaluatedProperties":false,"#
                + #""oneOf":[{"required":["b"],"properties":{"b":true}},"#
                + #"{"required":["c"],"patternProperties":{"^c":true}}]}"#,
            #"{"allOf":[{"additionalProperties":{"type":"string"}}],"required":["x"],"#
                + #""unevaluatedProperties":false}"#,
            ##"{"$ref":"#/$defs/p","unevaluatedProperties":false,"required":["x"],"##
                + ##""$defs":{"p":{"properties":{"x":true}}}}"##,
            #"{"oneOf":[{"multipleOf":2},{"multipleOf":4.5}]}"#,
            #"{"oneOf":[{"type":"object","additionalProperties":false,"properties":{"a":true}},"#
                + #"{"type":"object","additionalProperties":false,"properties":{"b":true}}]}"#,
            #"{"oneOf":[{"contains":{"type":"string"},"minContains":2},"#
                + #"{"contains":{"type":"string"}}]}"#,
            #"{"oneOf":[{"const":1},{"const":"1"},{"const":true},{"const":null}]}"#,
            #"{"if":{"properties":{"k":{"const":"A"}}},"then":{"required":["a"]},"#
                + #""else":false}"#,
            ##"{"anyOf":[{"type":"null"},{"type":"object","properties":{"n":{"$ref":"#"}}}]}"##,
            #"{"type":"object","required":["a"],"properties":{"a":{"type":["string","null"]}},"#
                + #""if":{"properties":{"a":{"type":"null"}}},"then":{"required":["b"]}}"#,
        ])
    func clean(schema: String) throws {
        #expect(try found(schema).filter { !$0.hasPrefix("INCOMPLETE") } == [])
    }

    @Test("Schemas that branch without end take bounded work and end")
    func bounded() throws {
        // Each definition describes two fields by the next: a tree of 2^40 fields.
        let definitions = (0..<40).map { number in
            let next = ##"{"$ref":"#/$defs/d\##(number + 1)"}"##
            return #""d\#(number)":{"required":["l"],"properties":{"l":\#(next),"r":\#(next)},"#
                + #""oneOf":[\#(next),{"anyOf":[\#(next),{"not":\#(next)}]}]}"#
        }
        let schema =
            ##"{"allOf":[{"$ref":"#/$defs/d0"},{"$ref":"#/$defs/d1"}],"$defs":{"##
            + definitions.joined(separator: ",") + #","d40":{"type":"object"}}}"#
        let clock = ContinuousClock()
        let time = try clock.measure { _ = try found(schema) }
        #expect(time < .seconds(20), "\(time)")
    }
}
