/// A value that one column of a row can become.
///
/// Domain types conform through ``PostgresRepresentable`` rather than directly.
public protocol PostgresDecodable: Sendable {
    /// Reads the value from a cell in PostgreSQL's binary format.
    ///
    /// - Throws: ``PostgresError`` `.decoding` for null, another type, or malformed bytes; the
    ///   caller adds the column's name.
    static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Self
}

/// One column of one row, or one element of an array, as the server sent it.
///
/// It borrows the memory of its result, hence it cannot be copied or kept.
public struct PostgresCell: ~Copyable {
    /// The type that the server says the value has; a domain appears as its base type.
    public let type: PostgresType
    private let bytes: UnsafeRawBufferPointer?

    init(type: PostgresType, bytes: UnsafeRawBufferPointer?) {
        self.type = type
        self.bytes = bytes
    }

    public var isNull: Bool { bytes == nil }

    /// An error that says which type was wanted.
    func mismatch(_ wanted: PostgresType) -> PostgresError {
        PostgresError(.decoding, "expected \(wanted), found \(isNull ? "null" : "\(type)")")
    }

    /// The bytes of a value that is not null.
    func content(of wanted: PostgresType) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw mismatch(wanted) }
        return bytes
    }

    /// Reads an integer that fills the whole value.
    func integer<Value: FixedWidthInteger>(
        as wanted: PostgresType, _: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        let bytes = try content(of: wanted)
        guard bytes.count == MemoryLayout<Value>.size else {
            throw PostgresError(.decoding, "\(type) of \(bytes.count) bytes")
        }
        return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Wrapped? {
        cell.isNull ? nil : try Wrapped.decode(cell)
    }
}
