import Crypto
public import TransparencyLog
public import X509

extension Bundle {
    /// Checks everything that this bundle claims, without a network and without trust in whoever
    /// handed it over.
    ///
    /// Each check is made whatever the others found, unless it has nothing to go by.
    ///
    /// - Parameters:
    ///   - roots: the roots of the national PKIs that the reader trusts for signers.
    ///   - exchanges: the keys of the exchanges whose receipts the reader trusts.
    ///   - now: the time that the chain is judged at if there is no receipt. With one it is judged
    ///     at the time of acceptance, but only a receipt whose signature and inclusion hold can
    ///     say that.
    /// - Returns: a result for every check there is.
    public func verify(
        roots: [Certificate], exchanges: [NoteVerifier], now: Timestamp = .now()
    ) async -> BundleReport {
        var checks: [BundleCheck] = []
        func record(_ name: BundleCheck.Name, _ result: (BundleCheck.Outcome, String)) {
            checks.append(BundleCheck(name: name, outcome: result.0, detail: result.1))
        }
        let (document, documentResult) = checkDocument()
        let (header, headerResult) = checkHeader(of: document)
        let signatureResult = checkReceiptSignature(with: exchanges)
        let inclusionResult = checkReceiptInclusion()
        let holds = signatureResult.0 == .passed && inclusionResult.0 == .passed
        let judgedAt = holds ? receipt?.accepted : nil
        record(.document, documentResult)
        record(.header, headerResult)
        record(.parts, checkParts(of: document))
        record(.signature, checkSignature())
        record(.chain, await checkChain(roots: roots, acceptedAt: judgedAt, now: now))
        record(.sender, checkSender(header))
        record(.receiptSignature, signatureResult)
        record(.receiptInclusion, inclusionResult)
        record(.receiptContent, checkReceiptContent(header))
        return BundleReport(checks: checks)
    }

    private typealias Result = (BundleCheck.Outcome, String)

    private func checkDocument() -> (SealedDocument?, Result) {
        do {
            let document = try SealedDocument(bytes: document)
            return (document, (.passed, "The document is JSON of \(self.document.count) bytes."))
        } catch {
            return (nil, (.failed, "The document cannot be read: \(error)."))
        }
    }

    private func checkHeader(of document: SealedDocument?) -> (FormHeader?, Result) {
        guard let document else { return (nil, (.skipped, "The document cannot be read.")) }
        do {
            let header = try document.readHeader()
            let detail = "\(header.form) \(header.version) from \(header.sender), \(header.id)."
            return (header, (.passed, detail))
        } catch {
            return (nil, (.failed, "The header cannot be read: \(error)."))
        }
    }

    private func checkParts(of document: SealedDocument?) -> Result {
        guard let document else { return (.skipped, "The document cannot be read.") }
        let findings = document.findings(for: parts, complete: false)
        guard findings.isEmpty else {
            let texts = findings.map {
                "\($0.code.rawValue) \($0.name?.description ?? "") at \"\($0.pointer)\""
            }
            return (.failed, texts.prefix(10).joined(separator: "; ") + ".")
        }
        let names = Set(parts.map(\.name))
        let absent = document.partReferences.compactMap(\.name).filter { !names.contains($0) }
        guard !absent.isEmpty else {
            return (.passed, "All \(parts.count) parts are there and unchanged.")
        }
        let list = absent.map(\.description).joined(separator: ", ")
        return (.passed, "\(parts.count) parts are unchanged; not in this bundle: \(list).")
    }

    private func checkSignature() -> Result {
        do {
            try signature.verify(document, certificateDER: chain.leafDER)
            return (.passed, "\(signature.algorithm.rawValue), dated \(signature.issuedAt).")
        } catch {
            return (.failed, "\(error)")
        }
    }

    private func checkChain(
        roots: [Certificate], acceptedAt: Timestamp?, now: Timestamp
    ) async -> Result {
        if receipt != nil, acceptedAt == nil {
            return (.skipped, "Only a receipt that holds can say when to judge the certificate.")
        }
        let time = acceptedAt ?? now
        switch await chain.validate(roots: roots, at: time) {
        case .valid: return (.passed, "The certificate led to a trusted root at \(time).")
        case .invalid(let reason): return (.failed, reason)
        }
    }

    private func checkSender(_ header: FormHeader?) -> Result {
        guard let header else { return (.skipped, "The header cannot be read.") }
        do {
            let identity = try CertificateIdentity(certificateDER: chain.leafDER)
            guard identity.agency == header.sender else {
                return (.failed, "\(identity.agency) signed for \(header.sender).")
            }
            return (.passed, "The certificate is \(identity.agency)'s.")
        } catch {
            return (.failed, "The certificate does not say whose it is.")
        }
    }

    private func checkReceiptSignature(with exchanges: [NoteVerifier]) -> Result {
        guard let receipt else { return (.skipped, "There is no receipt.") }
        do {
            try receipt.loggedLeaf.checkpoint.verify(with: exchanges)
            return (.passed, "\(receipt.exchange) signed the receipt's checkpoint.")
        } catch .note(.noKnownSignature) {
            return (.failed, "None of the keys given signed the receipt's checkpoint.")
        } catch .foreignLog {
            return (.failed, "Another exchange than the one it names signed the checkpoint.")
        } catch {
            return (.failed, "The signature of the receipt's checkpoint does not hold.")
        }
    }

    private func checkReceiptInclusion() -> Result {
        guard let receipt else { return (.skipped, "There is no receipt.") }
        guard receipt.loggedLeaf.isIncluded else {
            return (.failed, "The proof does not lead from the leaf to the checkpoint's root.")
        }
        let size = receipt.loggedLeaf.proof.size
        return (.passed, "Leaf \(receipt.leafIndex) is in the log of \(size) leaves.")
    }

    private func checkReceiptContent(_ header: FormHeader?) -> Result {
        guard let receipt else { return (.skipped, "There is no receipt.") }
        guard let header else { return (.skipped, "The header cannot be read.") }
        let record = receipt.record
        let comparisons: [(String, Bool)] = [
            ("sender", record.sender == header.sender),
            ("id", record.id == header.id),
            ("document", record.documentDigest == SHA256.digest(of: document)),
            ("signature", record.signatureDigest == signature.digest),
            ("chain", record.chainDigest == chain.digest),
            ("records", isAboutRecords(receipt)),
        ]
        let different = comparisons.filter { !$0.1 }.map(\.0)
        guard different.isEmpty else {
            return (.failed, "The receipt is about another \(different.joined(separator: ", ")).")
        }
        return (.passed, "Accepted at \(receipt.accepted) as leaf \(receipt.leafIndex).")
    }

    /// Whether the receipt says of records what the document does: nothing if it is no manifest.
    private func isAboutRecords(_ receipt: Receipt) -> Bool {
        guard let document = try? SealedDocument(bytes: document) else { return false }
        guard document.json.root["bulk"] != nil else {
            if case .submission = receipt.contents { return true } else { return false }
        }
        guard case .bulkManifest(_, let count, let root) = receipt.contents,
            let manifest = try? BulkManifest(document)
        else { return false }
        return manifest.count == count && manifest.root == root
    }
}
