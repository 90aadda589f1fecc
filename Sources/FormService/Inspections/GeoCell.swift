internal import FormSchemas

/// A cell of one of two grids of meridians and parallels, by which sites are found that are near a
/// point.
struct GeoCell: Hashable, Sendable {
    /// Whether it is of the fine grid, which divides each cell of the coarse one into a hundred.
    let isFine: Bool
    let row: Int
    let column: Int

    /// The cell with a point: a fifth of a degree of latitude by a third of one of longitude, some 22
    /// by 23 km at 51° north; of the fine grid a tenth of both.
    init(_ latitude: Double, _ longitude: Double, isFine: Bool = false) {
        self.isFine = isFine
        row = Int((latitude * Self.rows(isFine)).rounded(.down))
        column = Int((longitude * Self.columns(isFine)).rounded(.down))
    }

    private init(isFine: Bool, row: Int, column: Int) {
        self.isFine = isFine
        self.row = row
        self.column = column
    }

    private static func rows(_ isFine: Bool) -> Double { isFine ? 50 : 5 }
    private static func columns(_ isFine: Bool) -> Double { isFine ? 30 : 3 }

    /// By which a site in it is found. Cells that are far from each other, more than hundred
    /// kilometres in the fine grid, have the same: so there are no more than some thousand.
    var word: String { "\(isFine ? "h" : "g"):\(row & 63),\(column & 63)" }

    /// The cells that a circle may touch: coarse ones, and where a small one goes through those, the
    /// fine ones that it touches.
    ///
    /// - Returns: at most some 500.
    static func around(
        latitude: Double, longitude: Double, kilometres: Double
    ) -> [GeoCell] {
        let degrees = kilometres / 111
        // A degree of longitude is shortest where the circle is nearest to the pole.
        let shrinking = GreatCircle.metres(
            min(abs(latitude) + degrees, 89), 0, min(abs(latitude) + degrees, 89), 1)
        let sideways = min(kilometres * 1_000 / shrinking, 180)
        let low = GeoCell(latitude - degrees, longitude - sideways)
        let high = GeoCell(latitude + degrees, longitude + sideways)
        let coarse = (low.row...high.row).flatMap { row in
            (low.column...high.column).map { GeoCell(isFine: false, row: row, column: $0) }
        }
        guard kilometres <= smallMax, abs(latitude) <= 75 else { return coarse }
        return coarse.flatMap { cell in
            // Its edges along parallels are no shortest ways: a little more is taken than is within.
            if cell.metresAtMost(latitude, longitude) < kilometres * 980 { return [cell] }
            return cell.parts.filter {
                $0.metresAtLeast(latitude, longitude) <= kilometres * 1_010 + 10
            }
        }
    }

    /// A circle of so many kilometres is small: 3,000 square kilometres.
    private static let smallMax = 30.0

    private var parts: [GeoCell] {
        (0..<10).flatMap { row in
            (0..<10).map { column in
                GeoCell(
                    isFine: true, row: self.row * 10 + row, column: self.column * 10 + column)
            }
        }
    }

    private var latitudes: ClosedRange<Double> {
        let rows = Self.rows(isFine)
        return Double(row) / rows...Double(row + 1) / rows
    }

    private var longitudes: ClosedRange<Double> {
        let columns = Self.columns(isFine)
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
