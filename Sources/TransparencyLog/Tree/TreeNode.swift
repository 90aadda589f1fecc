/// A perfect subtree by its place: `level` 0 is a leaf, one of level l covers 2^l leaves, and
/// `index` counts those of a level from the left.
///
/// It covers the leaves `index << level ..< (index + 1) << level`, and once these exist its hash
/// never changes again.
public struct TreeNode: Hashable, Sendable {
    public let level: Int
    public let index: Int64

    /// Requires `level` in 0...62 and `index` >= 0.
    public init(level: Int, index: Int64) {
        precondition((0...62).contains(level) && index >= 0)
        self.level = level
        self.index = index
    }

    /// The perfect subtrees that make up the leaves `range`, the largest first.
    ///
    /// Requires a range that starts at a multiple of its largest subtree, as every range of the
    /// tree's recursive definition does.
    static func covering(_ range: Range<Int64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = (range.upperBound - start).floorLog2
            nodes.append(TreeNode(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return nodes
    }
}

extension Int64 {
    /// The place of the highest bit that is set. Requires a value above 0.
    var floorLog2: Int { 63 - leadingZeroBitCount }

    /// Whether bit `place`, from 0 for the lowest, is set.
    func hasBit(_ place: Int) -> Bool { self >> Int64(place) & 1 == 1 }
}
