/// A tree before and after a batch of leaves, with every hash that the batch made.
///
/// It answers from the old frontier and the batch alone what one who appends must know: the new
/// frontier and root, what to add to which tile, and the inclusion proof of each new leaf in the
/// new tree. Nothing else of the tree is read, whatever its size.
///
/// Cost: making it takes one hash for each leaf on average; its memory is two hashes a leaf.
public struct TreeGrowth: Sendable {
    /// The tree before the batch.
    public let before: Frontier
    /// The tree after it.
    public let after: Frontier
    /// The hashes of the new perfect subtrees by level; those of level l start at index
    /// `before.size >> l` and have no gaps.
    private let levels: [[MerkleHash]]
    /// For each hash of the new frontier, that of everything to its right; none for the last.
    private let rests: [MerkleHash]

    /// Appends the leaves with these hashes to `frontier`.
    ///
    /// - Returns: `nil` if the tree would grow beyond ``LogLimits/treeSizeMax``.
    public init?(_ frontier: Frontier, appending leaves: [MerkleHash]) {
        guard leaves.count <= LogLimits.treeSizeMax - frontier.size else { return nil }
        let size = frontier.size + Int64(leaves.count)
        var levels = [leaves]
        while let children = levels.last, !children.isEmpty {
            levels.append(Self.parents(of: children, after: frontier.hash(at: levels.count - 1)))
        }
        before = frontier
        self.levels = levels
        let hashes: [MerkleHash] = (0...62).reversed().compactMap { level in
            guard size.hasBit(level) else { return nil }
            // A subtree of the new edge that the batch has not made was of the old edge.
            return (level < levels.count ? levels[level].last : nil) ?? frontier.hash(at: level)
        }
        after = Frontier(unchecked: size, hashes: hashes)
        var rests: [MerkleHash] = []
        for hash in hashes.dropFirst().reversed() {
            rests.append(rests.last.map { MerkleHash(left: hash, right: $0) } ?? hash)
        }
        self.rests = rests.reversed()
    }

    /// The nodes above `children`, of which `left` is the one before the first, if that one is
    /// still without its parent. One that is left over at the end waits for later batches.
    private static func parents(
        of children: [MerkleHash], after left: MerkleHash?
    ) -> [MerkleHash] {
        var parents: [MerkleHash] = []
        parents.reserveCapacity((children.count + 1) / 2)
        var waiting = left
        for child in children {
            if let left = waiting {
                parents.append(MerkleHash(left: left, right: child))
                waiting = nil
            } else {
                waiting = child
            }
        }
        return parents
    }

    /// The indexes of the new leaves.
    public var leaves: Range<Int64> { before.size..<after.size }

    /// Proves that the new leaf `index` is in the new tree.
    ///
    /// - Returns: `nil` if `index` is not one of ``leaves``.
    /// - Cost: no hashing: it copies one hash for each level of the tree.
    public func inclusionProof(of index: Int64) -> InclusionProof? {
        guard leaves.contains(index) else { return nil }
        // The perfect subtree of the new edge that holds the leaf is as large as the highest bit
        // in which the leaf's index falls short of the size.
        let level = (index ^ after.size).floorLog2
        let place = after.size >> Int64(level + 1)
        var hashes: [MerkleHash] = []
        hashes.reserveCapacity(level + after.hashes.count)
        for below in 0..<level {
            let sibling = index >> Int64(below) ^ 1
            guard let hash = hash(of: sibling, at: below) else { return nil }
            hashes.append(hash)
        }
        let leftCount = place.nonzeroBitCount
        if leftCount < rests.count { hashes.append(rests[leftCount]) }
        hashes.append(contentsOf: after.hashes[..<leftCount].reversed())
        return InclusionProof(unchecked: index, size: after.size, hashes: hashes)
    }

    /// A node that is new, or of the old edge. `nil` for any other.
    private func hash(of index: Int64, at level: Int) -> MerkleHash? {
        let first = before.size >> Int64(level)
        if index == first - 1 { return before.hash(at: level) }
        guard level < levels.count, index >= first, index - first < levels[level].count else {
            return nil
        }
        return levels[level][Int(index - first)]
    }

    /// What the batch adds to the tiles, by level and index.
    ///
    /// Tiles only ever grow at their end, so that a store has three ways to keep this without
    /// reading: each entry as a row of its own (a tile is then its rows in the order of their
    /// offsets), as bytes appended to the tile's row, or each hash as a row. Level 0 repeats the
    /// leaves' hashes: a store that keeps those with the leaves can leave it out, and has then one
    /// hash to write for every 256 leaves.
    public var tiles: [TileGrowth] {
        let width = Int64(LogLimits.tileWidthMax)
        let tileLevels = stride(from: 0, to: levels.count, by: Tile.height)
        return tileLevels.filter { !levels[$0].isEmpty }.flatMap { level in
            let first = before.size >> Int64(level)
            let end = first + Int64(levels[level].count)
            return stride(from: first / width * width, to: end, by: Int(width)).map { start in
                let part = max(start, first)..<min(start + width, end)
                return TileGrowth(
                    level: level / Tile.height, index: start / width,
                    offset: Int(part.lowerBound - start),
                    hashes: Array(
                        levels[level][Int(part.lowerBound - first)..<Int(part.upperBound - first)]))
            }
        }
    }
}

/// Hashes to add to one tile.
public struct TileGrowth: Hashable, Sendable {
    /// The level of tiles.
    public let level: Int
    /// The tile's index within its level.
    public let index: Int64
    /// How many hashes the tile has already.
    public let offset: Int
    /// The new ones: from one to as many as make the tile full.
    public let hashes: [MerkleHash]

    /// The tile with these hashes added.
    public var tile: Tile? { Tile(level: level, index: index, width: offset + hashes.count) }
}
