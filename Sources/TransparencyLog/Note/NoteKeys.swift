import Crypto

/// Why text is not a key of signed notes.
public enum NoteKeyError: Error, Sendable, Equatable {
    /// The name is empty, too long, or holds a space, a plus sign or a control character.
    case malformedName
    /// The text is not `name+id+key`, or `PRIVATE+KEY+name+id+key` for a private one.
    case malformed
    /// The key is of none of the types of ``NoteKeyType``.
    case unsupportedAlgorithm
    /// The ID in the text is not the one that name and key give.
    case keyIDMismatch
}

/// What an Ed25519 key signs. The byte is part of the key's text and of its ID, so that a key of one
/// type is never taken for one of the other.
///
/// Source: C2SP signed-note, "Signature types".
public enum NoteKeyType: UInt8, Sendable {
    /// The text of a note: the key of an exchange, for the checkpoints of its log.
    case note = 0x01
    /// A checkpoint and the time when it was seen: the key of a witness.
    ///
    /// Source: C2SP tlog-cosignature, `cosignature/v1`.
    case cosignature = 0x04
}

/// The public half of a key that signs notes: what a reader of receipts is configured with.
///
/// Byte layout of its text: `name "+" hex(key ID) "+" base64(type ‖ 32 bytes)`; the key ID is the
/// first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key).
///
/// Source: C2SP signed-note; the text is that of golang.org/x/mod/sumdb/note.
public struct NoteVerifier: Hashable, Sendable, CustomStringConvertible {
    /// Whose key it is; of a receipt's key, the exchange.
    public let name: String
    /// The number that tells keys of one name apart. It is no proof of anything.
    public let keyID: UInt32
    /// What it signs.
    public let type: NoteKeyType
    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]

    /// - Throws: `.malformedName`; `.malformed` if `publicKey` has not 32 bytes.
    public init(
        name: String, type: NoteKeyType = .note, publicKey: [UInt8]
    ) throws(NoteKeyError) {
        guard NoteKeyText.isName(name) else { throw .malformedName }
        guard publicKey.count == 32 else { throw .malformed }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        keyID = NoteKeyText.keyID(name: name, type: type, publicKey: publicKey)
    }

    /// Reads the text form.
    public init(_ text: String) throws(NoteKeyError) {
        let text = try NoteKeyText(text)
        try self.init(name: text.name, type: text.type, publicKey: text.key)
        guard keyID == text.keyID else { throw .keyIDMismatch }
    }

    public var description: String {
        NoteKeyText.text(name: name, keyID: keyID, type: type, key: publicKey)
    }

    /// Whether `signature`, as a note's line has it, is this key's over `text`.
    func isValid(_ signature: [UInt8], over text: String) -> Bool {
        var signature = signature
        var message = text
        if type == .cosignature {
            guard let parts = TimedSignature(bytes: signature) else { return false }
            signature = parts.signature
            message = TimedSignature.message(text, time: parts.time)
        }
        guard signature.count == 64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: Array(message.utf8))
    }
}

/// The private half of a key that signs notes: the exchange's, or a witness's.
public struct NoteSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The public half.
    public let verifier: NoteVerifier

    /// - Throws: `.malformedName`; `.malformed` if `seed` has not 32 bytes.
    public init(
        name: String, type: NoteKeyType = .note, seed: [UInt8]
    ) throws(NoteKeyError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .malformed
        }
        self.key = key
        verifier = try NoteVerifier(
            name: name, type: type, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the text form: `PRIVATE+KEY+name+hex(key ID)+base64(type ‖ 32 bytes of seed)`.
    public init(_ text: String) throws(NoteKeyError) {
        guard text.hasPrefix(Self.prefix) else { throw .malformed }
        let text = try NoteKeyText(String(text.dropFirst(Self.prefix.count)))
        try self.init(name: text.name, type: text.type, seed: text.key)
        guard verifier.keyID == text.keyID else { throw .keyIDMismatch }
    }

    /// A new key.
    ///
    /// - Throws: `.malformedName`.
    public static func generate(
        name: String, type: NoteKeyType = .note
    ) throws(NoteKeyError) -> NoteSigner {
        try NoteSigner(
            name: name, type: type, seed: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    /// The text form, which holds the secret: for a file that only its owner can read.
    public var secretText: String {
        let seed = Array(key.rawRepresentation)
        return Self.prefix
            + NoteKeyText.text(
                name: verifier.name, keyID: verifier.keyID, type: verifier.type, key: seed)
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
