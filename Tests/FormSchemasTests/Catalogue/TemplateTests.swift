import FormSchemas
import Testing

struct TemplateTests {
    static let forms = ["RSK-01", "VIP-01"]

    @Test(arguments: forms, Language.allCases)
    func draftIsValid(form: String, language: Language) throws {
        let version = try #require(try CatalogueFiles.catalogue.get().newestVersion(form: form))
        var template = FormTemplate(version, language: language)
        let text = template.draft(values: ["/header/sender": "BE-DAP"]).serialized(pretty: true)
        let document = try JSONDocument(text)
        #expect(version.violations(in: document, mode: .draft).isEmpty, "\(text)")
        #expect(document["/header/sender"]?.string == "BE-DAP")
        #expect(document["/header/form"]?.string == form)
        #expect(document["/header/language"]?.string == language.rawValue)
    }

    @Test func fieldsAreExplained() throws {
        let version = try #require(try CatalogueFiles.catalogue.get().newestVersion(form: "VIP-01"))
        let fields = version.fields(in: .nl)
        #expect(Set(fields.map(\.path)).count == fields.count)
        let mode = try #require(fields.first { $0.path == "/body/legs/*/mode" })
        #expect(mode.isRequired)
        #expect(mode.codeList == "transport-mode")
        #expect(mode.codes.contains { $0.code == "ROAD" && !$0.label.isEmpty })
        let note = try #require(fields.first { $0.path == "/body/protectee/medical_note" })
        #expect(note.part == "medical_note")
        #expect(!note.isRequired)
        #expect(note.personalData == 4)
        #expect(fields.contains { $0.path.hasPrefix("/body/protectee/medical_note/value/") })
        for field in fields where !field.path.contains("/$part") {
            #expect(!field.title.isEmpty, "\(field.path)")
        }
    }
}
