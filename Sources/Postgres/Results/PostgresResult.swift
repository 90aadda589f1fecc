/// What the answer to a statement can become; see ``Query``.
public protocol PostgresResult: Sendable {
    /// - Throws: ``PostgresError`` `.decoding` for another number of rows or other columns.
    static func decode(_ set: PostgresResultSet) throws(PostgresError) -> Self
}

/// An element of which the array is a result: rows, and the byte of a `bytea`.
public protocol PostgresResultElement: Sendable {
    static func decodeAll(_ set: PostgresResultSet) throws(PostgresError) -> [Self]
}

/// How many rows an `insert`, `update` or `delete` touched.
public struct AffectedRows: PostgresResult, Hashable {
    public let count: Int

    public static func decode(_ set: PostgresResultSet) throws(PostgresError) -> AffectedRows {
        AffectedRows(count: set.affectedRowCount)
    }
}

extension PostgresRow {
    public static func decode(_ set: PostgresResultSet) throws(PostgresError) -> Self {
        guard set.rowCount == 1 else {
            throw PostgresError(.decoding, "\(set.rowCount) rows instead of exactly one")
        }
        var reader = PostgresRowReader(set: set, row: 0)
        return try reader.finish(Self.self)
    }

    public static func decodeAll(_ set: PostgresResultSet) throws(PostgresError) -> [Self] {
        var rows: [Self] = []
        rows.reserveCapacity(set.rowCount)
        for row in 0..<set.rowCount {
            var reader = PostgresRowReader(set: set, row: row)
            rows.append(try reader.finish(Self.self))
        }
        return rows
    }
}

extension Optional: PostgresResult where Wrapped: PostgresRow {
    public static func decode(_ set: PostgresResultSet) throws(PostgresError) -> Wrapped? {
        guard set.rowCount <= 1 else {
            throw PostgresError(.decoding, "\(set.rowCount) rows instead of at most one")
        }
        guard set.rowCount == 1 else { return nil }
        var reader = PostgresRowReader(set: set, row: 0)
        return try reader.finish(Wrapped.self)
    }
}

extension Array: PostgresResult where Element: PostgresResultElement {
    public static func decode(_ set: PostgresResultSet) throws(PostgresError) -> [Element] {
        try Element.decodeAll(set)
    }
}

extension Array: PostgresResultElement where Element == UInt8 {}

/// `Query<[UInt8]>` is one row with one `bytea`, not many rows of a byte.
extension UInt8: PostgresResultElement {
    public static func decodeAll(_ set: PostgresResultSet) throws(PostgresError) -> [UInt8] {
        guard set.rowCount == 1 else {
            throw PostgresError(.decoding, "\(set.rowCount) rows instead of exactly one")
        }
        var reader = PostgresRowReader(set: set, row: 0)
        return try reader.finish([UInt8].self)
    }
}
