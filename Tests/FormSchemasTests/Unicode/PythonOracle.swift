import Foundation
import Testing

/// Independent libraries, asked in one run of Python for each test.
enum PythonOracle {
    /// The interpreter that has the libraries of `scripts/requirements.txt`.
    private static let interpreter = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    static var isPresent: Bool { interpreter != nil }
    static let absence: Comment =
        "no Python with scripts/requirements.txt: set FORMS_TEST_PYTHON to it, or use scripts/test"

    /// Runs `script`, in which `questions` is the list of `questions`, and `answer(value)` gives
    /// one answer, in order.
    static func ask<Answer: Decodable>(
        _ script: String, _ questions: some Encodable, as type: Answer.Type = Answer.self
    ) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try JSONEncoder().encode(questions).write(to: folder.appending(path: "questions"))
        let frame = """
            import json, os
            questions = json.load(open("questions", encoding="utf-8"))
            answers = []
            answer = answers.append
            \(script)
            with open("answers", "w", encoding="utf-8") as file:
                json.dump(answers, file)
            # V8's threads now and then never end by themselves.
            os._exit(0)
            """
        let process = Process()
        process.executableURL = URL(filePath: try #require(interpreter))
        process.arguments = ["-c", frame]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let answers = try Data(contentsOf: folder.appending(path: "answers"))
        return try JSONDecoder().decode([Answer].self, from: answers)
    }
}
