import Foundation

/// Rows of text: aligned on a terminal, with tabs between full values elsewhere.
struct TextTable {
    let lines: [String]

    init(_ rows: [[String]], isTerminal: Bool = isatty(1) == 1) {
        guard isTerminal else {
            lines = rows.map { $0.joined(separator: "\t") }
            return
        }
        let widths = rows.reduce(into: [Int]()) { widths, row in
            for (column, text) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], text.count)
            }
        }
        lines = rows.map { row in
            var line = ""
            for (column, text) in row.enumerated() where widths[column] > 0 {
                line += text + String(repeating: " ", count: widths[column] - text.count + 2)
            }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
