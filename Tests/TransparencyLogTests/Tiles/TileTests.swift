import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct TileTests {
    @Test func pathsAreThoseOfTheSpecification() throws {
        // The example of C2SP tlog-tiles: index 1234067 is x001/x234/067.
        let tile = try #require(Tile(level: 0, index: 1_234_067, width: 256))
        #expect(tile.description == "tile/0/x001/x234/067")
        let entries = try #require(Tile(.entries, index: 1_234_067, width: 1))
        #expect(entries.description == "tile/entries/x001/x234/067.p/1")
        let last = try #require(Tile(level: 7, index: 0, width: 64))
        #expect(last.description == "tile/7/000.p/64")
    }

    @Test func everyPathIsReadAgain() throws {
        var generator = SeededRandom(seed: 11)
        for _ in 0..<2_000 {
            let level = Int.random(in: 0...7, using: &generator)
            let bits = Int64.random(in: 0...62, using: &generator)
            let index = Int64.random(in: 0...(1 << 62), using: &generator) >> bits
            let width = Int.random(in: 1...256, using: &generator)
            guard let tile = Tile(level: level, index: index, width: width) else { continue }
            #expect(Tile(tile.description) == tile)
            if level == 0 {
                let entries = try #require(Tile(.entries, index: index, width: width))
                #expect(Tile(entries.description) == entries)
            }
        }
    }

    @Test func whatNoTreeHasIsRefused() {
        #expect(Tile(level: 0, index: 1 << 54 - 1, width: 256) != nil)
        #expect(Tile(level: 0, index: 1 << 54, width: 1) == nil)
        #expect(Tile(level: 7, index: 0, width: 65) == nil)
        for level in [Int.min, -1, 8, 63, .max] {
            #expect(Tile(level: level, index: 0, width: 1) == nil)
        }
        for index in [Int64.min, -1, 1 << 62, .max] {
            #expect(Tile(level: 0, index: index, width: 1) == nil)
            #expect(Tile(.entries, index: index, width: 1) == nil)
            #expect(Tile(.entries, index: index, size: 300) == nil)
            #expect(
                Tile(.hashes(level: 0), index: 0, size: index)?.width
                    == (index == 1 << 62 ? 256 : nil))
        }
        for width in [Int.min, -1, 0, 257, .max] {
            #expect(Tile(level: 0, index: 0, width: width) == nil)
        }
        #expect(Tile(.entries, index: 1, size: 256) == nil)
        #expect(Tile(.entries, index: 1, size: 257)?.width == 1)
        #expect(Tile(.hashes(level: 1), index: 0, size: 255) == nil)
        #expect(Tile(.hashes(level: -1), index: 0, size: 255) == nil)
        #expect(Tile.partial(size: -1).isEmpty)
        #expect(Tile.partial(size: 0).isEmpty)
        #expect(Tile.partial(size: 256).map(\.description) == ["tile/1/000.p/1"])
        #expect(Tile.partial(size: 1 << 62).map(\.description) == ["tile/7/000.p/64"])
    }

    /// Random and nearly right text: none crashes, and whatever is read is written the same.
    @Test func anyTextIsReadOrRefused() {
        var generator = SeededRandom(seed: 12)
        let alphabet = Array("tile/entries/0123456789x.p/+-\n\u{661}é".unicodeScalars)
        for _ in 0..<5_000 {
            var scalars = Array("tile/0/x001/x234/067.p/17".unicodeScalars)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<scalars.count, using: &generator)
                scalars[place] = alphabet.randomElement(using: &generator)!
            }
            let text = String(String.UnicodeScalarView(scalars))
            if let tile = Tile(text) { #expect(tile.description == text) }
            let noise = String(decoding: generator.bytes(30), as: UTF8.self)
            #expect(Tile(noise) == nil)
        }
    }
}

@Suite struct EntryBundleTests {
    @Test func everyBundleIsReadAgain() throws {
        let log = TestLog(256)
        for count in [1, 2, 255, 256] {
            let leaves = Array(log.leaves[..<count])
            let bytes = try #require(EntryBundle.encode(leaves))
            #expect(EntryBundle.decode(bytes) == leaves)
            #expect(EntryBundle.decode(bytes + [0]) == nil)
            #expect(EntryBundle.decode(Array(bytes.dropLast())) == nil)
        }
        let longest = [[UInt8]](repeating: [UInt8](repeating: 7, count: 1_024), count: 256)
        let bytes = try #require(EntryBundle.encode(longest))
        #expect(bytes.count == EntryBundle.bytesMax)
        #expect(EntryBundle.decode(bytes) == longest)
        #expect(EntryBundle.encode([[1, 2, 3]]) == [0, 3, 1, 2, 3])
    }

    @Test func boundsAreKept() {
        #expect(EntryBundle.encode([]) == nil)
        #expect(EntryBundle.encode([[UInt8]](repeating: [], count: 257)) == nil)
        #expect(EntryBundle.encode([[UInt8](repeating: 0, count: 1_025)]) == nil)
        #expect(EntryBundle.decode([]) == nil)
        #expect(EntryBundle.decode([UInt8](repeating: 0, count: 2 * 257)) == nil)
        #expect(EntryBundle.decode([UInt8](repeating: 0, count: 2 * 256))?.count == 256)
        #expect(EntryBundle.decode([4, 1] + [UInt8](repeating: 0, count: 1_025)) == nil)
        #expect(EntryBundle.decode([UInt8](repeating: 0, count: EntryBundle.bytesMax + 1)) == nil)
        for bytes: [UInt8] in [[0], [0, 1], [1], [255, 255], [0, 2, 0]] {
            #expect(EntryBundle.decode(bytes) == nil)
        }
        var generator = SeededRandom(seed: 13)
        for length in 0..<400 {
            let bytes = generator.bytes(length).map { $0 & 3 }
            guard let leaves = EntryBundle.decode(bytes) else { continue }
            #expect(EntryBundle.encode(leaves) == bytes)
        }
    }
}
