/// Rows of a result, for a terminal and for a pipe.
struct Table: Sendable {
    /// One column and what stands above it.
    struct Column: Sendable {
        let title: String
        /// Whether it gives way when the terminal is too narrow.
        let yields: Bool

        init(_ title: String, yields: Bool = false) {
            self.title = title
            self.yields = yields
        }
    }

    /// One value, as people read it and as a pipe gets it.
    struct Cell: Sendable {
        let shown: String
        let full: String

        init(shown: String, full: String) {
            self.shown = shown
            self.full = full
        }

        init(_ text: String) {
            self.init(shown: text, full: text)
        }
    }

    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Requires a cell for each column.
    mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for each column")
        rows.append(row)
    }

    /// Lines of one width with a heading, shortened where the terminal is too narrow.
    func aligned(columns available: Int, style: TextStyle = .plain) -> [String] {
        let texts = rows.map { $0.map { Self.oneLine($0.shown) } }
        var widths = columns.indices.map { column in
            max(
                columns[column].title.displayWidth,
                texts.map { $0[column].displayWidth }.max() ?? 0)
        }
        shrink(&widths, to: available)
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { cell, width in
                Self.fitted(cell, to: width)
            }
            let text = padded.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        return [style.emphasised(line(columns.map(\.title)))] + texts.map(line)
    }

    /// Lines without a heading, every value in full; tabs and line ends in values become spaces.
    var tabSeparated: [String] {
        rows.map { $0.map { Self.oneLine($0.full) }.joined(separator: "\t") }
    }

    /// Takes columns from those that yield, the widest first, down to a width that still reads.
    private func shrink(_ widths: inout [Int], to available: Int) {
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - available
        let smallest = 8
        while excess > 0 {
            let yielding = columns.indices.filter { columns[$0].yields && widths[$0] > smallest }
            guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }

    private static func fitted(_ text: String, to width: Int) -> String {
        text.displayWidth <= width
            ? text.padded(to: width) : text.shortened(to: width).padded(to: width)
    }

    /// A value on one line, without what steers a terminal: control characters, line separators
    /// and those that turn the direction of writing, which could make a text read as another.
    static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: steers) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { steers($0) ? " " : $0 }))
    }

    /// Whether a character tells a terminal what to do, or can make a text read as another.
    static func steers(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isBidiControl
        }
    }
}
