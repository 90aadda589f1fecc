/// A `timestamptz`: microseconds since 1970-01-01 00:00:00 UTC.
///
/// `Int64.max` and `Int64.min` stand for PostgreSQL's `infinity` and `-infinity`.
public struct PostgresTimestamp: Hashable, Sendable {
    public var microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    public static let infinity = PostgresTimestamp(microsecondsSince1970: .max)
    public static let minusInfinity = PostgresTimestamp(microsecondsSince1970: .min)

    /// On the wire the count starts at 2000-01-01 00:00:00 UTC.
    private static let epochOffset: Int64 = 946_684_800_000_000
}

extension PostgresTimestamp: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable, PostgresArrayElement,
    PostgresRow
{
    public static var postgresType: PostgresType { .timestamptz }
    public static var postgresArrayType: PostgresType { .timestamptzArray }

    public func encode(into encoder: inout PostgresEncoder) {
        switch microsecondsSince1970 {
        case .max, .min:
            encoder.append(microsecondsSince1970)
        case let value:
            let (shifted, overflow) = value.subtractingReportingOverflow(Self.epochOffset)
            // Out of range either way; one above the minimum keeps it from meaning -infinity.
            encoder.append(overflow || shifted == .min ? .min + 1 : shifted)
        }
    }

    public static func decode(
        _ cell: borrowing PostgresCell
    ) throws(PostgresError) -> PostgresTimestamp {
        guard cell.type == .timestamptz else { throw cell.mismatch(.timestamptz) }
        let value: Int64 = try cell.integer(as: .timestamptz)
        if value == .max { return .infinity }
        if value == .min { return .minusInfinity }
        // PostgreSQL's range ends in the year 294276, and the sum fits easily.
        let (shifted, overflow) = value.addingReportingOverflow(epochOffset)
        guard !overflow else { throw PostgresError(.decoding, "timestamptz out of range") }
        return PostgresTimestamp(microsecondsSince1970: shifted)
    }
}
