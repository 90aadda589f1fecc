import CLibpq

extension PostgresError {
    /// Reads what the server reported in a failed result.
    init(result: OpaquePointer) {
        func field(_ code: Character) -> String? {
            PQresultErrorField(result, Int32(code.asciiValue!)).map { String(cString: $0) }
        }
        var report = Report(message: field("M") ?? String(cString: PQresultErrorMessage(result)))
        report.sqlState = field("C").map(SQLState.init(rawValue:))
        report.severity = field("V")
        report.detail = field("D")
        report.hint = field("H")
        report.constraint = field("n")
        report.table = field("t")
        report.column = field("c")
        report.position = field("P").flatMap { Int($0) }
        // Without a SQLSTATE it is libpq that complains, and then it is about the connection.
        self.init(report.sqlState.map(Kind.server) ?? .connectionLost, report)
    }

    /// What libpq last said about a connection.
    init(_ kind: Kind, connection: OpaquePointer?) {
        self.init(kind, connection.map { String(cString: PQerrorMessage($0)) } ?? "not connected")
    }
}
