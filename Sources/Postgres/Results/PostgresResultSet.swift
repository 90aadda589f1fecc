import CLibpq

/// The rows that one statement returned, as the server sent them.
///
/// Decoding happens in the task that asked, not on the connection's thread.
public final class PostgresResultSet: Sendable {
    // libpq never changes a finished result, and reading one is safe from any thread.
    private nonisolated(unsafe) let result: OpaquePointer

    /// Takes over `result` and frees it in the end.
    init(owning result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    public var rowCount: Int { Int(PQntuples(result)) }
    public var columnCount: Int { Int(PQnfields(result)) }

    /// How many rows the statement inserted, updated, deleted or selected.
    public var affectedRowCount: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// What the server says it did, such as `COMMIT` or `UPDATE 5`.
    public var commandTag: String { String(cString: PQcmdStatus(result)) }

    public func columnName(_ column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// The value as text, as a script's results have it; `nil` for null.
    public func text(row: Int, column: Int) -> String? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column)
        else { return nil }
        let bytes = UnsafeRawBufferPointer(
            start: start, count: Int(PQgetlength(result, row, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes one cell. The cell's memory is this result's, which `self` keeps alive meanwhile.
    func decode<Value: PostgresDecodable>(
        _: Value.Type, row: Int, column: Int
    ) throws(PostgresError) -> Value {
        let (row, index) = (Int32(row), Int32(column))
        let type = PostgresType(rawValue: PQftype(result, index))
        var bytes: UnsafeRawBufferPointer?
        if PQgetisnull(result, row, index) == 0, let start = PQgetvalue(result, row, index) {
            bytes = UnsafeRawBufferPointer(
                start: start, count: Int(PQgetlength(result, row, index)))
        }
        do throws(PostgresError) {
            let value = try Value.decode(PostgresCell(type: type, bytes: bytes))
            withExtendedLifetime(self) {}
            return value
        } catch {
            let name = columnName(column)
            throw error.with { report in
                report.message = "column \(column + 1) \"\(name)\": \(report.message)"
                report.column = name
            }
        }
    }
}
