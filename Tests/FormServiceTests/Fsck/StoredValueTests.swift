import Testing

@testable import FormService

@Suite("Stored values")
struct StoredValueTests {
    @Test("Texts are equal if their bytes are, and a finding shows which differ")
    func exact() {
        let pairs = [("NL-DKDB", "NL-D\u{212A}DB"), ("Zo\u{EB}", "Zoe\u{308}"), (";", "\u{37E}")]
        for (text, other) in pairs {
            #expect(text == other)
            #expect(StoredValue.text(text) != .text(other))
            #expect(StoredValue.texts([text]) != .texts([other]))
            #expect(Set([StoredValue.text(text), .text(other)]).count == 2)
            let finding = FsckMisfit.compare(
                .agency, some: ["name": .text(text)], with: StoredRow(["name": .text(other)])
            ).first?.finding
            #expect(finding != nil && finding?.expected != finding?.found)
        }
        #expect(StoredValue.text("Zoë") == .text("Zoë"))
    }

    @Test("Texts that differ far behind are shown to differ")
    func long() {
        let text = String(repeating: "x", count: 100)
        let finding = FsckMisfit.compare(
            .agency, some: ["name": .text(text)], with: StoredRow(["name": .text(text + "y")])
        ).first?.finding
        #expect(finding != nil && finding?.expected != finding?.found)
    }

    @Test("What a terminal would obey is spelled out, wherever a finding has it")
    func controls() {
        let text = "a\u{1B}[2J\u{7}\u{7F}\u{9B}1m\r\n\u{202E}b"
        let finding = FsckFinding(
            .agency, ["agency": .text(text)], column: text, expected: text,
            found: "\(StoredValue.text(text))")
        #expect(
            "\(finding)".unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control
                    && $0.properties.generalCategory != .format
            })
        #expect(finding.found == #""a\u{1B}[2J\u{07}\u{7F}\u{009B}1m\r\n\u{202E}b""#)
        #expect("\(StoredValue.text("Zoë … ’"))" == "\"Zoë … ’\"")
    }
}
