internal import FormDocument
internal import TransparencyLog

/// A leaf as it is stored, read as far as it can be.
struct StoredLeaf: Sendable {
    let bytes: [UInt8]
    let leaf: Leaf?
    let contents: LeafContents?

    /// - Parameter bytes: `nil`, for a row without a leaf, counts as an empty one.
    init(_ bytes: [UInt8]?) {
        let bytes = bytes ?? []
        self.bytes = bytes
        leaf = Leaf(bytes: bytes)
        contents = leaf.flatMap { LeafContents($0) }
    }

    var time: Timestamp? { leaf?.timestamp }

    /// What it says of a form, or of the manifest of a bulk submission.
    var record: SubmissionRecord? {
        switch contents {
        case .submission(let record), .bulkManifest(let record, _, _): record
        default: nil
        }
    }
}

/// A run of the log as it is stored: leaves, and what there is of their tree.
struct LogPiece: Sendable {
    var range: Range<Int64>
    var leaves: [Int64: StoredLeaf] = [:]
    /// By tree size: above the range's lower bound, up to its upper bound.
    var checkpoints: [Int64: StoredRow] = [:]
    /// The tiles that are full within the range.
    var nodes: [TileNode: StoredRow] = [:]

    /// The tiles that become full when leaves with these indexes are appended.
    static func nodes(in range: Range<Int64>) -> [TileNode] {
        (1...7).flatMap { level in
            let shift = Int64(level * 8)
            let first = range.lowerBound >> shift
            let end = range.upperBound >> shift
            return (first..<max(first, end)).map { TileNode(level: level, index: $0) }
        }
    }
}
