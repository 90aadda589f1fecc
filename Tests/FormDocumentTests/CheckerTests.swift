import Foundation
import Testing

/// The interpreter that has the libraries of `scripts/requirements.txt`.
private let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

/// `scripts/check-bundle.py`, which follows `docs/formats.md` alone and shares no code with ours.
@Suite(
    .enabled(
        if: python != nil,
        "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt"))
struct CheckerTests {
    @Test func theOtherImplementationJudgesEveryVectorAsPromised() throws {
        let repository = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = [
            repository.appending(path: "scripts/check-bundle.py").path, "--vectors",
            repository.appending(path: "docs/vectors").path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(text.hasSuffix(" passed, 0 failed\n"), "\(text)")
    }
}
