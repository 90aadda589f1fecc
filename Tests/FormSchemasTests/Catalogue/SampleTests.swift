import FormSchemas
import Testing

/// Every sample of the catalogue does what its folder says.
struct SampleTests {
    @Test(arguments: CatalogueFiles.samples("valid"))
    func validSample(path: String) throws {
        let version = try #require(try CatalogueFiles.version(ofSample: path))
        let document = try JSONDocument(try #require(CatalogueFiles.all[path]))
        let violations = version.violations(in: document, mode: .draft)
        #expect(violations.isEmpty, "\(violations)")
        #expect(version.isValid(document, mode: .draft))
    }

    /// A violation as invalid samples declare it.
    struct Declared: Hashable, Comparable, CustomStringConvertible {
        let pointer: String
        let code: String
        let severity: String

        var description: String {
            "\(pointer) \(code)" + (severity == "error" ? "" : " \(severity)")
        }

        static func < (lhs: Declared, rhs: Declared) -> Bool {
            lhs.description < rhs.description
        }
    }

    @Test(arguments: CatalogueFiles.samples("invalid"))
    func invalidSample(path: String) throws {
        let version = try #require(try CatalogueFiles.version(ofSample: path))
        let sample = try JSONDocument(try #require(CatalogueFiles.all[path]))
        let declared = try #require(sample.root["violations"]).elements.map { element in
            Declared(
                pointer: element["pointer"]?.string ?? "?", code: element["code"]?.string ?? "?",
                severity: element["severity"]?.string ?? "error")
        }
        #expect(!declared.isEmpty)
        let node = try #require(sample.root["document"])
        let document = try JSONDocument(Array(sample.bytes[node.byteRange]))
        let violations = version.violations(in: document, mode: .draft)
        let found = violations.map { violation in
            Declared(
                pointer: violation.instanceLocation.description, code: violation.code.rawValue,
                severity: violation.severity.rawValue)
        }
        #expect(found.sorted() == declared.sorted(), "\(violations)")
        #expect(
            version.isValid(document, mode: .draft) == !declared.contains { $0.severity == "error" }
        )
        for violation in violations {
            for language in Language.allCases {
                #expect(!violation.message(in: language).contains("?"), "\(violation)")
            }
        }
    }
}
