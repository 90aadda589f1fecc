import Foundation
import Testing

@testable import FormSchemas

struct PublicHolidaysTests {
    static let names = ["BE", "DE", "DE-NW", "FR", "LU", "NL"]
    private static let python = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    /// Every day of 51 years, asked one by one, against the package `holidays` of PyPI.
    @Test(
        .enabled(
            if: python != nil,
            "FORMS_TEST_PYTHON is not set: it names a Python with scripts/requirements.txt"))
    func agreesWithPackage() throws {
        let expected = try packageDays(from: 2000, through: 2050)
        #expect(Set(expected.keys) == Set(Self.names))
        let days = (10_957..<29_585).compactMap(CivilDay.init(number:))
        #expect(days.first?.year == 2000 && days.last?.year == 2050 && days.count == 18_628)
        for name in Self.names {
            let calendar = try #require(PublicHolidays(country: name))
            let found = days.filter {
                calendar.isHoliday(year: $0.year, month: $0.month, day: $0.day)
            }
            #expect(Set(found) == expected[name], "\(name)")
        }
    }

    private func packageDays(
        from first: Int, through last: Int
    ) throws -> [String: Set<CivilDay>] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "public_holidays.py").path
        process.arguments = [script, String(first), String(last)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try String(
            decoding: #require(try output.fileHandleForReading.readToEnd()), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        var days: [String: Set<CivilDay>] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let numbers = words[1].split(separator: "-").compactMap { Int($0) }
            let day = try #require(
                CivilDay(year: numbers[0], month: numbers[1], day: numbers[2]))
            days[String(words[0]), default: []].insert(day)
        }
        return days
    }

    /// The exceptions that a calendar gets wrong first, from the laws themselves.
    @Test(arguments: [
        ("NL", 2013, 4, 30, true), ("NL", 2014, 4, 30, false), ("NL", 2014, 4, 27, false),
        ("NL", 2014, 4, 26, true), ("NL", 2025, 4, 26, true), ("NL", 2026, 4, 27, true),
        ("NL", 2006, 4, 29, true), ("NL", 2006, 4, 30, false), ("NL", 2025, 5, 5, true),
        ("NL", 2026, 5, 5, false), ("LU", 2018, 5, 9, false), ("LU", 2019, 5, 9, true),
        ("DE", 2016, 10, 31, false), ("DE", 2017, 10, 31, true), ("DE-NW", 2018, 10, 31, false),
        ("DE", 2026, 6, 4, false), ("DE-NW", 2026, 6, 4, true), ("BE", 2026, 7, 21, true),
        ("BE", 2026, 12, 26, false), ("LU", 2026, 12, 26, true), ("BE", 2026, 4, 3, false),
        ("FR", 2026, 7, 14, true), ("FR", 2026, 12, 26, false), ("FR", 2026, 5, 25, true),
        ("FR", 2006, 6, 5, false), ("FR", 2008, 5, 12, true),
    ])
    func exceptions(name: String, year: Int, month: Int, day: Int, expected: Bool) throws {
        let calendar = try #require(PublicHolidays(country: name))
        #expect(calendar.isHoliday(year: year, month: month, day: day) == expected)
        #expect(!calendar.isWorkingDay(year: year, month: month, day: day) || !expected)
    }

    @Test func daysWithNames() throws {
        for name in Self.names {
            let calendar = try #require(PublicHolidays(country: name))
            let days = calendar.days(in: 2026)
            #expect(days.map(\.day) == days.map(\.day).sorted())
            #expect(days.count >= 9)
            for (day, title) in days {
                #expect(calendar.isHoliday(year: day.year, month: day.month, day: day.day))
                #expect(Language.allCases.allSatisfy { title.texts[$0]?.isEmpty == false })
            }
        }
        #expect(PublicHolidays(country: "NL")?.days(in: -1).isEmpty == true)
    }

    @Test func workingDays() throws {
        let belgium = try #require(PublicHolidays(country: "BE"))
        #expect(belgium.isWorkingDay(year: 2026, month: 12, day: 24))
        #expect(!belgium.isWorkingDay(year: 2026, month: 12, day: 25))
        #expect(!belgium.isWorkingDay(year: 2026, month: 12, day: 26))
        #expect(!belgium.isWorkingDay(year: 2026, month: 2, day: 30))
        #expect(!belgium.isHoliday(year: 2026, month: 13, day: 25))

        // Thursday 24 December + 1 is Monday 28 December; back again over the same days.
        #expect(try #require(belgium.addingWorkingDays(1, to: (2026, 12, 24))) == (2026, 12, 28))
        #expect(try #require(belgium.addingWorkingDays(-1, to: (2026, 12, 28))) == (2026, 12, 24))
        #expect(try #require(belgium.addingWorkingDays(0, to: (2026, 12, 26))) == (2026, 12, 26))
        #expect(try #require(belgium.addingWorkingDays(7, to: (2026, 12, 25))) == (2027, 1, 6))
    }

    @Test func addingIsCounting() throws {
        for name in Self.names {
            let calendar = try #require(PublicHolidays(country: name))
            for count in [1, 5, 23, 260] {
                let end = try #require(calendar.addingWorkingDays(count, to: (2026, 3, 30)))
                let last = try #require(CivilDay(year: end.0, month: end.1, day: end.2))
                let first = try #require(CivilDay(year: 2026, month: 3, day: 30))
                let passed = (first.number + 1...last.number).compactMap(CivilDay.init(number:))
                    .filter { calendar.isWorkingDay(year: $0.year, month: $0.month, day: $0.day) }
                #expect(passed.count == count && passed.last == last, "\(name) \(count)")
            }
        }
    }

    @Test func outOfRange() throws {
        let calendar = try #require(PublicHolidays(country: "NL"))
        #expect(calendar.addingWorkingDays(10_001, to: (2026, 1, 1)) == nil)
        #expect(calendar.addingWorkingDays(.min, to: (2026, 1, 1)) == nil)
        #expect(calendar.addingWorkingDays(1, to: (2026, 2, 29)) == nil)
        #expect(calendar.addingWorkingDays(5, to: (9_999, 12, 31)) == nil)
        #expect(calendar.addingWorkingDays(-5, to: (0, 1, 1)) == nil)
        #expect(calendar.addingWorkingDays(10_000, to: (2026, 1, 1)) != nil)
        for name in ["", "be", "PL", "DE-BY", "BE "] {
            #expect(PublicHolidays(country: name) == nil)
        }
    }

    static let name = #"{"nl":"a","fr":"a","de":"a","en":"a"}"#

    @Test(arguments: [
        #""date":"02-29""#, #""date":"13-01""#, #""date":"0101""#, #""date":101"#,
        #""easter":101"#, #""easter":"1""#, #""easter":1,"date":"01-01""#, #""from":2000"#,
        #""date":"01-01","from":2001,"until":2000"#, #""date":"01-01","from":-1"#,
        #""date":"01-01","every":0"#, #""date":"01-01","every":1.5"#,
        #""date":"01-01","moved":{"weekday":8,"days":1}"#,
        #""date":"01-01","moved":{"weekday":7,"days":7}"#, #""date":"01-01","moved":1"#,
    ])
    func damagedRulesAreNamed(rule: String) {
        let good = "{\"code\":\"A\",\"name\":\(Self.name),\"date\":\"01-01\"}"
        let bad = "{\"code\":\"B\",\"name\":\(Self.name),\(rule)}"
        expectError("holiday 2", "{\"calendar\":\"XX\",\"holidays\":[\(good),\(bad)]}")
    }

    @Test(arguments: [
        ("calendar", "{}"), ("calendar", "{\"calendar\":\"YY\"}"),
        ("holidays", "{\"calendar\":\"XX\"}"),
        ("holidays", "{\"calendar\":\"XX\",\"holidays\":[]}"),
        ("holiday 1", "{\"calendar\":\"XX\",\"holidays\":[1]}"),
        ("holiday 1", "{\"calendar\":\"XX\",\"holidays\":[{\"code\":\"A\",\"date\":\"01-01\"}]}"),
    ])
    func damagedCalendarsAreNamed(reason: String, text: String) {
        expectError(reason, text)
    }

    private func expectError(_ reason: String, _ text: String) {
        do throws(CatalogueError) {
            _ = try PublicHolidays.read(files: ["calendars/XX.json": Array(text.utf8)])
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.path == "calendars/XX.json")
            #expect(error.message.hasPrefix(reason), "\(error.message)")
        }
    }
}
