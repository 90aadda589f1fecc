import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import formclient

/// BE-OCAM has assessed a risk, changed and corrected the change; NL-DKDB owes an answer.
struct CaseTimelineTests {
    private let assessment: WireFormReference
    private let change: WireFormReference
    private let correction: WireFormReference
    private let sample: SampleCase

    init() throws {
        var sample = try SampleCase(for: "BE-OCAM")
        let assessment = try sample.add(
            300, "RSK-01/ASSESS", from: "BE-OCAM", to: ["NL-DKDB", "LU-GCT"]
        ) {
            $0.summary.deliveries[0].state = .read
            $0.summary.deliveries[0].stateAt = SampleCase.moment(minutes: -290)
            $0.summary.deliveries[1].role = "CC"
        }
        let correction = SampleCase.reference(100, of: "BE-OCAM")
        let change = try sample.add(
            200, "RSK-02/CHANGE", from: "BE-OCAM", to: ["NL-DKDB"], answers: assessment
        ) {
            $0.standing = .replaced
            $0.newest = correction
        }
        try sample.add(
            100, "RSK-02/CHANGE", from: "BE-OCAM", to: ["NL-DKDB"], answers: assessment
        ) {
            $0.summary.action = "CORRECT"
        }
        sample.setState(assessment, "IN_FORCE")
        var owed = SampleCase.deadline(assessment, by: "NL-DKDB", inMinutes: 720)
        owed.acknowledgeBy = SampleCase.moment(minutes: -120)
        sample.owe(owed)
        sample.owe(SampleCase.deadline(assessment, by: "LU-GCT", inMinutes: -2_880))
        var met = SampleCase.deadline(assessment, by: "DE-NW-LKA", inMinutes: 60)
        met.state = .met
        sample.owe(met)
        (self.assessment, self.change, self.correction) = (assessment, change, correction)
        self.sample = sample
    }

    private func lines(_ language: Language, columns: Int = 120) -> [String] {
        CaseTimeline(sample.view, language, ids: [], now: SampleCase.now).lines(columns: columns)
    }

    private func short(_ form: WireFormReference) -> String { String(form.id.prefix(9).dropLast()) }

