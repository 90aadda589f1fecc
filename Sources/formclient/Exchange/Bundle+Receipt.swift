import FormDocument
import FormProtocol
import TransparencyLog
import X509

extension Bundle {
    /// Takes over the receipt from the answer to a submission, if it proves that this very form was
    /// accepted.
    ///
    /// Nothing is taken on trust: the exchange's key has signed the checkpoint, the leaf is in the
    /// checkpoint's tree, of the kind that the document has, and its digests are those of what was
    /// sent.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if the receipt does not hold; `.refused` if the
    ///   exchange has sent a signature that is none.
    mutating func takeReceipt(
        from response: WireSubmitResponse, roots: [Certificate], exchange: NoteVerifier
    ) async throws(ClientError) -> Receipt {
        guard let receipt = try? Receipt(parsing: response.receipt) else {
            throw ClientError(.answerIsNo, .receiptUnreadable, advice: .receiptAdvice)
        }
        self.receipt = receipt
        let isSignedAnew = try adoptAcceptedSignature(of: response)
        // What is the exchange's word for a signature of this agency has to hold as well.
        let names: [BundleCheck.Name] =
            (isSignedAnew ? [.signature, .chain, .sender] : [])
            + [.receiptSignature, .receiptInclusion, .receiptContent]
        let report = await verify(roots: roots, exchanges: [exchange])
        let failures = names.compactMap { report[$0] }.filter { $0.outcome != .passed }
        guard failures.isEmpty else {
            throw ClientError(
                .answerIsNo, .receiptDoesNotHold,
                details: failures.map { .finding($0, in: self) }, advice: .receiptAdvice)
        }
        return receipt
    }

    /// Takes over the signature that the receipt is about, where the same document was accepted
    /// before with another one: signed on another machine, or with an older certificate.
    ///
    /// - Returns: whether it is another one.
    /// - Throws: ``ClientError`` `.refused` if the exchange has sent something that is none.
    private mutating func adoptAcceptedSignature(
        of response: WireSubmitResponse
    ) throws(ClientError) -> Bool {
        guard response.alreadyAccepted, !response.acceptedSignature.isEmpty else { return false }
        let accepted = response.acceptedSignerChain.map { [UInt8]($0) }
        guard response.acceptedSignature != signature.compact || accepted != chain.der else {
            return false
        }
        do {
            signature = try DetachedJWS(parsing: response.acceptedSignature)
            chain = try SignerChain(der: accepted)
        } catch {
            throw ClientError(.refused, .answerNotUnderstood)
        }
        return true
    }
}
