import FormSchemas
import Testing

@testable import formclient

struct SuiteReportTests {
    private func report(passed: Int, failed: Int, undecided: Int) -> SuiteReport {
        var report = SuiteReport()
        for _ in 0..<passed { report.countPassed() }
        for _ in 0..<failed { report.countFailed() }
        for _ in 0..<undecided { report.countUndecided() }
        return report
    }

    @Test(
        "The status says whether all passed, some failed, or nobody can tell",
        arguments: [
            (3, 0, 0, 0), (3, 1, 0, 1), (0, 1, 0, 1), (0, 0, 0, 2), (3, 0, 1, 2), (3, 1, 1, 2),
        ] as [(Int, Int, Int, Int32)])
    func status(passed: Int, failed: Int, undecided: Int, status: Int32) {
        let report = report(passed: passed, failed: failed, undecided: undecided)
        #expect(report.status.rawValue == status)
        #expect(report.summary == "\(passed) passed, \(failed) failed")
        #expect(report.json["undecided"] == .int(undecided))
    }

    private let failure = SuiteRun.Failure(
        line: 14, group: "a\tgroup", test: "a\u{1B}[2Jtest", expectsValid: true,
        outcome: .schemaRefused("#/type: no\nsuch type"))

    @Test("A failure is one line in a pipe, and cannot steer a terminal")
    func lines() {
        #expect(
            failure.tabSeparated(file: "x.json", in: .en)
                == "x.json:14\ta group\ta [2Jtest\tvalid\tschema refused\t#/type: no such type")
        #expect(
            failure.lines(file: "x.json", in: .en) == [
                "x.json:14  a group › a [2Jtest",
                "    expected valid, got the schema is refused: #/type: no such type",
            ])
    }

    @Test("Every language has its own words, JSON the same in all")
    func languages() {
        let lines = Language.allCases.map { failure.lines(file: "x", in: $0).last ?? "" }
        #expect(Set(lines).count == 4)
        let values = Language.allCases.map { failure.json(file: "x", in: $0) }
        #expect(Set(values).count == 1)
        #expect(values.first?["got"] == "schema refused")
    }
}
