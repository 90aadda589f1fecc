import Testing

@testable import FormSchemas

/// Lines and columns, whatever stands between the places that are asked for.
struct TextPositionTests {
    /// One byte at a time, by the definition.
    private func expected(_ bytes: [UInt8], _ target: Int) -> TextPosition {
        var (line, column) = (1, 1)
        for offset in 0..<min(target, bytes.count) {
            let byte = bytes[offset]
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
            if byte == 0x0A || (byte == 0x0D && next != 0x0A) {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return TextPosition(line: line, column: column)
    }

    @Test func positionsInRandomTexts() {
        var random = SeededRandom(seed: 11)
        let pieces = [
            "a", "bcdefghi", "é", "ü€", "😀", "\n", "\r\n", "\r", "\t", "        ", "\u{7F}",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...30, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let bytes = Array(text.utf8)
            var targets = (0..<5).map { _ in Int.random(in: 0...bytes.count + 3, using: &random) }
            targets.sort()
            bytes.withUnsafeBufferPointer { buffer in
                var cursor = TextPositionCursor(buffer)
                for target in targets {
                    #expect(cursor.position(of: target) == expected(bytes, target), "\(bytes)")
                }
            }
        }
    }
}
