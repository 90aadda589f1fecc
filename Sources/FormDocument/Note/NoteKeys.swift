import Crypto

/// Why text is not a key of signed notes.
public enum NoteKeyError: Error, Sendable, Equatable {
    /// The name is empty, too long, or holds a space, a plus sign or a control character.
    case malformedName
    /// The text is not `name+id+key`, or `PRIVATE+KEY+name+id+key` for a private one.
    case malformed
    /// The key is not Ed25519, the only type used here.
    case unsupportedAlgorithm
    /// The ID in the text is not the one that name and key give.
    case keyIDMismatch
}

/// The public half of a key that signs notes: what a reader of receipts is configured with.
///
/// Byte layout of its text: `name "+" hex(key ID) "+" base64(0x01 ‖ 32 bytes)`; the key ID is the
/// first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key).
///
/// Source: C2SP signed-note; the text is that of golang.org/x/mod/sumdb/note.
public struct NoteVerifier: Hashable, Sendable, CustomStringConvertible {
    /// Whose key it is; of a receipt's key, the exchange.
    public let name: String
    /// The number that tells keys of one name apart. It is no proof of anything.
    public let keyID: UInt32
    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]

    /// - Throws: `.malformedName`; `.malformed` if `publicKey` has not 32 bytes.
    public init(name: String, publicKey: [UInt8]) throws(NoteKeyError) {
        guard NoteKeyText.isName(name) else { throw .malformedName }
        guard publicKey.count == 32 else { throw .malformed }
        self.name = name
        self.publicKey = publicKey
        keyID = NoteKeyText.keyID(name: name, publicKey: publicKey)
    }

    /// Reads the text form.
    public init(_ text: String) throws(NoteKeyError) {
        let text = try NoteKeyText(text)
        try self.init(name: text.name, publicKey: text.key)
        guard keyID == text.keyID else { throw .keyIDMismatch }
    }

    public var description: String {
        NoteKeyText.text(name: name, keyID: keyID, key: publicKey)
    }

    /// Whether `signature` is this key's over `text`.
    func isValid(_ signature: [UInt8], over text: String) -> Bool {
        guard signature.count == 64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }
}

/// The private half of a key that signs notes: the exchange's, for its receipts.
public struct NoteSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The public half.
    public let verifier: NoteVerifier

    /// - Throws: `.malformedName`; `.malformed` if `seed` has not 32 bytes.
    public init(name: String, seed: [UInt8]) throws(NoteKeyError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .malformed
        }
        self.key = key
        verifier = try NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the text form: `PRIVATE+KEY+name+hex(key ID)+base64(0x01 ‖ 32 bytes of seed)`.
    public init(_ text: String) throws(NoteKeyError) {
        guard text.hasPrefix(Self.prefix) else { throw .malformed }
        let text = try NoteKeyText(String(text.dropFirst(Self.prefix.count)))
        try self.init(name: text.name, seed: text.key)
        guard verifier.keyID == text.keyID else { throw .keyIDMismatch }
    }

    /// A new key.
    ///
    /// - Throws: `.malformedName`.
    public static func generate(name: String) throws(NoteKeyError) -> NoteSigner {
        try NoteSigner(
            name: name, seed: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    /// The text form, which holds the secret: for a file that only its owner can read.
    public var secretText: String {
        let seed = Array(key.rawRepresentation)
        return Self.prefix
            + NoteKeyText.text(name: verifier.name, keyID: verifier.keyID, key: seed)
    }

    func sign(_ text: String) throws(SignedNoteError) -> [UInt8] {
        guard let signature = try? key.signature(for: Array(text.utf8)) else {
            throw .signingFailed
        }
        return Array(signature)
    }

    private static let prefix = "PRIVATE+KEY+"
}

// A key must not reach a log by way of string interpolation.
extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "NoteSigner(\(verifier.name))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What the texts of public and private keys share: a name, a key ID and 32 bytes.
private struct NoteKeyText {
    let name: String
    let keyID: UInt32
    let key: [UInt8]

    /// The signature type of Ed25519.
    private static let algorithm: UInt8 = 0x01

    init(_ text: String) throws(NoteKeyError) {
        // Base64 may hold plus signs as well, names and IDs may not.
        let pieces = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[1].utf8.count == 8, let id = Hex.decode(pieces[1]),
            let bytes = Base64.standard.decode(pieces[2]), let algorithm = bytes.first
        else { throw .malformed }
        guard algorithm == Self.algorithm else { throw .unsupportedAlgorithm }
        guard bytes.count == 33 else { throw .malformed }
        name = String(pieces[0])
        keyID = id.reduce(0) { $0 << 8 | UInt32($1) }
        key = Array(bytes.dropFirst())
    }

    static func text(name: String, keyID: UInt32, key: [UInt8]) -> String {
        "\(name)+\(Hex.encode(bytes(of: keyID)))+\(Base64.standard.encode([algorithm] + key))"
    }

    static func keyID(name: String, publicKey: [UInt8]) -> UInt32 {
        let input = Array(name.utf8) + [UInt8(ascii: "\n"), algorithm] + publicKey
        return SHA256.hash(data: input).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func bytes(of keyID: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: keyID >> $0) }
    }

    static func isName(_ name: String) -> Bool {
        guard (1...DocumentLimits.noteKeyNameBytesMax).contains(name.utf8.count) else {
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
    static func isName(_ name: String) -> Bool { NoteKeyText.isName(name) }
}
