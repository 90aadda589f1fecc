import Crypto

/// What the texts of public and private keys share: a name, a key ID and 32 bytes.
struct NoteKeyText {
    let name: String
    let keyID: UInt32
    let type: NoteKeyType
    let key: [UInt8]

    init(_ text: String) throws(NoteKeyError) {
        // Base64 may hold plus signs as well, names and IDs may not.
        let pieces = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[1].utf8.count == 8, let id = Hex.decode(pieces[1]),
            let bytes = Base64.standard.decode(pieces[2]), let typeByte = bytes.first
        else { throw .malformed }
        guard let type = NoteKeyType(rawValue: typeByte) else { throw .unsupportedAlgorithm }
        guard bytes.count == 33 else { throw .malformed }
        name = String(pieces[0])
        keyID = id.reduce(0) { $0 << 8 | UInt32($1) }
        self.type = type
        key = Array(bytes.dropFirst())
    }

    static func text(name: String, keyID: UInt32, type: NoteKeyType, key: [UInt8]) -> String {
        "\(name)+\(Hex.encode(bytes(of: keyID)))+\(Base64.standard.encode([type.rawValue] + key))"
    }

    static func keyID(name: String, type: NoteKeyType, publicKey: [UInt8]) -> UInt32 {
        let input = Array(name.utf8) + [UInt8(ascii: "\n"), type.rawValue] + publicKey
        return SHA256.hash(data: input).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func bytes(of keyID: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: keyID >> $0) }
    }

    static func isName(_ name: String) -> Bool {
        guard (1...LogLimits.noteKeyNameBytesMax).contains(name.utf8.count) else {
            return false
        }
        return name.unicodeScalars.allSatisfy { scalar in
            scalar != "+" && !scalar.properties.isWhitespace
                && scalar.properties.generalCategory != .control
        }
    }
}

extension NoteVerifier {
    /// The four bytes of the key ID, which precede a signature in its line.
    var keyIDBytes: [UInt8] { NoteKeyText.bytes(of: keyID) }

    /// Whether `name` can be the name of a key.
    package static func isName(_ name: String) -> Bool { NoteKeyText.isName(name) }
}
