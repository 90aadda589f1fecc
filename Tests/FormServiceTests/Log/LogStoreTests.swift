import FormDocument
import FormSchemas
import Postgres
import Testing
import TransparencyLog

@testable import FormService

@Suite("What the log gives out", .needsPostgres, .inTurn)
struct LogStoreTests {
    private static let size: Int64 = 300

    /// A log of 300 leaves, with its hashes.
    private func withLog(
        _ body: (LogStore, _ leaves: [[UInt8]], PostgresPool) async throws -> Void
    ) async throws {
        var random = SeededRandom(seed: 11)
        let forms = try ModelForms(using: &random)
        try await ModelServers.with { servers in
            for _ in 0..<Self.size {
                _ = try await servers.append(
                    [.consultation(forms.consultation(using: &random))], to: 0)
            }
            let pool = PostgresPool(PostgresConfiguration(servers.connectionString))
            do {
                let leaves = try await pool.run(LogQueries.listLeaves(0..<(Self.size + 1)))
                #expect(leaves.count == Int(Self.size))
                try await body(LogStore(pool: pool), leaves, pool)
            } catch {
                await pool.close()
                throw error
            }
            await pool.close()
        }
    }

    /// The root by the definition itself.
    private func root(_ leaves: ArraySlice<[UInt8]>) -> MerkleHash {
        guard leaves.count > 1 else {
            return leaves.first.map(MerkleHash.init(leaf:)) ?? .emptyTree
        }
        var middle = 1
        while middle * 2 < leaves.count { middle *= 2 }
        return MerkleHash(
            left: root(leaves.prefix(middle)), right: root(leaves.dropFirst(middle)))
    }

    private func expect(
        _ code: ServiceError.Code, sourceLocation: SourceLocation = #_sourceLocation,
        _ call: () async throws -> Void
    ) async {
        let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) {
            try await call()
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
    }

    @Test("Proofs lead from leaves and older trees to the root of the tree that was asked for")
    func proofs() async throws {
        var random = SeededRandom(seed: 12)
        try await withLog { log, leaves, _ in
            for round in 0..<60 {
                let new = round == 0 ? Self.size : Int64.random(in: 1...Self.size, using: &random)
                let old = Int64.random(in: 0...new, using: &random)
                let newRoot = root(leaves.prefix(Int(new)))
                let consistency = try await log.consistencyProof(from: old, to: new)
                let oldRoot = root(leaves.prefix(Int(old)))
                #expect(consistency.isValid(oldRoot: oldRoot, newRoot: newRoot))
                if old > 0 {
                    #expect(!consistency.isValid(oldRoot: .emptyTree, newRoot: newRoot))
                }
                let index = Int64.random(in: 0..<new, using: &random)
                let (inclusion, leafHash) = try await log.inclusionProof(of: index, inTreeOf: new)
                #expect(leafHash == MerkleHash(leaf: leaves[Int(index)]))
                #expect(inclusion.isValid(leaf: leafHash, root: newRoot))
            }
            for (index, size) in [(-1, 1), (.min, 1), (0, 0), (5, 5), (6, -1), (.max, .max)] {
                await expect(.malformedRequest) {
                    _ = try await log.inclusionProof(of: Int64(index), inTreeOf: Int64(size))
                }
            }
            for (old, new) in [(-1, 5), (6, 5), (1, -1), (.min, .max)] {
                await expect(.malformedRequest) {
                    _ = try await log.consistencyProof(from: Int64(old), to: Int64(new))
                }
            }
            for size in [Self.size + 1, LogLimits.treeSizeMax, .max] {
                await expect(.outOfRange) {
                    _ = try await log.inclusionProof(of: 0, inTreeOf: size)
                }
                await expect(.outOfRange) {
                    _ = try await log.inclusionProof(of: size - 1, inTreeOf: size)
                }
                await expect(.outOfRange) {
                    _ = try await log.consistencyProof(from: 1, to: size)
                }
            }
        }
    }

    @Test("Tiles hold hashes, as far as a checkpoint goes, and leaves are not given out")
    func tiles() async throws {
        try await withLog { log, leaves, pool in
            func content(_ path: String) async throws -> [UInt8] {
                try await log.content(of: try #require(Tile(path), "\(path)"))
            }
            func hashes(_ range: Range<Int>) -> [UInt8] {
                leaves[range].flatMap { MerkleHash(leaf: $0).bytes }
            }
            #expect(try await content("tile/0/000") == hashes(0..<256))
            #expect(try await content("tile/0/000.p/17") == hashes(0..<17))
            #expect(try await content("tile/0/001.p/44") == hashes(256..<300))
            #expect(try await content("tile/1/000.p/1") == root(leaves.prefix(256)).bytes)
            for path in ["000", "000.p/3", "001.p/44", "001.p/45", "x999/x999/999"] {
                await expect(.malformedRequest) { _ = try await content("tile/entries/\(path)") }
            }
            // A leaf that no checkpoint covers does not exist for anyone yet.
            let extra = Self.size
            try await pool.withConnection {
                try await $0.runScript("insert into leaf values (\(extra), '\\x00')")
            }
            for path in [
                "tile/0/001.p/45", "tile/0/001", "tile/0/002.p/1", "tile/1/000.p/2", "tile/1/000",
                "tile/1/001.p/1", "tile/2/000.p/1", "tile/7/000.p/1", "tile/0/x999/x999/999",
            ] {
                await expect(.outOfRange) { _ = try await content(path) }
            }
            await expect(.outOfRange) {
                _ = try await log.inclusionProof(of: extra, inTreeOf: extra + 1)
            }
        }
    }
}
