internal import Crypto
internal import FormDocument
internal import FormSchemas
internal import TransparencyLog

/// Holds the rows of accepted forms against the leaves that commit to them.
///
/// It does no input or output, so that each rule can be read, and tried, by itself.
struct FormCheck: Sendable {
    /// One accepted form with all rows that there are of it.
    struct Rows: Sendable {
        let leafIndex: Int64
        let acceptedAt: Timestamp
        let record: SubmissionRecord
        /// What the leaf says of the records, if the form is a manifest.
        var bulk: BulkCheck.Manifest?
        var document: StoredRow?
        var submission: StoredRow?
        var parts: [StoredRow] = []
        var deliveries: [StoredRow] = []

        var form: DocumentIdentity { DocumentIdentity(sender: record.sender, id: record.id) }
        /// The key of the tables that have one row for each form.
        var key: [String: StoredValue] {
            ["sender": StoredValue(record.sender), "submission_id": StoredValue(record.id)]
        }
    }

    let rows: Rows
    private(set) var misfits: [FsckMisfit] = []

    init(_ rows: Rows) {
        self.rows = rows
    }

    private mutating func report(
        _ table: FsckTable, _ column: String?, expected: String, found: String
    ) {
        misfits.append(
            FsckMisfit(
                FsckFinding(table, rows.key, column: column, expected: expected, found: found)))
    }

    // MARK: Originals

    /// Checks document and signature; the document is returned if it can be relied on.
    mutating func checkOriginal(_ chain: ChainCheck.Judged?) -> FormOriginal? {
        guard let row = rows.document else {
            report(.document, nil, expected: "a row", found: "none")
            return nil
        }
        let bytes = row["document"].bytes ?? []
        let signature = row["signature"].text ?? ""
        let comparisons: [(column: String, expected: [UInt8], found: [UInt8])] = [
            ("document", rows.record.documentDigest, Array(SHA256.hash(data: bytes))),
            (
                "signature", rows.record.signatureDigest,
                Array(SHA256.hash(data: Array(signature.utf8)))
            ),
            ("chain_digest", rows.record.chainDigest, row["chain_digest"].bytes ?? []),
        ]
        for (column, expected, found) in comparisons where expected != found {
            report(
                .document, column, expected: "SHA-256 \(Hex.encode(expected))",
                found: Hex.encode(found))
        }
        guard comparisons[0].expected == comparisons[0].found else { return nil }
        if comparisons.allSatisfy({ $0.expected == $0.found }), let chain {
            checkSignature(signature, over: bytes, chain)
        }
        return readOriginal(bytes)
    }

    private mutating func checkSignature(
        _ signature: String, over bytes: [UInt8], _ chain: ChainCheck.Judged
    ) {
        do {
            try DetachedJWS(parsing: signature).verify(
                bytes, key: chain.key, fingerprint: chain.identity.fingerprint)
        } catch {
            report(.document, "signature", expected: "the signer's signature", found: "\(error)")
        }
        if chain.identity.agency != rows.record.sender {
            report(
                .document, "chain_digest", expected: "a certificate of \(rows.record.sender)",
                found: "one of \(chain.identity.agency)")
        }
    }

    private mutating func readOriginal(_ bytes: [UInt8]) -> FormOriginal? {
        do {
            let document = try SealedDocument(bytes: bytes)
            let original = FormOriginal(
                leafIndex: rows.leafIndex, acceptedAt: rows.acceptedAt, document: document,
                header: try document.readHeader())
            guard original.form == rows.form else {
                report(
                    .document, "document", expected: "\(rows.form.id) of \(rows.form.sender)",
                    found: "\(original.form.id) of \(original.form.sender)")
                return nil
            }
            return original
        } catch {
            report(.document, "document", expected: "a form", found: "\(error)")
            return nil
        }
    }

    /// Checks that the manifest is about the records that its leaf is about.
    mutating func checkManifest(_ original: FormOriginal, _ leaf: BulkCheck.Manifest) {
        let manifest = try? BulkManifest(original.document)
        if manifest?.count != leaf.count || manifest?.root != leaf.root {
            report(
                .document, "document", expected: "\(leaf.count) records with the root \(leaf.root)",
                found: manifest.map { "\($0.count) with \($0.root)" } ?? "no manifest")
        }
    }

