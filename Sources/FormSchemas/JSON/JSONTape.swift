/// What an entry of the tape stands for; the raw value is its low four bits.
enum TapeKind: UInt32 {
    case null = 0
    case `false` = 1
    case `true` = 2
    /// A number written as digits only that fits in 64 bits.
    case integer = 3
    /// Any other number.
    case decimal = 4
    /// A string whose bytes are its content.
    case string = 5
    /// A string that contains at least one escape sequence.
    case escaped = 6
    case array = 7
    case object = 8
}

/// One value or member name of a document, 16 bytes.
///
/// - `start`: the offset of the first byte (for strings: the byte after the quote).
/// - `meta`: kind in 4 bits; above it the length in bytes (scalars, without quotes), the number
///   of elements (array) or of members (object).
/// - `payload`: integer: its value · decimal: see `ShortDecimal.packed`, or 0 · string: its number of Unicode scalars · member name: the
///   ``ByteHash`` of its content · array and object: the tape index after the last descendant in
///   the low 32 bits, the byte offset after the closing bracket in the high ones.
///
/// The members of an object follow its entry as name, value, name, value, each value with all
/// its descendants.
struct TapeEntry {
    var start: UInt32
    var meta: UInt32
    var payload: UInt64

    @inline(__always)
    init(_ kind: TapeKind, start: Int, count: Int, payload: UInt64) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.meta = UInt32(truncatingIfNeeded: count) << 4 | kind.rawValue
        self.payload = payload
    }

    @inline(__always)
    var kind: TapeKind {
        // The cases have no payload, so their order is their value.
        unsafeBitCast(UInt8(truncatingIfNeeded: meta & 0xF), to: TapeKind.self)
    }
    /// Bytes of a scalar, elements of an array, members of an object.
    @inline(__always) var count: Int { Int(meta >> 4) }
    @inline(__always) var offset: Int { Int(start) }
    @inline(__always) var isContainer: Bool { meta & 0xF >= TapeKind.array.rawValue }
    /// Whether it is a string or a member name.
    @inline(__always)
    var isText: Bool {
        let kind = meta & 0xF
        return kind == TapeKind.string.rawValue || kind == TapeKind.escaped.rawValue
    }
    @inline(__always) var integer: Int64 { Int64(bitPattern: payload) }
    /// The tape index after a container and all it holds.
    @inline(__always) var next: Int { Int(payload & 0xFFFF_FFFF) }
    /// The offset after a container's closing bracket.
    @inline(__always) var end: Int { Int(payload >> 32) }
}

/// Tape and text of a document: what all its nodes share. Immutable once the reader returns.
final class JSONStorage: @unchecked Sendable {
    let bytes: [UInt8]
    let tape: UnsafeMutablePointer<TapeEntry>
    let count: Int
    /// Whether all strings and names are ASCII without escape sequences.
    let isPlain: Bool

    init(bytes: [UInt8], tape: UnsafeMutablePointer<TapeEntry>, count: Int, isPlain: Bool) {
        self.bytes = bytes
        self.tape = tape
        self.count = count
        self.isPlain = isPlain
    }

    deinit { tape.deallocate() }

    /// The index of what follows the value at `index` and all its descendants.
    @inline(__always)
    func next(after index: Int) -> Int { tape[index].isContainer ? tape[index].next : index + 1 }
}
