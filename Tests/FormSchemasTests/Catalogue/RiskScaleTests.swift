import FormSchemas
import Testing

/// The scales that the rules look up are what RSK-03 forms carry.
struct RiskScaleTests {
    private static let path = "tables/risk_scales.json"

    private func scales() throws -> [JSONNode] {
        let table = try JSONDocument(try #require(CatalogueFiles.all[Self.path]))
        return try #require(table.root["scales"]).elements.map { $0 }
    }

    private func samples() throws -> [JSONNode] {
        try CatalogueFiles.samples("valid").filter { $0.hasPrefix("forms/RSK-03/") }.map { path in
            let document = try JSONDocument(try #require(CatalogueFiles.all[path]))
            return try #require(document.root["body"])
        }
    }

    @Test func eachIsTheBodyOfASample() throws {
        let version = try #require(try CatalogueFiles.catalogue.get().newestVersion(form: "RSK-03"))
        let bodies = Set(try samples().map { JSONValue($0).serialized() })
        let scales = try scales()
        #expect(scales.count >= 4)
        for scale in scales {
            #expect(version.bodyProgram.isValid(scale))
            #expect(
                bodies.contains(JSONValue(scale).serialized()), "\(scale["scale"]?.string ?? "")")
        }
        // Half an entry is none.
        #expect(!version.bodyProgram.isValid(try #require(scales[0]["levels"])))
    }

    @Test func noneIsThereTwice() throws {
        let names = try scales().map {
            "\($0["scale"]?.string ?? "") \($0["version"]?.string ?? "")"
        }
        #expect(Set(names).count == names.count)
        #expect(!names.contains { $0.hasPrefix("NL-SBB") })
    }

    /// The mapping of the field lists, level by level; the German scale counts down.
    @Test(arguments: [
        ("BE-OCAM", [1, 2, 3, 4]), ("LU-VIGILNAT", [1, 2, 3, 4]), ("NL-DTN", [1, 2, 2, 3, 4]),
        ("DE-GEF", [4, 3, 2]),
    ])
    func mapping(name: String, expected: [Int]) throws {
        let scale = try #require(try scales().first { $0["scale"]?.string == name })
        let levels = try #require(scale["levels"]).elements.map { $0 }
        #expect(levels.map { $0["level"]?.int } == Array(1...expected.count))
        #expect(levels.map { $0["benelux_level"]?.int } == expected)
    }
}
