import FormService
import Foundation

/// A small file with a certificate or a key.
enum TextFile {
    /// - Throws: ``ConfigurationError`` that names the file.
    static func read(_ path: String) throws -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ConfigurationError("\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}
