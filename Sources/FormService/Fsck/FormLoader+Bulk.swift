internal import FormDocument
internal import Postgres
internal import TransparencyLog

extension FormLoader {
    /// What became of the records of the manifests among `forms`, by the manifest's leaf.
    func outcomes(
        of forms: [FormCheck.Rows], _ session: any PostgresSession
    ) async throws -> [Int64: BulkCheck.Outcome] {
        let manifests = forms.compactMap { rows in rows.bulk.map { (rows.leafIndex, $0) } }
        guard !manifests.isEmpty else { return [:] }
        var leaves: [Int64: StoredLeaf] = [:]
        for row in try await session.run(FsckQueries.leaves(manifests.map { $0.0 + 1 })) {
            leaves[row.values.0] = StoredLeaf(row.values.1)
        }
        var outcomes: [Int64: BulkCheck.Outcome] = [:]
        for (index, manifest) in manifests {
            outcomes[index] = BulkCheck.Outcome(leaves[index + 1], of: manifest, at: index)
        }
        return outcomes
    }

    /// Checks the records of a manifest, as many at a time as may be held.
    func checkRecords(
        _ rows: FormCheck.Rows, _ manifest: BulkCheck.Manifest, _ outcome: BulkCheck.Outcome?,
        _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        guard let outcome else {
            return [
                FsckMisfit(
                    FsckFinding(
                        .leaf, ["leaf_index": .number(rows.leafIndex + 1)], column: "leaf",
                        expected: "what became of \(manifest.count) records", found: "another"))
            ]
        }
        var check = BulkCheck(rows, manifest, outcome)
        let page = Int64(max(1, limits.fsckBytesMax / DocumentLimits.bulkRecordBytesMax))
        while let start = check.next {
            let numbers = start..<min(start + page, Int64(manifest.count) + 1)
            check.follow(
                numbers, try await session.run(FsckQueries.records(of: rows.form, numbers)))
        }
        let upload = try await session.run(FsckQueries.uploads(of: [rows.form])).first
        check.checkUpload(upload, isRepairable: isRepairable)
        let others = try await session.run(
            FsckQueries.otherRecords(
                of: rows.form, count: Int64(manifest.count), limit: limits.fsckFindingsMax + 1))
        return check.misfits
            + others.map { .surplus(.bulkRecord, $0, isRepairable: false) }
    }
}
