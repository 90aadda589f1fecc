/// A value of which arrays can be bound and read.
///
/// The hooks exist because an array of bytes is a `bytea`, not an array of small numbers.
public protocol PostgresArrayElement: Sendable {
    static var postgresArrayType: PostgresType { get }
    static func encodeArray(_ array: [Self], into encoder: inout PostgresEncoder)
    static func decodeArray(_ cell: borrowing PostgresCell) throws(PostgresError) -> [Self]
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    public static var postgresType: PostgresType { Element.postgresArrayType }

    public func encode(into encoder: inout PostgresEncoder) {
        Element.encodeArray(self, into: &encoder)
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> [Element] {
        try Element.decodeArray(cell)
    }
}

// Layout of a one-dimensional array: dimensions (0 if empty), flag for nulls, type of the
// elements, then number of elements, lower bound, and each element after its length.
extension PostgresArrayElement where Self: PostgresEncodable {
    public static func encodeArray(_ array: [Self], into encoder: inout PostgresEncoder) {
        encoder.append(Int32(array.isEmpty ? 0 : 1))
        encoder.append(Int32(1))
        encoder.append(postgresType.rawValue)
        guard !array.isEmpty else { return }
        encoder.append(Int32(truncatingIfNeeded: array.count))
        encoder.append(Int32(1))
        for element in array { encoder.appendElement(element) }
    }
}

extension PostgresArrayElement where Self: PostgresDecodable {
    public static func decodeArray(
        _ cell: borrowing PostgresCell
    ) throws(PostgresError) -> [Self] {
        var reader = ArrayReader(bytes: try cell.content(of: postgresArrayType))
        let dimensions = try reader.next(Int32.self)
        _ = try reader.next(Int32.self)
        let type = PostgresType(rawValue: try reader.next(UInt32.self))
        guard dimensions > 0 else { return [] }
        let count = try reader.next(Int32.self)
        _ = try reader.next(Int32.self)
        // Each element takes at least its length, so a count beyond that cannot be true.
        guard dimensions == 1, count >= 0, count <= reader.bytes.count / 4 else {
            throw PostgresError(.decoding, "not a one-dimensional array")
        }
        var array: [Self] = []
        array.reserveCapacity(Int(count))
        for _ in 0..<count {
            let cell = PostgresCell(type: type, bytes: try reader.nextElement())
            array.append(try Self.decode(cell))
        }
        return array
    }
}

/// Reads the binary format of an array from front to back.
private struct ArrayReader {
    let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func next<Value: FixedWidthInteger>(
        _: Value.Type
    ) throws(PostgresError) -> Value {
        let size = MemoryLayout<Value>.size
        guard bytes.count - offset >= size else { throw Self.truncated }
        defer { offset += size }
        return Value(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    mutating func nextElement() throws(PostgresError) -> UnsafeRawBufferPointer? {
        let length = Int(try next(Int32.self))
        guard length >= 0 else { return nil }
        guard bytes.count - offset >= length else { throw Self.truncated }
        defer { offset += length }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
    }

    private static var truncated: PostgresError {
        PostgresError(.decoding, "not an array, or a truncated one")
    }
}

extension Optional: PostgresArrayElement
where Wrapped: PostgresArrayElement & PostgresEncodable & PostgresDecodable {
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
}

/// The element of `[UInt8]`, which is a `bytea`.
extension UInt8: PostgresArrayElement {
    public static var postgresArrayType: PostgresType { .bytea }

    public static func encodeArray(_ array: [UInt8], into encoder: inout PostgresEncoder) {
        encoder.append(contentsOf: array)
    }

    public static func decodeArray(
        _ cell: borrowing PostgresCell
    ) throws(PostgresError) -> [UInt8] {
        guard cell.type == .bytea else { throw cell.mismatch(.bytea) }
        return Array(try cell.content(of: .bytea))
    }
}

/// `[[UInt8]]` is a `bytea[]`.
extension Array: PostgresArrayElement where Element == UInt8 {
    public static var postgresArrayType: PostgresType { .byteaArray }
}
