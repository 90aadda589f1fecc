import FormProtocol
import FormSchemas

/// Visits as a GeoJSON object, for maps.
///
/// Source: RFC 7946.
enum InspectionGeoJSON {
    /// A feature for each visit, without a geometry where no coordinates are known.
    static func collection(of visits: [WireInspectionVisit]) -> JSONValue {
        ["type": "FeatureCollection", "features": .array(visits.map(feature))]
    }

    private static func feature(_ visit: WireInspectionVisit) -> JSONValue {
        var properties = visit.jsonValue
        // Said by the feature itself.
        for name in ["kind", "latitude", "longitude"] { properties[name] = nil }
        return [
            "type": "Feature", "id": .string(visit.name),
            "geometry": visit.point.map(geometry) ?? .null, "properties": properties,
        ]
    }

    private static func geometry(_ point: GeoPoint) -> JSONValue {
        // Longitude first.
        let degrees = [point.longitude, point.latitude].map(GeoPoint.text(degrees:))
        return ["type": "Point", "coordinates": .array(degrees.map { .number($0) })]
    }
}
