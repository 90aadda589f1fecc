import FormSchemas
import Testing

/// The JSON-Schema-Test-Suite of draft 2020-12: both programs agree with every verdict.
@Suite(
    .enabled(
        if: SuiteFiles.isPresent,
        "no JSON-Schema-Test-Suite: set JSON_SCHEMA_TEST_SUITE to its folder"))
struct SuiteTests {
    /// Tests that are known to fail, as `file | group | test`. Each must fail indeed.
    static let gaps: Set<String> = []

    @Test(arguments: SuiteFiles.names(in: ""))
    func required(file: String) throws {
        try run(file, in: "", assertsFormats: false)
    }

    @Test(
        arguments: SuiteFiles.names(in: "optional").filter {
            !["dependencies-compatibility.json", "cross-draft.json"]
                .contains($0)
        })
    func optional(file: String) throws {
        try run(file, in: "optional/", assertsFormats: false)
    }

    @Test(arguments: SuiteFiles.names(in: "optional/format"))
    func formats(file: String) throws {
        try run(file, in: "optional/format/", assertsFormats: true)
    }

    private func run(_ file: String, in folder: String, assertsFormats: Bool) throws {
        var options = SchemaOptions()
        options.assertsFormats = assertsFormats
        options.exchangeKeywords = false
        let groups = try SuiteFiles.document("draft2020-12/" + folder + file)
        for group in groups.root.elements {
            let title = group["description"]?.string ?? ""
            let schema = try #require(group["schema"])
            // A document of its own, so that the group's text is no part of the schema.
            let document = try JSONDocument(
                Array(schema.document.bytes[schema.byteRange]), limits: SuiteFiles.limits)
            let program: SchemaProgram
            do {
                program = try SchemaProgram(
                    compiling: document, resources: SuiteFiles.remotes, options: options)
            } catch {
                Issue.record("\(file) | \(title): \(error)")
                continue
            }
            for test in try #require(group["tests"]).elements {
                let name = "\(file) | \(title) | \(test["description"]?.string ?? "")"
                let data = try #require(test["data"])
                let expected = try #require(test["valid"]).bool == true
                let verdict = program.isValid(data)
                let violations = program.violations(in: data)
                #expect(violations.isEmpty == verdict, "\(name): the two programs disagree")
                if Self.gaps.contains(name) {
                    #expect(verdict != expected, "\(name) is no gap any more")
                } else {
                    #expect(verdict == expected, "\(name)")
                }
            }
        }
    }
}
