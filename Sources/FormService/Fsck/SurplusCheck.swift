internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Looks for rows that nothing accounts for.
///
/// That every leaf has its rows was checked along the log. So there is nothing more in a table if it
/// has as many rows as there are leaves of its kind; only otherwise is it read from end to end.
struct SurplusCheck {
    let session: any PostgresSession
    let limits: Limits
    /// What was found before: rows that are known to be wrong are not named again.
    let findings: [FsckFinding]
    /// Whether rows may be taken away: only if all originals hold, or a row may be one that nothing
    /// but a damaged original accounts for.
    let isRepairable: Bool

    private var limit: Int { limits.fsckFindingsMax + 1 }

    enum Part: CaseIterable { case outside, leafless, orphans, words }

    func misfits(_ part: Part) async throws -> [FsckMisfit] {
        switch part {
        case .outside: try await outside()
        case .leafless: try await leafless()
        case .orphans: try await orphans()
        case .words: try await words()
        }
    }

    /// Words of names that inspections do not have, or not as often; nothing is said of them where the
    /// inspections do not hold.
    private func words() async throws -> [FsckMisfit] {
        let bases: [FsckTable] = [.leaf, .submission, .delivery, .inspectionMark]
        let isFounded = !findings.contains { finding in
            !finding.isRepaired && bases.contains { $0.rawValue == finding.table }
        }
        guard isFounded else { return [] }
        return try await session.run(InspectionFsckQueries.words(limit: limits.fsckRowsMax))
            .flatMap { $0.misfits(isRepairable: isRepairable) }
    }

    /// Rows outside of what the head covers.
    private func outside() async throws -> [FsckMisfit] {
        let queries: [(FsckTable, Query<[StoredRow]>)] = [
            (.leaf, SurplusQueries.leaves(limit: limit)),
            (.checkpoint, SurplusQueries.checkpoints(limit: limit)),
            (.treeNode, SurplusQueries.nodes(limit: limit)),
            (.auditEntry, SurplusQueries.auditEntries(limit: limit)),
            (.administrativeAct, SurplusQueries.acts(limit: limit)),
        ]
        return try await list(queries)
    }

    /// Rows of forms that were never accepted, and chains that no form was signed with.
    private func orphans() async throws -> [FsckMisfit] {
        var queries: [(FsckTable, Query<[StoredRow]>)] = [
            (.document, SurplusQueries.documents(limit: limit)),
            (.part, SurplusQueries.parts(limit: limit)),
            (.delivery, SurplusQueries.deliveries(limit: limit)),
            (.deadline, SurplusQueries.deadlines(besides: DeadlineSweep.codes, limit: limit)),
            (
                .inspection,
                InspectionFsckQueries.orphans(
                    "inspection", "", of: InspectionSweep.codes, limit: limit)
            ),
            (
                .inspectionSummary,
                InspectionFsckQueries.orphans(
                    "inspection_summary", "", of: InspectionSweep.codes, limit: limit)
            ),
            (
                .inspectionMark,
                InspectionFsckQueries.orphans(
                    "inspection_mark", "", of: InspectionSweep.codes, limit: limit)
            ),
            (
                .inspectionVisit,
                InspectionFsckQueries.orphans(
                    "inspection_visit", ", t.site", of: InspectionSweep.codes, limit: limit)
            ),
            (.bulkUpload, SurplusQueries.uploads(limit: limit)),
            (.bulkRecord, SurplusQueries.records(limit: limit)),
        ]
        if !findings.contains(where: { $0.table == FsckTable.document.rawValue }) {
            queries.append((.signerChain, SurplusQueries.chains(limit: limit)))
        }
        // The rows of a form whose submission, or upload, is missing are all right.
        let parents = [FsckTable.submission.rawValue, FsckTable.bulkUpload.rawValue]
        let missing = Set(
            findings.filter { parents.contains($0.table) && $0.found == "none" && !$0.isRepaired }
                .map(\.key))
        return try await list(queries).filter { misfit in
            let form = misfit.finding.key.split(separator: " ").prefix(2).joined(separator: " ")
            return !missing.contains(form)
        }
    }

    private func list(
        _ queries: [(table: FsckTable, query: Query<[StoredRow]>)]
    ) async throws -> [FsckMisfit] {
        var misfits: [FsckMisfit] = []
        for (table, query) in queries {
            let isProjection = [
                .treeNode, .delivery, .deadline, .inspection, .inspectionSummary, .inspectionMark,
                .inspectionVisit,
                .bulkUpload,
            ].contains(table)
            misfits += try await session.run(query)
                .map { .surplus(table, $0, isRepairable: isProjection && isRepairable) }
        }
        return misfits
    }

    // MARK: Rows by leaf

