internal import FormDocument
internal import TransparencyLog

/// Holds the records of a bulk submission against the two leaves that commit to them.
///
/// Of uploads that are not accepted nothing is said: no leaf vouches for them.
struct BulkCheck: Sendable {
    /// What the manifest's leaf says of its records.
    struct Manifest: Sendable {
        let count: UInt32
        let root: MerkleHash
    }

    /// What the leaf after it says became of them.
    struct Outcome: Sendable {
        let accepted: UInt32
        let refused: UInt32
        let root: MerkleHash

        /// - Parameter leaf: the one after the manifest's.
        init?(_ leaf: StoredLeaf?, of manifest: Manifest, at leafIndex: Int64) {
            guard
                case .bulkResult(leafIndex, let accepted, let refused, let root)? = leaf?.contents,
                UInt64(accepted) + UInt64(refused) == UInt64(manifest.count)
            else { return nil }
            self.accepted = accepted
            self.refused = refused
            self.root = root
        }
    }

    let rows: FormCheck.Rows
    let manifest: Manifest
    let outcome: Outcome
    private var records = Frontier.empty
    private var results = Frontier.empty
    private var refused: UInt32 = 0
    private var acceptedBytes: Int64 = 0
    private var isStopped = false
    private(set) var misfits: [FsckMisfit] = []

    init(_ rows: FormCheck.Rows, _ manifest: Manifest, _ outcome: Outcome) {
        self.rows = rows
        self.manifest = manifest
        self.outcome = outcome
    }

    /// The number of the next record that ``follow(_:_:)`` is to be given; `nil` if there is none.
    var next: Int64? {
        !isStopped && records.size < manifest.count ? records.size + 1 : nil
    }

    /// Takes the records with some numbers from ``next`` on.
    mutating func follow(_ numbers: Range<Int64>, _ stored: [StoredRow]) {
        var byNumber: [Int64: StoredRow] = [:]
        for row in stored { byNumber[row["record_number"].number ?? 0] = row }
        for number in numbers {
            let key = rows.key.merging(["record_number": .number(number)]) { $1 }
            guard let row = byNumber[number] else {
                stop(FsckFinding(.bulkRecord, key, expected: "a row", found: "none"))
                return
            }
            guard let (hash, result) = Self.hashes(row) else {
                stop(
                    FsckFinding(
                        .bulkRecord, key, expected: "an accepted or a refused record",
                        found: "something else"))
                return
            }
            records = records.appending(hash) ?? records
            results = results.appending(result) ?? results
            if row["record"] == .null { refused += 1 }
            acceptedBytes += row["bytes"].number ?? 0
        }
        if next == nil { compareRoots() }
    }

    private mutating func stop(_ finding: FsckFinding) {
        misfits.append(FsckMisfit(finding))
        isStopped = true
    }

    /// What the trees over records and results have for a record; `nil` if none is stored like that.
    private static func hashes(_ row: StoredRow) -> (record: MerkleHash, result: MerkleHash)? {
        let codes = row["codes"].text
        guard row["codes"] == .null || codes?.isEmpty == false else { return nil }
        switch (row["record"], row["refused_hash"]) {
        case (.bytes(let record), .null):
            return (MerkleHash(leaf: record), MerkleHash(leaf: [1] + Array((codes ?? "").utf8)))
        case (.null, .bytes(let bytes)):
            guard let hash = MerkleHash(bytes: bytes), let codes else { return nil }
            return (hash, MerkleHash(leaf: [0] + Array(codes.utf8)))
        default: return nil
        }
    }

    private mutating func compareRoots() {
        let all = rows.key.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
        let comparisons: [(what: String, expected: MerkleHash, found: MerkleHash)] = [
            ("records", manifest.root, records.root), ("results", outcome.root, results.root),
        ]
        for (what, expected, found) in comparisons where expected != found {
            stop(
                FsckFinding(
                    .bulkRecord, key: "\(all) record_number=1…\(manifest.count)",
                    expected: "\(what) with the root \(expected)", found: "\(found)"))
        }
        if refused != outcome.refused, !isStopped {
            stop(
                FsckFinding(
                    .bulkRecord, key: "\(all) record_number=1…\(manifest.count)",
                    expected: "\(outcome.refused) refused", found: "\(refused)"))
        }
    }

    /// Checks what is kept of the upload: when it came and how large it was, nothing depends on.
    mutating func checkUpload(_ stored: StoredRow?, isRepairable: Bool) {
        var expected = rows.key.merging([
            "document_digest": .bytes(rows.record.documentDigest),
            "record_count": .number(Int64(manifest.count)),
            "stored": .number(Int64(manifest.count)),
            "refused": .number(Int64(outcome.refused)), "leaf_index": .number(rows.leafIndex),
            "is_discarded": .bool(false),
        ]) { $1 }
        if !isStopped {
            expected["record_frontier"] = .bytes(records.bytes)
            expected["result_frontier"] = .bytes(results.bytes)
        }
        var whole = expected
        whole["stored_bytes"] = stored?["stored_bytes"] ?? .number(acceptedBytes)
        for name in ["started_at", "used_at"] {
            let time = stored?[name].time ?? rows.acceptedAt
            whole[name] = StoredValue(
                Leaf.times.contains(time.microseconds) ? time : rows.acceptedAt)
        }
        misfits += FsckMisfit.compare(
            .bulkUpload, some: expected, with: stored,
            repair: isRepairable && !isStopped ? .put(.bulkUpload, whole) : nil)
    }
}
