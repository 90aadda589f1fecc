import FormSchemas
import Testing

@testable import formclient

struct ViolationReportTests {
    private static let long = "required because the leg goes from NL to DE"

    private func report(_ entries: [ViolationReport.Entry]) -> ViolationReport {
        ViolationReport(file: "m.json", entries, in: .en)
    }

    @Test("A place before the message is taken as such")
    func place() {
        let entry = ViolationReport.Entry(
            pointer: "/body/team", description: "31:9 nobody leads", code: "TEAM")
        #expect(entry.line == 31)
        #expect(entry.column == 9)
        #expect(entry.message == "nobody leads")
    }

    @Test(
        "What only resembles a place stays in the message",
        arguments: ["a:b is no time", "12 apples", ":9 x", "1:2:3 x", "", "12:"])
    func noPlace(text: String) {
        let entry = ViolationReport.Entry(pointer: "/a", description: text, code: "X")
        #expect(entry.line == 0)
        #expect(entry.column == 0)
        #expect(entry.message == text)
    }

    @Test("Places, pointers and messages stand in columns where there is room")
    func aligned() {
        let lines = report([
            .init(pointer: "/body/legs", description: "14:22 \(Self.long)", code: "CROSSING"),
            .init(pointer: "/body/team/名", description: "9:1 nobody", code: "TEAM"),
        ]).aligned(columns: 100)
        #expect(
            lines == [
                "  14:22  /body/legs     \(Self.long)  CROSSING",
                "  9:1    /body/team/名  nobody                                       TEAM",
            ])
    }

    @Test("Where there is none, the message stands below, within the columns", arguments: 31...70)
    func narrow(columns: Int) {
        let lines = report([
            .init(pointer: "/body/legs", description: "14:22 \(Self.long)", code: "CROSSING")
        ]).aligned(columns: columns)
        #expect(lines.first == "  14:22  /body/legs  CROSSING")
        #expect(lines.dropFirst().allSatisfy { $0.displayWidth <= columns })
        let words = lines.dropFirst().joined(separator: " ").split(separator: " ")
        #expect(words.joined(separator: " ") == Self.long)
    }

    @Test("A message cannot steer the terminal or break a pipe's line")
    func controls() {
        let hostile = report([
            .init(pointer: "/a", description: "1:1 \u{1B}[2J\tx\ny", code: "X")
        ])
        #expect(hostile.aligned(columns: 80) == ["  1:1  /a   [2J x y  X"])
        #expect(hostile.tabSeparated == ["m.json\t1:1\t/a\terror\tX\t [2J x y"])
    }

    @Test func empty() {
        #expect(report([]).isValid)
        #expect(report([]).aligned(columns: 80).isEmpty)
        #expect(report([]).tabSeparated.isEmpty)
        #expect(report([]).json["valid"] == .bool(true))
    }

    @Test func counts() {
        let one = report([.init(pointer: "/a", description: "is missing", code: "REQUIRED")])
        #expect(!one.isValid)
        #expect(one.errorCount == 1)
        #expect(one.warningCount == 0)
        #expect(one.json["valid"] == .bool(false))
    }
}
