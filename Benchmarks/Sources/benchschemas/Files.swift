import Foundation
import FormSchemas

/// Where schemas and documents come from.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkerError("\(path): cannot be read")
        }
        return [UInt8](data)
    }

    /// The paths of a form's files of rules.
    static func rules(of form: String) -> [String] {
        EmbeddedFiles.catalogue.byPath.keys.filter {
            $0.hasPrefix("forms/\(form)/") && $0.hasSuffix("/rules.json")
        }
    }

    /// The built-in catalogue with schemas only, to see what the rules cost.
    static func catalogueWithoutRules() throws -> Catalogue {
        try Catalogue(
            files: EmbeddedFiles.catalogue.byPath.filter { !$0.key.hasSuffix("/rules.json") })
    }
}

/// Sends what was printed to the driver, which waits for it.
func flushOutput() { fflush(nil) }
