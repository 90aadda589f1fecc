import Foundation
import FormSchemas

/// python-stdnum as a second opinion, where the tests' Python environment is there.
enum IdentifierOracle {
    /// An interpreter with the libraries of `scripts/requirements.txt`; `nil` outside of
    /// `scripts/test`.
    static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    struct Question: Hashable {
        let type: String
        let value: String
    }

    /// What the oracle says about each question; `nil` where it has no opinion.
    static func judge(_ questions: [Question]) throws -> [Bool?] {
        let process = Process()
        process.executableURL = URL(filePath: python ?? "/usr/bin/python3")
        process.arguments = [
            CatalogueFiles.folder.deletingLastPathComponent()
                .appending(path: "scripts/judge-identifiers.py").path
        ]
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "identifiers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "questions")
        let text = questions.map { "\($0.type)\t\($0.value)\n" }.joined()
        try Data(text.utf8).write(to: input)
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let answers = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw OracleFailure() }
        return String(decoding: answers, as: UTF8.self).split(separator: "\n").map { line in
            line == "?" ? nil : line == "1"
        }
    }

    struct OracleFailure: Error {}
}

/// Random, repeatable changes of identifiers.
struct IdentifierMutator {
    var generator: SeededRandom

    /// `value` with one character changed, two swapped, one left out or one doubled.
    mutating func mutate(_ value: String, keepsLength: Bool) -> String {
        var characters = Array(value)
        guard let place = characters.indices.randomElement(using: &generator) else { return value }
        switch Int.random(in: 0..<(keepsLength ? 4 : 6), using: &generator) {
        case 0, 1: characters[place] = similar(to: characters[place])
        case 2: characters.swapAt(place, (place + 1) % characters.count)
        case 3:
            characters[place] = Array("0123456789ABCXRO").randomElement(using: &generator) ?? "0"
        case 4: characters.remove(at: place)
        default: characters.insert(characters[place], at: place)
        }
        return String(characters)
    }

    private mutating func similar(to character: Character) -> Character {
        let letters = character.isNumber ? "0123456789" : character.isUppercase ? upper : lower
        return letters.randomElement(using: &generator) ?? character
    }

    private let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private let lower = "0123456789abcdef"

    init(seed: UInt64) { generator = SeededRandom(seed: seed) }
}
