internal import FormDocument
internal import TransparencyLog

/// Signs receipts in the name of the exchange.
struct ReceiptSigner: Sendable {
    private let key: NoteSigner

    /// - Throws: ``ConfigurationError`` if the text is not a key.
    init(secretText: String) throws {
        do {
            key = try NoteSigner(secretText)
        } catch {
            throw ConfigurationError(
                "The key that signs receipts cannot be used (\(error)). `formserver key` makes one."
            )
        }
    }

    /// The signed statement that `draft` was accepted at `position`.
    func sign(
        _ draft: SubmissionDraft, signature: FormSignature, position: Int64, acceptedAt: Timestamp
    ) throws -> String {
        let receipt = Receipt(
            exchange: key.verifier.name, sender: draft.identity.sender, id: draft.identity.id,
            documentDigest: draft.document.digest, signatureDigest: signature.jws.digest,
            chainDigest: signature.chain.digest, position: position, accepted: acceptedAt)
        return try receipt.signed(by: key).description
    }
}
