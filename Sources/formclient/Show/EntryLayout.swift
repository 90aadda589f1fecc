/// Lays out fields under one another, within the width of a terminal.
///
/// Nothing that steers a terminal gets through, wherever a text comes from.
struct EntryLayout: Sendable {
    /// No line is wider, from ``columnsMin`` on.
    let columns: Int
    let style: TextStyle

    static let columnsMin = 40
    private static let step = 2
    private static let titleWidthMax = 32
    /// Below so much room for values they stand under their titles.
    private static let valueWidthMin = 24

    init(columns: Int, style: TextStyle = .plain) {
        self.columns = max(columns, Self.columnsMin)
        self.style = style
    }

    /// The lines of fields that stand beside one another in a document.
    func lines(_ entries: [ShownEntry], indent: Int = 0) -> [String] {
        // However deep a document goes, half of the line is for what it says.
        let indent = min(indent, columns / 2)
        let titleWidth = titleWidth(entries, indent)
        return entries.flatMap { entry -> [String] in
            switch entry.content {
            case .text(let text): self.text(text, under: entry.title, indent, titleWidth)
            case .group(let entries):
                heading(entry.title, indent) + lines(entries, indent: indent + Self.step)
            case .list(let items):
                heading(entry.title, indent) + list(items, indent: indent + Self.step)
            }
        }
    }

    // MARK: One text

    /// How wide the titles of texts are; `nil` if there is no room for values beside them.
    private func titleWidth(_ entries: [ShownEntry], _ indent: Int) -> Int? {
        let widest =
            entries.filter { $0.text != nil }.map { Table.oneLine($0.title).displayWidth }
            .max() ?? 0
        let width = min(widest, Self.titleWidthMax)
        return columns - indent - width - Self.step >= Self.valueWidthMin ? width : nil
    }

    private func text(
        _ text: String, under title: String, _ indent: Int, _ titleWidth: Int?
    ) -> [String] {
        guard !title.isEmpty else { return folded(text, indent) }
        guard let titleWidth else {
            return folded(title, indent) + folded(text, indent + Self.step)
        }
        var lines = folded(text, indent + titleWidth + Self.step)
        let titles = folded(title, indent)
        guard let last = titles.last, last.displayWidth <= indent + titleWidth else {
            return titles + lines
        }
        let start = last.padded(to: indent + titleWidth + Self.step)
        lines[0] = start + lines[0].drop { $0 == " " }
        return titles.dropLast() + lines
    }

    private func heading(_ title: String, _ indent: Int) -> [String] {
        title.isEmpty ? [] : folded(title, indent).map { emphasised($0) }
    }

    /// The indent stays as it is, lest a terminal underline it.
    private func emphasised(_ line: String) -> String {
        let text = line.drop { $0 == " " }
        return line.prefix(line.count - text.count) + style.emphasised(String(text))
    }

    private func folded(_ text: String, _ indent: Int) -> [String] {
        text.folded(to: columns - indent).map { String(repeating: " ", count: indent) + $0 }
    }

    // MARK: Lists

    private func list(_ items: [[ShownEntry]], indent: Int) -> [String] {
        let indent = min(indent, columns / 2)
        if let table = table(items) {
            let lines = table.aligned(columns: .max)
            if lines.allSatisfy({ $0.displayWidth <= columns - indent }) {
                let spaces = String(repeating: " ", count: indent)
                return lines.prefix(1).map { spaces + style.emphasised($0) }
                    + lines.dropFirst().map { spaces + $0 }
            }
        }
        let numberWidth = "\(items.count).".count + 1
        return items.enumerated().flatMap { index, entries -> [String] in
            let number = "\(index + 1).".padded(to: numberWidth)
            var lines = lines(entries, indent: indent + numberWidth)
            // Under a heading of its own, the number takes the place of the indent.
            let spaces = String(repeating: " ", count: indent)
            guard let first = lines.first,
                first.hasPrefix(spaces + String(repeating: " ", count: numberWidth))
            else { return [spaces + number] + lines }
            lines[0] = spaces + number + first.dropFirst(indent + numberWidth)
            return lines
        }
    }

    /// A row for each element, if all of them are fields with one line each.
    private func table(_ items: [[ShownEntry]]) -> Table? {
        var titles: [String] = []
        for entry in items.joined() {
            guard let text = entry.text, !entry.title.isEmpty, !text.contains(where: \.isNewline)
            else { return nil }
            if !titles.contains(entry.title) { titles.append(entry.title) }
        }
        guard !titles.isEmpty, titles.count <= columns / 4 else { return nil }
        var table = Table([.init("#")] + titles.map { .init(Table.oneLine($0)) })
        for (index, entries) in items.enumerated() {
            guard Set(entries.map(\.title)).count == entries.count else { return nil }
            let texts = titles.map { title in
                entries.first { $0.title == title }?.text ?? ""
            }
            table.append((["\(index + 1)"] + texts).map(Table.Cell.init))
        }
        return table
    }
}
