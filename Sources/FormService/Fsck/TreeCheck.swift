internal import FormDocument
internal import TransparencyLog

/// Follows the log leaf by leaf and holds checkpoints, tiles and the head against the leaves.
///
/// A signed root says that the leaves are what they were; so whatever follows from the leaves alone
/// (tiles, which checkpoints there must be) is only told once a signed root has confirmed them.
/// Where the root does not fit, leaves are to blame. It goes on from there with the stored hash of
/// the tile in which they lie, if that gives the signed root again.
struct TreeCheck: Sendable {
    private let key: NoteVerifier
    private let findingsMax: Int
    private var tree: TiledTree
    /// The tree with the stored hashes of tiles where they are not those computed.
    private var alternative: TiledTree?
    /// A signed root did not fit, or a leaf is missing: the computed tree is wrong.
    private var isBroken = false
    /// Up to here a checkpoint has vouched for the leaves; `nil` if none has since they were taken up
    /// in their middle.
    private(set) var confirmed: Int64?
    /// Whether a signed root confirms every leaf so far, but for administrative acts at the end: these
    /// have no checkpoint of their own.
    private(set) var areLeavesConfirmed: Bool
    private(set) var last: (time: Timestamp?, kind: UInt8?)?
    private(set) var lastCheckpoint: Int64
    /// What holds if the leaves do.
    private var doubts: [FsckMisfit] = []
    /// Hashes of tiles that are not those of the leaves: one of them is wrong.
    private var suspects: [FsckMisfit] = []
    /// How many of either are not kept.
    private var furtherCount = 0

    private static let administration: UInt8 = 5

    /// - Parameters:
    ///   - findingsMax: how many findings are kept until a checkpoint confirms the leaves.
    ///   - tree: that of the leaves before the first that is followed.
    ///   - last: the last of them.
    ///   - lastCheckpoint: the largest size of up to as many leaves that has a checkpoint; 0 if none.
    init(
        key: NoteVerifier, findingsMax: Int, after tree: TiledTree, last: StoredLeaf?,
        lastCheckpoint: Int64
    ) {
        self.key = key
        self.findingsMax = findingsMax
        self.tree = tree
        confirmed = tree.size == 0 ? 0 : nil
        areLeavesConfirmed = tree.size == 0
        self.lastCheckpoint = lastCheckpoint
        self.last = last.map { ($0.time, $0.leaf?.kind) }
    }

    var size: Int64 { tree.size }

    mutating func follow(_ piece: LogPiece) -> [FsckMisfit] {
        var misfits: [FsckMisfit] = []
        for index in piece.range {
            if let leaf = piece.leaves[index] {
                misfits += follow(leaf, at: index, in: piece)
            } else {
                misfits.append(
                    FsckMisfit(
                        FsckFinding(
                            .leaf, ["leaf_index": .number(index)], expected: "a row", found: "none")
                    ))
                isBroken = true
                areLeavesConfirmed = false
                last = (nil, nil)
                append(.emptyTree, in: piece)
            }
            if let checkpoint = piece.checkpoints[index + 1] {
                misfits += judge(checkpoint, size: index + 1)
                lastCheckpoint = index + 1
            }
        }
        return misfits
    }

    private mutating func follow(
        _ stored: StoredLeaf, at index: Int64, in piece: LogPiece
    ) -> [FsckMisfit] {
        if let last, let before = last.time, let time = stored.time {
            if time < before {
                doubt(
                    FsckMisfit(
                        Self.leaf(
                            index, column: "leaf", expected: "a time from \(before) on",
                            found: "\(time)")))
            } else if time > before {
                expectCheckpoint(index)
            }
        }
        last = (stored.time, stored.leaf?.kind)
        if stored.leaf?.kind != Self.administration { areLeavesConfirmed = false }
        append(MerkleHash(leaf: stored.bytes), in: piece)
        guard stored.contents == nil else { return [] }
        return [
            FsckMisfit(
                Self.leaf(
                    index, column: "leaf", expected: "a leaf of format 1",
                    found: "\(StoredValue.bytes(stored.bytes))"))
        ]
    }

    /// Leaves of one batch have one time: where it changes, a batch has ended.
    private mutating func expectCheckpoint(_ size: Int64) {
        guard let last, last.kind != Self.administration, lastCheckpoint != size else { return }
        doubt(
            FsckMisfit(
                FsckFinding(
                    .checkpoint, ["tree_size": .number(size)], expected: "a row", found: "none")))
    }

