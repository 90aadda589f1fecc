import FormSchemas
import Testing

@testable import TransparencyLog

/// A log of 2^17 and some leaves, too large for the recursive definition: three levels of tiles.
struct LargeLog {
    private let hashes: [MerkleHash]
    private var store = TileStore()
    private var roots: [Int64: MerkleHash] = [:]

    init() {
        hashes = (0..<140_000).map { index in
            MerkleHash(leaf: withUnsafeBytes(of: UInt32(index)) { Array($0) })
        }
        var frontier = Frontier.empty
        var generator = SeededRandom(seed: 9)
        while frontier.size < hashes.count {
            let start = Int(frontier.size)
            let end = min(hashes.count, start + Int.random(in: 1...2_000, using: &generator))
            guard let growth = TreeGrowth(frontier, appending: Array(hashes[start..<end])) else {
                break
            }
            _ = store.add(growth)
            frontier = growth.after
            roots[frontier.size] = frontier.root
        }
    }

    /// Proves a random leaf and a random pair of trees, and verifies it.
    func check(_ generator: inout SeededRandom) {
        let sizes = roots.keys.sorted()
        guard let newSize = sizes.randomElement(using: &generator), let root = roots[newSize],
            let oldSize = sizes.filter({ $0 <= newSize }).randomElement(using: &generator),
            let oldRoot = roots[oldSize]
        else { return }
        let index = Int64.random(in: 0..<newSize, using: &generator)
        let inclusion = try? InclusionProof(index: index, size: newSize, reading: store.read)
        #expect(inclusion?.isValid(leaf: hashes[Int(index)], root: root) == true)
        let consistency = try? ConsistencyProof(
            oldSize: oldSize, newSize: newSize, reading: store.read)
        #expect(consistency?.isValid(oldRoot: oldRoot, newRoot: root) == true)
    }
}
