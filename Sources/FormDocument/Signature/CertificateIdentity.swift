import Crypto
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
public import SwiftASN1
public import X509

/// What a certificate says about its holder, as far as the exchange reads it.
///
/// The subject's `organizationIdentifier` (2.5.4.97) is the agency's code, its `commonName` a name
/// for people. Subject alternative names are not read: they are about hosts and mailboxes.
///
/// Source: RFC 5280, section 4.1; ETSI EN 319 412-3, section 4.2.1 for the attribute.
public struct CertificateIdentity: Hashable, Sendable {
    /// The agency that the certificate was issued to.
    public let agency: AgencyCode
    /// The name of the person or system, where the subject has exactly one.
    public let commonName: String?
    /// SHA-256 of the certificate in DER.
    public let fingerprint: [UInt8]
    /// The first and the last moment of validity, both included.
    public let notBefore: Timestamp
    public let notAfter: Timestamp

    /// Why a certificate does not tell an agency.
    public enum Failure: Error, Sendable, Equatable {
        /// The bytes are not a certificate.
        case notACertificate
        /// The subject has no `organizationIdentifier`, or several.
        case noAgency
        /// The `organizationIdentifier` is not an agency's code in a UTF8String or PrintableString.
        case malformedAgency
    }

    /// The attribute type `organizationIdentifier` of X.520, for those who issue certificates.
    public static let organizationIdentifier: ASN1ObjectIdentifier = [2, 5, 4, 97]

    /// Reads a certificate from its bytes.
    public init(certificateDER: [UInt8]) throws(Failure) {
        guard let certificate = try? Certificate(derEncoded: certificateDER) else {
            throw .notACertificate
        }
        try self.init(certificate, fingerprint: SHA256.digest(of: certificateDER))
    }

    /// Reads a certificate that is parsed already; `fingerprint` is SHA-256 of its DER.
    public init(_ certificate: Certificate, fingerprint: [UInt8]) throws(Failure) {
        let codes = Self.values(of: Self.organizationIdentifier, in: certificate.subject)
        guard codes.count == 1 else { throw .noAgency }
        guard Self.isDirectoryText(ASN1Any(codes[0])),
            let agency = String(codes[0]).flatMap(AgencyCode.init)
        else { throw .malformedAgency }
        let names = Self.values(of: .RDNAttributeType.commonName, in: certificate.subject)
        self.agency = agency
        commonName = names.count == 1 ? String(names[0]) : nil
        self.fingerprint = fingerprint
        notBefore = Timestamp(wholeSecondsOf: certificate.notValidBefore)
        notAfter = Timestamp(wholeSecondsOf: certificate.notValidAfter)
    }

    private static func values(
        of type: ASN1ObjectIdentifier, in name: DistinguishedName
    ) -> [RelativeDistinguishedName.Attribute.Value] {
        name.flatMap { $0 }.filter { $0.type == type }.map(\.value)
    }

    /// Whether a value is a UTF8String or PrintableString: RFC 5280 has no other for new names.
    private static func isDirectoryText(_ value: ASN1Any) -> Bool {
        (try? ASN1UTF8String(asn1Any: value)) != nil
            || (try? ASN1PrintableString(asn1Any: value)) != nil
    }
}

extension Timestamp {
    /// Certificates count in whole seconds.
    init(wholeSecondsOf date: Date) {
        self.init(microseconds: Int64(date.timeIntervalSince1970.rounded()) * 1_000_000)
    }

    /// The same moment, cut to whole seconds as certificates count them.
    var wholeSecondDate: Date { Date(timeIntervalSince1970: Double(seconds)) }
}
