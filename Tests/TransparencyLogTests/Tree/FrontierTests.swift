import Testing

@testable import TransparencyLog

@Suite struct FrontierTests {
    @Test func rootsAreThoseOfTheDefinition() throws {
        let log = TestLog(300)
        var frontier = Frontier.empty
        for size in 0...300 {
            #expect(frontier.size == size)
            #expect(frontier.root == log.root(size), "size \(size)")
            #expect(frontier == log.frontier(size))
            #expect(Frontier(size: frontier.size, bytes: frontier.bytes) == frontier)
            if size < 300 { frontier = try #require(frontier.appending(log.hashes[size])) }
        }
    }

    @Test func oneHashForEachBitOfTheSize() {
        let hashes = TestLog(63).hashes
        #expect(Frontier(size: 5, hashes: Array(hashes[..<2])) != nil)
        #expect(Frontier(size: 5, hashes: Array(hashes[..<3])) == nil)
        #expect(Frontier(size: 5, hashes: Array(hashes[..<1])) == nil)
        #expect(Frontier(size: 0, hashes: []) == .empty)
        #expect(Frontier(size: 0, hashes: [hashes[0]]) == nil)
        #expect(Frontier(size: -1, hashes: []) == nil)
        #expect(Frontier(size: .min, hashes: [hashes[0]]) == nil)
        #expect(Frontier(size: 1 << 62 | 1, hashes: Array(hashes[..<2])) == nil)
        #expect(Frontier(size: .max, hashes: hashes) == nil)
        #expect(Frontier(size: 1, bytes: Array(hashes[0].bytes.dropLast())) == nil)
    }

    @Test func theLargestTreeDoesNotGrow() throws {
        let hashes = TestLog(63).hashes
        let full = try #require(Frontier(size: 1 << 62, hashes: [hashes[0]]))
        #expect(full.appending(hashes[1]) == nil)
        #expect(TreeGrowth(full, appending: [hashes[1]]) == nil)
        #expect(TreeGrowth(full, appending: [])?.after == full)
        let last = try #require(Frontier(size: 1 << 62 - 1, hashes: Array(hashes[..<62])))
        let next = try #require(last.appending(hashes[62]))
        #expect(next.size == 1 << 62)
        #expect(next.hashes.count == 1)
        let growth = try #require(TreeGrowth(last, appending: [hashes[62]]))
        #expect(growth.after == next)
        #expect(TreeGrowth(last, appending: Array(hashes[..<2])) == nil)
        let proof = try #require(growth.inclusionProof(of: 1 << 62 - 1))
        #expect(proof.hashes.count == LogLimits.inclusionHashesMax)
        #expect(proof.isValid(leaf: hashes[62], root: next.root))
        #expect(!proof.isValid(leaf: hashes[61], root: next.root))
    }
}