    /// Submissions and inbox entries that their leaf says nothing of.
    private func leafless() async throws -> [FsckMisfit] {
        // Of leaves that do not hold nobody knows what they said.
        guard !hasFindings(.leaf) else { return [] }
        let (forms, acknowledgements, _) = try await session.run(SurplusQueries.leafCounts()).values
        let submissions = try await session.run(SurplusQueries.submissionCount())
        let deliveries = try await session.run(SurplusQueries.deliveryCount())
        let entries = try await session.run(SurplusQueries.inboxCount())
        var misfits: [FsckMisfit] = []
        if submissions != forms || hasFindings(.submission) {
            misfits += try await scanSubmissions()
        }
        if entries != deliveries + acknowledgements || hasFindings(.inboxEntry)
            || hasFindings(.delivery)
        {
            misfits += try await scanInboxes()
        }
        return misfits
    }

    private func hasFindings(_ table: FsckTable) -> Bool {
        findings.contains { $0.table == table.rawValue }
    }

    private func scanSubmissions() async throws -> [FsckMisfit] {
        var misfits: [FsckMisfit] = []
        var last = ("", PostgresUUID(bytes: [UInt8](repeating: 0, count: 16))!)
        while true {
            let rows = try await session.run(
                SurplusQueries.submissions(after: last.0, last.1, limit: limits.fsckRowsMax))
            let leaves = try await leaves(rows)
            for row in rows {
                let record = row["leaf_index"].number.flatMap { leaves[$0]?.record }
                let isKnown = record.map { DocumentIdentity(sender: $0.sender, id: $0.id) }
                if row.form == nil || isKnown != row.form {
                    misfits.append(.surplus(.submission, row, isRepairable: isRepairable))
                }
            }
            guard let end = rows.last, rows.count == limits.fsckRowsMax,
                misfits.count < limit, let sender = end["sender"].text,
                case .uuid(let bytes) = end["submission_id"], let id = PostgresUUID(bytes: bytes)
            else { return unnamed(misfits) }
            last = (sender, id)
        }
    }

    private func scanInboxes() async throws -> [FsckMisfit] {
        var misfits: [FsckMisfit] = []
        var last = ("", Int64.min)
        while true {
            let rows = try await session.run(
                SurplusQueries.inboxEntries(after: last.0, last.1, limit: limits.fsckRowsMax))
            misfits += try await surplus(inInboxes: rows)
            guard let end = rows.last, rows.count == limits.fsckRowsMax, misfits.count < limit,
                let recipient = end["recipient"].text, let index = end["leaf_index"].number
            else { return unnamed(misfits) }
            last = (recipient, index)
        }
    }

    private func surplus(inInboxes rows: [StoredRow]) async throws -> [FsckMisfit] {
        let leaves = try await leaves(rows)
        let places = leaves.values.compactMap { stored -> Int64? in
            guard case .receiptEvent(.acknowledged, let place, _) = stored.contents else {
                return nil
            }
            return place
        }
        let acknowledged = try await self.leaves(places)
        let forms = Set(
            leaves.values.compactMap(\.record).map {
                DocumentIdentity(sender: $0.sender, id: $0.id)
            })
        var recipients: Set<DeliveryKey> = []
        for row in try await session.run(FsckQueries.deliveries(of: Array(forms))) {
            guard let form = row.form, let recipient = row["recipient"].agency else { continue }
            recipients.insert(DeliveryKey(form: form, recipient: recipient))
        }
        return rows.filter { row in
            guard let recipient = row["recipient"].agency,
                let stored = row["leaf_index"].number.flatMap({ leaves[$0] })
            else { return true }
            switch stored.contents {
            case .submission(let record), .bulkManifest(let record, _, _):
                let form = DocumentIdentity(sender: record.sender, id: record.id)
                return !recipients.contains(DeliveryKey(form: form, recipient: recipient))
                    && !isMissing(form, recipient)
            case .receiptEvent(.acknowledged, let place, _):
                return acknowledged[place]?.record?.sender != recipient
            default: return true
            }
        }.map { .surplus(.inboxEntry, $0, isRepairable: isRepairable) }
    }

    /// Whether the delivery is known to be missing.
    private func isMissing(_ form: DocumentIdentity, _ recipient: AgencyCode) -> Bool {
        let key: [String: StoredValue] = [
            "sender": StoredValue(form.sender), "submission_id": StoredValue(form.id),
            "recipient": StoredValue(recipient),
        ]
        let missing = FsckFinding(.delivery, key, expected: "a row", found: "none")
        return findings.contains { $0.isAbout(missing) }
    }

    private func leaves(_ rows: [StoredRow]) async throws -> [Int64: StoredLeaf] {
        try await leaves(rows.compactMap { $0["leaf_index"].number })
    }

    private func leaves(_ indexes: [Int64]) async throws -> [Int64: StoredLeaf] {
        guard !indexes.isEmpty else { return [:] }
        return try await session.run(FsckQueries.leaves(indexes))
            .reduce(into: [:]) { $0[$1.values.0] = StoredLeaf($1.values.1) }
    }

    /// Without the rows of which something was found along the log.
    private func unnamed(_ misfits: [FsckMisfit]) -> [FsckMisfit] {
        let named = Set(findings.filter { !$0.isRepaired }.map { [$0.table, $0.key] })
        return misfits.filter { !named.contains([$0.finding.table, $0.finding.key]) }
    }
}
