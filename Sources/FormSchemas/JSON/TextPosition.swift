/// A place in a text as editors show it.
public struct TextPosition: Sendable, Equatable, Comparable {
    /// Line, counted from 1.
    public let line: Int
    /// Column in Unicode scalars, counted from 1.
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (lhs: TextPosition, rhs: TextPosition) -> Bool {
        (lhs.line, lhs.column) < (rhs.line, rhs.column)
    }
}

/// Turns ascending byte offsets into positions in one walk over the text.
///
/// A line ends at LF, CR LF or a lone CR, as editors count them.
struct TextPositionCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var line = 1
    private var column = 1

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The position of the byte at `target`; requires `target` >= the previous call's.
    mutating func position(of target: Int) -> TextPosition {
        let end = min(target, bytes.count)
        while offset < end {
            if offset + 8 <= end, skipWord() { continue }
            let byte = bytes[offset]
            offset += 1
            if byte == 0x0A || (byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)) {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return TextPosition(line: line, column: column)
    }

    /// Steps over eight bytes if no line ends among them.
    private mutating func skipWord() -> Bool {
        let word = ByteHash.word(bytes.baseAddress.unsafelyUnwrapped + offset)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones &* 0x80
        let feeds = word ^ (ones &* 0x0A)
        let returns = word ^ (ones &* 0x0D)
        if ((feeds &- ones) & ~feeds | (returns &- ones) & ~returns) & high != 0 { return false }
        // Bytes that continue a scalar begin with the bits 10.
        column += 8 - (word & ~(word &<< 1) & high).nonzeroBitCount
        offset += 8
        return true
    }
}
