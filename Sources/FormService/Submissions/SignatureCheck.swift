internal import FormDocument
internal import Foundation
internal import Synchronization
internal import X509

/// Checks that a document was signed by its sender, with a certificate that may sign for it now.
///
/// The path from a certificate to a root is looked for once and remembered until the roots change;
/// whether the certificate is still a participant's is asked each time.
final class SignatureCheck: Sendable {
    private struct KnownChain {
        let key: VerificationKey
        let identity: CertificateIdentity
        let notAfter: Timestamp
    }

    private struct Known {
        var rootsGeneration = -1
        var chains: [[UInt8]: KnownChain] = [:]
    }

    private static let chainsMax = 4_096

    private let credentials: TLSCredentials
    private let clockSkewMax: Duration
    private let known = Mutex(Known())

    init(credentials: TLSCredentials, limits: Limits) {
        self.credentials = credentials
        clockSkewMax = limits.clockSkewMax
    }

    /// Verifies the signature of `draft` and returns it.
    ///
    /// - Throws: ``ServiceError`` `.invalidSignature` (there is none, it does not fit, or comes from
    ///   the future), `.signerNotAccepted` (the certificate is not the sender's, or may not sign).
    func verify(
        _ draft: SubmissionDraft, participants: ParticipantSnapshot
    ) async throws -> FormSignature {
        guard let signature = draft.signature else {
            throw ServiceError(.invalidSignature, "The form is not signed.")
        }
        let now = Timestamp.now()
        let signer = try await known(signature, at: now)
        guard let holder = participants.callers[signer.identity.fingerprint],
            holder.agency == draft.identity.sender,
            signer.identity.agency == draft.identity.sender
        else {
            throw ServiceError(
                .signerNotAccepted,
                "The form was signed with a certificate that is not one of \(draft.identity.sender)."
            )
        }
        try holder.require(.signer)
        do {
            try signature.jws.verify(
                draft.document.bytes, key: signer.key, fingerprint: signer.identity.fingerprint)
        } catch {
            throw ServiceError(.invalidSignature, error.description)
        }
        let skew = Int64(clockSkewMax / .microseconds(1))
        guard signature.jws.issuedAt.microseconds <= now.microseconds + skew else {
            throw ServiceError(
                .invalidSignature,
                "The signature's time, \(signature.jws.issuedAt), lies in the future. Set the "
                    + "signing machine's clock.")
        }
        return signature
    }

    private func known(_ signature: FormSignature, at now: Timestamp) async throws -> KnownChain {
        let (roots, generation) = credentials.rootsAndGeneration
        let digest = signature.chainDigest
        let remembered = known.withLock { known in
            known.rootsGeneration == generation ? known.chains[digest] : nil
        }
        if let remembered, now <= remembered.notAfter { return remembered }
        let chain: SignerChain
        do {
            chain = try SignerChain(der: signature.chainDER)
        } catch {
            throw ServiceError(
                .invalidSignature, "The signer's certificates cannot be read (\(error)).")
        }

        if case .invalid(let reason) = await chain.validate(roots: roots, at: now) {
            throw ServiceError(
                .signerNotAccepted, "The signer's certificate is not accepted: \(reason)")
        }
        let fresh: KnownChain
        do {
            let identity = try CertificateIdentity(certificateDER: chain.leafDER)
            fresh = KnownChain(
                key: try VerificationKey(chain.leaf), identity: identity,
                notAfter: chain.notAfter)
        } catch {
            throw ServiceError(
                .signerNotAccepted, "The signer's certificate cannot be used (\(error)).")
        }
        known.withLock { known in
            if known.rootsGeneration != generation || known.chains.count >= Self.chainsMax {
                known = Known(rootsGeneration: generation)
            }
            known.chains[digest] = fresh
        }
        return fresh
    }
}

extension SignerChain {
    /// The first moment at which one of the certificates is no longer valid.
    fileprivate var notAfter: Timestamp {
        let seconds = certificates.map { $0.notValidAfter.timeIntervalSince1970 }.min() ?? 0
        return Timestamp(microseconds: Int64(seconds) * 1_000_000)
    }
}
