/// A bar of a table's row: what a value consists of, as long as its share of the greatest value.
///
/// Beside its numbers, so that it says nothing to those who do not see it.
enum ShareBar {
    private static let length = 1_000.0

    /// - Parameter most: what a whole bar stands for, more than 0.
    static func svg(_ parts: [(colour: ChartColour, count: Int64)], of most: Int64) -> HTML {
        var begin: Int64 = 0
        var bars: [HTML] = []
        for part in parts where part.count > 0 {
            let x = Double(begin) / Double(most) * length
            // Something for anything above nothing.
            let width = max(2, Double(part.count) / Double(most) * length)
            bars.append(
                """
                <rect class="\(part.colour.rawValue)" x="\(x)" y="0" width="\(width)" height="10"/>
                """)
            begin += part.count
        }
        return """
            <svg class="bar" viewBox="0 0 \(Int(length)) 10" preserveAspectRatio="none" \
            aria-hidden="true" focusable="false">\(bars)</svg>
            """
    }
}
