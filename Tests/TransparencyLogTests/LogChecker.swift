import Foundation
import Testing

/// `scripts/check-log.py`, which follows `docs/formats.md` alone and shares no code with ours.
enum LogChecker {
    static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    /// The checker's verdict on each case.
    static func ask(_ cases: [LogCase]) throws -> [LogCase.Verdict] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "log-cases-\(UUID().uuidString)")
        try JSONEncoder().encode(cases).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let answers = try run(["--cases", file.path])
        return try answers.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(LogCase.Verdict.self, from: Data($0))
        }
    }

    /// Runs the checker and gives what it prints; fails if it ends with another status.
    static func run(_ arguments: [String], status: Int32 = 0) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = [repository.appending(path: "scripts/check-log.py").path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answers = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == status)
        return answers
    }

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