    @Test("Forms stand in their order with what became of them, and open clocks below them")
    func timeline() {
        let times = [-300, -200, -100].map { SampleCase.time(minutes: $0) }
        let width = times.map(\.count).max() ?? 0
        let room = String(repeating: " ", count: width + 6)
        func begin(_ index: Int) -> String { "  \(times[index].padded(to: width))  " }
        #expect(
            lines(.en) == [
                "Case \(SampleCase.caseID)", "",
                "RSK-01  risk assessment  \(short(assessment)): in force",
                begin(0) + "risk assessment  RSK-01  \(short(assessment))  "
                    + "BE-OCAM → NL-DKDB, LU-GCT (CC)",
                room + "NL-DKDB read \(SampleCase.time(minutes: -290)), LU-GCT new",
                room + "acknowledgement of NL-DKDB due \(SampleCase.time(minutes: -120)): "
                    + "2 h overdue",
                room
                    + "RSK-02/CHANGE, RSK-02/EXPIRE of NL-DKDB due \(SampleCase.time(minutes: 720)): "
                    + "12 h left",
                room
                    + "RSK-02/CHANGE, RSK-02/EXPIRE of LU-GCT due \(SampleCase.time(minutes: -2_880)): "
                    + "2 days overdue",
                begin(1) + "  change of the risk level  RSK-02  \(short(change))  "
                    + "BE-OCAM → NL-DKDB  [replaced by \(short(correction))]",
                room + "  NL-DKDB new",
                begin(2) + "  change of the risk level  RSK-02  \(short(correction))  "
                    + "BE-OCAM → NL-DKDB  [Correction]",
                room + "  NL-DKDB new",
            ])
    }

    @Test(
        "The reader's language is spoken throughout",
        arguments: [
            (
                Language.nl,
                [
                    "van kracht", "risicobeoordeling", "vervangen door", "Verbetering", "gelezen",
                    "nog 12 u", "2 dagen te laat", "van NL-DKDB verwacht", "Zaak",
                ]
            ),
            (
                .fr,
                [
                    "en vigueur", "évaluation du risque", "remplacé par", "Rectification", "lu",
                    "encore 12 h", "2 jours de retard", "de NL-DKDB attendu", "Dossier",
                ]
            ),
            (
                .de,
                [
                    "in Kraft", "Risikobewertung", "ersetzt durch", "Berichtigung", "gelesen",
                    "noch 12 Std.", "2 Tage überfällig", "von NL-DKDB fällig", "Fall",
                ]
            ),
        ])
    func languages(language: Language, words: [String]) {
        let text = lines(language).joined(separator: "\n")
        for word in words { #expect(text.contains(word), "\(word) in \(text)") }
        let english = ["in force", "overdue", "left", " due ", "replaced by", "Case"]
        for word in english { #expect(!text.contains(word), "\(word)") }
    }

    @Test("What the indentation does not show is said: an answer to a form further above")
    func references() throws {
        var sample = try SampleCase(for: "NL-DKDB")
        let root = try sample.add(90, "RSK-01/ASSESS", from: "BE-OCAM", to: ["NL-DKDB"])
        let first = try sample.add(
            80, "RSK-02/CHANGE", from: "BE-OCAM", to: ["NL-DKDB"], answers: root)
        try sample.add(70, "RSK-02/CHANGE", from: "BE-OCAM", to: ["NL-DKDB"], answers: root)
        try sample.add(60, "RSK-02/EXPIRE", from: "BE-OCAM", to: ["NL-DKDB"], answers: first)
        try sample.add(
            50, "RSK-02/EXPIRE", from: "BE-OCAM", to: ["NL-DKDB"],
            answers: SampleCase.reference(1, of: "BE-DAP"))
        sample.setState(root, "")
        let lines = CaseTimeline(sample.view, .en, ids: [], now: SampleCase.now)
            .lines(columns: 200).filter { $0.contains("→") }
        #expect(lines.map { $0.contains("answers") } == [false, false, false, true, true])
        #expect(lines[3].hasSuffix("answers \(short(first))"))
        let indents = lines.map { $0.prefix { $0 != "r" && $0 != "c" && $0 != "e" }.count }
        #expect(indents.map { $0 - indents[0] } == [0, 2, 2, 4, 2])
    }

    @Test("A narrow terminal breaks lines, and none is wider", arguments: [60, 70, 80])
    func narrow(columns: Int) {
        let lines = lines(.de, columns: columns)
        #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(lines)")
        #expect(lines.joined(separator: " ").contains("2 Tage"))
    }

    @Test("What the exchange says cannot steer the terminal")
    func hostile() throws {
        var sample = try SampleCase(for: "NL-DKDB")
        let root = try sample.add(
            9, "XXX-99/\u{1B}[2JTURN", from: "BE-OCAM", to: ["NL\u{202E}DKDB"])
        sample.setState(root, "A\u{1B}[31mB")
        let text = CaseTimeline(sample.view, .en, ids: [], now: SampleCase.now)
            .lines(columns: 80).joined()
        #expect(text.contains("XXX-99"))
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }

    @Test("Programs get every value: rows of three kinds, or one object")
    func programs() throws {
        let rows = sample.view.tabSeparated.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(
            rows.map { $0[0] } == ["dialogue", "form", "form", "form", "deadline", "deadline"])
        #expect(rows[0].dropFirst() == ["BE-OCAM", Substring(assessment.id), "IN_FORCE", "open"])
        #expect(rows[2][8] == "replaced")
        #expect(rows[2][9] == Substring(correction.id))
        #expect(rows[2][10] == "BE-OCAM/\(assessment.id)")
        #expect(rows[1][12] == "NL-DKDB=TO,LU-GCT=CC")
        #expect(rows[1][13] == "NL-DKDB=read,LU-GCT=accepted")
        #expect(rows[5][2...4] == ["overdue", "LU-GCT", "BE-OCAM"])

        let object = sample.view.json(.fr)
        guard case .array(let forms)? = object["forms"],
            case .array(let deadlines)? = object["deadlines"]
        else { throw TestFailure() }
        #expect(object["case"] == .string(SampleCase.caseID))
        #expect(forms.map { $0["standing"] } == ["current", "replaced", "current"])
        #expect(forms[1]["newest"]?["id"] == .string(correction.id))
        #expect(forms[1]["in_reply_to"] == assessment.jsonValue)
        #expect(forms[0]["in_reply_to"] == nil)
        #expect(forms[0]["label"] == "évaluation du risque")
        #expect(deadlines.map { $0["state"] } == ["open", "overdue", "met"])
        #expect(deadlines[0]["acknowledge_by"] != nil)
        #expect(deadlines[1]["acknowledge_by"] == nil)
    }

    private struct TestFailure: Error {}
}
