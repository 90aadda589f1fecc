import FormProtocol

/// A place on the earth, in degrees, north and east positive.
struct GeoPoint: Hashable, Sendable {
    let latitude: Double
    let longitude: Double

    /// `nil` if there is no such place.
    init?(latitude: Double, longitude: Double) {
        guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Degrees with six decimals, some ten centimetres, and never with an exponent.
    static func text(degrees: Double) -> String {
        let millionths = Int((abs(degrees) * 1_000_000).rounded())
        let decimals = String(millionths % 1_000_000)
        let sign = degrees < 0 && millionths > 0 ? "-" : ""
        return "\(sign)\(millionths / 1_000_000)."
            + String(repeating: "0", count: 6 - decimals.count) + decimals
    }
}

extension WireInspectionVisit {
    /// Where the site is; `nil` if no coordinates are known, or none that exist.
    var point: GeoPoint? {
        guard hasLatitude, hasLongitude else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }

    /// Where the site is, without its country: `Werf Zuidkaai, Zuidkaai 8, 2000 Antwerpen`.
    var address: String {
        let town = [postcode, place].filter { !$0.isEmpty }.joined(separator: " ")
        return [siteName == place ? "" : siteName, street, town].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    /// Names the visit, for everyone and for good: the inspection and the site's mark in it.
    var name: String { "\(inspection.sender)/\(inspection.id)/\(site)" }
}
