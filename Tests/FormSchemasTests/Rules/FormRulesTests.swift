import Foundation
import Testing

@testable import FormSchemas

/// The rules of all forms on thousands of changed samples, against another implementation of CEL.
struct FormRulesTests {
    private static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]
    private static let documentsPerSample = 150

    @Test(
        .enabled(
            if: python != nil,
            "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt"))
    func agreeWithOtherImplementation() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        let lines = try otherResults().split(separator: UInt8(ascii: "\n"))
        var codes: Set<String> = []
        for line in lines {
            let result = try JSONDocument(Array(line))
            let form = try #require(result.root["form"]?.string)
            let number = try #require(result.root["version"]?.string)
            let version = try #require(catalogue.version(form: form, version: number))
            let expected = try #require(result.root["found"]).elements.map {
                "\($0[0]?.string ?? "") \($0[1]?.string ?? "")"
            }
            let node = try #require(result.root["document"])
            let document = try JSONDocument(Array(result.bytes[node.byteRange]))
            let rules = try #require(version.ruleSet)
            let found = rules.violations(in: document, isOtherwiseValid: true).map {
                "\($0.instanceLocation) \($0.code.rawValue)"
            }
            #expect(found.sorted() == expected.sorted(), "\(form) \(line.count) bytes")
            let isRefused = rules.verdict(document) == .invalid
            let warnings = version.rules.filter { $0.severity == .warning }.map(\.code.rawValue)
            let errors = expected.filter { line in
                !warnings.contains { line.hasSuffix(" " + $0) }
            }
            #expect(isRefused == !errors.isEmpty)
            codes.formUnion(expected.map { form + " " + $0.split(separator: " ").last! })
        }
        #expect(lines.count > 3_000)
        // The changes reach most rules, each at many places.
        #expect(codes.count > 40)
    }

    private func otherResults() throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "form_rules.py").path
        process.arguments = [
            script, CatalogueFiles.folder.path, String(Self.documentsPerSample), "20261122",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return data
    }
}
