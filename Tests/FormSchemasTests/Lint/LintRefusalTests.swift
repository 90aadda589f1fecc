import FormSchemas
import Testing

/// Schemas that no program can be made of.
struct LintRefusalTests {
    private func findings(
        _ schema: String, resources: [String: JSONDocument] = [:]
    ) throws -> [SchemaFinding] {
        try SchemaLint(resources: resources).findings(in: JSONDocument(schema))
    }

    @Test(
        "Each refusal has its reason and its place",
        arguments: [
            (#"{"type":"strin"}"#, "INVALID_KEYWORD", "/type"),
            ("[]", "INVALID_KEYWORD", ""),
            (##"{"$ref":"#/$defs/none"}"##, "UNRESOLVED", "/$ref"),
            (#"{"$schema":"http://example.org/none"}"#, "UNRESOLVED", "/$schema"),
            (#"{"codeList":"none"}"#, "UNRESOLVED", "/codeList"),
            (#"{"properties":{"a":{"pattern":"(a)\\1"}}}"#, "PATTERN", "/properties/a/pattern"),
            (#"{"patternProperties":{"(a)\\1":true}}"#, "PATTERN", #"/patternProperties/(a)\1"#),
            (##"{"$defs":{"a":{"$ref":"#/$defs/a"}}}"##, "INFINITE_LOOP", "/$defs/a"),
            (
                #"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, "DUPLICATE_IDENTIFIER",
                "/$defs/b"
            ),
            (
                #"{"properties":{"p":{"$id":"http://example.org/p","items":{"codeList":"x"}}}}"#,
                "UNRESOLVED", "/properties/p/items/codeList"
            ),
        ])
    func refused(schema: String, kind: String, pointer: String) throws {
        let findings = try findings(schema).filter { $0.severity == .refused }
        #expect(findings.map(\.kind.rawValue) == [kind], "\(findings)")
        #expect(findings.first?.pointer.description == pointer)
    }

    @Test(
        "A type that does not exist is said with the seven that do",
        arguments: [
            (#"{"type":"strin"}"#, "did you mean \"string\"?"),
            (#"{"items":{"type":"Bool"}}"#, "did you mean \"boolean\"?"),
            (#"{"type":["string","nul"]}"#, "did you mean \"null\"?"),
            (#"{"type":"colour"}"#, "there is no type \"colour\"; the types"),
            (#"{"type":7}"#, "or a list of them"), (#"{"type":[]}"#, "list"),
        ])
    func types(schema: String, hint: String) throws {
        let message = try #require(findings(schema).first).message(in: .en)
        #expect(message.contains(hint), "\(message)")
        if schema != #"{"type":[]}"# {
            #expect(message.contains("array, boolean, integer, null, number, object, string"))
        }
        let error = #expect(throws: SchemaError.self) {
            try SchemaProgram(compiling: JSONDocument(schema))
        }
        #expect(error?.message.contains(hint) == true)
    }

    @Test(
        "What stands in place of a schema or a list is said in the words of schemas",
        arguments: [
            (
                #"{"properties":{"a":"string"}}"#,
                "expected: schema (object, true, false); found: string"
            ),
            (#"{"items":[{"type":"string"}]}"#, "found: array; write: prefixItems"),
            (#"{"properties":{"a":{"required":true}}}"#, #"write: {"properties": {"a": {}}, "#),
            (#"{"exclusiveMinimum":true}"#, #"write: {"exclusiveMinimum": 1}"#),
            (#"{"required":"a"}"#, #"expected: array; found: string; write: ["a"]"#),
            (#"{"minLength":"3"}"#, "expected: integer; found: string"),
            (#"{"$ref":"other.json"}"#, "name the other schema's $id"),
            (##"{"$ref":"#/$defs/a"}"##, "#/$defs/a refers to nothing"),
            (#"{"codeList":"sate"}"#, "there is no code list sate; did you mean \"state\"?"),
            (#"{"identifier":"ibam"}"#, "did you mean \"iban\"?"),
        ])
    func authorsWords(schema: String, words: String) throws {
        let list = CodeList(name: "state", edition: "1", source: "", entries: [])
        let found = try SchemaLint(codeLists: ["state": list]).findings(in: JSONDocument(schema))
        #expect(found.filter { $0.severity == .refused }.count == 1)
        let message = try #require(found.first { $0.severity == .refused }?.message(in: .en))
        #expect(message.contains(words), "\(message)")
    }

    @Test("A property called type is no mistake in the keyword")
    func propertyCalledType() throws {
        let found = try findings(#"{"properties":{"type":{"enum":7}}}"#)
        #expect(found.map(\.pointer.description) == ["/properties/type/enum"])
        #expect(found.first?.message(in: .en) == "refused: expected: array; found: number")
    }

    @Test("All that the meta-schema refuses is listed, and all patterns")
    func several() throws {
        let invalid = try findings(
            #"{"type":7,"properties":{"a":{"minLength":-1},"b":{"required":"x"}}}"#)
        #expect(
            invalid.filter { $0.severity == .refused }.map(\.pointer.description)
                == ["/type", "/properties/a/minLength", "/properties/b/required"])
        let patterns = try findings(#"{"items":{"pattern":"("},"contains":{"pattern":"["}}"#)
        #expect(patterns.map(\.pointer.description) == ["/items/pattern", "/contains/pattern"])
        #expect(patterns.allSatisfy { $0.kind == .pattern })
    }

    @Test("What is wrong in a document that it refers to is said at its root, with the location")
    func elsewhere() throws {
        let other = try JSONDocument(#"{"properties":{"a":{"type":"x"}}}"#)
        let found = try findings(
            #"{"$ref":"http://example.org/o"}"#, resources: ["http://example.org/o": other])
        let refusal = try #require(found.first)
        #expect(refusal.kind == .invalidKeyword)
        #expect(refusal.pointer.isRoot)
        #expect(refusal.message(in: .en).contains("http://example.org/o#/properties/a/type"))
    }

    @Test("A schema that is also among the documents it may refer to does not meet itself")
    func itself() throws {
        let text =
            ##"{"$id":"urn:a:b","properties":{"c":{"$ref":"urn:a:b#/$defs/d"}},"##
            + #""$defs":{"d":{"type":"string","examples":[1]}}}"#
        let found = try findings(text, resources: ["urn:a:b": try JSONDocument(text)])
        #expect(found.map(\.kind) == [.invalidExample])
    }
}
