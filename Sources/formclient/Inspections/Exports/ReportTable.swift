/// A table of a report: a name in each row, then values.
struct ReportTable: Sendable {
    struct Column: Sendable {
        enum Kind: String, Sendable {
            case text, number
            /// Drawn beside its numbers; without a title.
            case bar
        }

        let title: HTML
        let kind: Kind

        init(_ title: HTML, _ kind: Kind) {
            self.title = title
            self.kind = kind
        }
    }

    /// How the table is set: with bars, or as a list of many words.
    enum Style: String, Sendable {
        case plain, bars, list
    }

    let caption: String
    let style: Style
    /// Of the values; the name has its own.
    let columns: [Column]
    let nameTitle: String
    let rows: [(name: HTML, values: [HTML])]

    /// Reachable by the keyboard, as it can be wider than the screen.
    var html: HTML {
        let titles: [HTML] = columns.map { column in
            column.kind == .bar
                ? #"<td class="bar"></td>"#
                : #"<th scope="col" class="\#(column.kind.rawValue)">\#(column.title)</th>"#
        }
        let lines: [HTML] = rows.map { row in
            let cells: [HTML] = zip(columns, row.values).map { column, value in
                #"<td class="\#(column.kind.rawValue)">\#(value)</td>"#
            }
            return "<tr><th scope=\"row\">\(row.name)</th>\(cells)</tr>\n"
        }
        return """
            <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">
            <table class="\(style.rawValue)">
            <caption>\(caption)</caption>
            <thead><tr><th scope="col">\(nameTitle)</th>\(titles)</tr></thead>
            <tbody>
            \(lines)</tbody>
            </table>
            </div>

            """
    }
}
