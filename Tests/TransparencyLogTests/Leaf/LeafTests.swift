import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct LeafTests {
    private let random = [UInt8](0..<16)

    @Test func theBytesAreThoseOfTheFormat() throws {
        let leaf = try #require(
            Leaf(kind: 8, time: 0x0102_0304_0506, random: random, contents: [9, 9]))
        #expect(leaf.bytes == [1, 8, 0, 0, 1, 2, 3, 4, 5, 6] + random + [9, 9])
        #expect(leaf.hash == MerkleHash(leaf: leaf.bytes))
        #expect(Leaf(bytes: leaf.bytes) == leaf)
    }

    @Test func randomLeavesAreReadAgain() throws {
        var generator = SeededRandom(seed: 14)
        for _ in 0..<500 {
            let leaf = try #require(
                Leaf(
                    kind: .random(in: 1...255, using: &generator),
                    time: .random(in: Leaf.times, using: &generator), random: generator.bytes(16),
                    contents: generator.bytes(.random(in: 0...998, using: &generator))))
            #expect(Leaf(bytes: leaf.bytes) == leaf)
        }
        #expect(Leaf.randomBytes().count == 16)
        #expect(Leaf.randomBytes() != Leaf.randomBytes())
    }

    @Test func boundsAreKept() {
        func leaf(_ kind: UInt8, _ time: Int64, _ random: Int, _ contents: Int) -> Leaf? {
            Leaf(
                kind: kind, time: time, random: [UInt8](repeating: 0, count: random),
                contents: [UInt8](repeating: 0, count: contents))
        }
        #expect(leaf(1, 0, 16, 998)?.bytes.count == LogLimits.leafBytesMax)
        #expect(leaf(0, 0, 16, 0) == nil)
        #expect(leaf(1, -1, 16, 0) == nil)
        #expect(leaf(1, Leaf.times.upperBound + 1, 16, 0) == nil)
        #expect(leaf(1, 0, 15, 0) == nil)
        #expect(leaf(1, 0, 17, 0) == nil)
        #expect(leaf(1, 0, 16, 999) == nil)
    }

    /// Random bytes: none crashes, and whatever is read is written the same.
    @Test func anyBytesAreReadOrRefused() {
        var generator = SeededRandom(seed: 15)
        var readCount = 0
        for _ in 0..<5_000 {
            var bytes = generator.bytes(Int.random(in: 0...60, using: &generator))
            if bytes.count > 3, Bool.random(using: &generator) {
                bytes.replaceSubrange(0..<4, with: [1, 2, 0, 0])
            }
            guard let leaf = Leaf(bytes: bytes) else { continue }
            readCount += 1
            #expect(leaf.bytes == bytes)
        }
        #expect(readCount > 500)
        #expect(Leaf(bytes: [1, 1] + [UInt8](repeating: 0, count: 1_023)) == nil)
    }
}
