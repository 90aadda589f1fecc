import FormDocument
import FormSchemas
import Testing

@testable import formclient

struct NewDraftTests {
    @Test(
        "In a draft that is written now, only placeholders are wrong",
        arguments: FormLibrary.catalogue.forms.map(\.code))
    func writtenNow(form: String) throws {
        let version = try FormLibrary.version(of: form, nil)
        let header = DraftHeader(
            sender: AgencyCode("BE-DAP"), officer: nil, recipients: [])
        var template = FormTemplate(version, language: .en)
        let draft = try JSONDocument(
            template.draft(values: header.values(for: version.form)).filled().bytes())
        let violations = version.violations(in: draft, mode: .draft)
        #expect(violations.isEmpty, "\(violations)")
    }
}

extension JSONValue {
    /// A draft whose placeholders are filled in: each with what it says.
    fileprivate func filled() -> JSONValue {
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
