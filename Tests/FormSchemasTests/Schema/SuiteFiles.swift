import Foundation
import FormSchemas
import Testing

/// The JSON-Schema-Test-Suite, where there is a copy.
enum SuiteFiles {
    /// The suite's folder: from the environment, else beside the package.
    static let folder: URL? = {
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let candidates =
            ProcessInfo.processInfo.environment["JSON_SCHEMA_TEST_SUITE"].map {
                [URL(filePath: $0)]
            }
            ?? [
                package.deletingLastPathComponent().appending(path: "shared/json-schema-test-suite")
            ]
        return candidates.first {
            FileManager.default.fileExists(atPath: $0.appending(path: "draft2020-12").path)
        }
    }()

    static var isPresent: Bool { folder != nil }

    /// Numbers and strings of the suite go beyond what a form may hold.
    static let limits = {
        var limits = JSONLimits(depthMax: 200, numberDigitsMax: 400, exponentMax: 10_000)
        limits.allowsNUL = true
        return limits
    }()

    /// The suite's test files in `path`, not those in folders below it.
    static func names(in path: String) -> [String] {
        guard let folder else { return [] }
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "draft2020-12/" + path).path)
        return (names ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    static func document(_ path: String) throws -> JSONDocument {
        let folder = try #require(folder)
        return try JSONDocument(
            [UInt8](Data(contentsOf: folder.appending(path: path))), limits: limits)
    }

    /// The documents that the suite serves at http://localhost:1234/.
    static let remotes: [String: JSONDocument] = {
        guard let remotes = folder?.appending(path: "remotes") else { return [:] }
        var documents: [String: JSONDocument] = [:]
        let files = FileManager.default.enumerator(atPath: remotes.path)
        while let path = files?.nextObject() as? String {
            guard path.hasSuffix(".json"),
                let data = try? Data(contentsOf: remotes.appending(path: path))
            else { continue }
            documents["http://localhost:1234/" + path] =
                try? JSONDocument([UInt8](data), limits: limits)
        }
        return documents
    }()
}
