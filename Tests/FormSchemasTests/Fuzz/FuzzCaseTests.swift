import Foundation
import Testing

/// Inputs that ever failed under scripts/fuzz, and those that it begins with.
struct FuzzCaseTests {
    private static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func files(_ folder: URL) -> [URL] {
        (try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil))?
            .sorted { $0.path < $1.path } ?? []
    }

    @Test(.timeLimit(.minutes(2)), arguments: FuzzTarget.allCases)
    func survives(target: FuzzTarget) throws {
        let folders = [
            Self.package.appending(path: "Tests/FormSchemasTests/FuzzCases/\(target.rawValue)"),
            Self.package.appending(path: "Fuzz/seeds/\(target.rawValue)"),
        ]
        let files = folders.flatMap(Self.files)
        #expect(!files.isEmpty)
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: file))
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try target.run(bytes) }
            // Cut short and damaged, it is another input.
            try? target.run(Array(bytes.dropLast()))
            try? target.run(Array(bytes.reversed()))
        }
    }
}
