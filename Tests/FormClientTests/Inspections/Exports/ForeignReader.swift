import Foundation
import Testing

/// Programs that read exported files and share no code with ours.
enum ForeignReader {
    static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    static let chromium: String? =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/chromium" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What `read_exports.py` finds in a file.
    static func read<Found: Decodable>(_ format: String, _ path: String) throws -> Found {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "read_exports.py").path
        let output = try run(try #require(python), [script, format, path])
        return try JSONDecoder().decode(Found.self, from: Data(output.utf8))
    }

    /// A program has not ended well.
    struct Failure: Error {
        let status: Int32
    }

    /// What a program prints.
    ///
    /// - Parameter errors: the file that gets what it says besides.
    /// - Throws: ``Failure``.
    static func run(_ program: String, _ arguments: [String], errors: String? = nil) throws
        -> String
    {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        if let errors {
            try Data().write(to: URL(filePath: errors))
            process.standardError = FileHandle(forWritingAtPath: errors)
        }
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Trait where Self == ConditionTrait {
    static var needsPythonLibraries: ConditionTrait {
        .enabled(
            if: ForeignReader.python != nil,
            "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt")
    }

    static var needsChromium: ConditionTrait {
        .enabled(if: ForeignReader.chromium != nil, "needs Chromium: run scripts/test")
    }
}
