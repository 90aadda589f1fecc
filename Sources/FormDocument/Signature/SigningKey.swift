import Crypto
import CryptoExtras
import SwiftASN1
public import X509

/// Why text is not a key that can sign documents.
public enum SigningKeyError: Error, Sendable, Equatable {
    /// The text is not PEM, or holds no private key or several.
    case noPrivateKey
    /// The key is encrypted with a passphrase.
    case encrypted
    /// The key is well formed and of a type that does not sign here.
    case unsupportedKey
    /// An RSA key is smaller than 2048 or larger than 8192 bits.
    case rsaKeySize
    /// The key's bytes cannot be read.
    case malformed
}

/// A private key that signs documents: P-256, P-384, RSA (2048 to 8192 bits) or Ed25519.
public struct SigningKey: Sendable {
    enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
    }

    let key: Key

    /// The one algorithm that this type of key signs with.
    public var algorithm: SignatureAlgorithm { VerificationKey(self).algorithm }

    /// Whether `certificate` is about this key.
    public func matches(_ certificate: Certificate) -> Bool {
        guard let other = try? VerificationKey(certificate) else { return false }
        return VerificationKey(self).isSame(as: other)
    }

    /// The signature over `prefix` followed by `payload`, in the algorithm's JOSE form.
    func sign(prefix: [UInt8], payload: [UInt8]) throws(JWSError) -> [UInt8] {
        do {
            switch key {
            case .p256(let key):
                let digest = VerificationKey.digest(SHA256.self, prefix: prefix, payload: payload)
                return Array(try key.signature(for: digest).rawRepresentation)
            case .p384(let key):
                let digest = VerificationKey.digest(SHA384.self, prefix: prefix, payload: payload)
                return Array(try key.signature(for: digest).rawRepresentation)
            case .rsa(let key):
                let digest = VerificationKey.digest(SHA256.self, prefix: prefix, payload: payload)
                return Array(try key.signature(for: digest, padding: .PSS).rawRepresentation)
            case .ed25519(let key):
                return Array(try key.signature(for: prefix + payload))
            }
        } catch {
            throw .signingFailed
        }
    }
}

// A key must not reach a log by way of string interpolation.
extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SigningKey(\(algorithm.rawValue))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

// MARK: - PEM

extension SigningKey {
    /// Reads a private key from PEM: PKCS#8 (`PRIVATE KEY`), SEC 1 (`EC PRIVATE KEY`) or PKCS#1
    /// (`RSA PRIVATE KEY`).
    ///
    /// Other blocks in the text, such as certificates or `EC PARAMETERS`, are passed over.
    ///
    /// - Throws: ``SigningKeyError``.
    ///
    /// Source: RFC 7468; RFC 5958; RFC 5915; RFC 8410.
    public init(pem: String) throws(SigningKeyError) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: pem) else {
            throw .noPrivateKey
        }
        let keys = documents.filter { $0.discriminator.hasSuffix("PRIVATE KEY") }
        guard keys.count == 1, let document = keys.first else { throw .noPrivateKey }
        switch document.discriminator {
        case "PRIVATE KEY": key = try Self.pkcs8(document.derBytes)
        case "EC PRIVATE KEY": key = try Self.ellipticCurve(document.derBytes)
        case "RSA PRIVATE KEY": key = try Self.rsa(document.derBytes)
        case "ENCRYPTED PRIVATE KEY": throw .encrypted
        default: throw .unsupportedKey
        }
    }

    private static func pkcs8(_ der: [UInt8]) throws(SigningKeyError) -> Key {
        guard let info = try? PrivateKeyInfo(der) else { throw .malformed }
        switch info.algorithm {
        case .AlgorithmIdentifier.idEcPublicKey:
            return try ellipticCurve(der)
        case .AlgorithmIdentifier.rsaEncryption:
            return try rsa(der)
        case [1, 3, 101, 112]:
            // id-Ed25519. RFC 8410, section 7: an OCTET STRING of the seed within the other one.
            guard let seed = try? ASN1OctetString(derEncoded: Array(info.key)).bytes,
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(seed))
            else { throw .malformed }
            return .ed25519(key)
        default:
            throw .unsupportedKey
        }
    }

    private static func ellipticCurve(_ der: [UInt8]) throws(SigningKeyError) -> Key {
        if let key = try? P256.Signing.PrivateKey(derRepresentation: der) { return .p256(key) }
        if let key = try? P384.Signing.PrivateKey(derRepresentation: der) { return .p384(key) }
        if (try? P521.Signing.PrivateKey(derRepresentation: der)) != nil { throw .unsupportedKey }
        throw .malformed
    }

    private static func rsa(_ der: [UInt8]) throws(SigningKeyError) -> Key {
        // "unsafe" only means that smaller keys are read too: their size is judged here.
        guard let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: der) else {
            throw .malformed
        }
        guard DocumentLimits.rsaBits.contains(key.keySizeInBits) else { throw .rsaKeySize }
        return .rsa(key)
    }
}

/// The head of a PKCS#8 key: which algorithm, and the octets that hold the key.
private struct PrivateKeyInfo {
    let algorithm: ASN1ObjectIdentifier
    let key: ArraySlice<UInt8>

    init(_ der: [UInt8]) throws {
        self = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
            let version = try Int(derEncoded: &nodes)
            // Version 1 appends the public key (RFC 5958), which is not needed here.
            guard (0...1).contains(version), let identifier = nodes.next() else {
                throw ASN1Error.invalidASN1Object(reason: "unknown version")
            }
            let algorithm = try DER.sequence(identifier, identifier: .sequence) { fields in
                let algorithm = try ASN1ObjectIdentifier(derEncoded: &fields)
                _ = fields.next()
                return algorithm
            }
            let key = try ASN1OctetString(derEncoded: &nodes).bytes
            while nodes.next() != nil {}
            return PrivateKeyInfo(algorithm: algorithm, key: key)
        }
    }

    private init(algorithm: ASN1ObjectIdentifier, key: ArraySlice<UInt8>) {
        self.algorithm = algorithm
        self.key = key
    }
}
