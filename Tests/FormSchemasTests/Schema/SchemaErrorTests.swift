import FormSchemas
import Testing

/// Schemas that cannot be compiled: reason and place.
struct SchemaErrorTests {
    @Test(
        arguments: [
            ("{\"type\":\"text\"}", SchemaError.Reason.invalidKeyword, "#/type"),
            (
                "{\"properties\":{\"a\":{\"minLength\":-1}}}", .invalidKeyword,
                "#/properties/a/minLength"
            ),
            ("{\"properties\":[]}", .invalidKeyword, "#/properties"), ("[]", .invalidKeyword, "#"),
            ("{\"$ref\":\"#/$defs/none\"}", .unresolved, "#/$ref"),
            ("{\"$ref\":\"http://example.org/x\"}", .unresolved, "#/$ref"),
            ("{\"$schema\":\"http://example.org/x\"}", .unresolved, "#/$schema"),
            ("{\"codeList\":\"none\"}", .unresolved, "#/codeList"),
            ("{\"pattern\":\"(\"}", .pattern, "#/pattern"),
            ("{\"pattern\":\"(a)\\\\1\"}", .pattern, "#/pattern"),
            ("{\"allOf\":[{\"$ref\":\"#\"}]}", .infiniteLoop, "#"),
            (
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"not\":{\"$ref\":\"#/$defs/a\"}}}}",
                .infiniteLoop,
                "#/$defs/a"
            ),
            (
                "{\"$dynamicAnchor\":\"x\",\"allOf\":[{\"$dynamicRef\":\"#x\"}]}", .infiniteLoop,
                "#"
            ),
            (
                "{\"$dynamicAnchor\":\"x\",\"not\":{\"$dynamicRef\":\"#x\"}}", .infiniteLoop, "#"
            ),
            // The anchor of the outermost resource wins, and leads back.
            (
                #"{"$id":"urn:x:a","$dynamicAnchor":"x","not":{"$ref":"urn:x:b"},"#
                    + ##""$defs":{"b":{"$id":"urn:x:b","$dynamicAnchor":"x","$dynamicRef":"#x"}}}"##,
                .infiniteLoop, "urn:x:a#"
            ),
            (
                #"{"$id":"urn:x:r","$ref":"urn:x:l","$dynamicAnchor":"n","$defs":{"l":{"$id":"urn:x:l","#
                    + ##""$dynamicRef":"#n","$defs":{"q":{"$dynamicAnchor":"n"}}}}}"##,
                .infiniteLoop, "urn:x:r#"
            ),
            (
                #"{"$id":"urn:x:r","$ref":"urn:x:l","$defs":{"r":{"$dynamicAnchor":"n","#
                    + #""not":{"$ref":"urn:x:l"}},"l":{"$id":"urn:x:l","#
                    + ##""$dynamicRef":"#n","$defs":{"q":{"$dynamicAnchor":"n"}}}}}"##,
                .infiniteLoop, "urn:x:l#"
            ),
            (
                "{\"$defs\":{\"a\":{\"$anchor\":\"x\"},\"b\":{\"$anchor\":\"x\"}}}",
                .duplicateIdentifier,
                "#/$defs/b"
            ),
            ("{\"severity\":\"bad\"}", .invalidKeyword, "#/severity"),
            ("{\"personalData\":8}", .invalidKeyword, "#/personalData"),
        ] as [(String, SchemaError.Reason, String)])
    func refused(schema: String, reason: SchemaError.Reason, location: String) throws {
        do throws(SchemaError) {
            _ = try SchemaProgram(compiling: try! JSONDocument(schema))
            Issue.record("compiled")
        } catch {
            #expect(error.reason == reason, "\(error)")
            #expect(error.schemaLocation == location, "\(error)")
        }
    }

    /// Ten levels of ten branches each, all for the same value.
    @Test func branchesThatBlowUp() throws {
        var definitions: [String] = []
        for level in 0..<10 {
            let branches = Array(repeating: "{\"$ref\":\"#/$defs/l\(level + 1)\"}", count: 10)
            definitions.append("\"l\(level)\":{\"anyOf\":[\(branches.joined(separator: ","))]}")
        }
        let schema = try JSONDocument(
            "{\"$ref\":\"#/$defs/l0\",\"$defs\":{\(definitions.joined(separator: ",")),\"l10\":false}}"
        )
        #expect(throws: SchemaError.self) { try SchemaProgram(compiling: schema) }
    }

    /// Twice as many ways at each level of the instance: bounded by steps, reported as such.
    @Test(.timeLimit(.minutes(1)))
    func instancesThatBlowUp() throws {
        let schema = try JSONDocument(
            """
            {"anyOf": [{"properties": {"a": {"$ref": "#"}}, "required": ["x"]},
                       {"properties": {"a": {"$ref": "#"}}, "required": ["y"]}]}
            """)
        let program = try SchemaProgram(compiling: schema)
        let text =
            String(repeating: "{\"a\":", count: 60) + "{}" + String(repeating: "}", count: 60)
        let instance = try JSONDocument(text)
        #expect(!program.isValid(instance.root))
        #expect(!program.violations(in: instance.root).isEmpty)
    }

    @Test func warnings() throws {
        let schema = try JSONDocument(
            "{\"properties\":{\"a\":{\"formt\":\"date\",\"format\":\"day\"}}}")
        let warnings = try SchemaProgram(compiling: schema).warnings
        #expect(warnings.map(\.kind) == [.unknownKeyword, .unknownFormat])
        #expect(warnings.map(\.name) == ["formt", "day"])
        #expect(warnings.allSatisfy { $0.schemaLocation == "#/properties/a" })
    }
}
