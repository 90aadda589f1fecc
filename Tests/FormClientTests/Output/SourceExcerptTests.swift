import Testing

@testable import formclient

struct SourceExcerptTests {
    @Test("The caret stands below the place, whatever the width of what is before it")
    func caret() {
        let bytes = Array("x\n  \"名\": ?, 1\ny".utf8)
        #expect(
            SourceExcerpt(of: bytes, at: 11).lines(columns: 40) == ["\"名\": ?, 1", "      ^"])
    }

    @Test("A long line is cut on both sides, within the columns", arguments: 20...60)
    func long(columns: Int) {
        let bytes =
            [UInt8](repeating: 0x61, count: 5_000) + Array("é?".utf8)
            + [UInt8](repeating: 0x62, count: 5_000)
        let lines = SourceExcerpt(of: bytes, at: 5_002).lines(columns: columns)
        #expect(lines.allSatisfy { $0.displayWidth <= columns })
        #expect(lines.first?.hasPrefix("…a") == true)
        #expect(lines.first?.hasSuffix("b…") == true)
        let caret = lines.last?.displayWidth ?? 0
        #expect(lines.first.map { Array($0)[caret - 1] } == "?")
    }

    @Test("Any place in any bytes can be shown", arguments: [-1, 0, 3, 4, 99])
    func anywhere(offset: Int) {
        let lines = SourceExcerpt(of: [0xFF, 0x80, 0x1B, 0xE2], at: offset).lines(columns: 20)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { !$0.contains("\u{1B}") })
        #expect(SourceExcerpt(of: [0x0A, 0x20], at: offset).lines(columns: 20).isEmpty)
    }
}
