import Crypto
import CryptoExtras
public import X509

/// The public key of a certificate, ready to check documents' signatures.
public struct VerificationKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    private let key: Key

    /// Takes the key out of `certificate`.
    ///
    /// - Throws: `.unsupportedKey` if the key is none of P-256, P-384, Ed25519 and RSA of 2048 to
    ///   8192 bits.
    public init(_ certificate: Certificate) throws(JWSError) {
        let publicKey = certificate.publicKey
        if let p256 = P256.Signing.PublicKey(publicKey) {
            key = .p256(p256)
        } else if let p384 = P384.Signing.PublicKey(publicKey) {
            key = .p384(p384)
        } else if let ed25519 = Curve25519.Signing.PublicKey(publicKey) {
            key = .ed25519(ed25519)
        } else if let rsa = _RSA.Signing.PublicKey(publicKey) {
            guard DocumentLimits.rsaBits.contains(rsa.keySizeInBits) else {
                throw .unsupportedKey
            }
            key = .rsa(rsa)
        } else {
            throw .unsupportedKey
        }
    }

    init(_ key: SigningKey) {
        self.key =
            switch key.key {
            case .p256(let key): .p256(key.publicKey)
            case .p384(let key): .p384(key.publicKey)
            case .rsa(let key): .rsa(key.publicKey)
            case .ed25519(let key): .ed25519(key.publicKey)
            }
    }

    /// The one algorithm that this type of key signs with.
    public var algorithm: SignatureAlgorithm {
        switch key {
        case .p256: .es256
        case .p384: .es384
        case .rsa: .ps256
        case .ed25519: .edDSA
        }
    }

    /// How long every signature by this key is.
    var signatureBytes: Int {
        switch key {
        case .p256, .ed25519: 64
        case .p384: 96
        case .rsa(let key): (key.keySizeInBits + 7) / 8
        }
    }

    /// Whether `signature` is this key's over `prefix` followed by `payload`.
    ///
    /// Cost: one hash over both and one public-key operation; only Ed25519 copies the payload, as
    /// it hashes twice.
    func isValid(_ signature: [UInt8], prefix: [UInt8], payload: [UInt8]) -> Bool {
        guard signature.count == signatureBytes else { return false }
        switch key {
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            let digest = Self.digest(SHA256.self, prefix: prefix, payload: payload)
            return key.isValidSignature(signature, for: digest)
        case .p384(let key):
            guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            let digest = Self.digest(SHA384.self, prefix: prefix, payload: payload)
            return key.isValidSignature(signature, for: digest)
        case .rsa(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            let digest = Self.digest(SHA256.self, prefix: prefix, payload: payload)
            return key.isValidSignature(signature, for: digest, padding: .PSS)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: prefix + payload)
        }
    }

    /// Whether both are the same key.
    func isSame(as other: VerificationKey) -> Bool {
        switch (key, other.key) {
        case (.p256(let left), .p256(let right)):
            left.rawRepresentation == right.rawRepresentation
        case (.p384(let left), .p384(let right)):
            left.rawRepresentation == right.rawRepresentation
        case (.rsa(let left), .rsa(let right)):
            left.derRepresentation == right.derRepresentation
        case (.ed25519(let left), .ed25519(let right)):
            left.rawRepresentation == right.rawRepresentation
        default:
            false
        }
    }

    static func digest<Hash: HashFunction>(
        _ type: Hash.Type, prefix: [UInt8], payload: [UInt8]
    ) -> Hash.Digest {
        var hash = Hash()
        hash.update(data: prefix)
        hash.update(data: payload)
        return hash.finalize()
    }
}
