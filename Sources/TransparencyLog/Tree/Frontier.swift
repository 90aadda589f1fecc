/// The right edge of a tree: all that is needed to append to it and to know its root.
///
/// A tree of n leaves consists of one perfect subtree for each bit that is set in n; the frontier
/// is their hashes, from the largest (leftmost) to the smallest. It has at most 62 of them, less
/// than 2 KB, whatever the size of the log: this is what the one row of the log's head keeps, so
/// that appending reads nothing else.
public struct Frontier: Hashable, Sendable {
    /// How many leaves there are.
    public let size: Int64
    /// The hashes of the perfect subtrees, the largest first.
    public let hashes: [MerkleHash]

    /// The tree without leaves.
    public static let empty = Frontier(unchecked: 0, hashes: [])

    /// Puts together what was stored.
    ///
    /// - Returns: `nil` unless `size` is in 0...2^62 and there is one hash for each bit set in it.
    ///   Whether they are the right ones shows in the root only.
    public init?(size: Int64, hashes: [MerkleHash]) {
        guard (0...LogLimits.treeSizeMax).contains(size), hashes.count == size.nonzeroBitCount
        else { return nil }
        self.init(unchecked: size, hashes: hashes)
    }

    /// As ``init(size:hashes:)``, from the hashes' bytes, one after another.
    public init?(size: Int64, bytes: [UInt8]) {
        guard let hashes = MerkleHash.decode(bytes) else { return nil }
        self.init(size: size, hashes: hashes)
    }

    init(unchecked size: Int64, hashes: [MerkleHash]) {
        self.size = size
        self.hashes = hashes
    }

    /// The hashes' bytes, one after another: 32 for each bit set in ``size``.
    public var bytes: [UInt8] { MerkleHash.encode(hashes) }

    /// The hash of the whole tree.
    ///
    /// Cost: one hash fewer than the frontier has.
    public var root: MerkleHash { MerkleHash.joining(hashes) }

    /// The frontier's hash at `level`: that of the perfect subtree of 2^level leaves.
    ///
    /// - Returns: `nil` if the size has no such bit.
    func hash(at level: Int) -> MerkleHash? {
        guard size.hasBit(level) else { return nil }
        return hashes[hashes.count - 1 - (size & (1 << Int64(level) - 1)).nonzeroBitCount]
    }

    /// Appends one leaf by its hash, as one who reads a log front to back does.
    ///
    /// - Returns: `nil` if the tree has its largest size already.
    /// - Cost: one hash on average, and at most one for each level.
    public func appending(_ leaf: MerkleHash) -> Frontier? {
        guard size < LogLimits.treeSizeMax else { return nil }
        var hashes = hashes
        var hash = leaf
        // As adding one to a number carries over its ones, a new leaf joins the subtrees there.
        for _ in 0..<size.trailingOnes {
            if let left = hashes.popLast() { hash = MerkleHash(left: left, right: hash) }
        }
        hashes.append(hash)
        return Frontier(unchecked: size + 1, hashes: hashes)
    }
}

extension Int64 {
    /// How many bits are set in a row from the lowest on.
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
