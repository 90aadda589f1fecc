/// Why hashes could not be read from tiles.
public enum TileError: Error, Sendable, Equatable {
    /// There is no such tree, leaf or pair of trees.
    case outOfRange
    /// The reader does not have this tile.
    case missing(Tile)
    /// The reader gave fewer hashes than the tile has, or more than any has.
    case malformed(Tile)
}

/// The nodes of a tree, computed from its tiles.
///
/// Tiles store every eighth level of the tree; what lies between is hashed again. Each tile is
/// asked for once. `read` may give a tile that has grown since: its first hashes are the same.
struct TileHashes {
    let size: Int64
    let read: (Tile) -> [MerkleHash]?
    private var known: [Tile: [MerkleHash]] = [:]

    init(size: Int64, read: @escaping (Tile) -> [MerkleHash]?) {
        self.size = size
        self.read = read
    }

    /// The tile of a tree of `size` leaves that `node` is computed from.
    ///
    /// - Returns: `nil` if the tree does not have the whole node.
    static func tile(of node: TreeNode, size: Int64) -> Tile? {
        let (level, below) = node.level.quotientAndRemainder(dividingBy: Tile.height)
        guard node.index < size >> Int64(node.level) else { return nil }
        return Tile(
            .hashes(level: level), index: node.index >> Int64(Tile.height - below), size: size)
    }

    /// The hash of one node.
    ///
    /// - Cost: up to 127 hashes.
    mutating func hash(of node: TreeNode) throws(TileError) -> MerkleHash {
        guard let tile = Self.tile(of: node, size: size) else { throw .outOfRange }
        let hashes = try self.hashes(of: tile)
        let count = 1 << (node.level % Tile.height)
        let start = Int(node.index % Int64(LogLimits.tileWidthMax / count)) * count
        guard start + count <= hashes.count else { throw .malformed(tile) }
        var row = Array(hashes[start..<(start + count)])
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map {
                MerkleHash(left: row[$0], right: row[$0 + 1])
            }
        }
        return row[0]
    }

    private mutating func hashes(of tile: Tile) throws(TileError) -> [MerkleHash] {
        if let hashes = known[tile] { return hashes }
        guard let hashes = read(tile) else { throw .missing(tile) }
        guard (tile.width...LogLimits.tileWidthMax).contains(hashes.count) else {
            throw .malformed(tile)
        }
        known[tile] = hashes
        return hashes
    }
}

/// What to read and to hash for a proof or a root: a list of hashes, each of a run of perfect
/// subtrees.
///
/// Two steps, so that a database can be asked for all tiles at once in between.
struct HashPlan {
    let size: Int64
    let runs: [[TreeNode]]

    /// The tiles to read, each once.
    var tiles: [Tile] {
        var seen: Set<Tile> = []
        return runs.joined().compactMap { TileHashes.tile(of: $0, size: size) }
            .filter { seen.insert($0).inserted }
    }

    /// The hashes, in the order of ``runs``.
    func hashes(
        reading read: (Tile) -> [MerkleHash]?
    ) throws(TileError) -> [MerkleHash] {
        do {
            return try withoutActuallyEscaping(read) { read in
                var source = TileHashes(size: size, read: read)
                return try runs.map { run in
                    MerkleHash.joining(try run.map { try source.hash(of: $0) })
                }
            }
        } catch let error as TileError {
            throw error
        } catch {
            // Nothing else is thrown above; the compiler cannot tell.
            throw .outOfRange
        }
    }
}

extension Frontier {
    private static func plan(size: Int64) -> HashPlan? {
        guard (0...LogLimits.treeSizeMax).contains(size) else { return nil }
        return HashPlan(size: size, runs: TreeNode.covering(0..<size).map { [$0] })
    }

    /// The tiles that ``init(size:reading:)`` asks for; none for a size out of range.
    public static func tiles(size: Int64) -> [Tile] { plan(size: size)?.tiles ?? [] }

    /// The frontier of a tree whose tiles are at hand.
    ///
    /// - Throws: `.outOfRange`; `.missing` and `.malformed` of what `read` gives.
    /// - Cost: one tile and up to 255 hashes for every eight levels.
    public init(size: Int64, reading read: (Tile) -> [MerkleHash]?) throws(TileError) {
        guard let plan = Self.plan(size: size) else { throw .outOfRange }
        self.init(unchecked: size, hashes: try plan.hashes(reading: read))
    }
}
