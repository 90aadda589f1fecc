// How much room a text takes on a terminal.

extension String {
    /// How many columns the text takes: two for each wide character, one for every other.
    var displayWidth: Int {
        var width = 0
        for character in self { width += character.displayWidth }
        return width
    }

    /// The text with spaces up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - displayWidth))
    }

    /// The beginning of the text and an ellipsis, within `width` columns; at least the ellipsis.
    func shortened(to width: Int) -> String {
        var beginning = ""
        var room = width - 1
        for character in self {
            room -= character.displayWidth
            if room < 0 { break }
            beginning.append(character)
        }
        return beginning + "…"
    }

    /// The text in lines of at most `width`, broken at spaces; a longer word stays whole.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ").map(String.init) {
            if line.isEmpty {
                line = word
            } else if line.displayWidth + 1 + word.displayWidth <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// The text in lines of at most `width`, at least one: as ``wrapped(to:)``, but the text's own
    /// lines stay, longer words are broken, and nothing in it steers the terminal.
    func folded(to width: Int) -> [String] {
        let lines = split(whereSeparator: \.isNewline).flatMap { line in
            Table.oneLine(String(line)).split(separator: " ")
                .flatMap { $0.displayWidth > width ? $0.pieces(of: width) : [String($0)] }
                .joined(separator: " ").wrapped(to: width)
        }
        return lines.isEmpty ? [""] : lines
    }
}

extension Substring {
    fileprivate var displayWidth: Int { String(self).displayWidth }

    /// The text cut into pieces of at most `width`, or of one character where that is wider.
    fileprivate func pieces(of width: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var room = width
        for character in self {
            if room < character.displayWidth, !piece.isEmpty {
                pieces.append(piece)
                (piece, room) = ("", width)
            }
            piece.append(character)
            room -= character.displayWidth
        }
        return pieces + [piece]
    }
}

extension Character {
    /// The blocks of which (nearly) all characters are wide, by Unicode's East_Asian_Width.
    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]

    /// How many columns a terminal gives the character.
    ///
    /// Source: Unicode Standard Annex 11, and the emoji that are shown as such by default.
    var displayWidth: Int {
        guard let first = unicodeScalars.first, first.value >= 0x300 else { return 1 }
        let isEmoji =
            first.properties.isEmojiPresentation || unicodeScalars.contains { $0.value == 0xFE0F }
        return isEmoji || Self.wideBlocks.contains { $0.contains(first.value) } ? 2 : 1
    }
}
