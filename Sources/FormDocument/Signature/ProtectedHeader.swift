import FormSchemas
import TransparencyLog

/// The protected header of a document's signature.
///
/// It has exactly five members: `alg`, `b64` (always false), `crit` (always `["b64"]`), `iat` and
/// `x5t#S256`. Whoever signs may order and space them as they like; the signature covers the text
/// as it stands.
///
/// Source: RFC 7515, section 4; RFC 7797, section 3.
struct ProtectedHeader: Equatable {
    let algorithm: SignatureAlgorithm
    /// When the signer says that it signed, in whole seconds since 1970.
    let issuedAtSeconds: Int64
    /// SHA-256 of the signer's certificate in DER.
    let certificateDigest: [UInt8]

    init(algorithm: SignatureAlgorithm, issuedAtSeconds: Int64, certificateDigest: [UInt8]) {
        self.algorithm = algorithm
        self.issuedAtSeconds = issuedAtSeconds
        self.certificateDigest = certificateDigest
    }

    /// The text that this exchange's own signers write.
    var json: String {
        """
        {"alg":"\(algorithm.rawValue)","b64":false,"crit":["b64"],"iat":\(issuedAtSeconds),\
        "x5t#S256":"\(Base64.url.encode(certificateDigest))"}
        """
    }

    /// Reads a header that anyone wrote.
    ///
    /// `alg` and `crit` come first, as they decide whether the rest can be understood at all.
    init(json bytes: [UInt8]) throws(JWSError) {
        guard let document = try? JSONDocument(bytes), document.root.kind == .object else {
            throw .headerNotJSON
        }
        let root = document.root
        for name in Self.names where root[name] == nil { throw .missingMember(name) }
        guard let algorithm = root["alg"]?.string.flatMap(SignatureAlgorithm.init) else {
            throw .unsupportedAlgorithm
        }
        guard let critical = root["crit"], critical.kind == .array,
            critical.elements.map(\.string) == ["b64"]
        else { throw .unknownCriticalExtension }
        guard root.count == Self.names.count else { throw .unknownMember }
        guard root["b64"]?.bool == false else { throw .unexpectedValue("b64") }
        // Digits only: 1.0 or 1e9 would be the same number in another spelling.
        guard let iat = root["iat"], let seconds = iat.int, iat.numberText == String(seconds),
            Self.secondsAllowed.contains(seconds)
        else { throw .unexpectedValue("iat") }
        guard let digest = root["x5t#S256"]?.string.flatMap({ Base64.url.decode($0) }),
            digest.count == 32
        else { throw .unexpectedValue("x5t#S256") }
        self.init(
            algorithm: algorithm, issuedAtSeconds: Int64(seconds), certificateDigest: digest)
    }

    private static let names = ["alg", "b64", "crit", "iat", "x5t#S256"]
    /// From 1970 to the end of the year 9999.
    private static let secondsAllowed = 0...253_402_300_799
}
