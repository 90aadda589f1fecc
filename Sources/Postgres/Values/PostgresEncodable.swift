/// A value that can be bound to a parameter of a statement.
///
/// Domain types conform through ``PostgresRepresentable`` rather than directly.
public protocol PostgresEncodable: Sendable {
    /// The type that the server is told.
    static var postgresType: PostgresType { get }

    /// Appends the value in PostgreSQL's binary format.
    func encode(into encoder: inout PostgresEncoder)
}

/// The growing bytes of a statement's parameters.
public struct PostgresEncoder: Sendable {
    private(set) var bytes: [UInt8] = []
    private var isNull = false

    init() {}

    /// Says that the value is null; whatever else it appended must be nothing.
    public mutating func encodeNull() {
        isNull = true
    }

    /// Appends an integer in network byte order.
    public mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes as they are.
    public mutating func append(contentsOf values: some Sequence<UInt8>) {
        bytes.append(contentsOf: values)
    }

    /// Appends bytes that another encoder has already encoded.
    mutating func append(_ other: PostgresEncoder) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Appends `value` and tells where it lies, or `nil` if it is null.
    mutating func appendValue(_ value: some PostgresEncodable) -> Range<Int>? {
        let start = bytes.count
        isNull = false
        value.encode(into: &self)
        if isNull {
            isNull = false
            return nil
        }
        return start..<bytes.count
    }

    /// Appends `value` preceded by its length in 32 bits, -1 for null, as elements of arrays are.
    mutating func appendElement(_ value: some PostgresEncodable) {
        let start = bytes.count
        append(Int32(-1))
        guard let range = appendValue(value) else { return }
        let length = UInt32(truncatingIfNeeded: range.count).bigEndian
        withUnsafeBytes(of: length) { length in
            for (index, byte) in length.enumerated() { bytes[start + index] = byte }
        }
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public static var postgresType: PostgresType { Wrapped.postgresType }

    public func encode(into encoder: inout PostgresEncoder) {
        switch self {
        case .some(let value): value.encode(into: &encoder)
        case .none: encoder.encodeNull()
        }
    }
}
