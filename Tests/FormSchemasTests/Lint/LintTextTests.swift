import FormSchemas
import Testing

struct LintTextTests {
    @Test("Every kind has a message of its own in every language", arguments: Language.allCases)
    func messages(language: Language) {
        let texts = SchemaFinding.Kind.allCases.map { kind in
            SchemaFinding(
                kind: kind, pointer: .root, line: 1, column: 1,
                parameters: [
                    "name": "x", "expected": "y", "actual": "z", "reason": kind.rawValue,
                    "first": "1", "second": "2",
                ]
            ).message(in: language)
        }
        #expect(Set(texts).count == texts.count)
        for (kind, text) in zip(SchemaFinding.Kind.allCases, texts) {
            #expect(text != kind.rawValue && text.count > 10 && !text.hasSuffix("."))
            #expect(!text.contains("{") && !text.contains("?"), "\(text)")
        }
    }

    @Test("Languages differ, whatever is suggested")
    func languages() {
        for kind in SchemaFinding.Kind.allCases {
            for parameters: ViolationParameters in [
                ["name": "oneOf"], ["name": "anyOf", "expected": "never"],
            ] {
                let finding = SchemaFinding(
                    kind: kind, pointer: .root, line: 1, column: 1, parameters: parameters)
                #expect(Set(Language.allCases.map(finding.message)).count == 4, "\(kind)")
            }
        }
    }

    @Test("What was probably meant is named")
    func suggestions() throws {
        func message(_ schema: String) throws -> String? {
            try SchemaLint().findings(in: JSONDocument(schema)).first?.message(in: .en)
        }
        #expect(try message(#"{"propertys":{}}"#)?.contains("properties") == true)
        #expect(try message(#"{"dependencies":{}}"#)?.contains("dependentRequired") == true)
        #expect(try message(#"{"format":"date-tme"}"#)?.contains("date-time") == true)
        #expect(
            try message(
                #"{"properties":{"crossing":true},"required":["crosing"],"#
                    + #""additionalProperties":false}"#)?.contains("crossing") == true)
        #expect(try message(#"{"zzzzzz":{}}"#)?.contains("perhaps") == false)
    }

    @Test("Texts are owed where they are asked for, by fields and definitions")
    func hints() throws {
        let schema = try JSONDocument(
            """
            {"title": "t", "description": "d", "translations": {"nl": {"title": "a",
             "description": "b"}, "fr": {"title": "a", "description": "b"}},
             "properties": {"a": {"type": "string", "title": "A"}, "b": true},
             "$defs": {"c": {"type": "string", "description": "C"}}, "items": {"$ref": "#/$defs/c"}}
            """)
        #expect(SchemaLint().findings(in: schema).isEmpty)
        let found = SchemaLint(needsTexts: true).findings(in: schema)
        #expect(found.allSatisfy { $0.severity == .hint })
        #expect(
            found.map { "\($0.kind.rawValue) \($0.pointer.description)" } == [
                "MISSING_TRANSLATION ", "MISSING_DESCRIPTION /properties/a",
                "MISSING_TRANSLATION /properties/a", "MISSING_TITLE /$defs/c",
                "MISSING_TRANSLATION /$defs/c",
            ])
        #expect(found.first?.parameters["expected"] == "de")
    }

    @Test("The catalogue's own schemas have no findings", arguments: CatalogueTests.schemaPaths)
    func catalogue(path: String) throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        let version = try #require(catalogue.newestVersion(form: "VIP-01"))
        let lint = SchemaLint(
            resources: version.resources, codeLists: catalogue.codeLists, needsTexts: true)
        let schema = try JSONDocument(try #require(CatalogueFiles.all[path]))
        for finding in lint.findings(in: schema) {
            Issue.record("\(path)\(finding.pointer.description): \(finding.message(in: .en))")
        }
    }
}
