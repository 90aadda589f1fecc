import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct PartFindingTests {
    private func sealed() throws -> SealedForm {
        try Draft(bytes: try Vectors.bytes("draft.json")).seal()
    }

    private func summary(_ findings: [PartFinding]) -> [String] {
        findings.map { "\($0.code.rawValue) \($0.name?.description ?? "-") \($0.pointer)" }
    }

    private struct Vector: Decodable {
        let about: String
        let document: String
        let parts: [String: String]
        let findings: [String]
    }

    @Test func everyVectorHasTheFindingsItPromises() throws {
        let vectors = try Vectors.list("findings.json", of: [Vector].self)
        #expect(vectors.count >= 15)
        for vector in vectors {
            let parts = try vector.parts.map { name, text in
                DocumentPart(name: try #require(PartName(name)), bytes: Array(text.utf8))
            }
            let document = try SealedDocument(bytes: Array(vector.document.utf8))
            let codes = document.findings(for: parts, complete: false).map(\.code.rawValue)
            #expect(codes.sorted() == vector.findings, "\(vector.about)")
        }
    }

    @Test func completePartsHaveNoFinding() throws {
        let form = try sealed()
        #expect(form.document.findings(for: form.parts, complete: true).isEmpty)
        #expect(form.document.findings(for: form.parts.reversed(), complete: true).isEmpty)
    }

    @Test func absentPartsMatterOnlyIfAllAreWanted() throws {
        let form = try sealed()
        #expect(form.document.findings(for: [], complete: false).isEmpty)
        #expect(
            summary(form.document.findings(for: [], complete: true)) == [
                "PART_MISSING medical_note /body/protectee/medical_note",
                "PART_MISSING codeword.1 /body/emergency/0/codeword",
            ])
    }

    @Test func everyWrongPartIsNamedAtOnce() throws {
        let form = try sealed()
        let strangers = ["witness", "address"].map { name in
            DocumentPart(name: PartName(name)!, bytes: form.parts[0].bytes)
        }
        let other = DocumentPart(name: form.parts[0].name, bytes: form.parts[1].bytes)
        #expect(
            summary(form.document.findings(for: [other] + strangers, complete: true)) == [
                "PART_DIGEST medical_note /body/protectee/medical_note",
                "PART_MISSING codeword.1 /body/emergency/0/codeword",
                "PART_UNKNOWN address ", "PART_UNKNOWN witness ",
            ])
        let twice = form.parts + [form.parts[0]]
        #expect(
            summary(form.document.findings(for: twice, complete: true)) == [
                "PART_UNKNOWN medical_note "
            ])
    }

    @Test(arguments: [
        "", "1", "{}", "[]", "[\"AAAAAAAAAAAAAAAAAAAAAA\"]", "[\"AAAAAAAAAAAAAAAAAAAAAA\",1,2]",
        "[1,\"AAAAAAAAAAAAAAAAAAAAAA\"]", "[\"AAAAAAAAAAAAAAAAAAAA\",1]",
        "[\"AAAAAAAAAAAAAAAAAAAAAA==\",1]", "[\"AAAAAAAAAAAAAAAAAAAAAB\",1]",
        "[\"AAAAAAAAAAAAAAAAAAAAA+\",1]", "[\"AAAAAAAAAAAAAAAAAAAAAA\",{\"a\":1,\"a\":2}]",
        "[\"AAAAAAAAAAAAAAAAAAAAAA\",{\"$part\":\"x\",\"value\":1}]",
        "[\"\(String(repeating: "A", count: 88))\",1]", "[\"AAAAAAAAAAAAAAAAAAAAAA\",1] x",
        "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"\(String(repeating: "v", count: 65_536))\"]",
    ])
    func malformedPartsAreFound(_ bytes: String) throws {
        let part = DocumentPart(name: try #require(PartName("note")), bytes: Array(bytes.utf8))
        let digest = Base64.url.encode(part.digest)
        let document = try SealedDocument(
            bytes: Array("{\"a\":{\"$part\":\"note\",\"digest\":\"\(digest)\"}}".utf8))
        #expect(
            summary(document.findings(for: [part], complete: true)) == ["PART_FORMAT note /a"])
    }

    @Test func spacesInAPartAreAllowed() throws {
        let bytes = Array(" [ \"AAAAAAAAAAAAAAAAAAAAAA\" , { } ]\n".utf8)
        let part = DocumentPart(name: try #require(PartName("note")), bytes: bytes)
        #expect(try part.readValue().kind == .object)
    }

    @Test(arguments: [
        ("{\"$part\":\"x\",\"value\":1}", "PART_NOT_SEALED x /a"),
        ("{\"value\":{\"deep\":[1]},\"$part\":\"x\"}", "PART_NOT_SEALED x /a"),
        ("{\"$part\":\"x\"}", "PART_REFERENCE x /a"), ("{\"$part\":null}", "PART_REFERENCE - /a"),
        ("{\"$part\":\"x\",\"digest\":null}", "PART_REFERENCE x /a"),
        ("{\"$part\":\"x\",\"digest\":\"AA\"}", "PART_REFERENCE x /a"),
        (
            "{\"$part\":\"X\",\"digest\":\"\(String(repeating: "A", count: 43))\"}",
            "PART_REFERENCE - /a"
        ),
        (
            "{\"$part\":\"x\",\"digest\":\"\(String(repeating: "A", count: 42))B\"}",
            "PART_REFERENCE x /a"
        ),
        (
            "{\"$part\":\"x\",\"digest\":\"\(String(repeating: "A", count: 43))\",\"value\":1}",
            "PART_REFERENCE x /a"
        ),
    ])
    func malformedReferencesAreFound(_ reference: String, _ expected: String) throws {
        let document = try SealedDocument(bytes: Array("{\"a\":\(reference)}".utf8))
        #expect(summary(document.findings(for: [], complete: true)).first == expected)
        #expect(summary(document.referenceFindings()) == [expected])
    }

    @Test func aNameStandsOnce() throws {
        let reference = "{\"$part\":\"x\",\"digest\":\"\(String(repeating: "A", count: 43))\"}"
        let two = try SealedDocument(bytes: Array("[\(reference),\(reference)]".utf8))
        #expect(summary(two.referenceFindings()) == ["PART_REFERENCE x /1"])
        let many = (0..<66).map { reference.replacing("\"x\"", with: "\"x.\($0)\"") }
        let crowd = try SealedDocument(bytes: Array("[\(many.joined(separator: ","))]".utf8))
        #expect(
            summary(crowd.referenceFindings()) == [
                "PART_REFERENCE x.64 /64", "PART_REFERENCE x.65 /65",
            ])
    }
}
