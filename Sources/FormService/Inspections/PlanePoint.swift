internal import FormSchemas
internal import Foundation

/// A point of the Earth on the plane of a stereographic projection from the south pole, with which
/// circles stay circles: whether a site is near takes no trigonometry then.
///
/// - Source: Snyder, "Map Projections: A Working Manual", 1987, pages 154 to 163; for a sphere of
///   radius 1/2.
struct PlanePoint: Hashable, Sendable {
    let x: Double
    let y: Double

    /// - Parameters: degrees.
    init(latitude: Double, longitude: Double) {
        self.init(Self.distance(latitude), longitude)
    }

    fileprivate init(_ distance: Double, _ longitude: Double) {
        let angle = longitude * .pi / 180
        x = Self.rounded(distance * cos(angle))
        y = Self.rounded(distance * sin(angle))
    }

    /// How far the parallel lies from the middle, the north pole; behind that it is negative.
    fileprivate static func distance(_ latitude: Double) -> Double {
        tan((90 - latitude) * .pi / 360)
    }

    /// To some hundredths of a millimetre, as the last bits depend on the machine.
    fileprivate static func rounded(_ value: Double) -> Double { (value * 1e12).rounded() / 1e12 }
}

/// A circle on the Earth in the same plane.
struct PlaneCircle: Hashable, Sendable {
    let centre: PlanePoint
    let radius: Double

    /// - Parameters: degrees and kilometres. The south pole may not be in it.
    init(latitude: Double, longitude: Double, kilometres: Double) {
        let angle = kilometres * 1_000 / GreatCircle.earthRadiusMetres * 180 / .pi
        // Where it cuts the meridian through its middle.
        let far = PlanePoint.distance(latitude - angle)
        let near = PlanePoint.distance(latitude + angle)
        centre = PlanePoint((far + near) / 2, longitude)
        radius = PlanePoint.rounded((far - near) / 2)
    }
}
