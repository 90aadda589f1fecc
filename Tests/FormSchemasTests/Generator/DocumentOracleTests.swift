import FormSchemas
import Testing

/// python-jsonschema on the standard keywords of the forms' schemas: it accepts what is generated
/// and refuses what is mutated.
struct DocumentOracleTests {
    /// A form's schemas and documents, for Python; schemas and documents are JSON texts.
    private struct Bundle: Encodable {
        let header: String
        let body: String
        let resources: [String: String]
        /// The codes of each list, which python-jsonschema is told as an `enum`.
        let lists: [String: [String]]
        let documents: [String]
    }

    private static let script = """
        from jsonschema import Draft202012Validator, FormatChecker
        from referencing import Registry, Resource

        bundle = questions[0]

        def standard(node):
            if isinstance(node, list):
                return [standard(element) for element in node]
            if not isinstance(node, dict):
                return node
            schema = {name: standard(value) for name, value in node.items()}
            codes = node.get("codeList")
            if isinstance(codes, str):
                codes = {"if": {"type": "string"}, "then": {"enum": bundle["lists"][codes]}}
                schema["allOf"] = schema.get("allOf", []) + [codes]
            return schema

        def read(text):
            return standard(json.loads(text))

        registry = Registry().with_resources(
            (uri, Resource.from_contents(read(text))) for uri, text in bundle["resources"].items())

        def validator(text):
            return Draft202012Validator(
                read(text), registry=registry, format_checker=FormatChecker())

        header, body = validator(bundle["header"]), validator(bundle["body"])
        for text in bundle["documents"]:
            document = json.loads(text)
            answer(header.is_valid(document["header"]) and body.is_valid(document["body"]))
        """

    private func verdicts(_ version: FormVersion, _ documents: [JSONValue]) throws -> [Bool] {
        func text(_ document: JSONDocument) -> String {
            String(decoding: document.bytes, as: UTF8.self)
        }
        return try PythonOracle.ask(
            Self.script,
            [
                Bundle(
                    header: text(version.headerSchema), body: text(version.bodySchema),
                    resources: version.resources.mapValues(text),
                    lists: version.codeLists.mapValues { $0.entries.map(\.code) },
                    documents: documents.map { $0.serialized() })
            ])
    }

    @Test(
        .enabled(if: PythonOracle.isPresent, PythonOracle.absence),
        arguments: DocumentGeneratorTests.forms)
    func acceptsWhatIsGenerated(form: String) throws {
        let generator = try DocumentGeneratorTests.generator(form)
        var random = SeededRandom(seed: 31)
        let documents = try (0..<200).map { number in
            try generator.document(mode: number % 2 == 0 ? .draft : .sealed, using: &random)
        }
        let verdicts = try verdicts(generator.version, documents)
        #expect(verdicts.count == documents.count)
        let refused = zip(documents, verdicts).first { !$0.1 }?.0
        #expect(refused == nil, "\(refused?.serialized() ?? "")")
    }

    @Test(
        .enabled(if: PythonOracle.isPresent, PythonOracle.absence),
        arguments: DocumentGeneratorTests.forms)
    func refusesWhatIsMutated(form: String) throws {
        let generator = try DocumentGeneratorTests.generator(form)
        let mutator = try DocumentMutator(generator.version)
        var random = SeededRandom(seed: 32)
        var mutations: [DocumentMutation] = []
        for _ in 0..<10 {
            // Sealed: the schemas in which values of parts are judged stand elsewhere.
            let document = try generator.document(mode: .sealed, using: &random)
            for kind in DocumentMutation.Kind.allCases where Self.isStandard(kind) {
                guard
                    let mutation = mutator.mutation(
                        of: document, mode: .sealed, kind: kind, using: &random),
                    // Another field names the edition.
                    mutation.kind != .unknownCode || mutation.pointer != "/body/sector",
                    // Of an address python-jsonschema only asks for an @.
                    mutation.kind != .format || !mutation.pointer.description.hasSuffix("/email")
                else { continue }
                mutations.append(mutation)
            }
        }
        #expect(mutations.count > 100)
        let verdicts = try verdicts(generator.version, mutations.map(\.document))
        #expect(verdicts.count == mutations.count)
        for (mutation, isValid) in zip(mutations, verdicts) where isValid {
            Issue.record("accepts \(mutation.kind) at \(mutation.pointer.description)")
        }
    }

    /// Whether the mistake is one against a keyword of JSON Schema.
    private static func isStandard(_ kind: DocumentMutation.Kind) -> Bool {
        switch kind {
        case .otherPart, .openPart, .placeholder, .otherPurpose, .otherVersion, .brokenRule: false
        // python-jsonschema does not know these.
        case .otherIdentifier, .failedCheck: false
        default: true
        }
    }
}
