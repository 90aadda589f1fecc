internal import Crypto
internal import FormSchemas

/// One migration of the database: a file `sql/NNNN_verb_noun.sql`, embedded in the program.
struct Migration: Sendable {
    let name: String
    let script: String

    /// SHA-256 of the file.
    var checksum: [UInt8] { Array(SHA256.hash(data: Array(script.utf8))) }

    /// All of them, in the order of their numbers.
    static func embedded() -> [Migration] {
        EmbeddedFiles.migrations.files.map {
            Migration(name: $0.path, script: String(decoding: $0.bytes, as: UTF8.self))
        }
    }
}
