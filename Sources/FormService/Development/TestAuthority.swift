internal import Crypto
internal import FormDocument
internal import Foundation
internal import SwiftASN1
internal import X509

/// A throw-away certificate authority for development: everything it issues says TEST.
struct TestAuthority {
    let certificate: Certificate
    private let key: Certificate.PrivateKey

    /// A certificate with its key.
    struct Issued {
        let certificate: Certificate
        let key: Certificate.PrivateKey

        /// The files' contents, PEM.
        func pem() throws -> (certificate: String, key: String) {
            (
                try certificate.serializeAsPEM().pemString,
                try key.serializeAsPEM().pemString
            )
        }
    }

    /// A new authority, valid for ten years.
    init(now: Date = Date()) throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName {
            OrganizationName("Benelux Form Exchange TEST")
            CommonName("TEST authority")
        }
        certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-3_600),
            notValidAfter: now.addingTimeInterval(10 * 365 * 86_400),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
        self.key = key
    }

    /// Takes up an authority from its files.
    init(certificatePEM: String, keyPEM: String) throws {
        certificate = try Certificate(pemEncoded: certificatePEM)
        key = try Certificate.PrivateKey(pemEncoded: keyPEM)
    }

    func pem() throws -> (certificate: String, key: String) {
        try Issued(certificate: certificate, key: key).pem()
    }

    /// Issues the server's certificate for this machine's own names.
    func issueServer(validFor lifetime: TimeInterval = 365 * 86_400) throws -> Issued {
        try issue(
            subject: DistinguishedName {
                OrganizationName("Benelux Form Exchange TEST")
                CommonName("localhost")
            },
            usage: .serverAuth,
            names: [
                .dnsName("localhost"),
                .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                .ipAddress(
                    ASN1OctetString(
                        contentBytes: ArraySlice([UInt8](repeating: 0, count: 15) + [1]))),
            ],
            from: Date().addingTimeInterval(-3_600), lifetime: lifetime)
    }

    /// Issues a certificate with which `agency` connects and signs.
    func issue(
        to agency: AgencyCode, from start: Date = Date().addingTimeInterval(-3_600),
        validFor lifetime: TimeInterval = 365 * 86_400
    ) throws -> Issued {
        try issue(
            subject: DistinguishedName(
                [
                    (.RDNAttributeType.organizationName, "\(agency) TEST"),
                    (CertificateIdentity.organizationIdentifier, agency.description),
                    (.RDNAttributeType.commonName, "\(agency) system TEST"),
                ].map { type, text in
                    RelativeDistinguishedName(
                        RelativeDistinguishedName.Attribute(type: type, utf8String: text))
                }),
            usage: .clientAuth, names: [], from: start, lifetime: lifetime)
    }

    private func issue(
        subject: DistinguishedName, usage: ExtendedKeyUsage.Usage, names: [GeneralName],
        from start: Date, lifetime: TimeInterval
    ) throws -> Issued {
        let leaf = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let issued = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: leaf.publicKey,
            notValidBefore: start, notValidAfter: start.addingTimeInterval(lifetime),
            issuer: certificate.subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([usage])
                SubjectKeyIdentifier(hash: leaf.publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier)
                if !names.isEmpty { SubjectAlternativeNames(names) }
            },
            issuerPrivateKey: key)
        return Issued(certificate: issued, key: leaf)
    }
}
