import Crypto
public import FormSchemas

/// A document as it is signed, sent, stored and returned: exact bytes and what they say.
///
/// Its JSON can be read; nothing else is promised until header, parts and form have been checked.
public struct SealedDocument: Sendable {
    /// The exact bytes. They are what is signed and hashed, never a re-encoding of them.
    public let bytes: [UInt8]
    /// SHA-256 of ``bytes``.
    public let digest: [UInt8]
    public let json: JSONDocument
    /// The places of confidential parts, in the order of the text.
    public let partReferences: [PartReference]

    /// Reads a document.
    ///
    /// - Throws: ``JSONError``, `TOO_LARGE` above ``DocumentLimits/documentBytesMax`` included.
    public init(bytes: [UInt8]) throws(JSONError) {
        json = try JSONDocument(bytes, limits: .sealedDocument)
        self.bytes = bytes
        digest = SHA256.digest(of: bytes)
        partReferences = PartReference.list(in: json.root)
    }

    /// Reads who sent the document and under which ID, and nothing else.
    public func readIdentity() throws(HeaderError) -> DocumentIdentity {
        try DocumentIdentity(documentRoot: json.root)
    }

    /// Reads the whole header. Cost: its conversion each time; keep the result.
    public func readHeader() throws(HeaderError) -> FormHeader {
        try FormHeader(documentRoot: json.root)
    }
}

extension JSONLimits {
    /// The limits of JSON documents, and the exchange's own for their size.
    static let sealedDocument = JSONLimits(bytesMax: DocumentLimits.documentBytesMax)
}
