/// The hashes that show that one tree is the beginning of another: nothing was changed or removed.
///
/// Source: RFC 6962, section 2.1.2; RFC 9162, section 2.1.4.
public struct ConsistencyProof: Hashable, Sendable {
    /// How many leaves the older tree has.
    public let oldSize: Int64
    /// How many leaves the newer tree has.
    public let newSize: Int64
    /// The hashes in the order of RFC 6962; none if the older tree is empty or both are one.
    public let hashes: [MerkleHash]

    /// Puts together what was received.
    ///
    /// - Returns: `nil` unless 0 <= `oldSize` <= `newSize` <= 2^62 and there are as many hashes as
    ///   such a proof has. Whether it proves anything: ``isValid(oldRoot:newRoot:)``.
    public init?(oldSize: Int64, newSize: Int64, hashes: [MerkleHash]) {
        guard let plan = Self.plan(oldSize: oldSize, newSize: newSize),
            plan.runs.count == hashes.count
        else { return nil }
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the tree with the first root is the beginning of that with the second.
    ///
    /// Of an empty older tree everything is a continuation, if `oldRoot` is that of the empty tree.
    public func isValid(oldRoot: MerkleHash, newRoot: MerkleHash) -> Bool {
        if oldSize == 0 { return oldRoot == .emptyTree && (newSize > 0 || newRoot == oldRoot) }
        if oldSize == newSize { return oldRoot == newRoot }
        // What both trees have in common to begin with: a perfect subtree at the old edge.
        var rest = hashes[...]
        let isPerfect = oldSize.nonzeroBitCount == 1
        guard let start = isPerfect ? oldRoot : rest.popFirst() else { return false }
        let level = Int64(oldSize.trailingZeroBitCount)
        var place = (oldSize - 1) >> level
        var last = (newSize - 1) >> level
        var (old, new) = (start, start)
        for hash in rest {
            guard last > 0 else { return false }
            if place.hasBit(0) || place == last {
                old = MerkleHash(left: hash, right: old)
                new = MerkleHash(left: hash, right: new)
                let levels = place.trailingZeroBitCount
                if place > 0 {
                    place >>= Int64(levels)
                    last >>= Int64(levels)
                }
            } else {
                new = MerkleHash(left: new, right: hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}

extension ConsistencyProof {
    /// The tiles that ``init(oldSize:newSize:reading:)`` asks for; none for sizes out of range.
    public static func tiles(oldSize: Int64, newSize: Int64) -> [Tile] {
        plan(oldSize: oldSize, newSize: newSize)?.tiles ?? []
    }

    /// Makes the proof from the tiles of a tree that has at least `newSize` leaves.
    ///
    /// - Throws: `.outOfRange` unless 0 <= `oldSize` <= `newSize` <= 2^62; `.missing` and
    ///   `.malformed` of what `read` gives.
    /// - Cost: up to two tiles for every eight levels, and 255 hashes for each.
    public init(
        oldSize: Int64, newSize: Int64, reading read: (Tile) -> [MerkleHash]?
    ) throws(TileError) {
        guard let plan = Self.plan(oldSize: oldSize, newSize: newSize) else { throw .outOfRange }
        self.oldSize = oldSize
        self.newSize = newSize
        hashes = try plan.hashes(reading: read)
    }

    /// The subtrees beside the way from the old tree's right edge to the new root, the lowest
    /// first, and before them the one at that edge, unless it is the whole old tree.
    private static func plan(oldSize: Int64, newSize: Int64) -> HashPlan? {
        guard (0...LogLimits.treeSizeMax).contains(newSize), (0...newSize).contains(oldSize) else {
            return nil
        }
        var range = 0..<newSize
        var runs: [[TreeNode]] = []
        while oldSize > 0, oldSize < range.upperBound {
            let (left, right) = range.halves
            // The old tree's edge lies in one half; what is in the other is part of both trees or
            // of the new one alone.
            runs.append(TreeNode.covering(oldSize <= left.upperBound ? right : left))
            range = oldSize <= left.upperBound ? left : right
        }
        if oldSize > 0, range.lowerBound > 0 { runs.append(TreeNode.covering(range)) }
        return HashPlan(size: newSize, runs: runs.reversed())
    }
}
