import FormSchemas
import Testing

struct TemplateTests {
    static var forms: [String] {
        get throws { try CatalogueFiles.catalogue.get().forms.map(\.code) }
    }

    /// What all fields of a form together have against each other.
    ///
    /// An override is for a level that the scale does not give; an amendment lists what it changes,
    /// and a template does not know that it changes everything.
    private static let contradictions = [
        "RSK-01": ["OVERRIDE_WITHOUT_DEVIATION"], "RSK-02": ["OVERRIDE_WITHOUT_DEVIATION"],
        "VIP-02": ["CHANGE_NOT_LISTED", "LEG_NOT_LISTED", "CANCELLED_LEG_NOT_LISTED"],
    ]

    @Test(arguments: try forms, Language.allCases)
    func onlyPlaceholdersAreMissing(form: String, language: Language) throws {
        let version = try #require(try CatalogueFiles.catalogue.get().newestVersion(form: form))
        var template = FormTemplate(version, language: language)
        let draft = template.draft(values: ["/header/sender": "BE-DAP"])
        let document = try JSONDocument(draft.bytes(pretty: true))
        let violations = version.violations(in: document, mode: .draft)
        #expect(violations.contains { $0.instanceLocation == "/header/sender_officer/function" })
        #expect(violations.allSatisfy { $0.code == .unfilled }, "\(violations)")
        #expect(Set(violations.map(\.instanceLocation)).count == violations.count)
        #expect(!version.isValid(document, mode: .draft))
        #expect(!version.isValid(document, mode: .sealed))
        #expect(document["/header/sender"]?.string == "BE-DAP")
        #expect(document["/header/form"]?.string == form)
        #expect(document["/header/language"]?.string == language.rawValue)

        let filled = try JSONDocument(draft.filled().bytes())
        #expect(version.violations(in: filled, mode: .draft).isEmpty)
        #expect(version.isValid(filled, mode: .draft))
        #expect(version.violations(in: filled, mode: .sealed).isEmpty)
        #expect(version.isValid(filled, mode: .sealed))
    }

    @Test(arguments: try forms)
    func onlyPlaceholdersAreMissingWithAllFields(form: String) throws {
        let version = try #require(try CatalogueFiles.catalogue.get().newestVersion(form: form))
        var template = FormTemplate(version, language: .de, includesOptional: true)
        let draft = template.draft(values: ["/header/action": "NEW"])
        let violations = version.violations(in: try JSONDocument(draft.bytes()), mode: .draft)
        let contradictions = (Self.contradictions[form] ?? []).sorted()
        let others = violations.filter { $0.code != .unfilled }
        #expect(others.map(\.code.rawValue).sorted() == contradictions, "\(violations)")
        let filled = version.violations(
            in: try JSONDocument(draft.filled().bytes()), mode: .draft)
        #expect(filled.map(\.code.rawValue).sorted() == contradictions, "\(filled)")
    }

    @Test func placeholdersShowTheTitle() throws {
        let version = try #require(try CatalogueFiles.catalogue.get().newestVersion(form: "VIP-01"))
        var template = FormTemplate(version, language: .nl)
        let document = try JSONDocument(template.draft().bytes())
        #expect(document["/body/mission_title"]?.string == "‹Titel van de opdracht›")
    }

    @Test func defaultsDoNoHarm() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        var forms: [String: JSONDocument] = [:]
        for form in try Self.forms {
            var template = FormTemplate(
                try #require(catalogue.newestVersion(form: form)), language: .fr)
            forms[form] = try JSONDocument(template.draft().bytes())
        }
        let mission = try #require(forms["VIP-01"])
        let assessment = try #require(forms["RSK-01"])
        #expect(mission["/body/protectee/person/led_category"]?.string == "PROTECTEE")
        #expect(assessment["/body/subject/person/led_category"]?.string == "PROTECTEE")
        #expect(assessment["/body/statements/0/text/language"]?.string == "fr")
        #expect(assessment["/body/issuer"]?.string == assessment["/body/scale"]?.string)

        for (document, pointers) in [
            (
                mission,
                [
                    "/contacts/0/from", "/period/start", "/legs/0/depart/earliest",
                    "/legs/0/depart/latest", "/legs/0/arrive/earliest", "/legs/0/arrive/latest",
                    "/period/end", "/contacts/0/to",
                ]
            ),
            (assessment, ["/valid_from", "/review_at", "/valid_until"]),
        ] {
            let created = try #require(document["/header/created_at"]?.string)
            let moments = try pointers.map { pointer in
                let pointer = try #require(JSONPointer("/body" + pointer))
                return try #require(document[pointer]?.string)
            }
            // All have the same form, and their dates differ where their offsets may.
            #expect(moments == moments.sorted() && Set(moments).count == moments.count)
            #expect(moments.allSatisfy { $0.count == created.count && $0.hasSuffix(":00") })
        }
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

extension JSONValue {
    /// A draft whose placeholders are filled in: each with what it says.
    func filled() -> JSONValue {
        switch self {
        case .string(let text) where text.hasPrefix("‹"):
            .string(String(text.dropFirst().dropLast()))
        case .array(let elements): .array(elements.map { $0.filled() })
        case .object(let members):
            .object(members.map { JSONValue.Member($0.name, $0.value.filled()) })
        default: self
        }
    }
}
