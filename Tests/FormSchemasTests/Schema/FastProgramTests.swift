import Testing

@testable import FormSchemas

/// What the fast program makes of several schemas for one value, and that it judges as before.
struct FastProgramTests {
    private func program(_ schema: String) throws -> SchemaProgram {
        try SchemaProgram(compiling: try JSONDocument(schema))
    }

    /// The instructions of the fast program's root.
    private func opcodes(_ program: SchemaProgram) -> [Opcode] {
        let tables = program.storage.tables.pointee
        let root = tables.fastNodes[Int(tables.root)]
        return (Int(root.start)..<Int(root.end)).map { tables.instructions[$0].opcode }
    }

    private func expect(
        _ program: SchemaProgram, valid: [String], invalid: [(String, [ViolationCode])]
    ) throws {
        for text in valid {
            #expect(program.isValid(try JSONDocument(text).root), "\(text)")
        }
        for (text, codes) in invalid {
            let root = try JSONDocument(text).root
            #expect(!program.isValid(root), "\(text)")
            #expect(program.violations(in: root).map(\.code) == codes, "\(text)")
        }
    }

    @Test func referenceBesideProperties() throws {
        let program = try program(
            ##"""
            {"$ref": "#/$defs/base", "properties": {"kind": {"enum": ["A", "B"]}, "more": true},
             "required": ["kind"],
             "$defs": {"base": {"type": "object", "required": ["name"],
               "properties": {"kind": {"type": "string", "maxLength": 1}, "name": {"minLength": 2}},
               "additionalProperties": {"type": "integer"}}}}
            """##)
        #expect(opcodes(program) == [.members])
        try expect(
            program,
            valid: [#"{"name": "ab", "kind": "A"}"#, #"{"name": "ab", "kind": "B", "more": 1}"#],
            invalid: [
                ("1", [.type]),
                (#"{"kind": "A"}"#, [.required]),
                (#"{"name": "ab"}"#, [.required]),
                (#"{"name": "ab", "kind": "C"}"#, [.enum]),
                (#"{"name": "ab", "kind": "A", "more": "x"}"#, [.type]),
                (#"{"name": "a", "kind": 1, "other": null}"#, [.tooShort, .type, .type]),
            ])
    }

    @Test func typesAreIntersected() throws {
        let program = try program(
            #"""
            {"allOf": [{"type": ["integer", "string"]}, {"type": ["number", "null"]}],
             "minimum": 2}
            """#)
        try expect(
            program, valid: ["2", "3.0"],
            invalid: [("1", [.tooSmall]), ("2.5", [.type]), ("\"a\"", [.type]), ("null", [.type])])
    }

    @Test func lengths() throws {
        let program = try program(
            #"{"minLength": 1, "maxLength": 5, "allOf": [{"minLength": 2}, {"maxLength": 3}]}"#)
        #expect(opcodes(program) == [.length])
        try expect(
            program, valid: ["\"ab\"", "\"abc\"", "1"],
            invalid: [("\"a\"", [.tooShort]), ("\"abcd\"", [.tooLong])])
    }

    /// A table of all strings with all conditions would grow with the product of their numbers.
    @Test(arguments: [(3, true), (100, false)])
    func conditionsOnManyStrings(_ stringCount: Int, isTabled: Bool) throws {
        let conditions = (0..<60).map { number in
            let strings = (0..<stringCount).map { #""\#(number).\#($0)""# }
            return #"{"if": {"properties": {"k": {"enum": [\#(strings.joined(separator: ","))]}},"#
                + #" "required": ["k"]}, "then": {"required": ["m\#(number)"]}}"#
        }
        let program = try program(#"{"allOf": [\#(conditions.joined(separator: ","))]}"#)
        #expect(opcodes(program).contains(.conditions) == isTabled)
        try expect(
            program, valid: [#"{"k": "7.2", "m7": 1}"#, "{}", #"{"k": "x"}"#],
            invalid: [(#"{"k": "7.2", "m8": 1}"#, [.required])])
    }

    private static let conditions = ##"""
        {"allOf": [
          {"if": {"properties": {"k": {"const": "A"}}, "required": ["k"]},
           "then": {"required": ["a"]},
           "else": {"if": {"properties": {"k": {"enum": ["B", "C"]}}, "required": ["k"]},
             "then": {"required": ["b"]}, "else": {"required": ["z"]}}},
          {"if": {"properties": {"k": {"const": "C"}}}, "then": {"required": ["c"]}}]}
        """##

    @Test func conditionsOnOneMember() throws {
        let program = try program(Self.conditions)
        #expect(opcodes(program) == [.conditions, .conditional, .conditional])
        try expect(
            program,
            valid: [
                #"{"k": "A", "a": 1}"#, #"{"k": "B", "b": 1}"#, #"{"k": "C", "b": 1, "c": 1}"#,
                #"{"k": "D", "z": 1}"#, #"{"k": 7, "z": 1}"#, #"{"z": 1, "c": 1}"#,
            ],
            invalid: [
                (#"{"k": "A"}"#, [.required]), (#"{"k": "B"}"#, [.required]),
                (#"{"k": "C", "b": 1}"#, [.required]), (#"{"k": "D"}"#, [.required]),
                (#"{"k": 7}"#, [.required]), (#"{"z": 1}"#, [.required]),
                ("{}", [.required, .required]),
                (#"{"k": "\u0041", "b": 1}"#, [.required]),
            ])
        // What is no object satisfies each condition, and what follows from it.
        try expect(program, valid: ["1", "\"A\"", "[]"], invalid: [])
    }

    /// What follows from a condition that the schema asks for itself is asked for itself.
    @Test func givenConditions() throws {
        let program = try program(
            #"""
            {"type": "string", "format": "date", "if": {"format": "date"},
             "then": {"pattern": "^20"}, "else": {"pattern": "^x"}}
            """#)
        #expect(opcodes(program) == [.format, .pattern])
        try expect(
            program, valid: ["\"2026-03-01\""],
            invalid: [
                ("\"1926-03-01\"", [.pattern]), ("\"x\"", [.format]),
                ("\"2026-02-30\"", [.format, .pattern]),
            ])
    }

    /// A condition that holds marks its member as evaluated, whatever the table would say.
    @Test func conditionsLeaveMarks() throws {
        let program = try program(
            ##"""
            {"$ref": "#/$defs/c", "properties": {"a": true, "b": true, "c": true, "z": true},
             "unevaluatedProperties": false, "$defs": {"c": \##(Self.conditions)}}
            """##)
        try expect(
            program, valid: [#"{"k": "A", "a": 1}"#],
            invalid: [(#"{"k": "D", "z": 1}"#, [.unknownField])])
    }

    /// Two schemas that go on for ever inside the value meet in ever new pairs of nodes; some are
    /// merged, the rest is left as it was.
    @Test func growthIsBounded() throws {
        let definitions = (0..<12).map { number in
            let next = (number * 7 + 3) % 12
            return "\"d\(number)\": {\"properties\": {\"x\": {\"$ref\": \"#/$defs/d\(next)\"},"
                + " \"y\": {\"allOf\": [{\"$ref\": \"#/$defs/d\((number + 1) % 12)\"},"
                + " {\"$ref\": \"#/$defs/d\((number + 5) % 12)\"}]}}, \"maxProperties\": \(number + 2)}"
        }
        let all = (0..<12).map { "{\"$ref\": \"#/$defs/d\($0)\"}" }.joined(separator: ",")
        let program = try program(
            "{\"allOf\": [\(all)], \"$defs\": {\(definitions.joined(separator: ","))}}")
        let deep =
            String(repeating: "{\"y\":", count: 40) + "{\"x\":1}"
            + String(repeating: "}", count: 40)
        try expect(
            program, valid: [deep, "{\"x\": 1, \"y\": 2}"],
            invalid: [("{\"x\": 1, \"y\": 2, \"z\": 3}", [.tooManyFields])])
    }
}
