/// The hashes that lead from one leaf to the root of a tree: proof that the leaf is in it.
///
/// Source: RFC 6962, section 2.1.1; RFC 9162, section 2.1.3.
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's index.
    public let index: Int64
    /// How many leaves the tree has.
    public let size: Int64
    /// From the leaf's sibling up to the root's child.
    public let hashes: [MerkleHash]

    /// Puts together what was received.
    ///
    /// - Returns: `nil` unless 0 <= `index` < `size` <= 2^62 and there are as many hashes as such
    ///   a proof has. Whether it proves anything: ``isValid(leaf:root:)``.
    public init?(index: Int64, size: Int64, hashes: [MerkleHash]) {
        guard let plan = Self.plan(index: index, size: size), plan.runs.count == hashes.count else {
            return nil
        }
        self.init(unchecked: index, size: size, hashes: hashes)
    }

    init(unchecked index: Int64, size: Int64, hashes: [MerkleHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Whether the leaf with this hash is the one at ``index`` in the tree with this root.
    public func isValid(leaf: MerkleHash, root: MerkleHash) -> Bool {
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in hashes {
            guard last > 0 else { return false }
            if place.hasBit(0) || place == last {
                hash = MerkleHash(left: sibling, right: hash)
                // A subtree at the right edge has no sibling until it is a right child itself.
                let levels = place.trailingZeroBitCount
                if place > 0 {
                    place >>= Int64(levels)
                    last >>= Int64(levels)
                }
            } else {
                hash = MerkleHash(left: hash, right: sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}

extension InclusionProof {
    /// The tiles that ``init(index:size:reading:)`` asks for; none if there is no such leaf.
    public static func tiles(index: Int64, size: Int64) -> [Tile] {
        plan(index: index, size: size)?.tiles ?? []
    }

    /// Makes the proof from the tiles of a tree that has at least `size` leaves.
    ///
    /// - Throws: `.outOfRange` unless 0 <= `index` < `size` <= 2^62; `.missing` and `.malformed`
    ///   of what `read` gives.
    /// - Cost: up to two tiles for every eight levels, and 255 hashes for each.
    public init(
        index: Int64, size: Int64, reading read: (Tile) -> [MerkleHash]?
    ) throws(TileError) {
        guard let plan = Self.plan(index: index, size: size) else { throw .outOfRange }
        self.init(unchecked: index, size: size, hashes: try plan.hashes(reading: read))
    }

    /// The subtrees beside the way from the leaf to the root, the lowest first.
    private static func plan(index: Int64, size: Int64) -> HashPlan? {
        guard (1...LogLimits.treeSizeMax).contains(size), (0..<size).contains(index) else {
            return nil
        }
        var range = 0..<size
        var runs: [[TreeNode]] = []
        while range.count > 1 {
            let (left, right) = range.halves
            runs.append(TreeNode.covering(left.contains(index) ? right : left))
            range = left.contains(index) ? left : right
        }
        return HashPlan(size: size, runs: runs.reversed())
    }
}

extension Range<Int64> {
    /// The leaves of the left and of the right child. Requires more than one leaf.
    ///
    /// Source: RFC 6962, section 2.1: the left has the largest power of two below the number.
    var halves: (left: Range<Int64>, right: Range<Int64>) {
        let middle = lowerBound + 1 << Int64((upperBound - lowerBound - 1).floorLog2)
        return (lowerBound..<middle, middle..<upperBound)
    }
}
