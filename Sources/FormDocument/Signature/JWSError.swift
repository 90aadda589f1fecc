/// Why a detached signature is refused, or could not be made.
public enum JWSError: Error, Sendable, Equatable {
    /// The text is longer than ``DocumentLimits/signatureBytesMax``.
    case tooLong
    /// The text is not `protected..signature`.
    case malformed
    /// There is text between the dots: the payload travels beside the signature, never in it.
    case attachedPayload
    /// A segment is not Base64url without padding, or is not its one canonical spelling.
    case base64
    /// The protected header is not JSON, repeats a member or is not an object.
    case headerNotJSON
    /// The protected header lacks this member.
    case missingMember(String)
    /// The protected header has a member beyond the five that belong there.
    case unknownMember
    /// This member of the protected header has another value than it may have.
    case unexpectedValue(String)
    /// `crit` names an extension other than `b64`.
    case unknownCriticalExtension
    /// `alg` is none of ES256, ES384, PS256 and EdDSA.
    case unsupportedAlgorithm
    /// The certificate's key is of a type or size that does not sign here.
    case unsupportedKey
    /// `alg` is not the algorithm that the certificate's key signs with.
    case algorithmMismatch(signature: SignatureAlgorithm, key: SignatureAlgorithm)
    /// `x5t#S256` is not the fingerprint of the certificate, or the key is not the certificate's.
    case certificateMismatch
    /// The signature is not the key's over these bytes.
    case signatureInvalid
    /// The key could not sign.
    case signingFailed
}

extension JWSError: CustomStringConvertible {
    /// One English sentence, without anything taken from the signature.
    public var description: String {
        switch self {
        case .tooLong:
            "The signature is longer than \(DocumentLimits.signatureBytesMax) bytes."
        case .malformed:
            "The signature is not a detached JWS in compact form (protected..signature)."
        case .attachedPayload:
            "The signature carries a payload of its own; it must be detached."
        case .base64:
            "A segment of the signature is not canonical Base64url."
        case .headerNotJSON:
            "The signature's protected header is not a JSON object with unique members."
        case .missingMember(let name):
            "The signature's protected header lacks \"\(name)\"."
        case .unknownMember:
            "The signature's protected header has a member that does not belong there."
        case .unexpectedValue(let name):
            "The signature's protected header has a value that is not allowed in \"\(name)\"."
        case .unknownCriticalExtension:
            "The signature's protected header names a critical extension other than \"b64\"."
        case .unsupportedAlgorithm:
            "The signature's algorithm is none of ES256, ES384, PS256, EdDSA."
        case .unsupportedKey:
            "The certificate's key is none of P-256, P-384, Ed25519 and RSA of 2048 to 8192 bits."
        case .algorithmMismatch(let signature, let key):
            "The signature says \(signature.rawValue), the certificate's key signs \(key.rawValue)."
        case .certificateMismatch:
            "The signature was made with another certificate."
        case .signatureInvalid:
            "The signature does not fit the document."
        case .signingFailed:
            "The key could not sign."
        }
    }
}
