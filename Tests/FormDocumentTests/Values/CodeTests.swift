import FormDocument
import Testing

@Suite struct CodeTests {
    @Test(arguments: ["BE-DAP", "NL-DKDB", "LU-USP", "DE-NW-LKA", "BE-OCAM", "EU-A1-B2-C3"])
    func readsAgency(_ text: String) {
        #expect(AgencyCode(text)?.description == text)
    }

    @Test(arguments: [
        "", "BE", "BE-", "BE-D", "be-DAP", "BE-dap", "B-DAP", "BEL-DAP", "B1-DAP", "BE_DAP",
        "BE-DAP-", "BE--DAP", "BE-ABCDEFGHIJKLM", "BE-A1-B2-C3-D4", "BE-DÄP", "BE-DAP\n", " BE-DAP",
    ])
    func refusesAgency(_ text: String) {
        #expect(AgencyCode(text) == nil)
    }

    @Test(arguments: [
        "", "VIP", "VIP-1", "VIP-001", "vip-01", "VI-01", "VIPP-01", "VIP_01", "VIP-0x",
    ])
    func refusesForm(_ text: String) {
        #expect(FormCode(text) == nil)
        #expect(FormCode("VIP-01")?.description == "VIP-01")
    }

    @Test(arguments: ["", "1", "1.", ".1", "1.0.0", "01.0", "1.00", "-1.0", "1.x", "12345.0"])
    func refusesVersion(_ text: String) {
        #expect(FormVersionNumber(text) == nil)
    }

    @Test func versionsAreNumbers() throws {
        let old = try #require(FormVersionNumber("1.9"))
        let new = try #require(FormVersionNumber("1.10"))
        #expect(old < new)
        #expect(new.description == "1.10")
    }

    @Test(arguments: ["a", "medical_note", "statement.2", "a0.0001"])
    func readsPartName(_ text: String) {
        #expect(PartName(text)?.description == text)
        #expect(PartName(text)?.kind == text.split(separator: ".").first.map(String.init))
    }

    @Test(arguments: [
        "", ".", "1a", "_a", "A", "a-b", "a.", "a.b", "a.12345", "a.1.2", "é", "a ",
        "a\u{301}", String(repeating: "a", count: 64),
    ])
    func refusesPartName(_ text: String) {
        #expect(PartName(text) == nil)
    }
}
