import FormSchemas
import Testing

/// The schemas of the JSON-Schema-Test-Suite, against themselves and against each other.
struct CompatibilitySuiteTests {
    private struct Case {
        let text: String
        let schema: ComparedSchema
        let instances: [JSONNode]
    }

    /// The cases of a file whose schemas can be compiled.
    private static func cases(_ name: String) throws -> [Case] {
        try SuiteFiles.document("draft2020-12/" + name).root.elements.compactMap { group in
            guard let node = group["schema"],
                let document = try? JSONDocument(
                    JSONValue(node).bytes(), limits: SuiteFiles.limits),
                let schema = try? ComparedSchema(
                    document, uri: "urn:suite:schema", resources: SuiteFiles.remotes)
            else { return nil }
            return Case(
                text: document.root.document.bytes.description, schema: schema,
                instances: group["tests"]?.elements.compactMap { $0["data"] } ?? [])
        }
    }

    @Test(
        .enabled(if: SuiteFiles.isPresent, "there is no copy of the suite"),
        arguments: SuiteFiles.names(in: ""))
    func verdictsAreSound(name: String) throws {
        let cases = try Self.cases(name)
        let instances = cases.flatMap(\.instances)
        for (position, written) in cases.enumerated() {
            for (other, read) in cases.enumerated() {
                let judgement = Compatibility.judge(written: written.schema, read: read.schema)
                if position == other { #expect(judgement.verdict != .incompatible) }
                guard judgement.verdict == .compatible else { continue }
                for instance in instances {
                    let isFound =
                        Self.accepts(written.schema, instance)
                        && !Self.accepts(read.schema, instance)
                    #expect(!isFound, "\(name) \(position) \(other) \(JSONValue(instance))")
                }
            }
        }
    }

    private static func accepts(_ schema: ComparedSchema, _ node: JSONNode) -> Bool {
        schema.program.isValid(node)
    }
}
