import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct TreeGrowthTests {
    private static let log = TestLog(900)

    @Test func everySplitOfSmallTrees() throws {
        let roots = (0...75).map(Self.log.root)
        for size in 0...35 {
            let before = Self.log.frontier(size)
            for count in 0...40 {
                let leaves = Array(Self.log.hashes[size..<(size + count)])
                let growth = try #require(TreeGrowth(before, appending: leaves))
                #expect(growth.before == before)
                #expect(growth.after.root == roots[size + count])
                #expect(growth.leaves == Int64(size)..<Int64(size + count))
                if size > 0 { #expect(growth.inclusionProof(of: Int64(size - 1)) == nil) }
                #expect(growth.inclusionProof(of: Int64(size + count)) == nil)
                for index in growth.leaves {
                    let proof = try #require(growth.inclusionProof(of: index))
                    let leaf = Self.log.hashes[Int(index)]
                    #expect(proof.isValid(leaf: leaf, root: roots[size + count]))
                }
            }
        }
    }

    /// A log that grows by random batches, its tiles compared with the definition at each size.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func tilesGrowAtTheirEnd(_ seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        var store = TileStore()
        var frontier = Frontier.empty
        while frontier.size < 900 {
            let start = Int(frontier.size)
            let most = seed < 3 ? 40 : 600
            let end = min(900, start + Int.random(in: 0...most, using: &generator))
            let growth = try #require(
                TreeGrowth(frontier, appending: Array(Self.log.hashes[start..<end])))
            let hasFitted = store.add(growth)
            #expect(hasFitted)
            #expect(growth.tiles.allSatisfy { $0.tile != nil })
            frontier = growth.after
            let size = frontier.size
            for index in [start, (start + end) / 2, end - 1] where (start..<end).contains(index) {
                let proof = try #require(growth.inclusionProof(of: Int64(index)))
                #expect(proof.isValid(leaf: Self.log.hashes[index], root: frontier.root))
                #expect(
                    try InclusionProof(index: Int64(index), size: size, reading: store.read)
                        == proof)
            }
            #expect(try Frontier(size: size, reading: store.read) == frontier)
            // Nothing is there that the size does not ask for.
            #expect(Set(store.all.keys) == Set(Self.names(size)))
        }
        for (tile, hashes) in store.all {
            guard case .hashes(let level) = tile.content else { continue }
            let grown = try #require(
                Tile(.hashes(level: level), index: tile.index, size: frontier.size))
            #expect(hashes == Self.log.tile(grown))
        }
    }

    /// The tiles of a tree, all by the names they have when full.
    private static func names(_ size: Int64) -> [Tile] {
        (0...2).flatMap { level in
            (0...6).compactMap { index in
                Tile(.hashes(level: level), index: index, size: size)
                    .flatMap { Tile($0.content, index: $0.index, width: 256) }
            }
        }
    }

    @Test func tilesOfSeventyThousand() throws {
        // The example of C2SP tlog-tiles: 273 full tiles and one of 112; one full and one of 17;
        // one of 1.
        let hashes = (0..<70_000).map { MerkleHash(leaf: [UInt8(truncatingIfNeeded: $0)]) }
        let growth = try #require(TreeGrowth(.empty, appending: hashes))
        let tiles = growth.tiles.compactMap(\.tile)
        #expect(tiles.filter { $0.isFull }.count == 274)
        #expect(
            tiles.filter { !$0.isFull }.map(\.description) == [
                "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ])
        #expect(
            Tile.partial(size: 70_000).map(\.description) == [
                "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ])
        #expect(growth.tiles.allSatisfy { $0.offset == 0 })
    }
}
