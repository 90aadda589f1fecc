import FormProtocol
import FormSchemas
import Testing

@testable import formclient

struct DeadlineTableTests {
    private let rows = [
        SampleCase.deadline(
            SampleCase.reference(1, of: "BE-OCAM"), by: "NL-DKDB", inMinutes: -2_880),
        SampleCase.deadline(SampleCase.reference(2, of: "NL-DKDB"), by: "BE-OCAM", inMinutes: 45),
    ]

    private func table(_ language: Language) -> Table {
        DeadlineTable(language, ids: rows.map(\.form.id), now: SampleCase.now).table(rows)
    }

    @Test(
        "Each row says when, by whom, to whom and with what, and what is overdue in words",
        arguments: [
            (Language.nl, "2 dagen te laat", "nog 45 min", "risicobeoordeling"),
            (.fr, "2 jours de retard", "encore 45 min", "évaluation du risque"),
            (.de, "2 Tage überfällig", "noch 45 Min.", "Risikobewertung"),
            (.en, "2 days overdue", "45 min left", "risk assessment"),
        ])
    func shown(language: Language, overdue: String, left: String, label: String) {
        let cells = table(language).rows.map { $0.map(\.shown) }
        #expect(
            cells[0] == [
                SampleCase.time(minutes: -2_880, language), overdue, "NL-DKDB", "BE-OCAM",
                String(SampleCase.id(1).prefix(8)), "RSK-01 \(label)",
                "RSK-02/CHANGE, RSK-02/EXPIRE",
            ])
        #expect(cells[1][1...3] == [left, "BE-OCAM", "NL-DKDB"])
    }

    @Test("A pipe gets full values")
    func plain() {
        let fields = table(.de).tabSeparated.map { $0.split(separator: "\t").map(String.init) }
        #expect(fields[0][0].hasSuffix("Z"))
        #expect(
            fields[0].dropFirst() == [
                "overdue", "NL-DKDB", "BE-OCAM", SampleCase.id(1), "RSK-01/ASSESS",
                "RSK-02/CHANGE,RSK-02/EXPIRE",
            ])
        #expect(fields[1][1] == "open")
    }

    @Test("Key figures count answers and say the median in words; without one there is none")
    func figures() {
        var row = WireKeyFigures.with {
            $0.asker = "BE-OCAM"
            $0.agency = "NL-DKDB"
            $0.formCode = "RSK-01"
            $0.owed = 1_234
            $0.met = 1_000
            $0.metLate = 30
            $0.overdue = 4
            $0.unanswered = 5
            $0.medianAnswer = .with { $0.seconds = 43_100 }
        }
        let shown = KeyFiguresTable(language: .nl).table([row])
        #expect(
            shown.rows[0].map(\.shown) == [
                "NL-DKDB", "BE-OCAM", "RSK-01", "1.234", "1.000", "30", "4", "5", "12 u",
            ])
        #expect(
            shown.tabSeparated == ["NL-DKDB\tBE-OCAM\tRSK-01\t1234\t1000\t30\t4\t5\t43100"])
        #expect(row.jsonValue["median_answer_seconds"] == .number("43100"))
        row.clearMedianAnswer()
        #expect(row.jsonValue["median_answer_seconds"] == nil)
        #expect(KeyFiguresTable(language: .en).table([row]).rows[0].last?.shown == "")
    }
}
