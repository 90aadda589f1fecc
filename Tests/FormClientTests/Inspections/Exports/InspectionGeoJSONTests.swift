import FormProtocol
import FormSchemas
import Testing

@testable import formclient

struct InspectionGeoJSONTests {
    private func features(_ visits: [WireInspectionVisit]) throws -> [JSONValue] {
        let collection = InspectionGeoJSON.collection(of: visits)
        #expect(collection["type"] == "FeatureCollection")
        guard case .array(let features)? = collection["features"] else {
            Issue.record("no features")
            return []
        }
        return features
    }

    @Test("A visit is a feature with the members of the JSON output, longitude first")
    func feature() throws {
        var visit = SampleInspections.visits[1]
        visit.siteName = "De Peel"
        visit.street = "Steenstraat 61"
        visit.postcode = "5961 ET"
        let feature = try #require(try features([visit]).first)
        #expect(feature["type"] == "Feature")
        #expect(
            feature["id"] == .string("\(visit.inspection.sender)/\(visit.inspection.id)/S2"))
        #expect(
            feature["geometry"] == [
                "type": "Point",
                "coordinates": [.number("6.046000"), .number("51.458000")],
            ])
        let properties = try #require(feature["properties"])
        #expect(properties["place"] == "Horst" && properties["cancelled"] == false)
        #expect(properties["site_name"] == "De Peel" && properties["postcode"] == "5961 ET")
        #expect(properties["street"] == "Steenstraat 61" && properties["confirmed"] == false)
        guard case .object(let members) = properties, case .object(let all) = visit.jsonValue else {
            Issue.record("not an object")
            return
        }
        #expect(
            Set(all.map(\.name)).subtracting(members.map(\.name))
                == ["kind", "latitude", "longitude"])
    }

    @Test(
        "Without coordinates, or with such as do not exist, there is no geometry",
        arguments: [
            (nil, 4.0), (51.0, nil), (90.1, 4.0), (51.0, -180.5), (Double.nan, 4.0),
            (51.0, .infinity),
        ] as [(Double?, Double?)])
    func nowhere(latitude: Double?, longitude: Double?) throws {
        let visit = WireInspectionVisit.with {
            if let latitude { $0.latitude = latitude }
            if let longitude { $0.longitude = longitude }
        }
        #expect(try features([visit]).map { $0["geometry"] } == [.null])
    }

    @Test(
        "Degrees have six decimals and no exponent",
        arguments: [
            (0.000_01, "0.000010"), (-0.000_000_1, "0.000000"), (-90, "-90.000000"),
            (179.999_999_6, "180.000000"), (5.05, "5.050000"),
        ] as [(Double, String)])
    func degrees(degrees: Double, expected: String) {
        #expect(GeoPoint.text(degrees: degrees) == expected)
    }

    @Test("No visits are an empty collection")
    func empty() throws {
        #expect(try features([]).isEmpty)
    }
}
