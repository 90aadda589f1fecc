import Testing

@testable import FormDocument

@Suite("Conditions that nothing fits together")
struct InspectionContradictionTests {
    @Test(
        "What was found or decided is not where nobody was, nor is pending where somebody was",
        arguments: [
            ("OPEN", "INFRINGEMENTS", "", "", "states results"),
            ("OPEN", "INFRINGEMENTS NOTHING_FOUND", "", "", "states results"),
            ("REPORTED INSPECTED", "PENDING", "", "", "states results"),
            ("OPEN", "", "HOUSING", "", "states irregularities"),
            ("OPEN", "", "", "FINE", "states outcomes"),
            ("", "PENDING NOTHING_FOUND", "HOUSING", "", "irregularities results"),
            ("", "PENDING", "", "FINE", "outcomes results"),
            // There may be such.
            ("OPEN", "PENDING INFRINGEMENTS", "", "", ""),
            ("OPEN PLANNED", "INFRINGEMENTS", "HOUSING", "FINE", ""),
            ("REPORTED", "PENDING NOTHING_FOUND", "", "", ""),
            ("REPORTED CLOSED", "PENDING", "", "", ""),
            ("", "PENDING INFRINGEMENTS", "HOUSING", "FINE", ""),
            ("", "", "", "", ""),
        ])
    func query(
        _ states: String, _ results: String, _ irregularities: String, _ outcomes: String,
        _ expected: String
    ) {
        func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        let found = InspectionContradiction(
            states: list(states), results: list(results), irregularities: list(irregularities),
            outcomes: list(outcomes))
        #expect(found.map { "\($0.first) \($0.second)" } ?? "" == expected)
    }

    @Test("A visit's region lies in its country")
    func calendar() {
        func isRefused(_ countries: [String], _ regions: [String]) -> Bool {
            InspectionContradiction(countries: countries, regions: regions) != nil
        }
        #expect(isRefused(["NL"], ["LU00"]) && isRefused(["NL", "DE"], ["BE2", "BE1"]))
        #expect(!isRefused(["NL"], ["LU00", "NL4"]) && !isRefused([], ["LU00"]))
        #expect(!isRefused(["NL"], []))
    }
}
