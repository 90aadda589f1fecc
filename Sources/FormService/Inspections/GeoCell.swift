internal import FormSchemas

/// A cell of one of some grids of meridians and parallels, by which sites are found that are near a
/// point.
struct GeoCell: Hashable, Sendable {
    /// The cells of each grid divide those of the one before into nine.
    let level: Int
    let row: Int
    let column: Int

    /// At 51° north some 66, 22, 7 and 2.5 km from south to north, a little more from west to east.
    static let levels = 0..<4

    /// The cell with a point.
    init(_ latitude: Double, _ longitude: Double, level: Int) {
        self.level = level
        row = Int((latitude * Self.rows(level)).rounded(.down))
        column = Int((longitude * Self.columns(level)).rounded(.down))
    }

    private init(level: Int, row: Int, column: Int) {
        self.level = level
        self.row = row
        self.column = column
    }

    /// How many there are in a degree.
    private static func rows(_ level: Int) -> Double { columns(level) / 0.6 }
    private static func columns(_ level: Int) -> Double { [1, 3, 9, 27][level] }

    /// By which a site in it is found. Cells that lie 256 rows or columns apart, more than five
    /// hundred kilometres, have the same, so that there are not too many.
    var word: String { "g:\(level),\(row & 255),\(column & 255)" }

    /// The cells that a circle may touch: large ones, smaller ones where its border goes through.
    ///
    /// - Returns: up to 75° north or south at most ``cellsMax``, at most some 3,000 elsewhere.
    static func around(
        latitude: Double, longitude: Double, kilometres: Double
    ) -> [GeoCell] {
        let degrees = kilometres / 111
        // A degree of longitude is shortest where the circle is nearest to the pole.
        let shrinking = GreatCircle.metres(
            min(abs(latitude) + degrees, 89), 0, min(abs(latitude) + degrees, 89), 1)
        let sideways = min(kilometres * 1_000 / shrinking, 180)
        let low = GeoCell(latitude - degrees, longitude - sideways, level: 0)
        let high = GeoCell(latitude + degrees, longitude + sideways, level: 0)
        var cells = (low.row...high.row).flatMap { row in
            (low.column...high.column).map { GeoCell(level: 0, row: row, column: $0) }
        }
        guard abs(latitude) <= 75 else { return cells }
        // Its edges along parallels are no shortest ways: a little more is taken than is within.
        func isTouched(_ cell: GeoCell) -> Bool {
            cell.metresAtLeast(latitude, longitude) <= kilometres * 1_010 + 10
        }
        func isWithin(_ cell: GeoCell) -> Bool {
            cell.metresAtMost(latitude, longitude) < kilometres * 980
        }
        for _ in levels.dropLast() {
            let finer = cells.flatMap { isWithin($0) ? [$0] : $0.parts.filter(isTouched) }
            guard finer.count <= cellsMax else { break }
            cells = finer
        }
        return cells
    }

    /// More take longer to look for than what lies outside the circle.
    static let cellsMax = 80

    private var parts: [GeoCell] {
        guard level + 1 < Self.levels.upperBound else { return [self] }
        return (0..<3).flatMap { row in
            (0..<3).map { column in
                GeoCell(
                    level: level + 1, row: self.row * 3 + row, column: self.column * 3 + column)
            }
        }
    }

    private var latitudes: ClosedRange<Double> {
        let rows = Self.rows(level)
        return Double(row) / rows...Double(row + 1) / rows
    }

    private var longitudes: ClosedRange<Double> {
        let columns = Self.columns(level)
        return Double(column) / columns...Double(column + 1) / columns
    }

    /// How far from a point the farthest of its corners is.
    private func metresAtMost(_ latitude: Double, _ longitude: Double) -> Double {
        [latitudes.lowerBound, latitudes.upperBound].flatMap { corner in
            [longitudes.lowerBound, longitudes.upperBound].map {
                GreatCircle.metres(latitude, longitude, corner, $0)
            }
        }.max() ?? .infinity
    }

    /// How far from a point it begins, some per mille too far where that is on another meridian.
    private func metresAtLeast(_ latitude: Double, _ longitude: Double) -> Double {
        GreatCircle.metres(
            latitude, longitude,
            min(max(latitude, latitudes.lowerBound), latitudes.upperBound),
            min(max(longitude, longitudes.lowerBound), longitudes.upperBound))
    }
}
