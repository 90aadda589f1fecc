import Testing

@testable import FormSchemas

/// Whole documents: the frame, the header's names, the confidential parts.
struct DocumentTests {
    private func version() throws -> FormVersion {
        try #require(try CatalogueFiles.catalogue.get().newestVersion(form: "VIP-01"))
    }

    private func draft() throws -> JSONValue {
        var template = FormTemplate(try version(), language: .en)
        return template.draft().filled()
    }

    private func codes(_ value: JSONValue, _ mode: FormVersion.Mode) throws -> [String] {
        let document = try JSONDocument(value.bytes())
        let violations = try version().violations(in: document, mode: mode)
        #expect(violations.isEmpty == (try version().isValid(document, mode: mode)))
        return violations.map { "\($0.instanceLocation.description) \($0.code)" }
    }

    @Test func frame() throws {
        var value = try draft()
        value["extra"] = 1
        value["body"] = nil
        #expect(try codes(value, .draft).sorted() == ["/body REQUIRED", "/extra UNKNOWN_FIELD"])
        #expect(try codes([], .draft) == [" TYPE"])
        #expect(
            try codes(["header": [], "body": 1], .sealed).sorted() == [
                "/body TYPE", "/header TYPE",
            ])
    }

    @Test func namesOfFormAndVersion() throws {
        var value = try draft()
        value["header"]?["form"] = "RSK-01"
        value["header"]?["version"] = "2.0"
        #expect(try codes(value, .draft) == ["/header/form CONST", "/header/version CONST"])
        value["header"]?["version"] = "2"
        #expect(try codes(value, .draft) == ["/header/form CONST", "/header/version PATTERN"])
    }

    @Test func parts() throws {
        var value = try draft()
        let digest = JSONValue.string(String(repeating: "A", count: 43))
        value["body"]?["protectee"]?["medical_note"] = ["$part": "medical_note", "digest": digest]
        #expect(try codes(value, .sealed).isEmpty)
        #expect(try codes(value, .draft).isEmpty)

        let note = "/body/protectee/medical_note"
        value["body"]?["protectee"]?["medical_note"] = ["$part": "medical_note", "value": 1]
        #expect(try codes(value, .sealed) == [note + " PART_NOT_SEALED"])
        #expect(try codes(value, .draft) == [note + "/value TYPE"])

        value["body"]?["protectee"]?["medical_note"] = ["$part": "other", "digest": digest]
        #expect(
            try codes(value, .sealed).sorted() == [
                note + " PART_REFERENCE", note + " PART_UNKNOWN",
            ])
    }

    @Test func partNamesAreUnique() throws {
        var value = try draft()
        let digest = JSONValue.string(String(repeating: "A", count: 43))
        let reference: JSONValue = ["$part": "medical_note", "digest": digest]
        value["body"]?["protectee"]?["medical_note"] = reference
        value["body"]?["emergency"] = ["codeword": reference]
        let found = try codes(value, .sealed)
        #expect(found.contains("/body/emergency/codeword PART_DUPLICATE"))
        #expect(found.contains("/body/emergency/codeword PART_REFERENCE"))
        let document = try JSONDocument(value.bytes())
        let body = try #require(document.root["body"])
        let references = PartReferences.list(in: body, at: "/body")
        #expect(
            references.map(\.pointer.description) == [
                "/body/protectee/medical_note", "/body/emergency/codeword",
            ])
        #expect(references.map(\.kind) == ["medical_note", "medical_note"])
    }

    @Test(arguments: [FormVersion.Mode.draft, .sealed])
    func placeholders(mode: FormVersion.Mode) throws {
        let title = "/body/mission_title"
        var value = try draft()
        #expect(try codes(value, mode).isEmpty)
        value["body"]?["mission_title"] = "‹Title›"
        #expect(try codes(value, mode) == [title + " UNFILLED"])
        // It says no more of that place: neither that the text is too long …
        value["body"]?["mission_title"] = .string("‹" + String(repeating: "t", count: 90) + "›")
        #expect(try codes(value, mode) == [title + " UNFILLED"])
        // … nor that there is no such code or field.
        value["body"]?["mission_title"] = "‹x"
        value["body"]?["mission_kind"] = "‹Kind›"
        value["‹extra›"] = "‹›"
        #expect(
            try codes(value, mode).sorted() == ["/body/mission_kind UNFILLED", "/‹extra› UNFILLED"])
    }

    @Test func placeholderInDisguise() throws {
        for text in ["\\u2039Title\\u203a", "‹Title\\u203A", "‹Ti\\ttle›"] {
            let bytes = try draft().serialized()
            let document = try JSONDocument(
                bytes.replacing(
                    "\"mission_title\":\"Mission title\"", with: "\"mission_title\":\"\(text)\""))
            let violations = try version().violations(in: document, mode: .sealed)
            #expect(violations.map(\.code) == [.unfilled], "\(text)")
            #expect(!(try version().isValid(document, mode: .sealed)))
        }
    }

    @Test func textsThatAreNoPlaceholders() throws {
        for text in ["‹", "›", "‹quoted› text", "a ‹quoted›", "«‹x›»", "“quoted”"] {
            var value = try draft()
            value["body"]?["mission_title"] = .string(text)
            #expect(try codes(value, .draft).isEmpty, "\(text)")
        }
    }

    @Test func placeholderInPart() throws {
        let part: JSONValue = ["language": "nl", "note": "‹Nota›"]
        var value = try draft()
        value["body"]?["protectee"]?["medical_note"] = ["$part": "medical_note", "value": part]
        #expect(
            try codes(value, .draft) == ["/body/protectee/medical_note/value/note UNFILLED"])
        let alone = try JSONDocument(part.bytes())
        let found = try version().violations(inPart: "medical_note", value: alone.root, at: "/v")
        #expect(found.map(\.code) == [.unfilled])
        #expect(found.map(\.instanceLocation) == ["/v/note"])
    }

    @Test func partAlone() throws {
        let value = try JSONDocument("{\"x\":1}")
        let found = try version().violations(inPart: "codeword", value: value.root, at: "/value")
        #expect(found.map(\.code) == [.type])
        #expect(found.map(\.instanceLocation) == ["/value"])
        let unknown = try version().violations(inPart: "other", value: value.root, at: "/value")
        #expect(unknown.map(\.code) == [.partUnknown])
    }
}
