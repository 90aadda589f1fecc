internal import Postgres

/// Rows that a verify step has found.
struct VerifyFailure: Sendable {
    let step: MigrationStep
    let rows: WrongRows

    /// - Parameter contract: what was to follow, if it is that.
    func error(before contract: MigrationStep?) -> MigrationError {
        let rest =
            contract.map { "\($0) was not run: the database is as it was before." }
            ?? "The steps before it stay, those after it were not run."
        return MigrationError(
            .refused,
            (["\(step) finds \(rows.heading):"] + rows.lines.map { "    \($0)" } + [
                "\(rest) Mend these rows, or the backfill before, and run `formserver migrate up` "
                    + "again."
            ]).joined(separator: "\n"))
    }
}

/// The rows that a verify step returned, the first of them as text.
struct WrongRows: Sendable {
    let count: Int
    let lines: [String]

    static let shownMax = 5

    var isEmpty: Bool { count == 0 }

    var summary: String { count == 1 ? "1 row" : "\(count) rows" }

    /// The summary as it stands above the lines.
    var heading: String {
        summary + (count > lines.count ? ", the first \(lines.count) of them" : "")
    }
}

extension PostgresConnection {
    /// Runs the query of a verify step.
    func rows(
        of step: MigrationStep, _ patience: MigrationPatience
    ) async throws(PostgresError) -> WrongRows {
        let query = step.statements.first?.text ?? ""
        let sets = try await results(
            ofScript: """
                select wrong.*, count(*) over () from (\(query)
                ) as wrong limit \(WrongRows.shownMax)
                """, timeout: patience.forStatement)
        guard let set = sets.last, set.rowCount > 0 else { return WrongRows(count: 0, lines: []) }
        let last = set.columnCount - 1
        let lines = (0..<set.rowCount).map { row in
            (0..<last).map { column in
                "\(set.columnName(column))=\(set.text(row: row, column: column) ?? "null")"
            }.joined(separator: " ")
        }
        return WrongRows(count: Int(set.text(row: 0, column: last) ?? "") ?? 0, lines: lines)
    }

    /// Runs one batch of a backfill.
    ///
    /// - Returns: how many rows it has touched.
    func touchedRows(
        of step: MigrationStep, _ patience: MigrationPatience
    ) async throws(PostgresError) -> Int {
        let sets = try await results(ofScript: step.text, timeout: patience.forStatement)
        guard let set = sets.last,
            ["INSERT", "UPDATE", "DELETE"].contains(where: set.commandTag.hasPrefix)
        else {
            throw PostgresError(
                refusing: "a backfill must end in an insert, an update or a delete, so that its "
                    + "rows can be counted")
        }
        return set.affectedRowCount
    }
}
