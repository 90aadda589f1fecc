import Testing

@testable import FormSchemas

/// Records of bulk submissions: judged as the body of a form, with places of their own.
struct RecordCheckTests {
    private static let bytesMax = 65_536

    private func version(_ code: String = "RSK-01") throws -> FormVersion {
        try #require(try CatalogueFiles.catalogue.get().newestVersion(form: code))
    }

    private func manifest(_ header: JSONValue, pretty: Bool = false) throws -> JSONDocument {
        try JSONDocument(
            JSONValue.object([
                .init("header", header),
                .init(
                    "bulk", ["count": 1, "root": .string(String(repeating: "A", count: 43) + "=")]),
            ]).bytes(pretty: pretty))
    }

    @Test(
        "A record is judged as the form with its header is", arguments: 1...4 as ClosedRange<UInt64>
    )
    func likeAForm(seed: UInt64) throws {
        let version = try version()
        let catalogue = try CatalogueFiles.catalogue.get()
        let generator = try DocumentGenerator(version, catalogue: catalogue)
        let mutator = try DocumentMutator(version, catalogue: catalogue)
        var random = SeededRandom(seed: seed)
        var invalid = 0
        for _ in 0..<60 {
            var document = try generator.document(mode: .sealed, using: &random)
            if Bool.random(using: &random),
                let mutation = mutator.mutation(of: document, mode: .sealed, using: &random),
                mutation.pointer.tokens.first == .name("body")
            {
                document = mutation.document
            }
            let header = try #require(document["header"])
            let body = try #require(document["body"])
            let check = RecordCheck(
                version,
                manifest: try manifest(header, pretty: Bool.random(using: &random)),
                recordBytesMax: Self.bytesMax)
            let record = body.bytes(pretty: Bool.random(using: &random))
            let found = check.violations(in: record)
            let whole = version.violations(
                in: try JSONDocument(document.bytes()), mode: .sealed)
            #expect(found.map(Self.summary).sorted() == whole.map(Self.summary).sorted())
            let text = try JSONDocument(record)
            for violation in found where violation.instanceLocation.tokens.first == .name("body") {
                let place = JSONPointer(Array(violation.instanceLocation.tokens.dropFirst()))
                if let node = text[place] {
                    #expect(
                        node.position
                            == TextPosition(line: violation.line, column: violation.column))
                }
            }
            if found.contains(where: { $0.severity == .error }) { invalid += 1 }
        }
        #expect(invalid > 5)
    }

    private static func summary(_ violation: Violation) -> String {
        "\(violation.instanceLocation.description) \(violation.code) \(violation.severity)"
    }

    /// A check of the version's own example, and that example's body.
    private func example(_ code: String = "RSK-01") throws -> (RecordCheck, JSONValue) {
        let version = try version(code)
        var template = FormTemplate(version, language: .en)
        let draft = template.draft().filled()
        let check = RecordCheck(
            version, manifest: try manifest(try #require(draft["header"])),
            recordBytesMax: Self.bytesMax)
        return (check, try #require(draft["body"]))
    }

    @Test("What is not one JSON value is refused, also if it would complete the form around it")
    func notARecord() throws {
        let (check, body) = try example()
        let text = String(decoding: body.bytes(), as: UTF8.self)
        func codes(_ record: String) -> [String] {
            check.violations(in: Array(record.utf8)).map { "\($0.line):\($0.column) \($0.code)" }
        }
        #expect(codes(text).isEmpty)
        #expect(codes(" \n\(text)\n").isEmpty)
        #expect(codes("") == ["1:1 NOT_JSON"])
        #expect(codes("{},\"header\":{}") == ["1:3 TRAILING_BYTES"])
        #expect(codes("{},\"more\":{}") == ["1:3 TRAILING_BYTES"])
        #expect(codes("{}}") == ["1:3 TRAILING_BYTES"])
        #expect(codes("{}\n{}") == ["2:1 TRAILING_BYTES"])
        #expect(codes("{") == ["1:2 NOT_JSON"])
        #expect(codes("{\n \"a\": 1,\n \"a\": 2}") == ["3:2 DUPLICATE_KEY"])
        #expect(codes("\u{FEFF}{}") == ["1:1 BYTE_ORDER_MARK"])
        #expect(codes("1") == ["1:1 TYPE"])
        // One level deeper than a document may be, as the form is around it.
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect((try? JSONDocument(deep)) != nil)
        #expect(codes("\n\(deep)") == ["2:64 TOO_DEEP"])
    }

    @Test("A record is as large as allowed, and no larger")
    func size() throws {
        let (check, body) = try example()
        let record = body.bytes()
        let space = Array(repeating: UInt8(ascii: " "), count: Self.bytesMax - record.count)
        #expect(check.violations(in: record + space).isEmpty)
        let codes = check.violations(in: record + space + [0x20]).map(\.code)
        #expect(codes == [.documentTooLarge])
    }

    @Test("A record has no confidential parts")
    func parts() throws {
        var (check, body) = try example("VIP-01")
        let digest = JSONValue.string(String(repeating: "A", count: 43))
        #expect(check.violations(in: body.bytes()).isEmpty)
        body["protectee"]?["medical_note"] = ["$part": "medical_note", "digest": digest]
        let violations = check.violations(in: body.bytes())
        #expect(violations.map(\.code) == [.partInRecord])
        #expect(violations[0].instanceLocation.description == "/body/protectee/medical_note")
    }

    @Test("A placeholder in the header is not every record's")
    func placeholders() throws {
        var (check, body) = try example()
        body["text"] = "‹Text›"
        #expect(check.violations(in: body.bytes()).map(\.code) == [.unfilled])
    }

    @Test("A manifest has a valid header, a count and a root")
    func manifests() throws {
        let version = try version()
        var template = FormTemplate(version, language: .en)
        let header = try #require(template.draft().filled()["header"])
        let good = JSONValue(try manifest(header).root)
        func codes(_ change: (inout JSONValue) -> Void) throws -> [String] {
            var manifest = good
            change(&manifest)
            return version.violations(
                inManifest: try JSONDocument(manifest.bytes()), countMax: 10
            ).map { "\($0.instanceLocation.description) \($0.code)" }
        }
        #expect(try codes { _ in }.isEmpty)
        #expect(try codes { $0["bulk"]?["count"] = 10 }.isEmpty)
        #expect(try codes { $0["bulk"]?["count"] = 11 } == ["/bulk/count TOO_LARGE"])
        #expect(try codes { $0["bulk"]?["count"] = 0 } == ["/bulk/count TOO_SMALL"])
        #expect(try codes { $0["bulk"]?["count"] = "1" } == ["/bulk/count TYPE"])
        #expect(try codes { $0["bulk"]?["root"] = "AAAA" } == ["/bulk/root PATTERN"])
        #expect(try codes { $0["bulk"]?["root"] = nil } == ["/bulk/root REQUIRED"])
        #expect(try codes { $0["bulk"]?["more"] = 1 } == ["/bulk/more UNKNOWN_FIELD"])
        #expect(try codes { $0["bulk"] = nil } == ["/bulk REQUIRED"])
        #expect(try codes { $0["body"] = [:] } == ["/body UNKNOWN_FIELD"])
        #expect(try codes { $0["header"]?["urgency"] = "SOON" } == ["/header/urgency CODE_LIST"])
        #expect(
            try codes { $0["header"]?["purpose"] = "‹Purpose›" } == ["/header/purpose UNFILLED"])
    }
}
