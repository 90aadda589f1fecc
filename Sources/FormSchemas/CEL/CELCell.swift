/// What a value is while an expression is evaluated.
enum CELKind: UInt8 {
    case null, bool, int, uint, double, string, bytes, list, map, timestamp, duration, decimal
    case type
    /// Not a value: why there is none. Operators pass it on, `&&` and `||` may absorb it.
    case error
}

/// One value of an evaluation, 16 bytes; copying it counts no references.
///
/// | kind | `word` | `count` | `origin` |
/// |---|---|---|---|
/// | bool, int, uint | the value | | |
/// | double | the bits | tape index of its text | source + 1, or 0: computed |
/// | string, bytes | address | length in bytes | |
/// | list | tape index, or address of cells | elements | source + 1, or 0: made here |
/// | map | tape index, or address of keys and values in turn | members | as of a list |
/// | timestamp, duration | whole seconds, rounded down | nanoseconds | |
/// | decimal | address of an `Int128` | digits after the point | |
/// | type | a ``CELKind``'s raw value | | |
/// | error | 1 once its place is known | byte offset in the expression | ``CELFailure`` |
///
/// Stored as two words, so that what one instruction writes the next reads in one piece.
struct CELCell: BitwiseCopyable {
    /// Kind in the low 8 bits, origin in the next 8, count in the high 32.
    private var head: UInt64
    var word: UInt64

    @inline(__always)
    init(_ kind: CELKind, word: UInt64 = 0, count: UInt32 = 0, origin: UInt8 = 0) {
        head = UInt64(kind.rawValue) | UInt64(origin) << 8 | UInt64(count) << 32
        self.word = word
    }

    @inline(__always)
    var kind: CELKind {
        // The cases have no payload, so their order is their value.
        unsafeBitCast(UInt8(truncatingIfNeeded: head), to: CELKind.self)
    }
    @inline(__always) var origin: UInt8 { UInt8(truncatingIfNeeded: head >> 8) }
    @inline(__always) var count: UInt32 { UInt32(truncatingIfNeeded: head >> 32) }
    /// Whether two cells have the same kind.
    @inline(__always)
    func hasKind(of other: CELCell) -> Bool { (head ^ other.head) & 0xFF == 0 }

    static let null = CELCell(.null)
    /// Its address is not null; no byte is read from it.
    static let emptyText = CELCell(.string, word: 8)

    @inline(__always)
    static func bool(_ value: Bool) -> CELCell { CELCell(.bool, word: value ? 1 : 0) }
    @inline(__always)
    static func int(_ value: Int64) -> CELCell { CELCell(.int, word: UInt64(bitPattern: value)) }
    @inline(__always)
    static func double(_ value: Double) -> CELCell { CELCell(.double, word: value.bitPattern) }
    @inline(__always)
    static func text(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ kind: CELKind = .string
    ) -> CELCell {
        CELCell(
            kind, word: UInt64(UInt(bitPattern: bytes)),
            count: UInt32(truncatingIfNeeded: count))
    }
    static func list(_ cells: UnsafeMutablePointer<CELCell>?, _ count: Int) -> CELCell {
        // An empty list has an address too, though nothing is read there.
        CELCell(.list, word: cells.map { UInt64(UInt(bitPattern: $0)) } ?? 16, count: UInt32(count))
    }
    /// An error; the machine adds where it happened.
    static func error(_ failure: CELFailure) -> CELCell {
        CELCell(.error, origin: failure.rawValue)
    }
    static func time(_ kind: CELKind, _ time: CELTime) -> CELCell {
        CELCell(
            kind, word: UInt64(bitPattern: time.seconds),
            count: UInt32(truncatingIfNeeded: time.nanoseconds))
    }

    @inline(__always) var isTrue: Bool { kind == .bool && word != 0 }
    @inline(__always) var isFalse: Bool { kind == .bool && word == 0 }
    @inline(__always) var int: Int64 { Int64(bitPattern: word) }
    @inline(__always) var double: Double { Double(bitPattern: word) }
    @inline(__always) var size: Int { Int(count) }
    @inline(__always)
    var bytes: UnsafePointer<UInt8> {
        UnsafePointer(bitPattern: UInt(word)).unsafelyUnwrapped
    }
    @inline(__always)
    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: size) }
    /// The elements of a list, or keys and values of a map, that were made by the expression.
    @inline(__always)
    var cells: UnsafeMutablePointer<CELCell> {
        UnsafeMutablePointer(bitPattern: UInt(word)).unsafelyUnwrapped
    }
    @inline(__always) var time: CELTime { CELTime(seconds: int, nanoseconds: Int64(count)) }
    @inline(__always)
    var decimal: CELDecimal {
        CELDecimal(
            mantissa: UnsafePointer<Int128>(bitPattern: UInt(word)).unsafelyUnwrapped.pointee,
            scale: size)
    }
    var failure: CELFailure { CELFailure(rawValue: origin) ?? .noOverload }
    /// Whether a list or map, or the text of a double, stands in a document.
    @inline(__always) var isOnTape: Bool { origin != 0 }
}
