import FormSchemas
import Crypto

@testable import TransparencyLog

/// The tree as RFC 6962 defines it, recursively and over all leaves at once. Slow, and shares no
/// code with what is tested: its hashes are arrays.
///
/// Source: RFC 6962, sections 2.1, 2.1.1 and 2.1.2, to the letter.
enum ReferenceTree {
    typealias Hash = [UInt8]

    /// MTH(D[n]).
    static func root(_ leaves: ArraySlice<[UInt8]>) -> Hash {
        if leaves.isEmpty { return sha256([]) }
        if leaves.count == 1 { return sha256([0] + leaves.first!) }
        let (left, right) = halves(leaves)
        return sha256([1] + root(left) + root(right))
    }

    /// PATH(m, D[n]).
    static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [Hash] {
        if leaves.count == 1 { return [] }
        let (left, right) = halves(leaves)
        return index < left.count
            ? path(index, left) + [root(right)]
            : path(index - left.count, right) + [root(left)]
    }

    /// PROOF(m, D[n]).
    static func proof(_ oldSize: Int, _ leaves: ArraySlice<[UInt8]>) -> [Hash] {
        oldSize == 0 ? [] : subproof(oldSize, leaves, true)
    }

    private static func subproof(
        _ oldSize: Int, _ leaves: ArraySlice<[UInt8]>, _ isWhole: Bool
    ) -> [Hash] {
        if oldSize == leaves.count { return isWhole ? [] : [root(leaves)] }
        let (left, right) = halves(leaves)
        return oldSize <= left.count
            ? subproof(oldSize, left, isWhole) + [root(right)]
            : subproof(oldSize - left.count, right, false) + [root(left)]
    }

    private static func halves(
        _ leaves: ArraySlice<[UInt8]>
    ) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
        var power = 1
        while power * 2 < leaves.count { power *= 2 }
        return (leaves.prefix(power), leaves.dropFirst(power))
    }

    private static func sha256(_ bytes: [UInt8]) -> Hash { Array(SHA256.hash(data: bytes)) }
}

/// Leaves for tests, and the tiles that a store would have of them.
struct TestLog {
    let leaves: [[UInt8]]
    let hashes: [MerkleHash]

    init(_ count: Int, seed: UInt64 = 1) {
        var generator = SeededRandom(seed: seed)
        leaves = (0..<count).map { _ in generator.bytes(Int.random(in: 0...40, using: &generator)) }
        hashes = leaves.map { MerkleHash(leaf: $0) }
    }

    func root(_ size: Int) -> MerkleHash {
        MerkleHash(bytes: ReferenceTree.root(leaves[..<size]))!
    }

    func path(_ index: Int, _ size: Int) -> [MerkleHash] {
        ReferenceTree.path(index, leaves[..<size]).map { MerkleHash(bytes: $0)! }
    }

    func proof(_ oldSize: Int, _ size: Int) -> [MerkleHash] {
        ReferenceTree.proof(oldSize, leaves[..<size]).map { MerkleHash(bytes: $0)! }
    }

    /// A tile as the definition says, from the leaves.
    func tile(_ tile: Tile) -> [MerkleHash]? {
        guard case .hashes(let level) = tile.content else { return nil }
        let span = 1 << (8 * level)
        return (0..<tile.width).map { place in
            let start = (Int(tile.index) * 256 + place) * span
            return MerkleHash(bytes: ReferenceTree.root(leaves[start..<(start + span)]))!
        }
    }

    /// The frontier of the first `size` leaves.
    func frontier(_ size: Int) -> Frontier {
        TreeGrowth(.empty, appending: Array(hashes[..<size]))!.after
    }
}

/// A store of tiles that only ever adds, as the exchange's tables do.
struct TileStore {
    private var tiles: [Tile: [MerkleHash]] = [:]

    /// Adds what a batch brings; `false` if a tile does not have as many hashes as it should.
    mutating func add(_ growth: TreeGrowth) -> Bool {
        growth.tiles.allSatisfy { part in
            let key = Self.key(level: part.level, index: part.index)
            guard tiles[key, default: []].count == part.offset, !part.hashes.isEmpty else {
                return false
            }
            tiles[key, default: []] += part.hashes
            return true
        }
    }

    /// A tile as it has grown so far.
    func read(_ tile: Tile) -> [MerkleHash]? {
        guard case .hashes(let level) = tile.content else { return nil }
        return tiles[Self.key(level: level, index: tile.index)]
    }

    /// All tiles by their full names.
    var all: [Tile: [MerkleHash]] { tiles }

    private static func key(level: Int, index: Int64) -> Tile {
        Tile(level: level, index: index, width: 256)!
    }
}
