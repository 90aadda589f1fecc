/// A `uuid`: 16 bytes, in the order in which they are written.
public struct PostgresUUID: Hashable, Sendable {
    /// The first and the last eight bytes, big-endian.
    public let high: UInt64
    public let low: UInt64

    /// - Returns: `nil` unless there are exactly 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        func integer(_ bytes: some Sequence<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(high: integer(bytes.prefix(8)), low: integer(bytes.dropFirst(8)))
    }

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for half in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
            }
        }
        return bytes
    }
}

extension PostgresUUID: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .uuid }
    public static var postgresArrayType: PostgresType { .uuidArray }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(high)
        encoder.append(low)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> PostgresUUID
    {
        let bytes = try cell.content(of: .uuid)
        guard cell.type == .uuid, bytes.count == 16 else { throw cell.mismatch(.uuid) }
        return PostgresUUID(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