    mutating func reportPath(_ fault: String) {
        report(.document, "chain_digest", expected: "a path to a trusted root", found: fault)
    }

    /// Checks that there are the parts that the document refers to, and no others.
    mutating func checkParts(_ original: FormOriginal) {
        var digests: [StoredValue: [UInt8]] = [:]
        for reference in original.document.partReferences {
            guard let name = reference.name, case .digest(let digest) = reference.content else {
                continue
            }
            digests[.text(name.description)] = digest
        }
        for row in rows.parts {
            guard let digest = digests.removeValue(forKey: row["name"]) else {
                misfits.append(.surplus(.part, row, isRepairable: false))
                continue
            }
            let found = Array(SHA256.hash(data: row["content"].bytes ?? []))
            if found != digest {
                misfits.append(
                    FsckMisfit(
                        FsckFinding(
                            .part, row.values, column: "content",
                            expected: "SHA-256 \(Hex.encode(digest))", found: Hex.encode(found))))
            }
        }
        for name in digests.keys.sorted(by: { "\($0)" < "\($1)" }) {
            misfits.append(
                FsckMisfit(
                    FsckFinding(
                        .part, rows.key.merging(["name": name]) { $1 }, expected: "a row",
                        found: "none")))
        }
    }

    // MARK: Projections

    /// - Parameters:
    ///   - accepted: how many records of a manifest were accepted, if that is known.
    ///   - place: where the form stands in its dialogue, if that is known.
    mutating func checkSubmission(
        _ original: FormOriginal?, accepted: UInt32?, place: DialoguePlace?, isRepairable: Bool
    ) {
        if let original, (rows.bulk == nil) == (accepted == nil) {
            misfits += FsckMisfit.compare(
                .submission, original.submission(accepted: accepted, place: place),
                with: rows.submission, isRepairable: isRepairable && place != nil)
        } else {
            // What the leaf alone says.
            let expected = rows.key.merging([
                "document_digest": .bytes(rows.record.documentDigest),
                "accepted_at": StoredValue(rows.acceptedAt), "leaf_index": .number(rows.leafIndex),
            ]) { $1 }
            misfits += FsckMisfit.compare(.submission, some: expected, with: rows.submission)
        }
    }

    /// Checks deliveries and inbox entries as far as they name leaves that say what they say; that
    /// they name every leaf is checked from the leaf on.
    ///
    /// - Parameters:
    ///   - inbox: the entries at this form's leaf, by recipient.
    ///   - leaves: the leaves that the deliveries name.
    mutating func checkDeliveries(
        _ original: FormOriginal, inbox: [AgencyCode: StoredRow], leaves: [Int64: StoredLeaf],
        isRepairable: Bool, isRepairing: Bool
    ) {
        var deliveries: [StoredValue: StoredRow] = [:]
        for row in rows.deliveries { deliveries[row["recipient"]] = row }
        for recipient in original.header.recipients {
            let row = deliveries.removeValue(forKey: StoredValue(recipient.agency))
            var events = DeliveryEvents()
            for event in ReceiptEvent.allCases {
                guard let index = row?[event.leafColumn].number, let leaf = leaves[index],
                    leaf.contents
                        == .receiptEvent(
                            event, submission: rows.leafIndex, recipient: recipient.agency),
                    let time = leaf.time
                else { continue }
                events.leaves[event] = (index, time)
            }
            let found = FsckMisfit.compare(
                .delivery, original.delivery(to: recipient, events: events), with: row,
                isRepairable: isRepairable)
            misfits += found
            let entry = FsckMisfit.compare(
                .inboxEntry, original.inboxEntry(of: recipient, events: events),
                with: inbox[recipient.agency], isRepairable: isRepairable)
            // The entry's events cannot be judged by a delivery that is wrong itself: whether they
            // are right shows where their leaves are checked. They can be mended there, too.
            let isJudge = found.isEmpty || isRepairing
            let judged = Set(ReceiptEvent.allCases.map(\.timeColumn))
            misfits += entry.filter { isJudge || !judged.contains($0.finding.column ?? "") }
        }
        for row in rows.deliveries where deliveries[row["recipient"]] == row {
            misfits.append(.surplus(.delivery, row, isRepairable: isRepairable))
        }
    }
}
