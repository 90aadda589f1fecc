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

    @Test(
        "A form is kept no longer than allowed by the clock of its writer, and by UTC",
        arguments: [
            ("2026-11-23T10:00:00+01:00", "2026-12-23"),
            ("2026-11-23T00:30:00+01:00", "2026-12-22"),
            ("2026-11-22T20:00:00-10:00", "2026-12-22"),
            // The clocks change in between.
            ("2026-03-10T23:30:00+01:00", "2026-04-09"),
        ])
    func lastDay(moment: String, last: String) {
        #expect(DraftHeader.lastDay(of: 30, from: moment) == last)
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
