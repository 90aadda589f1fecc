/// Made-up data from which documents are generated: rows that belong together.
///
/// A cell is a value as it stands, but for: a text with `{…}`, a template; a list, one of its
/// entries; `{"pattern": …}`, any text that matches; `{"value": …}`, an object or list; null, nothing.
public struct GeneratorTable: Sendable {
    struct Row: Sendable {
        let table: String
        let columns: [String]
        let cells: [JSONValue]

        /// The cell in a column; `nil` if there is no such column or nothing in it.
        subscript(column: String) -> JSONValue? {
            guard let index = columns.firstIndex(of: column), cells[index] != .null else {
                return nil
            }
            return cells[index]
        }
    }

    /// The name that hints use.
    public let name: String
    let columns: [String]
    let rows: [Row]
    /// How often each row is drawn, in proportion; the column `weight`, else 1.
    let weights: [Double]
    let hasWeights: Bool

    /// Reads `{"table": …, "columns": […], "rows": [[…]]}`.
    init(_ node: JSONNode, path: String) throws(CatalogueError) {
        guard let name = node["table"]?.string,
            let columns = node["columns"]?.elements.map({ $0.string ?? "" }),
            let rows = node["rows"]?.elements.map({ JSONValue($0) }), !rows.isEmpty
        else {
            throw CatalogueError(path: path, message: "table, columns or rows are missing")
        }
        self.name = name
        self.columns = columns
        var read: [Row] = []
        for row in rows {
            guard case .array(let cells) = row, cells.count == columns.count else {
                throw CatalogueError(path: path, message: "a row has not one cell per column")
            }
            read.append(Row(table: name, columns: columns, cells: cells))
        }
        self.rows = read
        hasWeights = columns.contains("weight")
        weights = read.map { row in
            guard case .number(let text)? = row["weight"] else { return 1 }
            return max(0, Double(text) ?? 1)
        }
    }
}
