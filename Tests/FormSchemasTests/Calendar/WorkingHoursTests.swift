import Testing

@testable import FormSchemas

@Suite("Working hours")
struct WorkingHoursTests {
    /// Seconds since 1970 at midnight UTC of a day.
    private func seconds(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
        Int64(try #require(CivilDay(year: year, month: month, day: day)).number) * 86_400
    }

    @Test("From 7 to 19 by the clock on the wall, also where it is changed")
    func clock() throws {
        // Friday before and Monday after the clocks go back on 25 October 2026.
        let found = WorkingHours.common(
            to: ["NL-LA"], from: try seconds(2026, 10, 23), until: try seconds(2026, 10, 27))
        #expect(
            found == [
                try seconds(2026, 10, 23) + 5 * 3_600..<seconds(2026, 10, 23) + 17 * 3_600,
                try seconds(2026, 10, 26) + 6 * 3_600..<seconds(2026, 10, 26) + 18 * 3_600,
            ])
    }

    @Test("A public holiday of one is nobody's working day")
    func holidays() throws {
        func days(_ agencies: [String]) throws -> Int {
            WorkingHours.common(
                to: agencies, from: try seconds(2026, 11, 1), until: try seconds(2026, 12, 1)
            ).count
        }
        // November 2026 has 21 weekdays; the 11th is a holiday in Belgium and France, 1 November a
        // Sunday.
        #expect(try days(["BE-TSW"]) == 20)
        #expect(try days(["NL-LA"]) == 21)
        #expect(try days(["NL-LA", "BE-TSW"]) == 20)
        #expect(try days(["FR-DGT"]) == 20)
        #expect(try days(["EU-ELA"]) == 21)
    }

    @Test("A time that begins or ends within a day has its part of it")
    func parts() throws {
        let noon = try seconds(2026, 11, 23) + 11 * 3_600
        #expect(
            WorkingHours.common(to: ["LU-ITM"], from: noon, until: noon + 3_600)
                == [noon..<noon + 3_600])
        #expect(WorkingHours.common(to: ["LU-ITM"], from: noon, until: noon).isEmpty)
    }
}
