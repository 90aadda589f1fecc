import Testing

@testable import FormSchemas

/// Samples with a value of any kind in any place: the fast verdict and the list always agree.
struct ChangedSampleTests {
    private static let values: [JSONValue] = [
        nil, true, 0, -1, 7, "", "x", "2026-12-08T06:00:00Z", "9999-12-31T23:59:59-23:59",
        "2016-12-31T23:59:60Z", [], [[]], .object([]), ["x": 1], .number("1e300"),
        .number("99999999999999999999"), .number("0.5"),
    ]

    @Test(arguments: CatalogueFiles.samples("valid"))
    func verdictAndListAgree(path: String) throws {
        var generator = SystemRandomNumberGenerator()
        let version = try #require(try CatalogueFiles.version(ofSample: path))
        let sample = try JSONDocument(try #require(CatalogueFiles.all[path]))
        let places = pointers(in: sample.root, at: .root)
        for _ in 0..<40 {
            var value = JSONValue(sample.root)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = try #require(places.randomElement(using: &generator))
                let other = Self.values.randomElement(using: &generator)
                value = value.setting(other, at: place.tokens[...])
            }
            let document = try JSONDocument(value.bytes())
            let violations = version.violations(in: document, mode: .draft)
            let isRefused = violations.contains { $0.severity == .error }
            #expect(version.isValid(document, mode: .draft) == !isRefused, "\(violations)")
            let places = violations.map { "\($0.instanceLocation) \($0.code) \($0.parameters)" }
            #expect(Set(places).count == places.count, "\(places)")
        }
    }

    private func pointers(in node: JSONNode, at pointer: JSONPointer) -> [JSONPointer] {
        switch node.kind {
        case .object:
            node.members.flatMap { name, value in
                [pointer.appending(name)] + pointers(in: value, at: pointer.appending(name))
            }
        case .array:
            node.elements.enumerated().flatMap { index, value in
                [pointer.appending(index)] + pointers(in: value, at: pointer.appending(index))
            }
        default: []
        }
    }
}
