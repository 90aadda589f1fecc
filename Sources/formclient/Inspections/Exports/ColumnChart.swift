/// Results over time as columns, each with what has come of its inspections one above the other.
///
/// Lengths are in units of the drawing, which the style makes about as large as a pixel.
struct ColumnChart: Sendable {
    private let periods: [ReportPeriods.Period]
    private let texts: ReportTexts
    /// What the highest line stands for.
    private let top: Int64
    private let step: Int64

    private static let width = 960.0
    private static let height = 300.0
    /// Around the columns: above for a number, left for the scale, below for the names.
    private static let (above, left, below) = (24.0, 56.0, 46.0)
    private static let columnWidthMax = 48.0

    init(_ periods: [ReportPeriods.Period], _ texts: ReportTexts) {
        self.periods = periods
        self.texts = texts
        let most = max(1, periods.map(\.results.total).max() ?? 1)
        step = Self.step(for: most)
        top = (most + step - 1) / step * step
    }

    /// The distance of the lines of a scale: 1, 2 or 5 and zeros, so that there are at most five.
    static func step(for most: Int64) -> Int64 {
        var power: Int64 = 1
        while true {
            for factor: Int64 in [1, 2, 5] where most <= power * factor * 5 {
                return power * factor
            }
            power *= 10
        }
    }

    func svg(title: String, description: String) -> HTML {
        """
        <svg class="drawing" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
        aria-labelledby="time-drawing time-description">
        <title id="time-drawing">\(title)</title>
        <desc id="time-description">\(description)</desc>
        \(scale)\(periods.indices.map(column))</svg>
        """
    }

    private var scale: [HTML] {
        stride(from: 0, through: top, by: Int64.Stride(step)).map { value in
            let y = y(of: value)
            return """
                <line class="\(value == 0 ? "base" : "grid")" x1="\(Self.left)" y1="\(y)" \
                x2="\(Self.width)" y2="\(y)"/>
                <text class="scale" x="\(Self.left - 10)" y="\(y + 4)">\(texts.count(value))</text>

                """
        }
    }

    private func column(_ place: Int) -> HTML {
        let period = periods[place]
        let middle = Self.left + slot * (Double(place) + 0.5)
        let width = min(Self.columnWidthMax, slot * 0.68)
        let bottom = Self.height - Self.below
        var below: Int64 = 0
        var bars: [HTML] = []
        for part in period.results.parts where part.count > 0 {
            let (low, high) = (y(of: below), y(of: below + part.count))
            bars.append(
                """
                <rect class="\(part.colour.rawValue)" x="\(middle - width / 2)" y="\(high)" \
                width="\(width)" height="\(low - high)"/>
                """)
            below += part.count
        }
        let number: HTML =
            below > 0 && slot >= 24
            ? """
            <text class="value" x="\(middle)" y="\(y(of: below) - 7)">\(texts.count(below))</text>
            """ : ""
        return """
            <g>\(bars)\(number)<title>\(tooltip(period))</title></g>
            \(name(place, x: middle, y: bottom))

            """
    }

    private func tooltip(_ period: ReportPeriods.Period) -> String {
        let parts = period.results.parts.filter { $0.count > 0 }.map {
            "\(texts[$0.title]) \(texts.count($0.count))"
        }
        return ([period.title] + parts).joined(separator: "\n")
    }

    /// The period's name below its column, where there is room; the year once, below the first.
    private func name(_ place: Int, x: Double, y: Double) -> HTML {
        let period = periods[place]
        let every = Int((44 / slot).rounded(.up))
        let beginsYear = place == 0 ? hasRoomForFirstYear : periods[place - 1].year != period.year
        let isYear = period.label == period.title
        let label: HTML =
            place.isMultiple(of: every)
            ? "<text class=\"name\" x=\"\(x)\" y=\"\(y + 19)\">\(period.label)</text>" : ""
        let year: HTML =
            beginsYear && !isYear
            ? "<text class=\"year\" x=\"\(x)\" y=\"\(y + 37)\">\(period.year)</text>" : ""
        return "\(label)\(year)"
    }

    /// Not if the next year stands too close to it.
    private var hasRoomForFirstYear: Bool {
        periods.count < 2 || periods[1].year == periods[0].year || slot >= 44
    }

    private var slot: Double { (Self.width - Self.left) / Double(max(1, periods.count)) }

    private func y(of value: Int64) -> Double {
        let room = Self.height - Self.above - Self.below
        return Self.height - Self.below - Double(value) / Double(top) * room
    }
}
