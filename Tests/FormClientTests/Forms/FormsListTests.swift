import FormSchemas
import Testing

@testable import formclient

struct FormsListTests {
    @Test("Every form stands once, under its domain's heading", arguments: Language.allCases)
    func headings(language: Language) throws {
        let catalogue = FormLibrary.catalogue
        let list = FormsList(catalogue, in: language)
        let lines = list.lines(columns: 100)
        for form in catalogue.forms {
            let label = FormLibrary.label(of: form.domain, in: "domain", language)
            #expect(label != form.domain)
            let heading = try #require(lines.firstIndex(of: label))
            let row = try #require(lines.firstIndex { $0.hasPrefix("  \(form.code) ") })
            #expect(row > heading && !lines[heading...row].contains(""))
            #expect(lines.count { $0.hasPrefix("  \(form.code) ") } == 1)
        }
        #expect(lines.allSatisfy { $0.displayWidth <= 100 })
        #expect(list.tabSeparated.count == catalogue.forms.count)
        #expect(list.json.count == catalogue.forms.count)
    }

    @Test("What a form opens or answers is said")
    func dialogue() throws {
        let list = FormsList(FormLibrary.catalogue, in: .en)
        let rows = list.lines(columns: 120)
        #expect(rows.contains { $0.contains("RSK-01") && $0.hasSuffix("opens a dialogue") })
        #expect(rows.contains { $0.contains("RSK-02") && $0.hasSuffix("answers RSK-01") })
        let change = try #require(list.json.first { $0["form"] == "RSK-02" })
        #expect(change["opens"] == false && change["answers"] == ["RSK-01/ASSESS"])
        #expect(
            list.tabSeparated.contains {
                $0.hasPrefix("RSK-02\trisk\t") && $0.hasSuffix("\t1.0\t\tRSK-01/ASSESS")
            })
    }
}
