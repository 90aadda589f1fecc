import Foundation
import FormSchemas
import Testing

/// Random schemas over all keywords, judged by python-jsonschema too.
struct RandomSchemaTests {
    private static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    @Test(
        .enabled(
            if: python != nil,
            "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt"),
        arguments: 1...4)
    func verdictsAgree(seed: Int) throws {
        var (valid, invalid) = (0, 0)
        for line in try lines(seed: seed, count: 700) {
            let text = try #require(line["schema"]?.string)
            let program = try SchemaProgram(compiling: try JSONDocument(text))
            for entry in try #require(line["cases"]).elements {
                let instance = try #require(entry[0]?.string)
                let expected = entry[1]?.bool == true
                let node = try JSONDocument(instance).root
                #expect(program.isValid(node) == expected, "\(text)\n\(instance)")
                #expect(program.violations(in: node).isEmpty == expected, "\(text)\n\(instance)")
                if expected { valid += 1 } else { invalid += 1 }
            }
        }
        #expect(valid > 1_500 && invalid > 1_500, "\(valid) valid, \(invalid) invalid")
    }

    /// What scripts/random-schemas.py writes.
    private func lines(seed: Int, count: Int) throws -> [JSONNode] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let script = package.appending(path: "scripts/random-schemas.py").path
        process.arguments = [script, String(seed), String(count)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try bytes.split(separator: 0x0A).map { try JSONDocument([UInt8]($0)).root }
    }
}
