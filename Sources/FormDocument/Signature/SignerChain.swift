import Crypto
import SwiftASN1
@_spi(FixedExpiryValidationTime) public import X509

/// Why certificates are not a signer's chain.
public enum SignerChainError: Error, Sendable, Equatable {
    case empty
    /// There are more than ``DocumentLimits/chainCertificatesMax``.
    case tooManyCertificates
    /// This certificate is larger than ``DocumentLimits/chainCertificateBytesMax``.
    case certificateTooLarge(index: Int)
    /// This certificate cannot be read.
    case malformedCertificate(index: Int)
    /// This certificate's key, or the signature on it, is of a kind that a chain may not use.
    case unacceptedAlgorithm(index: Int)
    /// The text is not PEM.
    case notPEM
}

/// The certificate that a document was signed with and those that lead from it to a root.
///
/// It is kept with the document, so that a signature can be judged when the certificate has long
/// expired. The root itself may be left out: whoever verifies brings the roots.
public struct SignerChain: Hashable, Sendable {
    /// The certificates' exact bytes, the signer's own first. Never empty.
    public let der: [[UInt8]]
    /// The same certificates, parsed.
    public let certificates: [Certificate]

    /// Reads a chain from its certificates' bytes, leaf first.
    public init(der: [[UInt8]]) throws(SignerChainError) {
        guard !der.isEmpty else { throw .empty }
        guard der.count <= DocumentLimits.chainCertificatesMax else { throw .tooManyCertificates }
        var certificates: [Certificate] = []
        for (index, bytes) in der.enumerated() {
            guard bytes.count <= DocumentLimits.chainCertificateBytesMax else {
                throw .certificateTooLarge(index: index)
            }
            guard let certificate = try? Certificate(derEncoded: bytes) else {
                throw .malformedCertificate(index: index)
            }
            guard certificate.hasAcceptedAlgorithms else {
                throw .unacceptedAlgorithm(index: index)
            }
            certificates.append(certificate)
        }
        self.der = der
        self.certificates = certificates
    }

    /// Reads a chain from PEM, leaf first. Blocks other than `CERTIFICATE` are passed over, so
    /// that a file which also holds the key can be used.
    public init(pem: String) throws(SignerChainError) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: pem) else {
            throw .notPEM
        }
        try self.init(
            der: documents.filter { $0.discriminator == "CERTIFICATE" }.map(\.derBytes))
    }

    /// The signer's own certificate.
    public var leaf: Certificate { certificates[0] }
    /// The exact bytes of the signer's own certificate.
    public var leafDER: [UInt8] { der[0] }

    /// SHA-256 over the certificates' bytes one after another: what a receipt says about them.
    public var digest: [UInt8] { Self.digest(of: der) }

    /// As ``digest``, of certificates that nobody has parsed yet.
    public static func digest(of der: [[UInt8]]) -> [UInt8] {
        var hash = SHA256()
        for bytes in der { hash.update(data: bytes) }
        return hash.finalize().bytes
    }

    /// The outcome of ``validate(roots:at:)``.
    public enum Validation: Sendable, Equatable {
        case valid
        /// One English sentence that says why not.
        case invalid(String)
    }

    /// Looks for a path from the signer's certificate to one of `roots` that was valid at `time`.
    ///
    /// Checks signatures, validity, basic constraints and key usage of every certificate on the
    /// path (RFC 5280), and that the signer's own is no authority's; algorithms were checked when
    /// the chain was read. Revocation is not looked at: it is judged when a form is accepted.
    ///
    /// Cost: a public-key operation per certificate on the path.
    public func validate(roots: [Certificate], at time: Timestamp) async -> Validation {
        for (index, certificate) in certificates.enumerated() {
            let first = Timestamp(wholeSecondsOf: certificate.notValidBefore)
            let last = Timestamp(wholeSecondsOf: certificate.notValidAfter)
            guard first.seconds <= time.seconds, time.seconds <= last.seconds else {
                return .invalid(
                    "Certificate \(index) was valid from \(first) to \(last), not at \(time).")
            }
        }
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: time.wholeSecondDate)
            SigningPathPolicy()
        }
        let result = await verifier.validate(
            leaf: leaf, intermediates: CertificateStore(certificates.dropFirst()))
        switch result {
        case .validCertificate:
            return .valid
        case .couldNotValidate(let failures):
            guard let failure = failures.first else {
                return .invalid("No path leads from the certificate to a trusted root.")
            }
            return .invalid("\(failure.policyFailureReason)")
        }
    }
}
