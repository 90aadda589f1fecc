import Foundation
import Testing

@testable import FormSchemas

struct CivilDayTests {
    /// Every day of 800 years against Foundation's Gregorian calendar.
    @Test func agreesWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: -100_000, to: 190_000, by: 13) {
            let civil = try #require(CivilDay(number: number))
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            #expect(civil.year == parts.year && civil.month == parts.month)
            #expect(civil.day == parts.day)
            #expect(civil.weekday % 7 + 1 == parts.weekday)
            #expect(civil.number == number)
        }
    }

    @Test func ends() {
        #expect(CivilDay(number: -719_528) == CivilDay(year: 0, month: 1, day: 1))
        #expect(CivilDay(number: 2_932_896) == CivilDay(year: 9_999, month: 12, day: 31))
        #expect(CivilDay(number: -719_529) == nil)
        #expect(CivilDay(number: 2_932_897) == nil)
        #expect(CivilDay(number: .max) == nil)
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
        (2026, 1, 32), (-1, 1, 1), (10_000, 1, 1), (2026, .max, 1), (2026, 1, .min),
    ])
    func thereIsNoSuchDay(year: Int, month: Int, day: Int) {
        #expect(CivilDay(year: year, month: month, day: day) == nil)
    }

    /// Dates of Easter as the churches published them.
    @Test(arguments: [
        (1818, 3, 22), (1943, 4, 25), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24),
        (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25), (2285, 3, 22),
    ])
    func easter(year: Int, month: Int, day: Int) {
        #expect(CivilDay.easter(of: year) == CivilDay(year: year, month: month, day: day)?.number)
    }

    @Test func easterIsASundayInSpring() throws {
        for year in 0...9_999 {
            let easter = try #require(CivilDay(number: CivilDay.easter(of: year)))
            #expect(easter.weekday == 7 && easter.year == year)
            #expect((easter.month, easter.day) >= (3, 22) && (easter.month, easter.day) <= (4, 25))
        }
    }
}
