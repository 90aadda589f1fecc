import Crypto
import CryptoExtras
import X509

extension Certificate {
    /// Whether key and signature are of the kinds that a chain may use.
    ///
    /// The lists are ours: what X509 can verify (SHA-1, RSA of any size) is more than what can
    /// still be relied on.
    var hasAcceptedAlgorithms: Bool {
        Self.signatureAlgorithmsAccepted.contains(signatureAlgorithm) && hasAcceptedKey
    }

    /// Whether the key is P-256, P-384, P-521, Ed25519 or RSA of a size that signs.
    ///
    /// A trusted root is asked for this only: nobody verifies the signature that it bears.
    var hasAcceptedKey: Bool {
        if let rsa = _RSA.Signing.PublicKey(publicKey) {
            return DocumentLimits.rsaBits.contains(rsa.keySizeInBits)
        }
        return P256.Signing.PublicKey(publicKey) != nil
            || P384.Signing.PublicKey(publicKey) != nil
            || P521.Signing.PublicKey(publicKey) != nil
            || Curve25519.Signing.PublicKey(publicKey) != nil
    }

    private static let signatureAlgorithmsAccepted: Set<SignatureAlgorithm> = [
        .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512, .ed25519,
        .sha256WithRSAEncryption, .sha384WithRSAEncryption, .sha512WithRSAEncryption,
    ]
}
