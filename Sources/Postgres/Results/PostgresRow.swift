/// A type that one row becomes, column by column in the order of the select list.
///
/// ```swift
/// struct Submission: PostgresRow {
///     let form: String
///     let acceptedAt: PostgresTimestamp?
///
///     init(row: inout PostgresRowReader) throws(PostgresError) {
///         form = try row.next()
///         acceptedAt = try row.next()
///     }
/// }
/// ```
public protocol PostgresRow: PostgresResult, PostgresResultElement {
    /// - Throws: ``PostgresError`` `.decoding`, with the column's name.
    init(row: inout PostgresRowReader) throws(PostgresError)
}

/// Reads the columns of one row from left to right.
public struct PostgresRowReader {
    private let set: PostgresResultSet
    private let row: Int
    private var column = 0

    init(set: PostgresResultSet, row: Int) {
        self.set = set
        self.row = row
    }

    /// The name of the column that ``next(_:)`` reads; `nil` after the last.
    public var nextName: String? {
        column < set.columnCount ? set.columnName(column) : nil
    }

    /// Reads the next column.
    ///
    /// - Throws: ``PostgresError`` `.decoding` if there is none left, for a null that `Value`
    ///   cannot hold, and for another type than `Value`'s.
    public mutating func next<Value: PostgresDecodable>(
        _: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        guard column < set.columnCount else {
            throw PostgresError(
                .decoding, "only \(set.columnCount) columns, more were to be read")
        }
        defer { column += 1 }
        return try set.decode(Value.self, row: row, column: column)
    }

    /// Reads the whole row.
    ///
    /// A column left over is an error, because then statement and type have drifted apart.
    mutating func finish<Row: PostgresRow>(_: Row.Type) throws(PostgresError) -> Row {
        let value = try Row(row: &self)
        guard column == set.columnCount else {
            throw PostgresError(
                .decoding, "\(set.columnCount) columns, but \(Row.self) reads \(column)")
        }
        return value
    }
}

/// A value that one column becomes is also a row of that one column.
extension PostgresRow where Self: PostgresDecodable {
    public init(row: inout PostgresRowReader) throws(PostgresError) {
        self = try row.next()
    }
}

/// A row of a few columns that deserves no type of its own, as in
/// `Query<[PostgresColumns<Int, String>]>`.
public struct PostgresColumns<each Column: PostgresDecodable>: PostgresRow {
    public let values: (repeat each Column)

    public init(row: inout PostgresRowReader) throws(PostgresError) {
        values = (repeat try row.next((each Column).self))
    }
}
