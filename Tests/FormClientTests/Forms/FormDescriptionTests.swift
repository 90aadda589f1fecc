import FormSchemas
import Testing

@testable import formclient

struct FormDescriptionTests {
    /// Two forms of which one answers the other, and the regime of their deadline.
    private static let catalogue: Result<Catalogue, CatalogueError> = {
        let label = #"{"nl":"nl","fr":"fr","de":"de","en":"en"}"#
        let all = EmbeddedFiles.catalogue.byPath
        var files = all.filter { !$0.key.hasPrefix("forms/") }
        for code in ["TST-01", "TST-02"] {
            for name in ["form.json", "1.0/schema.json"] {
                let text = String(decoding: all["forms/RSK-03/\(name)"] ?? [], as: UTF8.self)
                files["forms/\(code)/\(name)"] = Array(text.replacing("RSK-03", with: code).utf8)
            }
        }
        let texts = [
            "regimes/TEST.json": """
            {"regime":"TEST","source":"-","label":\(label),"acknowledge":{"ROUTINE":{"hours":1}},
             "reply":{"URGENT":{"hours":2},"ROUTINE":{"working_days":5},"IMMEDIATE":{"hours":0}}}
            """,
            "forms/TST-01/1.0/flow.json": """
            {"turns":[{"turn":"ASK","label":\(label),"state":"OPEN","deadlines":[
              {"for":"RECIPIENTS","regime":"TEST","from":"start","met_by":["TST-02/SAY"]}]}],
             "facts":{"start":"self.body.valid_from"}}
            """,
            "forms/TST-02/1.0/flow.json": """
            {"turns":[{"turn":"SAY","label":\(label),"answers":["TST-01/ASK"],"once":true,
              "by":"RECIPIENT","to":"ASKER","roles":["APPROVER"],"in":["OPEN"]}]}
            """,
        ]
        for (path, text) in texts { files[path] = Array(text.utf8) }
        return Result { () throws(CatalogueError) in try Catalogue(files: files) }
    }()

    private func description(
        _ form: String, _ language: Language = .en
    ) throws -> FormDescription {
        let catalogue = try Self.catalogue.get()
        let version = try #require(catalogue.newestVersion(form: form))
        return FormDescription(version, of: catalogue, in: language)
    }

    @Test("A turn says what it answers, who may send it, and by when somebody has to react")
    func turns() throws {
        let asks = try description("TST-01").lines(columns: 120)
        #expect(asks.contains("en (ASK)"))
        #expect(asks.contains { $0.hasSuffix("en (TST-02/SAY)") && $0.hasPrefix("  Answered by") })
        #expect(asks.contains("  Deadline: en (TEST)"))
        let reply =
            "5 working days; Immediate (IMMEDIATE): until that moment; Urgent (URGENT): 2 hours"
        #expect(asks.contains("    Time to answer       \(reply)"))
        #expect(asks.contains("    Time to acknowledge  1 hour"))
        #expect(asks.contains("    Runs from            start"))
        let says = try description("TST-02").lines(columns: 120)
        #expect(says.contains { $0.hasPrefix("  Answers ") && $0.hasSuffix("en (TST-01/ASK)") })
        #expect(says.contains { $0.hasSuffix("  who got the form that it answers for action") })
        #expect(says.contains { $0.hasSuffix("  APPROVER") })
        #expect(!says.contains { $0.contains("Opens a dialogue") })
    }

    @Test("The times of a regime read in every language", arguments: Language.allCases)
    func times(language: Language) throws {
        let rows = try description("TST-01", language).tabSeparated
        #expect(["5 ", "1 ", "2 "].allSatisfy { number in rows.contains { $0.contains(number) } })
        #expect(rows.allSatisfy { $0.split(separator: "\t").count == 2 })
        for span in [
            Regime.Span.hours(1), .hours(2), .days(1), .days(2), .workingDays(1), .workingDays(2),
            .months(1), .months(2),
        ] {
            #expect(Phrase.span(span)[language].contains(" "))
        }
    }

    @Test("Programs get stable keys")
    func json() throws {
        let asks = try description("TST-01", .nl).json
        guard case .array(let turns)? = asks["turns"], let turn = turns.first,
            case .array(let deadlines)? = turn["deadlines"], let deadline = deadlines.first
        else {
            Issue.record("no turn with a deadline")
            return
        }
        #expect(turn["answered_by"] == ["TST-02/SAY"] && turn["by"] == .null)
        #expect(turn["opens"] == true && turn["state"] == "OPEN")
        #expect(deadline["for"] == "RECIPIENTS" && deadline["from"] == "start")
        #expect(deadline["acknowledge"] == ["ROUTINE": ["hours": 1]])
        #expect(deadline["reply"]?["ROUTINE"] == ["working_days": 5])
        let says = try description("TST-02").json
        guard case .array(let answers)? = says["turns"] else { return }
        #expect(answers.first?["by"] == "RECIPIENT" && answers.first?["to"] == "ASKER")
        #expect(answers.first?["once"] == true && answers.first?["roles"] == ["APPROVER"])
    }

    @Test("Every form of the catalogue can be told", arguments: Language.allCases)
    func everyForm(language: Language) throws {
        let catalogue = FormLibrary.catalogue
        for form in catalogue.forms {
            let version = try #require(catalogue.newestVersion(form: form.code))
            let description = FormDescription(version, of: catalogue, in: language)
            for columns in [40, 100] {
                let lines = description.lines(columns: columns)
                #expect(lines.first?.hasPrefix(form.code) == true)
                #expect(lines.allSatisfy { $0.displayWidth <= columns })
            }
            #expect(description.json["form"] == .string(form.code))
        }
    }
}
