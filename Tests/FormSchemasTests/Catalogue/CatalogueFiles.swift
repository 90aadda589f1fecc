import Foundation
import FormSchemas

/// The catalogue folder of this package, as it is on disk.
enum CatalogueFiles {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "catalogue").resolvingSymlinksInPath()

    /// All files by path; samples too.
    static let all: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        let paths = FileManager.default.enumerator(atPath: folder.path)
        while let path = paths?.nextObject() as? String {
            guard path.hasSuffix(".json"),
                let data = try? Data(contentsOf: folder.appending(path: path))
            else { continue }
            files[path] = [UInt8](data)
        }
        return files
    }()

    static let catalogue = Result { try Catalogue(files: all) }

    /// The paths of all samples of a kind: `valid` or `invalid`.
    static func samples(_ kind: String) -> [String] {
        all.keys.filter { $0.contains("/samples/\(kind)/") }.sorted()
    }

    /// The form and version that a sample belongs to.
    static func version(ofSample path: String) throws -> FormVersion? {
        let steps = path.split(separator: "/")
        return try catalogue.get().version(form: String(steps[1]), version: String(steps[2]))
    }
}
