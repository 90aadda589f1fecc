#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The part of the earth that a drawing shows, and where in the drawing a point lies.
///
/// Equirectangular: a kilometre is as long upwards as sideways in the middle of the drawing, and
/// nearly so elsewhere as long as it shows no more than a country or two.
struct MapFrame: Sendable {
    static let width = 960.0
    let height: Double

    private let west: Double
    private let north: Double
    /// Units of the drawing per degree.
    private let perLongitude: Double
    private let perLatitude: Double

    private static let (heightMin, heightMax) = (340.0, 520.0)
    private static let kilometresPerDegree = 111.2
    /// A single site is shown with what is around it.
    private static let kilometresMin = 60.0

    /// All points with some room around them. Requires one.
    init(around points: [GeoPoint]) {
        let latitudes = points.map(\.latitude).sorted()
        let longitudes = points.map(\.longitude).sorted()
        let latitude = (latitudes[0] + latitudes[latitudes.count - 1]) / 2
        let longitude = (longitudes[0] + longitudes[longitudes.count - 1]) / 2
        // At the poles all of them meet.
        let narrowing = max(0.1, cos(latitude * .pi / 180))
        func kilometres(_ sorted: [Double], _ narrowing: Double) -> Double {
            let span = (sorted[sorted.count - 1] - sorted[0]) * narrowing
            return max(Self.kilometresMin, span * Self.kilometresPerDegree * 1.25)
        }
        let (high, wide) = (kilometres(latitudes, 1), kilometres(longitudes, narrowing))
        let perKilometre = min(Self.width / wide, Self.heightMax / high)
        height = max(Self.heightMin, high * perKilometre)
        perLatitude = perKilometre * Self.kilometresPerDegree
        perLongitude = perLatitude * narrowing
        north = latitude + height / 2 / perLatitude
        west = longitude - Self.width / 2 / perLongitude
    }

    func x(_ longitude: Double) -> Double { (longitude - west) * perLongitude }

    func y(_ latitude: Double) -> Double { (north - latitude) * perLatitude }

    func shows(_ point: GeoPoint) -> Bool {
        (0...Self.width).contains(x(point.longitude)) && (0...height).contains(y(point.latitude))
    }

    // MARK: Scale

    /// Degrees at which lines are drawn, far enough from each other and on the earth.
    var meridians: [Double] {
        lines(from: west, through: west + Self.width / perLongitude, perLongitude)
            .filter { abs($0) <= 180 }
    }

    var parallels: [Double] {
        lines(from: north - height / perLatitude, through: north, perLatitude)
            .filter { abs($0) <= 90 }
    }

    private func lines(from: Double, through: Double, _ perDegree: Double) -> [Double] {
        let steps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30]
        let step = steps.first { $0 * perDegree >= 90 } ?? 45
        return Array(stride(from: (from / step).rounded(.up) * step, through: through, by: step))
    }

    /// A round number of kilometres, up to a quarter of the width, and how long it is drawn.
    var scale: (kilometres: Int64, length: Double) {
        let perKilometre = perLatitude / Self.kilometresPerDegree
        var kilometres: Int64 = 1
        var power: Int64 = 1
        while Double(power) * perKilometre <= Self.width / 4 {
            for factor: Int64 in [1, 2, 5]
            where Double(power * factor) * perKilometre <= Self.width / 4 {
                kilometres = power * factor
            }
            power *= 10
        }
        return (kilometres, Double(kilometres) * perKilometre)
    }
}
