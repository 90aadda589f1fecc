import Testing

@testable import FormSchemas

@Suite("Regions and sectors")
struct RegionTableTests {
    /// Municipalities with the province or region that they are known to lie in.
    @Test(
        "A postcode is in the region of its municipality",
        arguments: [
            ("BE", "2000", "BE211"), ("BE", "9000", "BE234"), ("BE", "4000", "BE332"),
            ("BE", "6700", "BE341"), ("BE", "1000", "BE100"), ("NL", "1012 AB", "NL32"),
            ("NL", "6211XX", "NL42"), ("NL", "5961 ET", "NL421"), ("NL", "4331", "NL34"),
            ("NL", "7511", "NL21"), ("LU", "L-1616", "LU000"), ("LU", "4001", "LU000"),
            ("DE", "48653", "DEA35"), ("DE", "40210", "DEA11"), ("DE", "50667", "DEA23"),
            ("FR", "59000", "FRE11"), ("FR", "67000", "FRF11"), ("FR", "57000", "FRF33"),
        ])
    func regions(country: String, postcode: String, region: String) throws {
        let found = try #require(
            Catalogue.builtIn.regions.region(ofPostcode: postcode, in: country))
        #expect(found.hasPrefix(region), "\(country) \(postcode): \(found)")
        #expect(Catalogue.builtIn.codeLists["nuts"]?.entry(found) != nil)
    }

    @Test(
        "What is no postcode, or not known, has no region",
        arguments: [
            ("BE", ""), ("BE", "20"), ("BE", "abc"), ("BE", "999999"), ("DE", "10115"),
            ("XX", "2000"), ("NL", "0001"),
        ])
    func unknown(country: String, postcode: String) {
        #expect(Catalogue.builtIn.regions.region(ofPostcode: postcode, in: country) == nil)
    }

    @Test("A code of NACE is part of its class, group, division and section")
    func sectors() {
        let sectors = Catalogue.builtIn.sectors
        #expect(sectors.lineage(of: "41.00", edition: "2.1") == ["F", "41", "41.0", "41.00"])
        #expect(sectors.lineage(of: "10", edition: "2") == ["C", "10"])
        #expect(sectors.lineage(of: "A", edition: "2.1") == ["A"])
        // Sections of Rev. 2 have other letters in Rev. 2.1; its division 45 is there no more.
        #expect(sectors.lineage(of: "68.20", edition: "2") == ["M", "68", "68.2", "68.20"])
        #expect(sectors.lineage(of: "N", edition: "2") == ["O"])
        #expect(sectors.lineage(of: "45.20", edition: "2") == ["G", "45", "45.2", "45.20"])
        #expect(sectors.lineage(of: "99.99", edition: "2.1").isEmpty)
        #expect(sectors.has("10.11") && !sectors.has("10.1111"))
    }
}
