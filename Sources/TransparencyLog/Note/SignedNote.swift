/// Why text is not a signed note, or the note cannot be relied on.
public enum SignedNoteError: Error, Sendable, Equatable {
    /// The note is longer than ``LogLimits/noteBytesMax``.
    case tooLong
    /// The bytes are not UTF-8, or hold a control character other than a newline.
    case notText
    /// The text does not end in a newline, or no empty line sets it apart from its signatures.
    case malformed
    /// A signature's line is not `— name base64`.
    case malformedSignature
    /// There are more signatures than ``LogLimits/noteSignaturesMax``.
    case tooManySignatures
    /// None of the signatures is by a key that the reader knows.
    case noKnownSignature
    /// A signature says that it is by a known key, and is not.
    case signatureInvalid
    /// The key could not sign, or is of a type that does not sign this.
    case signingFailed
}

/// A text with signatures below it, in the format of transparency logs.
///
/// Byte layout: the text, which ends in a newline; an empty line; then for each signature an em
/// dash (U+2014), a space, the key's name, a space, Base64 of key ID (4 bytes, big-endian) ‖
/// signature, a newline. Everything is UTF-8.
///
/// Source: C2SP signed-note.
public struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// One signature line.
    public struct Signature: Hashable, Sendable {
        public let name: String
        public let keyID: UInt32
        let bytes: [UInt8]
        /// The line, with its newline.
        let line: String
    }

    /// What is signed, up to and including its last newline.
    public let text: String
    public let signatures: [Signature]

    /// The whole note as it travels.
    public var description: String {
        "\(text)\n\(signatures.map(\.line).joined())"
    }

    /// Reads a note. This checks the form only: see ``verify(with:)``.
    public init(parsing note: String) throws(SignedNoteError) {
        let bytes = Array(note.utf8)
        guard bytes.count <= LogLimits.noteBytesMax else { throw .tooLong }
        let newline = UInt8(ascii: "\n")
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == newline }) else { throw .notText }
        guard bytes.last == newline else { throw .malformed }
        // The text may hold empty lines of its own: the last one ends it.
        guard
            let gap = bytes.indices.dropFirst().last(where: {
                bytes[$0] == newline && bytes[$0 - 1] == newline
            }), gap < bytes.count - 1
        else { throw .malformed }
        let lines = bytes[(gap + 1)...].dropLast().split(
            separator: newline, omittingEmptySubsequences: false)
        guard lines.count <= LogLimits.noteSignaturesMax else { throw .tooManySignatures }
        var signatures: [Signature] = []
        for line in lines {
            signatures.append(try Signature(String(decoding: line, as: UTF8.self)))
        }
        self.init(text: String(decoding: bytes[..<gap], as: UTF8.self), signatures: signatures)
    }

    /// Reads a note from bytes.
    public init(parsing bytes: [UInt8]) throws(SignedNoteError) {
        guard bytes.count <= LogLimits.noteBytesMax else { throw .tooLong }
        guard let note = String(validating: bytes, as: UTF8.self) else { throw .notText }
        try self.init(parsing: note)
    }

    private init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Signs `text`.
    ///
    /// - Throws: `.malformed` if `text` does not end in a newline; `.notText` if it holds another
    ///   control character; `.signingFailed`.
    public static func sign(
        _ text: String, with signer: NoteSigner
    ) throws(SignedNoteError) -> SignedNote {
        guard text.utf8.last == UInt8(ascii: "\n") else { throw .malformed }
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }) else {
            throw .notText
        }
        guard signer.verifier.type == .note else { throw .signingFailed }
        let signature = Signature(by: signer.verifier, bytes: try signer.sign(text))
        return SignedNote(text: text, signatures: [signature])
    }

    /// This note with one more signature, which is not checked here.
    ///
    /// One by the same key takes the place of the earlier one: a witness's newest counts.
    ///
    /// - Throws: `.tooManySignatures`; `.tooLong`.
    public func adding(_ signature: Signature) throws(SignedNoteError) -> SignedNote {
        let others = signatures.filter {
            $0.name != signature.name || $0.keyID != signature.keyID
        }
        guard others.count < LogLimits.noteSignaturesMax else { throw .tooManySignatures }
        let note = SignedNote(text: text, signatures: others + [signature])
        guard note.description.utf8.count <= LogLimits.noteBytesMax else { throw .tooLong }
        return note
    }

    /// Checks the signatures of the keys that the reader knows.
    ///
    /// Signatures by other keys are passed over, as the format asks: a note may carry those of
    /// witnesses that this reader has never heard of.
    ///
    /// - Returns: the known keys that signed, each once, in the order of their lines; never empty.
    /// - Throws: `.signatureInvalid` if one that names a known key is not that key's;
    ///   `.noKnownSignature`.
    @discardableResult
    public func verify(with known: [NoteVerifier]) throws(SignedNoteError) -> [NoteVerifier] {
        var signers: [NoteVerifier] = []
        for signature in signatures {
            let candidates = known.filter {
                // By their bytes: strings are equal if they mean the same characters.
                $0.name.utf8.elementsEqual(signature.name.utf8) && $0.keyID == signature.keyID
            }
            guard !candidates.isEmpty else { continue }
            guard let signer = candidates.first(where: { $0.isValid(signature.bytes, over: text) })
            else { throw .signatureInvalid }
            if !signers.contains(signer) { signers.append(signer) }
        }
        guard !signers.isEmpty else { throw .noKnownSignature }
        return signers
    }
}

extension SignedNote.Signature: CustomStringConvertible {
    /// The line as it stands in a note, without its newline.
    public var description: String { String(line.dropLast()) }

    init(by verifier: NoteVerifier, bytes: [UInt8]) {
        name = verifier.name
        keyID = verifier.keyID
        self.bytes = bytes
        line = "\u{2014} \(name) \(Base64.standard.encode(verifier.keyIDBytes + bytes))\n"
    }

    /// Reads a line without its newline: `— name base64`.
    public init(_ line: String) throws(SignedNoteError) {
        let pieces = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0].elementsEqual(["\u{2014}"]),
            let bytes = Base64.standard.decode(String(pieces[2])), bytes.count >= 5
        else { throw .malformedSignature }
        let name = String(pieces[1])
        guard NoteVerifier.isName(name) else { throw .malformedSignature }
        self.name = name
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes.dropFirst(4))
        self.line = line + "\n"
    }
}
