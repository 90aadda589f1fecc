/// The piece of a text around a place, and a caret below that place.
struct SourceExcerpt: Sendable, Equatable {
    /// What stands before the place on its line, and what follows there.
    private let before: String
    private let after: String

    init(before: String, after: String) {
        self.before = before
        self.after = after
    }

    /// How many bytes are looked at on each side: more than any terminal shows.
    private static let sideBytesMax = 1_000

    /// Cuts out the line of the byte at `offset`. Bytes that are no UTF-8 show as `�`.
    init(of bytes: [UInt8], at offset: Int) {
        let place = min(max(0, offset), bytes.count)
        func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
        var start = place
        while start > 0, place - start < Self.sideBytesMax, !endsLine(bytes[start - 1]) {
            start -= 1
        }
        var end = place
        while end < bytes.count, end - place < Self.sideBytesMax, !endsLine(bytes[end]) {
            end += 1
        }
        // The window may begin within a character.
        while start < place, place - start >= Self.sideBytesMax, bytes[start] & 0xC0 == 0x80 {
            start += 1
        }
        before = String(decoding: bytes[start..<place], as: UTF8.self)
        after = String(decoding: bytes[place..<end], as: UTF8.self)
    }

    /// Cuts out the place at a line and column, both counted from 1, columns in Unicode scalars.
    init(of text: String, line: Int, column: Int) {
        var place = 0
        var lines = 1
        var columns = 1
        let bytes = Array(text.utf8)
        for scalar in text.unicodeScalars where (lines, columns) < (line, column) {
            place += UTF8.width(scalar)
            let isCRLF = scalar == "\r" && place < bytes.count && bytes[place] == 0x0A
            if scalar == "\n" || (scalar == "\r" && !isCRLF) {
                lines += 1
                columns = 1
            } else {
                columns += 1
            }
        }
        self.init(of: bytes, at: place)
    }

    /// The line and the caret, within `columns`; spaces at the line's beginning are left out.
    ///
    /// Empty if nothing stands on the line.
    func lines(columns: Int) -> [String] {
        var left = String(Table.oneLine(before).drop { $0 == " " })
        var right = Table.oneLine(after)
        guard !(left + right).allSatisfy({ $0 == " " }) else { return [] }
        let room = max(20, columns)
        if left.displayWidth > room / 2 { left = left.ending(within: room / 2) }
        if left.displayWidth + right.displayWidth > room {
            right = right.shortened(to: room - left.displayWidth)
        }
        return [left + right, String(repeating: " ", count: left.displayWidth) + "^"]
    }
}

extension String {
    /// An ellipsis and the end of the text, within `width` columns.
    fileprivate func ending(within width: Int) -> String {
        var end: [Character] = []
        var room = width - 1
        for character in reversed() {
            room -= character.displayWidth
            if room < 0 { break }
            end.append(character)
        }
        return "…" + String(end.reversed())
    }
}
