import Foundation
import Testing

/// `scripts/generate-form-pages`: the pages in docs/forms and docs/coverage.md.
struct FormPagesTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A checkout with one made-up form, in a folder of its own.
    private final class Checkout {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "form-pages-\(UUID().uuidString)")

        init(schema: String = #"{"type": "object"}"#, flow: String? = nil) throws {
            try write("docs/coverage.json", Self.coverage())
            try write(
                "Tests/EndToEndTests/PlayTests.swift",
                """
                struct PlayTests {
                    private struct Answer {}
                    @Test("Everybody plays", arguments: [1, 2])
                    func play(round: Int) async throws {}
                    func help() {}
                }
                """)
            try write(
                "catalogue/forms/AAA-01/form.json",
                """
                {"form": "AAA-01", "slug": "game", "domain": "play", "law": "GDPR",
                 "title": {"nl": "spel", "fr": "jeu", "de": "Spiel", "en": "Game"},
                 "description": {"nl": "n", "fr": "f", "de": "d", "en": "Played by all."},
                 "purposes": ["PLAY"], "versions": ["1.0"]}
                """)
            try write("catalogue/forms/AAA-01/1.0/schema.json", schema)
            if let flow { try write("catalogue/forms/AAA-01/1.0/flow.json", flow) }
        }

        deinit { try? FileManager.default.removeItem(at: root) }

        static func coverage(
            forms: String = #"["AAA-01"]"#, notYet: String = "[]",
            tests: String = #"["PlayTests.play"]"#
        ) -> String {
            """
            {"rows": [{"row": "A1", "title": "Play", "need": "To play.", "who": "All to all.",
                       "forms": \(forms), "not_yet": \(notYet), "tests": \(tests)}]}
            """
        }

        func write(_ path: String, _ text: String) throws {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }

        /// The form's page, just made.
        func page() throws -> String {
            let (status, errors) = try FormPagesTests.generate(in: root)
            #expect(status == 0, "\(errors)")
            return try String(
                contentsOf: root.appending(path: "docs/forms/AAA-01.md"), encoding: .utf8)
        }
    }

    private static func generate(
        _ arguments: String..., in root: URL = repository
    ) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = repository.appending(path: "scripts/generate-form-pages")
        process.arguments = arguments + ["--root", root.path]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    @Test func pagesAndCoverageAreFresh() throws {
        let (status, errors) = try Self.generate("--check")
        #expect(status == 0, "\(errors)")
    }

    @Test func staleAndSurplusPagesAreNamed() throws {
        let checkout = try Checkout()
        #expect(try Self.generate("--check", in: checkout.root).status == 1)
        #expect(try Self.generate(in: checkout.root).status == 0)
        #expect(try Self.generate("--check", in: checkout.root) == (0, ""))

        try checkout.write("docs/forms/AAA-01.md", "changed by hand\n")
        try checkout.write("docs/forms/BBB-01.md", "of a form that is gone\n")
        let (status, errors) = try Self.generate("--check", in: checkout.root)
        #expect(status == 1)
        #expect(
            errors == """
                docs/forms/AAA-01.md is not fresh: run scripts/generate-form-pages
                docs/forms/BBB-01.md is of no form: run scripts/generate-form-pages

                """)
        #expect(try Self.generate(in: checkout.root).status == 0)
        #expect(try Self.generate("--check", in: checkout.root) == (0, ""))
    }

    @Test(arguments: [
        (Checkout.coverage(forms: "[]"), "AAA-01 is in no row"),
        (
            Checkout.coverage(forms: #"["AAA-01", "CCC-01"]"#),
            "A1: CCC-01 is not in the catalogue (is it in not_yet?)"
        ),
        (
            Checkout.coverage(notYet: #"["AAA-01"]"#),
            "A1: AAA-01 is in the catalogue: move it to forms"
        ),
        (
            Checkout.coverage(tests: #"["PlayTests.help"]"#),
            "A1: there is no test PlayTests.help in Tests/EndToEndTests"
        ),
        (
            Checkout.coverage(tests: "[]"),
            "A1: all forms are there, so name a test that shows their flow"
        ),
        (
            Checkout.coverage().replacing("A1", with: "A2"),
            "row 1 is called A1 and has forms, need, not_yet, row, tests, title and who, "
                + "and perhaps a note"
        ),
    ])
    func coverageMustHold(coverage: String, complaint: String) throws {
        let checkout = try Checkout()
        try checkout.write("docs/coverage.json", coverage)
        let (status, errors) = try Self.generate(in: checkout.root)
        #expect(status == 1)
        #expect(errors == "docs/coverage.json: \(complaint)\n")
    }

    @Test func coverageNamesFormsTurnsAndTests() throws {
        let checkout = try Checkout(flow: #"{"turns": [{"turn": "START", "label": {"en": "go"}}]}"#)
        _ = try checkout.page()
        let page = try String(
            contentsOf: checkout.root.appending(path: "docs/coverage.md"), encoding: .utf8)
        #expect(page.contains("| [AAA-01](forms/AAA-01.md) | Game | `START` go |"))
        #expect(
            page.contains(
                "- [`PlayTests.play`](../Tests/EndToEndTests/PlayTests.swift): Everybody plays"))
    }

    /// What a page says of a schema, whatever else it says.
    @Test(arguments: [
        (
            #"{"required": ["a"], "properties": {"a": {"title": "A", "type": "string", "maxLength": 9, "pattern": "^x|y$", "personalData": 3}}}"#,
            #"| `a` | Y | text, at most 9 characters, pattern `^x\|y$` | 3 national number | **A** |"#
        ),
        (
            #"{"properties": {"a": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "object", "properties": {"b": {"type": "boolean"}}}}}}"#,
            "| `a[].b` | N | true or false | 0 none |  |"
        ),
        (
            ##"{"properties": {"a": {"$ref": "#/$defs/point"}}, "$defs": {"point": {"title": "Point", "type": "integer", "minimum": -1}}}"##,
            "| `a` | N | [point](#definition-point) | 0 none | **Point** |"
        ),
        (
            #"{"properties": {"a": {"type": "string", "identifier": {"type": "vin", "check": "warning"}}}}"#,
            "| `a` | N | identifier `vin`, check digits only warn | 0 none |  |"
        ),
        (
            #"{"properties": {"a": {"type": "string"}}, "if": {"required": ["b"], "properties": {"b": {"const": "X"}}}, "then": {"required": ["a"]}, "else": {"properties": {"a": false}}}"#,
            "- If `b` is `X`: `a` is required; otherwise: `a` must not be there"
        ),
        (
            #"{"properties": {"a": {"type": "string"}}, "allOf": [{"if": {"properties": {"c": {"contains": {"const": "X"}}}}, "then": {"required": ["a"]}}]}"#,
            "- If `c` contains `X` (or `c` is missing): `a` is required"
        ),
        (
            #"{"properties": {"a": {"type": "string"}}, "if": {"required": ["b"]}, "then": {"required": ["a"]}}"#,
            "| `a` | C | text | 0 none |  |"
        ),
        (
            #"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#,
            "- At least one of `a` and `b` is required"
        ),
        (
            #"{"oneOf": [{"properties": {"k": {"const": "X"}, "a": {"type": "string"}}}, {"properties": {"k": {"const": "Y"}}}]}"#,
            "#### If `k` is `X`"
        ),
        (
            #"{"properties": {"o": {"oneOf": [{"required": ["a"], "properties": {"k": {"const": "X"}, "a": {"title": "A"}}}, {"properties": {"k": {"const": "Y"}}}], "type": "object"}}}"#,
            "| `o.a` | C | any value | 0 none | Required, and only there, if `k` is `X`. **A** |"
        ),
    ])
    func schemasAreTold(schema: String, line: String) throws {
        let lines = try Checkout(schema: schema).page().split(separator: "\n")
        #expect(lines.contains(Substring(line)), "\(lines.joined(separator: "\n"))")
    }

    @Test func aFormWithoutFlowOrRulesHasAPage() throws {
        let page = try Checkout().page()
        #expect(page.contains("# AAA-01 Game\n"))
        #expect(page.contains("The form has no flow"))
        #expect(!page.contains("mermaid"))
        #expect(!page.contains("Rules over"))
    }

    @Test func flowsAreDrawnWithTurnsAndTimesThatAreNotThere() throws {
        let page = try Checkout(
            flow: #"""
                {"turns": [
                  {"turn": "end", "label": {"en": "say \"x\" [now]"}, "state": "OPEN",
                   "deadlines": [{"for": "SENDER", "regime": "NONE", "met_by": ["ZZZ-09/LATE"]}]},
                  {"turn": "REPLY", "answers": ["AAA-01/end", "YYY-01/GONE"], "by": "RECIPIENT",
                   "once": true}]}
                """#
        ).page()
        let chart = try #require(Self.charts(of: page).first)
        let root = ##"    AAA_01_END(["AAA-01/end<br>say #34;x#34; [now]<br>→ OPEN"])"##
        #expect(chart.contains(Substring(root)))
        #expect(chart.contains(#"    AAA_01_END -->|"a recipient<br>once"| AAA_01_REPLY"#))
        #expect(chart.contains(#"    AAA_01_END -.->|"the sender"| ZZZ_09_LATE"#))
        #expect(chart.contains(#"    YYY_01_GONE["YYY-01/GONE"]"#))
        #expect(page.contains("times are not in the catalogue (`NONE`)"))
    }

    /// The lines of a page's Mermaid diagrams.
    private static func charts(of page: String) -> [[Substring]] {
        page.split(separator: "```mermaid\n").dropFirst().map {
            $0.prefix(upTo: $0.firstRange(of: "```")?.lowerBound ?? $0.endIndex)
                .split(separator: "\n")
        }
    }

    /// Mermaid knows many more lines; the pages keep to few.
    @Test func diagramsHaveNoOtherLines() throws {
        let node = try Regex(#"    [A-Z0-9_]+(\["[^"]+"\]|\(\["[^"]+"\]\))"#)
        let edge = try Regex(#"    [A-Z0-9_]+ (-->|-\.->)(\|"[^"]+"\|)? [A-Z0-9_]+"#)
        let style = try Regex("    (classDef own stroke-width:3px|class [A-Z0-9_,]+ own)")
        let folder = Self.repository.appending(path: "docs/forms")
        var count = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let page = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for chart in Self.charts(of: page) {
                count += 1
                #expect(chart.first == "flowchart LR")
                for line in chart.dropFirst() {
                    let fits = [node, edge, style].contains { line.wholeMatch(of: $0) != nil }
                    #expect(fits, "\(file): \(line)")
                }
            }
        }
        #expect(count >= 3)
        #expect("    end[label]".wholeMatch(of: node) == nil)
        #expect("    A --> end".wholeMatch(of: edge) == nil)
    }
}
