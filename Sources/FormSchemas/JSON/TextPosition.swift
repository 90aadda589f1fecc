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
            if offset &+ 8 <= end, passWord() { continue }
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

    /// Passes over eight bytes at once unless a control character is among them.
    @inline(__always)
    private mutating func passWord() -> Bool {
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(
            fromByteOffset: offset, as: UInt64.self)
        let spaces: UInt64 = 0x2020_2020_2020_2020
        let highBits: UInt64 = 0x8080_8080_8080_8080
        // A byte below 0x20 borrows from its own high bit.
        guard (word &- spaces) & ~word & highBits == 0 else { return false }
        // Bytes 10xxxxxx continue a scalar.
        let continuing = word & ~(word << 1) & highBits
        column += 8 - continuing.nonzeroBitCount
        offset += 8
        return true
    }
}
