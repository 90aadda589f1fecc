internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Loads the forms of a run of leaves, as many at a time as may be held, and has them checked.
struct FormLoader {
    let limits: Limits
    /// Whether the leaves can be relied on.
    let isRepairable: Bool
    /// Whether what is found will be mended at once.
    let isRepairing: Bool

    func check(
        _ piece: LogPiece, _ chains: inout ChainCheck, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        var misfits: [FsckMisfit] = []
        var forms: [FormCheck.Rows] = []
        for (index, stored) in piece.leaves.sorted(by: { $0.key < $1.key }) {
            switch stored.contents {
            case .submission(let record):
                guard let time = stored.time else { continue }
                forms.append(
                    FormCheck.Rows(leafIndex: index, acceptedAt: time, record: record))
            case .bulkManifest(let record, let count, let root):
                guard let time = stored.time else { continue }
                forms.append(
                    FormCheck.Rows(
                        leafIndex: index, acceptedAt: time, record: record,
                        bulk: BulkCheck.Manifest(count: count, root: root)))
            case .bulkResult(let manifest, _, _, _):
                if manifest == index - 1 { continue }
                misfits.append(
                    FsckMisfit(
                        FsckFinding(
                            .leaf, ["leaf_index": .number(index)], column: "leaf",
                            expected: "results of the leaf before", found: "of \(manifest)")))
            case .tombstone, .unknown:
                misfits.append(
                    FsckMisfit(
                        FsckFinding(
                            .leaf, ["leaf_index": .number(index)], column: "leaf",
                            expected: "a kind of leaf that this program writes",
                            found: "kind \(stored.leaf?.kind ?? 0)")))
            case .receiptEvent, .auditBatch, .administration, nil: continue
            }
        }
        while !forms.isEmpty {
            let page = Array(forms.prefix(limits.fsckFormsMax))
            let (count, oversized) = try await fitting(page, session)
            misfits += oversized
            if oversized.isEmpty {
                misfits += try await checkPage(Array(page.prefix(count)), &chains, session)
            }
            forms.removeFirst(count)
        }
        return misfits
    }

    /// How many of the forms may be held at a time: at least one; or one that is too large to be.
    private func fitting(
        _ page: [FormCheck.Rows], _ session: any PostgresSession
    ) async throws -> (count: Int, oversized: [FsckMisfit]) {
        var sizes: [DocumentIdentity: [StoredRow]] = [:]
        for row in try await session.run(FsckQueries.sizes(of: page.map(\.form))) {
            if let form = row.form { sizes[form, default: []].append(row) }
        }
        var total: Int64 = 0
        for (place, rows) in page.enumerated() {
            for row in sizes[rows.form] ?? [] {
                let isPart = row["name"] != .null
                let size = row["bytes"].number ?? 0
                let limit =
                    isPart ? DocumentLimits.partBytesMax : DocumentLimits.documentBytesMax
                if size > Int64(limit) {
                    // Those before it first.
                    guard place == 0 else { return (place, []) }
                    let finding = FsckFinding(
                        isPart ? .part : .document, row.values,
                        column: isPart ? "content" : "document",
                        expected: "at most \(limit) bytes", found: "\(size) bytes")
                    return (1, [FsckMisfit(finding)])
                }
                total += size
            }
            if total > Int64(limits.fsckBytesMax), place > 0 { return (place, []) }
        }
        return (page.count, [])
    }

