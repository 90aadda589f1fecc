#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import FormDocument
import TransparencyLog

/// The files of `docs/vectors`, which another implementation made.
enum Vectors {
    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// A file of one line, without its newline.
    static func line(_ path: String) throws -> String {
        let text = try text(path)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// A list that a vector file gives as JSON.
    static func list<Entry: Decodable>(_ path: String, of type: Entry.Type) throws -> Entry {
        try JSONDecoder().decode(Entry.self, from: Data(try bytes(path)))
    }

    static func key(_ name: String) throws -> SigningKey {
        try SigningKey(pem: try text("keys/\(name).pem"))
    }

    static func chain(_ name: String) throws -> SignerChain {
        try SignerChain(pem: try text("chains/\(name).pem"))
    }

    static func roots() throws -> SignerChain {
        try SignerChain(pem: try text("roots.pem"))
    }

    static func exchange() throws -> NoteVerifier {
        try NoteVerifier(try line("exchange.vkey"))
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/vectors")
}
