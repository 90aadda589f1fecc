import FormDocument
import FormSchemas

/// A form that is signed and can be sent: the very bytes, however often they are sent.
struct PreparedForm: Sendable {
    let bundle: Bundle
    let identity: DocumentIdentity
    let header: FormHeader

    /// Seals and signs a draft.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if it cannot be sealed or its header is incomplete,
    ///   `.local` if the key cannot sign.
    init(sealing draft: Draft, from file: String, with signer: Signer) throws(ClientError) {
        let sealed: SealedForm
        do {
            sealed = try draft.seal()
        } catch {
            throw ClientError(.answerIsNo, .cannotSeal(file, Violation(error, in: draft.json)))
        }
        try self.init(
            signing: sealed.document.bytes, parts: sealed.parts, from: file, with: signer)
    }

    /// Takes up what was prepared before; with other certificates than the signer's it is
    /// signed anew. The document stays the same to the byte, as an earlier try may have been accepted.
    init(renewing earlier: Bundle, from file: String, with signer: Signer) throws(ClientError) {
        if earlier.chain.der == signer.chain.der {
            try self.init(earlier, from: file)
        } else {
            try self.init(
                signing: earlier.document, parts: earlier.parts, from: file, with: signer)
        }
    }

    /// Signs a document as it is.
    ///
    /// - Throws: as ``init(sealing:from:with:)``.
    init(
        signing document: [UInt8], parts: [DocumentPart] = [], from file: String,
        with signer: Signer
    ) throws(ClientError) {
        let signature: DetachedJWS
        do {
            signature = try DetachedJWS.sign(
                document, with: signer.key, certificateDER: signer.chain.leafDER)
        } catch {
            throw ClientError(.local, .cannotSign(file, error.description))
        }
        try self.init(
            Bundle(
                document: document, signature: signature, chain: signer.chain, parts: parts,
                receipt: nil),
            from: file)
    }

    /// Takes up a form that is signed already.
    init(_ bundle: Bundle, from file: String) throws(ClientError) {
        do {
            header = try SealedDocument(bytes: bundle.document).readHeader()
        } catch {
            throw ClientError(.answerIsNo, .headerUnreadable(file, "\(error)"))
        }
        identity = DocumentIdentity(sender: header.sender, id: header.id)
        self.bundle = bundle
    }
}
