internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Reads the log: receipts, tiles of hashes, and the proofs made of them.
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

    // MARK: For those who follow the log

    /// Proves that the leaf with a given hash is in the tree of `size` leaves.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest` unless 0 <= `leafIndex` < `size`; `.outOfRange`
    ///   if the log is not that large yet; `.unavailable`.
    /// - Cost: as ``receipt(of:)``.
    func inclusionProof(
        of leafIndex: Int64, inTreeOf size: Int64
    ) async throws -> (InclusionProof, leafHash: MerkleHash) {
        guard leafIndex >= 0 else { throw Self.negative("leaf_index") }
        guard leafIndex < size else {
            throw ServiceError(
                .malformedRequest, "A tree of \(size) leaves has no leaf \(leafIndex).")
        }
        return try await ServiceError.translating {
            try await requireCovered(size)
            guard let leaf = try await leaves(leafIndex..<(leafIndex + 1)).first else {
                throw LogFailure.isIncomplete
            }
            let proof = try await inclusionProof(of: leafIndex, size: size)
            return (proof, MerkleHash(leaf: leaf))
        }
    }

    /// Proves that the tree of `oldSize` leaves is the beginning of that of `newSize`.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest` unless 0 <= `oldSize` <= `newSize`;
    ///   `.outOfRange` if the log is not that large yet; `.unavailable`.
    /// - Cost: as ``receipt(of:)``.
    func consistencyProof(
        from oldSize: Int64, to newSize: Int64
    ) async throws -> ConsistencyProof {
        guard oldSize >= 0 else { throw Self.negative("old_size") }
        guard oldSize <= newSize else {
            throw ServiceError(.malformedRequest, "The old size is above the new one.")
        }
        return try await ServiceError.translating {
            try await requireCovered(newSize)
            let hashes = try await hashes(
                of: ConsistencyProof.tiles(oldSize: oldSize, newSize: newSize))
            return try ConsistencyProof(oldSize: oldSize, newSize: newSize) { hashes[$0] }
        }
    }

    /// The bytes of a tile of hashes.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest` for an entry bundle; `.outOfRange` if the log is
    ///   not that large yet; `.unavailable`.
    func content(of tile: Tile) async throws -> [UInt8] {
        guard case .hashes = tile.content else {
            throw ServiceError(
                .malformedRequest,
                "Leaves are given only to the parties, with their receipts. Tiles of hashes are all "
                    + "that following the log needs.")
        }
        return try await ServiceError.translating {
            let size = try await coveredSize()
            guard let present = Tile(tile.content, index: tile.index, size: size),
                present.width >= tile.width
            else { throw Self.notYet(size) }
            let hashes = try await hashes(of: [tile])[tile] ?? []
            guard hashes.count == tile.width else { throw LogFailure.isIncomplete }
            return MerkleHash.encode(hashes)
        }
    }

    /// How many leaves the latest checkpoint covers; 0 if there is none.
    private func coveredSize() async throws -> Int64 {
        try await pool.run(LogQueries.coveredSize())
    }

    private func requireCovered(_ size: Int64) async throws {
        let covered = try await coveredSize()
        guard size <= covered else { throw Self.notYet(covered) }
    }

    private static func notYet(_ size: Int64) -> ServiceError {
        ServiceError(
            .outOfRange, "The log has \(size) leaves; what was asked for would need more.")
    }

    /// The refusal of a number below 0.
    static func negative(_ field: String) -> ServiceError {
        ServiceError(.malformedRequest, "\(field) is below 0.")
    }

    // MARK: Leaves and hashes

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

    /// The hashes of tiles; fewer than one has where the log is not that large.
    private func hashes(of tiles: [Tile]) async throws -> [Tile: [MerkleHash]] {
        var hashes: [Tile: [MerkleHash]] = [:]
        for tile in tiles {
            if case .hashes(let level) = tile.content, level > 0 {
                let nodes = try await pool.run(
                    LogQueries.listNodes(level: level, tile.nodeIndexes))
                hashes[tile] = nodes.compactMap { MerkleHash(bytes: $0) }
            } else {
                hashes[tile] = try await leaves(tile.nodeIndexes).map { MerkleHash(leaf: $0) }
            }
        }
        return hashes
    }
}

extension Tile {
    /// The places, within the tile's level, of what it holds.
    fileprivate var nodeIndexes: Range<Int64> {
        let first = index * Int64(LogLimits.tileWidthMax)
        return first..<(first + Int64(width))
    }
}
