/// Rows of a result, for a terminal and for a pipe.
struct Table: Sendable {
    /// One column and what stands above it.
    struct Column: Sendable {
        let title: String
        /// Whether it is shortened when the terminal is too narrow.
        let yields: Bool
        /// How much the column matters when shortening is not enough: the weightiest get room first,
        /// of equal ones those that come first.
        let weight: Int
        /// To what it is shortened at most, so that it still reads.
        let widthMin: Int

        init(_ title: String, yields: Bool = false, weight: Int = 0, widthMin: Int = 8) {
            self.title = title
            self.yields = yields
            self.weight = weight
            self.widthMin = widthMin
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
    /// Between two columns.
    private static let gap = "  "

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Requires a cell for each column.
    mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for each column")
        rows.append(row)
    }

    /// Lines of one width with a heading.
    ///
    /// A column without a value is not shown. Where the terminal is too narrow, columns that yield are
    /// shortened; where that is not enough, columns are left out. No line is wider than `available` as long as the weightiest column is
    /// not.
    func aligned(columns available: Int, style: TextStyle = .plain) -> [String] {
        let shown = fitting(available)
        let widths = shortenedWidths(of: shown, to: available)
        func line(_ cells: [String]) -> String {
            let padded = zip(shown, widths).map { Self.fitted(cells[$0], to: $1) }
            let text = padded.joined(separator: Self.gap)
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        return [style.emphasised(line(columns.map(\.title)))]
            + rows.map { row in line(row.map { Self.oneLine($0.shown) }) }
    }

    /// The titles of the columns that are missing from ``aligned(columns:style:)``.
    func titlesLeftOut(columns available: Int) -> [String] {
        let shown = fitting(available)
        return columns.indices.filter { !shown.contains($0) && hasValue($0) }
            .map { columns[$0].title }
    }

    /// Lines without a heading, every value in full; tabs and line ends in values become spaces.
    var tabSeparated: [String] {
        rows.map { $0.map { Self.oneLine($0.full) }.joined(separator: "\t") }
    }

    // MARK: Widths

    /// How wide a column is when nothing is shortened.
    private func width(of column: Int) -> Int {
        rows.reduce(columns[column].title.displayWidth) {
            max($0, Self.oneLine($1[column].shown).displayWidth)
        }
    }

    private func hasValue(_ column: Int) -> Bool {
        rows.isEmpty || rows.contains { !$0[column].shown.isEmpty }
    }

    /// The columns for which there is room, at least one.
    private func fitting(_ available: Int) -> [Int] {
        let widths = columns.indices.map { column in
            let width = width(of: column)
            return columns[column].yields ? min(width, columns[column].widthMin) : width
        }
        let weightiestFirst = columns.indices.filter(hasValue).sorted {
            (-columns[$0].weight, $0) < (-columns[$1].weight, $1)
        }
        var shown: [Int] = []
        for column in weightiestFirst {
            let isRoom = Self.total((shown + [column]).map { widths[$0] }) <= available
            if isRoom || shown.isEmpty { shown.append(column) }
        }
        return shown.sorted()
    }

    /// The widths of columns that fit, of which those that yield are shortened, the widest first.
    private func shortenedWidths(of shown: [Int], to available: Int) -> [Int] {
        var widths = shown.map(width)
        while Self.total(widths) > available {
            let yielding = shown.indices.filter {
                columns[shown[$0]].yields && widths[$0] > columns[shown[$0]].widthMin
            }
            guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private static func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + gap.count * (widths.count - 1)
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
