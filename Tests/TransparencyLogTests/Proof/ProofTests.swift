import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct ProofTests {
    @Test func everyLeafOfEverySmallTree() throws {
        let log = TestLog(64)
        for size in 1...64 {
            let root = log.root(size)
            for index in 0..<size {
                let proof = try InclusionProof(
                    index: Int64(index), size: Int64(size), reading: log.tile)
                #expect(proof.hashes == log.path(index, size), "\(index) of \(size)")
                #expect(proof.isValid(leaf: log.hashes[index], root: root))
                #expect(!proof.isValid(leaf: log.hashes[(index + 1) % 64], root: root))
                #expect(!proof.isValid(leaf: log.hashes[index], root: log.root(size - 1)))
            }
        }
    }

    @Test func everyPairOfSmallTrees() throws {
        let log = TestLog(40)
        let roots = (0...40).map(log.root)
        for newSize in 0...40 {
            for oldSize in 0...newSize {
                let proof = try ConsistencyProof(
                    oldSize: Int64(oldSize), newSize: Int64(newSize), reading: log.tile)
                #expect(proof.hashes == log.proof(oldSize, newSize), "\(oldSize) to \(newSize)")
                #expect(proof.isValid(oldRoot: roots[oldSize], newRoot: roots[newSize]))
                for other in 0...40 {
                    #expect(
                        other == oldSize
                            || !proof.isValid(oldRoot: roots[other], newRoot: roots[newSize]))
                    // An empty tree proves nothing about the newer one.
                    #expect(
                        other == newSize || oldSize == 0
                            || !proof.isValid(oldRoot: roots[oldSize], newRoot: roots[other]))
                }
            }
        }
    }

    @Test func randomLeavesAndPairsOfATreeWithThreeLevelsOfTiles() throws {
        let log = TestLog(1_000)
        let large = LargeLog()
        for round in 0..<200 {
            var generator = SeededRandom(seed: UInt64(round))
            let size = Int.random(in: 1...1_000, using: &generator)
            let index = Int.random(in: 0..<size, using: &generator)
            let inclusion = try InclusionProof(
                index: Int64(index), size: Int64(size), reading: log.tile)
            #expect(inclusion.hashes == log.path(index, size))
            let oldSize = Int.random(in: 0...size, using: &generator)
            let consistency = try ConsistencyProof(
                oldSize: Int64(oldSize), newSize: Int64(size), reading: log.tile)
            #expect(consistency.hashes == log.proof(oldSize, size))
            large.check(&generator)
        }
    }

    @Test func everyChangedBitIsRefused() throws {
        let log = TestLog(300)
        for (index, size) in [(0, 1), (4, 7), (7, 8), (200, 300), (299, 300), (256, 257)] {
            let root = log.root(size)
            let proof = try InclusionProof(
                index: Int64(index), size: Int64(size), reading: log.tile)
            let leaf = log.hashes[index]
            for bit in 0..<(proof.hashes.count * 256) {
                let changed = try #require(
                    InclusionProof(
                        index: proof.index, size: proof.size,
                        hashes: flipping(bit, of: proof.hashes)))
                #expect(!changed.isValid(leaf: leaf, root: root))
            }
            for bit in 0..<256 {
                #expect(!proof.isValid(leaf: flipping(bit, of: [leaf])[0], root: root))
                #expect(!proof.isValid(leaf: leaf, root: flipping(bit, of: [root])[0]))
            }
        }
    }

    @Test func everyChangedBitOfAConsistencyProofIsRefused() throws {
        let log = TestLog(300)
        for (oldSize, newSize) in [(1, 2), (3, 7), (4, 8), (6, 8), (200, 300), (256, 300)] {
            let (old, new) = (log.root(oldSize), log.root(newSize))
            let proof = try ConsistencyProof(
                oldSize: Int64(oldSize), newSize: Int64(newSize), reading: log.tile)
            for bit in 0..<(proof.hashes.count * 256) {
                let changed = try #require(
                    ConsistencyProof(
                        oldSize: proof.oldSize, newSize: proof.newSize,
                        hashes: flipping(bit, of: proof.hashes)))
                #expect(!changed.isValid(oldRoot: old, newRoot: new))
            }
            for bit in 0..<256 {
                #expect(!proof.isValid(oldRoot: flipping(bit, of: [old])[0], newRoot: new))
                #expect(!proof.isValid(oldRoot: old, newRoot: flipping(bit, of: [new])[0]))
            }
        }
    }

    /// A proof for other numbers, in as far as it is one: it has as many hashes as it should.
    @Test func otherNumbersAreRefused() throws {
        let log = TestLog(20)
        let roots = (0...20).map(log.root)
        for size in 1...20 {
            for index in 0..<size {
                let path = log.path(index, size)
                let leaf = log.hashes[index]
                for other in 0...21 where other != index {
                    let proof = InclusionProof(
                        index: Int64(other), size: Int64(size), hashes: path)
                    #expect(proof?.isValid(leaf: leaf, root: roots[size]) != true)
                }
                // The hashes of one size may fit the shape of another, but not its root.
                for other in 0...20 where other != size {
                    let proof = InclusionProof(
                        index: Int64(index), size: Int64(other), hashes: path)
                    #expect(proof?.isValid(leaf: leaf, root: roots[other]) != true)
                }
            }
        }
    }

    @Test func numbersOutOfRangeAreRefused() {
        let hash = MerkleHash.emptyTree
        let many = [MerkleHash](repeating: hash, count: 64)
        let numbers: [Int64] = [.min, -1, 0, 1, 2, 1 << 61, 1 << 62, 1 << 62 + 1, .max]
        for first in numbers {
            for second in numbers {
                for count in [0, 1, 2, 61, 62, 63, 64] {
                    let hashes = Array(many[..<count])
                    if let proof = InclusionProof(index: first, size: second, hashes: hashes) {
                        #expect(first >= 0 && first < second && second <= 1 << 62)
                        #expect(!proof.isValid(leaf: hash, root: hash) || count == 0)
                    }
                    let consistency = ConsistencyProof(
                        oldSize: first, newSize: second, hashes: hashes)
                    if let consistency {
                        #expect(first >= 0 && first <= second && second <= 1 << 62)
                        #expect(!consistency.isValid(oldRoot: hash, newRoot: hash) || count == 0)
                    }
                }
                let inclusionTiles = InclusionProof.tiles(index: first, size: second)
                let consistencyTiles = ConsistencyProof.tiles(oldSize: first, newSize: second)
                #expect(inclusionTiles.count <= 16 && consistencyTiles.count <= 16)
                if !(0...(1 << 62)).contains(second) || first < 0 {
                    #expect(throws: TileError.outOfRange) {
                        try InclusionProof(index: first, size: second) { _ in many }
                    }
                    #expect(throws: TileError.outOfRange) {
                        try ConsistencyProof(oldSize: first, newSize: second) { _ in many }
                    }
                    #expect(throws: TileError.outOfRange) {
                        try Frontier(size: min(first, -1)) { _ in many }
                    }
                }
            }
        }
        #expect(throws: TileError.outOfRange) {
            try InclusionProof(index: 5, size: 5) { _ in many }
        }
        #expect(throws: TileError.outOfRange) {
            try ConsistencyProof(oldSize: 6, newSize: 5) { _ in many }
        }
    }

    @Test func missingAndShortTilesAreNamed() throws {
        let log = TestLog(300)
        let first = try #require(Tile(level: 0, index: 0, width: 256))
        #expect(throws: TileError.missing(first)) {
            try InclusionProof(index: 3, size: 300) { $0 == first ? nil : log.tile($0) }
        }
        let edge = try #require(Tile(level: 0, index: 1, width: 44))
        for hashes in [[], Array(log.hashes[256..<299]), Array(log.hashes[..<257])] {
            #expect(throws: TileError.malformed(edge)) {
                try InclusionProof(index: 3, size: 300) { $0 == edge ? hashes : log.tile($0) }
            }
        }
        // Also where the missing hash is not needed: the tile is not what it says it is.
        #expect(throws: TileError.malformed(edge)) {
            try InclusionProof(index: 299, size: 300) {
                $0 == edge ? Array(log.hashes[256..<299]) : log.tile($0)
            }
        }
        // What was announced is what is asked for, each once.
        for (index, size) in [(3, 300), (299, 300), (0, 1), (255, 256), (256, 257)] {
            var asked: [Tile] = []
            _ = try InclusionProof(index: Int64(index), size: Int64(size)) {
                asked.append($0)
                return log.tile($0)
            }
            #expect(asked == InclusionProof.tiles(index: Int64(index), size: Int64(size)))
            #expect(Set(asked).count == asked.count)
        }
    }
}

/// `hashes` with one bit changed.
func flipping(_ bit: Int, of hashes: [MerkleHash]) -> [MerkleHash] {
    var bytes = MerkleHash.encode(hashes)
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return MerkleHash.decode(bytes)!
}
