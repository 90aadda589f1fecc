import Crypto
import TransparencyLog
import X509

/// A sender's signature over the exact bytes of a document: a detached JWS in compact form.
///
/// The bytes are signed as they are (`"b64": false`), not their Base64 text, so that the document
/// stays readable and nothing is encoded twice. Any JOSE library that knows RFC 7797 can check it.
///
/// Byte layout: `BASE64URL(protected header) ".." BASE64URL(signature)`; what is signed is the
/// first segment's ASCII text, a dot, and the document's bytes.
///
/// Source: RFC 7515, section 7.1 and appendix F; RFC 7797, section 5.
public struct DetachedJWS: Hashable, Sendable {
    /// The signature as it travels, ASCII only.
    public let compact: String
    /// The algorithm that the protected header names.
    public let algorithm: SignatureAlgorithm
    /// When the signer says that it signed, to the second. Nobody else vouches for it.
    public let issuedAt: Timestamp
    /// SHA-256 of the certificate, in DER, that the signer says it signed with.
    public let certificateDigest: [UInt8]
    private let signature: [UInt8]

    /// Reads a signature, strictly: one spelling, five header members, nothing unknown.
    ///
    /// This checks the form only; see ``verify(_:certificate:)``.
    public init(parsing text: String) throws(JWSError) {
        guard text.utf8.count <= DocumentLimits.signatureBytesMax else { throw .tooLong }
        let segments = text.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard segments.count == 3, !segments[0].isEmpty, !segments[2].isEmpty else {
            throw .malformed
        }
        guard segments[1].isEmpty else { throw .attachedPayload }
        guard let json = Base64.url.decode(utf8: Array(segments[0])),
            let signature = Base64.url.decode(utf8: Array(segments[2]))
        else { throw .base64 }
        self.init(compact: text, header: try ProtectedHeader(json: json), signature: signature)
    }

    private init(compact: String, header: ProtectedHeader, signature: [UInt8]) {
        self.compact = compact
        self.signature = signature
        algorithm = header.algorithm
        issuedAt = Timestamp(microseconds: header.issuedAtSeconds * 1_000_000)
        certificateDigest = header.certificateDigest
    }

    /// Signs the exact bytes of a document.
    ///
    /// - Parameters:
    ///   - document: the bytes; requires that they are the ones that will be sent.
    ///   - certificateDER: the signer's certificate, whose fingerprint goes into the header.
    ///   - issuedAt: the time of signing; what is below the second is dropped.
    /// - Throws: `.certificateMismatch` if the certificate is not about `key`; `.signingFailed`.
    public static func sign(
        _ document: [UInt8], with key: SigningKey, certificateDER: [UInt8],
        issuedAt: Timestamp = .now()
    ) throws(JWSError) -> DetachedJWS {
        guard let certificate = try? Certificate(derEncoded: certificateDER),
            key.matches(certificate)
        else { throw .certificateMismatch }
        let header = ProtectedHeader(
            algorithm: key.algorithm, issuedAtSeconds: max(0, issuedAt.seconds),
            certificateDigest: SHA256.digest(of: certificateDER))
        let protected = Base64.url.encode(Array(header.json.utf8))
        let signature = try key.sign(prefix: Array("\(protected).".utf8), payload: document)
        return DetachedJWS(
            compact: "\(protected)..\(Base64.url.encode(signature))", header: header,
            signature: signature)
    }

    /// Checks that this is the signature of the holder of `certificateDER` over `document`.
    ///
    /// Whether the certificate can be trusted is another question: see
    /// ``SignerChain/validate(roots:at:)``.
    ///
    /// - Throws: `.certificateMismatch`, `.unsupportedKey`, `.algorithmMismatch` or
    ///   `.signatureInvalid`, in this order of checking.
    public func verify(_ document: [UInt8], certificateDER: [UInt8]) throws(JWSError) {
        guard let certificate = try? Certificate(derEncoded: certificateDER) else {
            throw .certificateMismatch
        }
        try verify(
            document, key: try VerificationKey(certificate),
            fingerprint: SHA256.digest(of: certificateDER))
    }

    /// As ``verify(_:certificateDER:)``, for callers that keep a certificate's key and fingerprint
    /// at hand: reading them again costs more than a short document's hash.
    public func verify(
        _ document: [UInt8], key: VerificationKey, fingerprint: [UInt8]
    ) throws(JWSError) {
        guard certificateDigest == fingerprint else { throw .certificateMismatch }
        guard algorithm == key.algorithm else {
            throw .algorithmMismatch(signature: algorithm, key: key.algorithm)
        }
        // Base64url text has no dots, so that the first dot ends the protected header.
        let prefix = Array(compact.utf8.prefix { $0 != UInt8(ascii: ".") }) + [UInt8(ascii: ".")]
        guard key.isValid(signature, prefix: prefix, payload: document) else {
            throw .signatureInvalid
        }
    }

    /// SHA-256 of the compact text: what a receipt says about this signature.
    public var digest: [UInt8] { SHA256.digest(of: Array(compact.utf8)) }
}
