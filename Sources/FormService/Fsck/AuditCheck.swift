internal import FormDocument
internal import TransparencyLog

/// Holds the entries of the audit trail against the leaf that commits to them.
struct AuditCheck: Sendable {
    let leafIndex: Int64
    let first: Int64
    private let count: Int64
    let root: MerkleHash
    private var tree = Frontier.empty
    private var isStopped = false
    private(set) var misfits: [FsckMisfit] = []

    init(leafIndex: Int64, first: Int64, count: UInt32, root: MerkleHash) {
        self.leafIndex = leafIndex
        self.first = first
        self.count = Int64(count)
        self.root = root
    }

    /// The number after the last of its entries.
    var end: Int64 { first + count }

    /// The number of the next entry that ``follow(_:)`` is to be given; `nil` if there is none.
    var next: Int64? {
        !isStopped && tree.size < count ? first + tree.size : nil
    }

    /// - Parameter expected: the number that comes after the leaf before; `nil` if it is not known.
    mutating func checkStart(_ expected: Int64?) {
        guard let expected, expected != first else { return }
        misfits.append(
            FsckMisfit(
                FsckFinding(
                    .leaf, ["leaf_index": .number(leafIndex)], column: "leaf",
                    expected: "audit entries from \(expected) on", found: "from \(first) on")))
    }

    /// Takes the entries with some numbers from ``next`` on.
    mutating func follow(_ numbers: Range<Int64>, _ rows: [Int64: StoredRow]) {
        for number in numbers {
            let key: [String: StoredValue] = ["audit_number": .number(number)]
            guard let row = rows[number] else {
                misfits.append(
                    FsckMisfit(FsckFinding(.auditEntry, key, expected: "a row", found: "none")))
                isStopped = true
                return
            }
            guard let record = AuditRecord(row) else {
                misfits.append(
                    FsckMisfit(
                        FsckFinding(
                            .auditEntry, key, expected: "a consultation", found: "something else")))
                isStopped = true
                return
            }
            tree = tree.appending(MerkleHash(leaf: record.bytes(number: number))) ?? tree
        }
        if tree.size == count, tree.root != root {
            misfits.append(
                FsckMisfit(
                    FsckFinding(
                        .auditEntry, key: "audit_number=\(first)…\(first + count - 1)",
                        expected: "entries with the root \(root)", found: "\(tree.root)")))
        }
    }
}

extension AuditRecord {
    /// An entry as it is stored; `nil` if no consultation is stored like that.
    fileprivate init?(_ row: StoredRow) {
        guard let at = row["at"].time, let agency = row["agency"].agency,
            let fingerprint = row["fingerprint"].bytes, let officer = row["officer"].text,
            let reason = row["reason"].text, let call = row["call"].text,
            let filters = row["filters"].text, let results = row["result_count"].number
        else { return nil }
        let isAboutForm = row["sender"] != .null || row["submission_id"] != .null
        guard !isAboutForm || row.form != nil else { return nil }
        self.init(
            at: at, agency: agency, fingerprint: fingerprint, officer: officer, reason: reason,
            call: call, form: row.form, filters: filters, resultCount: Int32(clamping: results))
    }
}