    private func checkPage(
        _ page: [FormCheck.Rows], _ chains: inout ChainCheck, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let forms = try await load(page, session)
        var misfits = try await judgeChains(forms, &chains, session)
        var checks: [(check: FormCheck, original: FormOriginal?)] = []
        for rows in forms {
            var check = FormCheck(rows)
            let original = check.checkOriginal(chains[rows.record.chainDigest])
            if original != nil,
                let fault = await chains.pathFault(rows.record.chainDigest, at: rows.acceptedAt)
            {
                check.reportPath(fault)
            }
            checks.append((check, original))
        }
        let inbox = try await LogWalk.inbox(
            checks.compactMap(\.original).flatMap { original in
                original.header.recipients.map {
                    InboxPlace(recipient: $0.agency, leafIndex: original.leafIndex)
                }
            }, session)
        let leaves = try await eventLeaves(forms, session)
        let outcomes = try await self.outcomes(of: forms, session)
        let places = try await self.places(of: checks.compactMap(\.original), session)
        for (check, original) in checks {
            var check = check
            let outcome = outcomes[check.rows.leafIndex]
            check.checkSubmission(
                original, accepted: outcome?.accepted, place: places[check.rows.form],
                isRepairable: isRepairable)
            if let manifest = check.rows.bulk {
                if let original { check.checkManifest(original, manifest) }
                misfits += try await checkRecords(check.rows, manifest, outcome, session)
            }
            if let original {
                check.checkParts(original)
                let entries = original.header.recipients.compactMap { recipient in
                    inbox[
                        InboxPlace(recipient: recipient.agency, leafIndex: original.leafIndex)
                    ].map { (recipient.agency, $0) }
                }
                check.checkDeliveries(
                    original, inbox: Dictionary(entries) { first, _ in first }, leaves: leaves,
                    isRepairable: isRepairable, isRepairing: isRepairing)
            }
            misfits += check.misfits
        }
        return misfits
    }

    private func load(
        _ page: [FormCheck.Rows], _ session: any PostgresSession
    ) async throws -> [FormCheck.Rows] {
        let forms = page.map(\.form)
        var pipeline = PostgresPipeline()
        let documentSlot = pipeline.add(FsckQueries.documents(of: forms))
        let submissionSlot = pipeline.add(FsckQueries.submissions(of: forms))
        let partSlot = pipeline.add(FsckQueries.parts(of: forms))
        let deliverySlot = pipeline.add(FsckQueries.deliveries(of: forms))
        let answers = try await session.run(pipeline)
        let documents = Dictionary(grouping: try answers[documentSlot], by: \.form)
        let submissions = Dictionary(grouping: try answers[submissionSlot], by: \.form)
        let parts = Dictionary(grouping: try answers[partSlot], by: \.form)
        let deliveries = Dictionary(grouping: try answers[deliverySlot], by: \.form)
        return page.map { rows in
            var rows = rows
            rows.document = documents[rows.form]?.first
            rows.submission = submissions[rows.form]?.first
            rows.parts = parts[rows.form] ?? []
            rows.deliveries = deliveries[rows.form] ?? []
            return rows
        }
    }

    /// Where forms stand in their dialogues. Those before them in the log were checked before.
    private func places(
        of originals: [FormOriginal], _ session: any PostgresSession
    ) async throws -> [DocumentIdentity: DialoguePlace] {
        var places: [DocumentIdentity: DialoguePlace] = [:]
        let anchors = Set(originals.flatMap(\.anchors))
        if !anchors.isEmpty {
            for row in try await session.run(FsckQueries.submissions(of: Array(anchors))) {
                guard let form = row.form else { continue }
                let rootSender = row["root_sender"].agency ?? form.sender
                let root = row["root_id"].submissionID ?? form.id
                places[form] = DialoguePlace(
                    root: DocumentIdentity(sender: rootSender, id: root),
                    first: row["first_id"].submissionID ?? form.id)
            }
        }
        for original in originals { places[original.form] = original.place(after: places) }
        return places
    }

    private func judgeChains(
        _ forms: [FormCheck.Rows], _ chains: inout ChainCheck, _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let unknown = chains.unknown(forms.map(\.record.chainDigest))
        guard !unknown.isEmpty else { return [] }
        var stored: [[UInt8]: StoredRow] = [:]
        for row in try await session.run(FsckQueries.chains(unknown)) {
            if let digest = row["chain_digest"].bytes { stored[digest] = row }
        }
        return unknown.flatMap { chains.judge($0, stored[$0]) }
    }

    /// The leaves that deliveries name.
    private func eventLeaves(
        _ forms: [FormCheck.Rows], _ session: any PostgresSession
    ) async throws -> [Int64: StoredLeaf] {
        let indexes = Set(
            forms.flatMap(\.deliveries).flatMap { row in
                ReceiptEvent.allCases.compactMap { row[$0.leafColumn].number }
            })
        guard !indexes.isEmpty else { return [:] }
        return try await session.run(FsckQueries.leaves(Array(indexes)))
            .reduce(into: [:]) { $0[$1.values.0] = StoredLeaf($1.values.1) }
    }
}
