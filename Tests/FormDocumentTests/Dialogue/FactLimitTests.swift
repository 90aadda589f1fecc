import FormDocument
import FormSchemas
import Testing

/// A form whose facts are too large for later forms to be held against it is refused.
struct FactLimitTests {
    @Test(arguments: [(1, []), (700, []), (3_000, ["TOO_MANY_FACTS"])])
    func factsAreBounded(sites: Int, expected: [String]) throws {
        let catalogue = try DialogueSamples.catalogue.get()
        let version = try #require(catalogue.newestVersion(form: "SOC-01"))
        let path = try #require(
            DialogueSamples.files.keys.sorted().first {
                $0.hasPrefix("forms/SOC-01/1.0/samples/valid/")
            })
        var draft = JSONValue(try JSONDocument(try #require(DialogueSamples.files[path])).root)
        let site: JSONValue = ["site_id": "Bouwplaats-A", "place": ["country": "BE"]]
        draft["body"]?["entities"] = [
            ["sites": .array(Array(repeating: site, count: sites))]
        ]
        let sealed = try Draft(bytes: draft.bytes()).seal()
        let candidate = try #require(
            DialogueCandidate(
                try sealed.document.readHeader(), of: sealed.document, isManifest: false,
                version: version))
        if !expected.isEmpty { #expect(candidate.concernsOthers) }
        let verdict = DialogueCheck.verdict(
            of: candidate, in: DialogueBook(), catalogue: catalogue, at: .now())
        #expect(verdict.violations.map(\.code.rawValue) == expected)
        for language in Language.allCases where !expected.isEmpty {
            #expect(verdict.violations[0].message(in: language).contains("65536"))
        }
    }
}
