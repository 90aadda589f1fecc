import FormSchemas
import Testing

@testable import formclient

struct SchemaCheckTests {
    private func check(_ texts: String...) throws -> [SchemaCheck] {
        let named = texts.enumerated().map { ("\($0.offset).json", Array($0.element.utf8)) }
        let files = SchemaFiles(named)
        return try named.map { try files.check($0.0) }
    }

    @Test("A refusal, a warning and a hint weigh differently")
    func weights() throws {
        let checks = try check(
            #"{"type":"strin"}"#, #"{"type":"integer","maxLength":1}"#, "true",
            #"{"$id":"urn:benelux:forms:T:1.0","type":"string"}"#, "{")
        #expect(checks.map(\.isRefused) == [true, false, false, false, true])
        #expect(checks.map(\.isClean) == [false, false, true, true, false])
        #expect(checks[3].findings.map(\.kind) == [.missingTitle, .missingDescription])
        #expect(checks[4].error?.code == .notJSON)
        #expect(checks[2].aligned(columns: 80, in: .en).isEmpty)
    }

    @Test("Schemas of one call may refer to each other by $id")
    func together() throws {
        let checks = try check(
            #"{"$ref":"http://example.org/b"}"#,
            #"{"$id":"http://example.org/b","type":"string"}"#)
        #expect(checks.allSatisfy { $0.isClean })
        #expect(try check(#"{"$ref":"http://example.org/b"}"#).first?.isRefused == true)
    }

    @Test("Rules are known by what they hold, and say that they need their schema")
    func rulesWithoutSchema() throws {
        let error = #expect(throws: ClientError.self) {
            try check(#"{"rules":[{"code":"A"}]}"#)
        }
        #expect(error?.status == .undecided)
        for language in Language.allCases {
            let text = error?.text(in: language) ?? ""
            #expect(text.contains("0.json") && text.contains("schema.json"), "\(text)")
        }
    }

    @Test("Lines and JSON have place, kind, severity and text")
    func lines() throws {
        let check = try #require(check("{\n  \"minLength\": 2,\n  \"maxLength\": 1\n}").first)
        let message = "minLength and maxLength exclude each other: no value fits between them"
        #expect(
            check.tabSeparated(in: .en)
                == ["0.json\t2:16\t/minLength\twarning\tEMPTY_RANGE\t\(message)"])
        #expect(
            check.aligned(columns: 120, in: .en)
                == ["  2:16  /minLength  \(message)  EMPTY_RANGE"])
        let json = check.json(in: .en)
        #expect(json["refused"] == false)
        guard case .array(let findings)? = json["findings"] else {
            Issue.record("no findings")
            return
        }
        #expect(findings.first?["kind"] == "EMPTY_RANGE")
        #expect(findings.first?["line"] == 2)
        #expect(findings.first?["severity"] == "warning")
    }

    @Test("What no schema is gives one refusal", arguments: ["", "\u{0}", "[1]", "7", "nul"])
    func bad(text: String) throws {
        let check = try #require(check(text).first)
        #expect(check.isRefused)
        #expect(check.tabSeparated(in: .fr).count == 1)
    }

    @Test("Rules are checked against the schema beside them, and nobody can tell without it")
    func rules() throws {
        let folder = try TemporaryFolder()
        let rules = #"{"rules":[{"code":"A","expression":"self.body.b","messages":{}}]}"#
        let path = try folder.write(rules, as: "rules.json")
        let files = SchemaFiles([(path, Array(rules.utf8))])
        #expect(throws: ClientError.self) { try files.check(path) }
        try folder.write("{", as: "schema.json")
        #expect(throws: ClientError.self) { try files.check(path) }
        try folder.write(
            #"{"properties":{"a":true},"additionalProperties":false}"#, as: "schema.json")
        #expect(try files.check(path).findings.map(\.kind) == [.rule])
    }
}
