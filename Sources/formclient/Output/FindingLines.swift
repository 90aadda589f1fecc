/// Lays out what was found in a file, one under another: place, pointer, message, code.
enum FindingLines {
    struct Row {
        /// Line of the place, from 1; 0 if it is not known.
        let line: Int
        let column: Int
        let pointer: String
        let message: String
        let code: String
    }

    /// Lines of one width. Where the terminal is too narrow, the message stands on lines of its
    /// own.
    static func aligned(_ rows: [Row], columns: Int) -> [String] {
        let places = rows.map { $0.line > 0 ? "\($0.line):\($0.column)" : "" }
        let messages = rows.map { Table.oneLine($0.message) }
        let pointers = rows.map { Table.oneLine($0.pointer) }
        let placeWidth = places.map(\.displayWidth).max() ?? 0
        let pointerWidth = pointers.map(\.displayWidth).max() ?? 0
        let messageWidth = messages.map(\.displayWidth).max() ?? 0
        let codeWidth = rows.map(\.code.displayWidth).max() ?? 0
        let fits = 8 + placeWidth + pointerWidth + messageWidth + codeWidth <= columns
        return rows.indices.flatMap { index -> [String] in
            let start = "  " + places[index].padded(to: placeWidth) + "  "
            if fits {
                return [
                    start + pointers[index].padded(to: pointerWidth) + "  "
                        + messages[index].padded(to: messageWidth) + "  " + rows[index].code
                ]
            }
            let indent = String(repeating: " ", count: placeWidth + 6)
            return [start + pointers[index] + "  " + rows[index].code]
                + messages[index].wrapped(to: max(20, columns - indent.count)).map { indent + $0 }
        }
    }
}
