import Foundation
import Testing

/// `scripts/check-log.py`, written from `docs/formats.md` alone.
enum LogChecker {
    static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    /// The checker's verdict on each case.
    static func ask(_ cases: [LogCase]) throws -> [LogCase.Verdict] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "log-cases-\(UUID().uuidString)")
        try JSONEncoder().encode(cases).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "scripts/check-log.py")
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = [script.path, "--cases", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answers = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try answers.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(LogCase.Verdict.self, from: Data($0))
        }
    }
}
