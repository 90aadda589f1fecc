internal import TransparencyLog

/// The hash of a full tile: a row of `tree_node`.
struct TileNode: Hashable, Sendable {
    let level: Int
    let index: Int64
}

/// A tree that is built up leaf by leaf, with the hashes of its full tiles on the way.
struct TiledTree: Sendable {
    private static let width = Int64(LogLimits.tileWidthMax)

    /// What each level of tiles has beyond its last full tile.
    private var edges: [Frontier] = [.empty]
    private(set) var size: Int64 = 0

    static let empty = TiledTree()

    private init() {}

    /// Takes up a tree in its middle.
    ///
    /// - Parameter edges: for each level of tiles the hashes after the last full tile.
    /// - Returns: `nil` if they are not as many as a tree of `size` has.
    init?(size: Int64, edges: [[MerkleHash]]) {
        guard edges.map(\.count) == Self.edgeRanges(size: size).map(\.count) else { return nil }
        self.size = size
        self.edges = edges.map { $0.reduce(Frontier.empty) { $0.appending($1) ?? $0 } }
    }

    /// How many hashes each level of tiles has after its last full tile, in a tree of `size`.
    static func edgeRanges(size: Int64) -> [Range<Int64>] {
        sequence(first: size) { $0 >= width ? $0 / width : nil }
            .map { ($0 - $0 % width)..<$0 }
    }

    /// Appends a leaf.
    ///
    /// - Parameter replacement: what to take for the hash of a tile that is full now, if not the
    ///   hash that was computed.
    /// - Returns: the tiles that are full now, with the hashes that were computed.
    @discardableResult
    mutating func append(
        _ leaf: MerkleHash, replacement: (TileNode) -> MerkleHash? = { _ in nil }
    ) -> [(node: TileNode, hash: MerkleHash)] {
        size += 1
        var made: [(node: TileNode, hash: MerkleHash)] = []
        var hash = leaf
        var covered = size
        for level in 0... {
            if level == edges.count { edges.append(.empty) }
            edges[level] = edges[level].appending(hash) ?? edges[level]
            guard edges[level].size == Self.width else { break }
            covered /= Self.width
            hash = edges[level].root
            edges[level] = .empty
            let node = TileNode(level: level + 1, index: covered - 1)
            made.append((node, hash))
            hash = replacement(node) ?? hash
        }
        return made
    }

    /// Never `nil`: each level of tiles has its own eight bits of the size.
    var frontier: Frontier? {
        Frontier(size: size, hashes: edges.reversed().flatMap(\.hashes))
    }

    var root: MerkleHash? { frontier?.root }
}
