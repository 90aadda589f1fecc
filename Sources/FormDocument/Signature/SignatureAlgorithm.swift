/// The signature algorithms of the exchange, by their JOSE names.
///
/// The key decides: each type of key signs with exactly one algorithm, so that a signature cannot
/// be moved to a weaker one. Anything else, `none` and `HS256` above all, does not exist here.
///
/// Source: RFC 7518, sections 3.4 and 3.5; RFC 8037, section 3.1.
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256; the signature is R ‖ S, 64 bytes.
    case es256 = "ES256"
    /// ECDSA on P-384 with SHA-384; the signature is R ‖ S, 96 bytes.
    case es384 = "ES384"
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes; as long as the modulus.
    case ps256 = "PS256"
    /// Ed25519; 64 bytes.
    case edDSA = "EdDSA"
}
