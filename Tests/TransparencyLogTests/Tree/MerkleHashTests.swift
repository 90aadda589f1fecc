import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct MerkleHashTests {
    /// The eight leaves, their roots and some proofs that the implementations of Certificate
    /// Transparency test themselves with.
    static let publishedLeaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    static let publishedRoots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static func hashes(_ texts: [String]) -> [MerkleHash] {
        texts.map { MerkleHash(bytes: Hex.decode($0)!)! }
    }

    @Test func rootsAreThePublishedOnes() throws {
        let leaves = Self.publishedLeaves.map { MerkleHash(leaf: Hex.decode($0)!) }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(Hex.encode(Frontier.empty.root.bytes) == empty)
        #expect(Hex.encode(MerkleHash.emptyTree.bytes) == empty)
        var frontier = Frontier.empty
        for (leaf, root) in zip(leaves, Self.publishedRoots) {
            frontier = try #require(frontier.appending(leaf))
            #expect(Hex.encode(frontier.root.bytes) == root)
        }
        let growth = try #require(TreeGrowth(.empty, appending: leaves))
        #expect(growth.after == frontier)
    }

    @Test func proofsAreThePublishedOnes() throws {
        let leaves = Self.publishedLeaves.map { MerkleHash(leaf: Hex.decode($0)!) }
        let growth = try #require(TreeGrowth(.empty, appending: leaves))
        let inclusion = [
            0: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
            5: [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ]
        for (index, texts) in inclusion {
            let proof = try #require(growth.inclusionProof(of: Int64(index)))
            #expect(proof.hashes == Self.hashes(texts))
            #expect(proof.isValid(leaf: leaves[index], root: growth.after.root))
        }
        let roots = Self.hashes(Self.publishedRoots)
        let first = try #require(
            ConsistencyProof(oldSize: 1, newSize: 8, hashes: Self.hashes(inclusion[0]!)))
        #expect(first.isValid(oldRoot: roots[0], newRoot: roots[7]))
        #expect(!first.isValid(oldRoot: roots[1], newRoot: roots[7]))
    }

    @Test func takesThirtyTwoBytes() {
        var generator = SeededRandom(seed: 1)
        for count in [0, 1, 31, 33, 64] {
            #expect(MerkleHash(bytes: generator.bytes(count)) == nil)
            #expect(MerkleHash(Base64.standard.encode(generator.bytes(count))) == nil)
        }
        let bytes = generator.bytes(96)
        let hashes = MerkleHash.decode(bytes)
        #expect(hashes?.count == 3)
        #expect(hashes?.flatMap(\.bytes) == bytes)
        #expect(hashes.map { MerkleHash.encode($0) } == bytes)
        #expect(MerkleHash.decode(Array(bytes.dropLast())) == nil)
        #expect(hashes?.compactMap { MerkleHash($0.description) } == hashes)
    }

    @Test func aLeafIsNoNode() {
        let hashes = TestLog(2).hashes
        let node = MerkleHash(left: hashes[0], right: hashes[1])
        #expect(node != MerkleHash(leaf: hashes[0].bytes + hashes[1].bytes))
        #expect(node != MerkleHash(left: hashes[1], right: hashes[0]))
    }
}
