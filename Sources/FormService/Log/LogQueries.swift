internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// The statements about leaves, tiles and checkpoints.
enum LogQueries {
    static func insertLeaves(_ leaves: [[UInt8]], from first: Int64) -> Query<Void> {
        """
        insert into leaf (leaf_index, leaf)
        select \(first) + place - 1, leaf
        from unnest(\(leaves)) with ordinality as l (leaf, place)
        """
    }

    /// Inserts what a batch adds to the tiles from level 1 on; `nil` if that is nothing.
    static func insertNodes(of growth: TreeGrowth) -> Query<Void>? {
        // Level 0 is in the leaves themselves.
        let tiles = growth.tiles.filter { $0.level > 0 }
        guard !tiles.isEmpty else { return nil }
        let width = Int64(LogLimits.tileWidthMax)
        let levels = tiles.flatMap { tile in tile.hashes.map { _ in Int16(tile.level) } }
        let indexes = tiles.flatMap { tile in
            tile.hashes.indices.map { tile.index * width + Int64(tile.offset + $0) }
        }
        return """
            insert into tree_node (tile_level, node_index, hash)
            select * from unnest(\(levels), \(indexes), \(tiles.flatMap(\.hashes).map(\.bytes)))
            """
    }

    static func insert(_ checkpoint: SignedCheckpoint) -> Query<Void> {
        """
        insert into checkpoint (tree_size, note)
        values (\(checkpoint.checkpoint.size), \(checkpoint.description))
        """
    }

    /// The leaves with these indexes, in order; fewer if the log is shorter.
    static func listLeaves(_ indexes: Range<Int64>) -> Query<[[UInt8]]> {
        """
        select leaf from leaf
        where leaf_index >= \(indexes.lowerBound) and leaf_index < \(indexes.upperBound)
        order by leaf_index
        """
    }

    /// The hashes of a level of tiles with these indexes, in order.
    static func listNodes(level: Int, _ indexes: Range<Int64>) -> Query<[[UInt8]]> {
        """
        select hash from tree_node
        where tile_level = \(Int16(level)) and node_index >= \(indexes.lowerBound)
            and node_index < \(indexes.upperBound)
        order by node_index
        """
    }

    /// The first checkpoint of a tree with at least `size` leaves.
    static func findCheckpoint(size: Int64) -> Query<String?> {
        "select note from checkpoint where tree_size >= \(size) order by tree_size limit 1"
    }

    /// How many leaves the latest checkpoint covers; 0 if there is none.
    static func coveredSize() -> Query<Int64> {
        "select coalesce(max(tree_size), 0) from checkpoint"
    }

    static func findLatestCheckpoint() -> Query<String?> {
        "select note from checkpoint order by tree_size desc limit 1"
    }
}
