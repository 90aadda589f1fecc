internal import SwiftASN1
internal import X509

/// Reads certificates in PEM, one after another.
enum PEMCertificates {
    /// - Throws: a PEM or ASN.1 error, also when there is no certificate at all.
    static func parse(_ text: String) throws -> [Certificate] {
        let certificates = try PEMDocument.parseMultiple(pemString: text)
            .filter { $0.discriminator == Certificate.defaultPEMDiscriminator }
            .map { try Certificate(pemDocument: $0) }
        guard !certificates.isEmpty else {
            throw ConfigurationError("there is no certificate in this PEM text")
        }
        return certificates
    }
}
