internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Reads the log: leaves, tiles, checkpoints, and the proofs made of them.
///
/// What was appended never changes, so that no reading needs a transaction.
struct LogStore: Sendable {
    let pool: PostgresPool

    /// The receipt of a leaf: byte for byte the one that was given out when it was appended.
    ///
    /// Requires that there is such a leaf.
    ///
    /// Cost: up to two tiles for every eight levels of the tree.
    func receipt(of leafIndex: Int64) async throws -> LoggedLeaf {
        try await ServiceError.translating {
            guard
                let checkpoint = try await findCheckpoint(
                    LogQueries.findCheckpoint(size: leafIndex + 1)),
                let leaf = try await leaves(leafIndex..<(leafIndex + 1)).first,
                let receipt = LoggedLeaf(
                    leaf: leaf,
                    proof: try await inclusionProof(
                        of: leafIndex, size: checkpoint.checkpoint.size),
                    checkpoint: checkpoint)
            else { throw LogFailure.isIncomplete }
            return receipt
        }
    }

    private func inclusionProof(
        of leafIndex: Int64, size: Int64
    ) async throws -> InclusionProof {
        let hashes = try await hashes(of: InclusionProof.tiles(index: leafIndex, size: size))
        return try InclusionProof(index: leafIndex, size: size) { hashes[$0] }
    }

    private func findCheckpoint(_ query: Query<String?>) async throws -> SignedCheckpoint? {
        try await pool.run(query).map { try SignedCheckpoint(parsing: $0) }
    }

    private func leaves(_ indexes: Range<Int64>) async throws -> [[UInt8]] {
        try await pool.run(LogQueries.listLeaves(indexes))
    }

    private func hashes(of tiles: [Tile]) async throws -> [Tile: [MerkleHash]] {
        var hashes: [Tile: [MerkleHash]] = [:]
        for tile in tiles { hashes[tile] = try await self.hashes(of: tile) }
        return hashes
    }

    /// The hashes of a tile; fewer than it has where the log is not that large.
    private func hashes(of tile: Tile) async throws -> [MerkleHash] {
        let first = tile.index * Int64(LogLimits.tileWidthMax)
        let indexes = first..<(first + Int64(tile.width))
        switch tile.content {
        case .hashes(level: 0), .entries:
            return try await leaves(indexes).map { MerkleHash(leaf: $0) }
        case .hashes(let level):
            return try await pool.run(LogQueries.listNodes(level: level, indexes))
                .compactMap { MerkleHash(bytes: $0) }
        }
    }
}
