import FormSchemas
import Testing

@testable import formclient

struct IdentifierReportTests {
    private func report(_ type: String, _ value: String) throws -> IdentifierReport {
        let type = try #require(IdentifierType.named(type))
        return IdentifierReport(value: value, type.check(value, today: 2026_01_01))
    }

    @Test("A number as people write it is read, computed and judged")
    func fits() throws {
        let report = try report("be-niss", "85.07.30-033.28")
        let lines = report.lines(columns: 100, in: .en)
        #expect(lines.first?.hasPrefix("be-niss  ") == true)
        #expect(lines.contains("  85.07.30-033.28 → 85073003328"))
        #expect(lines.contains { $0.contains("850730033") && $0.contains("28") })
        #expect(lines.last?.hasSuffix(".") == true)
        let json = report.json(in: .en)
        #expect(json["accepted"] == true)
        #expect(json["outcome"] == "fits")
        #expect(json["canonical"] == "85073003328")
        #expect(json["steps"] != .array([]))
    }

    @Test("A mistyped digit is a failed check, not a wrong form")
    func failed() throws {
        let digits = try report("be-niss", "85.07.30-033.29").json(in: .en)
        #expect(digits["accepted"] == false)
        #expect(digits["outcome"] == "wrongDigits")
        let form = try report("be-niss", "85.07.30")
        #expect(form.json(in: .en)["outcome"] == "wrongFormat")
        #expect(
            form.lines(columns: 100, in: .en).dropFirst() == [
                "  85.07.30 → 850730", "  expected form: 11 digits",
                "  mistake: after 6 characters a digit is missing", "  example: 85073003328",
                "\"850730\" is not a Belgian national number (NISS/INSZ).",
            ])
    }

    @Test(
        "Whatever the value, the lines stay within the columns and cannot steer the terminal",
        arguments: ["", " ", "\u{1B}[2J", "é名\u{202E}", "85073003328\n1", "---", "0"])
    func hostile(value: String) throws {
        for type in IdentifierType.all {
            let report = IdentifierReport(value: value, type.check(value))
            let hasDigits = value.contains { $0.isNumber }
            #expect(hasDigits || !report.check.outcome.isAccepted, "\(type.name)")
            for line in report.lines(columns: 80, in: .de) + [report.tabSeparated(in: .nl)] {
                #expect(!line.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
            }
        }
    }

    @Test("Every type explains its own example in every language", arguments: Language.allCases)
    func examples(language: Language) {
        for type in IdentifierType.all {
            let report = IdentifierReport(value: type.example, type.check(type.example))
            #expect(report.check.outcome.isAccepted, "\(type.name)")
            #expect(report.tabSeparated(in: language).split(separator: "\t").count >= 5)
            #expect(!type.title(in: language).isEmpty)
        }
    }

    @Test("An unknown type is answered with the nearest and with all")
    func unknown() throws {
        let error = try #require(throws: ClientError.self) { try IDCheckCommand.find("be-nis") }
        let text = error.text(in: .en)
        #expect(error.status == .undecided)
        #expect(text.contains("Did you mean `be-niss`?"))
        #expect(text.contains("iban"))
        let far = try #require(throws: ClientError.self) { try IDCheckCommand.find("zzzzzzzzz") }
        #expect(!far.text(in: .en).contains("Did you mean"))
        #expect(try IDCheckCommand.find("NISS").name == "be-niss")
    }
}
