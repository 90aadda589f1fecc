import SwiftASN1
import X509

/// What the exchange asks of a signer's path beyond `RFC5280Policy`, which judges neither the
/// usage of keys nor their strength.
///
/// Name constraints are refused altogether: libraries differ in which kinds they can judge, and
/// whoever checks a form years later must come to the same conclusion. The extended key usage is
/// not judged: agencies use one certificate for TLS and for documents.
///
/// Source: RFC 5280, sections 4.2.1.3 and 6.1.4 (n) for issuers; `docs/formats.md`, "Chain".
struct SigningPathPolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.keyUsage, .X509ExtensionID.extendedKeyUsage,
    ]

    func chainMeetsPolicyRequirements(
        chain: UnverifiedCertificateChain
    ) -> PolicyEvaluationResult {
        do {
            let fault = try Self.fault(of: chain.leaf) ?? Self.fault(ofIssuersIn: chain)
            return fault.map { .failsToMeetPolicy(reason: .init($0)) } ?? .meetsPolicy
        } catch {
            return .failsToMeetPolicy(reason: "An extension of a certificate cannot be read.")
        }
    }

    private static func fault(of leaf: Certificate) throws -> String? {
        if case .isCertificateAuthority = try leaf.extensions.basicConstraints {
            return "The signer's certificate is an authority's."
        }
        if let usage = try leaf.extensions.keyUsage,
            !usage.digitalSignature, !usage.nonRepudiation
        {
            return "The signer's key is not for signatures."
        }
        return nil
    }

    private static func fault(ofIssuersIn chain: UnverifiedCertificateChain) throws -> String? {
        for certificate in chain {
            // Older certificates cannot say whether they may issue others.
            if certificate.version != .v3 { return "A certificate is not of X.509 version 3." }
            if certificate.extensions[oid: .X509ExtensionID.nameConstraints] != nil {
                return "A certificate has name constraints."
            }
        }
        for (certificate, issuer) in zip(chain, chain.dropFirst()) {
            if let usage = try issuer.extensions.keyUsage, !usage.keyCertSign {
                return "An issuer's key is not for certificates."
            }
            if !issuer.hasAcceptedKey { return "An issuer's key is of an unaccepted type or size." }
            // X509 compares texts as Swift does, where different bytes can be the same text.
            if try derBytes(certificate.issuer) != derBytes(issuer.subject) {
                return "A certificate spells its issuer's name in another way."
            }
        }
        return nil
    }

    private static func derBytes(_ name: DistinguishedName) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.serialize(name)
        return serializer.serializedBytes
    }
}