    private mutating func append(_ hash: MerkleHash, in piece: LogPiece) {
        let before = tree
        var isDisputed = false
        for (node, computed) in tree.append(hash) {
            let expected: [String: StoredValue] = [
                "tile_level": .number(Int64(node.level)), "node_index": .number(node.index),
                "hash": .bytes(computed.bytes),
            ]
            let stored = piece.nodes[node]
            let found = FsckMisfit.compare(.treeNode, expected, with: stored, isRepairable: true)
            if stored == nil {
                found.forEach { doubt($0) }
            } else if !found.isEmpty {
                found.forEach { suspect($0) }
                isDisputed = true
            }
        }
        guard isDisputed || isBroken || alternative != nil else { return }
        var other = alternative ?? before
        other.append(hash) { piece.nodes[$0]?["hash"].bytes.flatMap { MerkleHash(bytes: $0) } }
        alternative = other
    }

    // MARK: Checkpoints

    private mutating func judge(_ row: StoredRow, size: Int64) -> [FsckMisfit] {
        switch authentic(row, size: size) {
        case .failure(let misfits):
            areLeavesConfirmed = false
            return misfits.all
        case .success(let checkpoint):
            defer {
                confirmed = size
                areLeavesConfirmed = !isBroken
            }
            if checkpoint.root == tree.root {
                isBroken = false
                alternative = nil
                return takeDoubts()
            }
            dropDoubts()
            let blamed = isBroken ? [] : [blame(root: checkpoint.root, at: size)]
            if let other = alternative, other.root == checkpoint.root {
                tree = other
                alternative = nil
                isBroken = false
            } else {
                isBroken = true
            }
            return blamed
        }
    }

    private struct Refused: Error { let all: [FsckMisfit] }

    /// The checkpoint of a row, if the exchange has signed it.
    private func authentic(_ row: StoredRow, size: Int64) -> Result<Checkpoint, Refused> {
        func refused(_ expected: String, _ found: String) -> Result<Checkpoint, Refused> {
            .failure(
                Refused(all: [
                    FsckMisfit(
                        FsckFinding(
                            .checkpoint, row.values, column: "note", expected: expected,
                            found: found))
                ]))
        }
        let signed: SignedCheckpoint
        do {
            signed = try SignedCheckpoint(parsing: row["note"].text ?? "")
            try signed.verify(with: [key])
        } catch {
            return refused("a checkpoint signed by \(key)", "\(error)")
        }
        let checkpoint = signed.checkpoint
        guard checkpoint.size == size else {
            return refused("a tree of \(size) leaves", "one of \(checkpoint.size)")
        }
        guard signed.note.signatures.count == 1 else {
            return refused("one signature", "\(signed.note.signatures.count)")
        }
        return .success(checkpoint)
    }

    private func blame(root: MerkleHash, at size: Int64) -> FsckMisfit {
        FsckMisfit(
            FsckFinding(
                .leaf, key: "leaf_index=\(confirmed ?? 0)…\(size - 1)", column: "leaf",
                expected: "leaves with the root \(root)", found: tree.root.map { "\($0)" } ?? ""))
    }

    private mutating func takeDoubts() -> [FsckMisfit] {
        defer { dropDoubts() }
        var misfits = doubts + suspects
        if !misfits.isEmpty {
            misfits[misfits.count - 1].furtherCount = furtherCount
        }
        return misfits
    }

    private mutating func dropDoubts() {
        doubts = []
        suspects = []
        furtherCount = 0
    }

    private mutating func doubt(_ misfit: FsckMisfit) {
        if doubts.count < findingsMax { doubts.append(misfit) } else { furtherCount += 1 }
    }

    private mutating func suspect(_ misfit: FsckMisfit) {
        if suspects.count < findingsMax { suspects.append(misfit) } else { furtherCount += 1 }
    }

    // MARK: The end

    /// Holds the head's frontier against the leaves, all of which have been followed.
    ///
    /// - Returns: what it should be where it is something else, `nil` where it is right or leaves
    ///   are to blame.
    mutating func finish(frontier stored: [UInt8]?) -> (misfits: [FsckMisfit], frontier: [UInt8]?) {
        if size > 0 { expectCheckpoint(size) }
        guard let computed = tree.frontier?.bytes else { return ([], nil) }
        if isBroken { return ([], nil) }
        if computed != stored, let other = alternative?.frontier, other.bytes == stored {
            dropDoubts()
            return ([blame(root: other.root, at: size)], nil)
        }
        var misfits = takeDoubts()
        // From leaves that nobody has signed nothing is derived that would be written.
        if !areLeavesConfirmed { for index in misfits.indices { misfits[index].repair = nil } }
        return (misfits, computed == stored ? nil : computed)
    }

    private static func leaf(
        _ index: Int64, column: String? = nil, expected: String, found: String
    ) -> FsckFinding {
        FsckFinding(
            .leaf, ["leaf_index": .number(index)], column: column, expected: expected, found: found)
    }
}
