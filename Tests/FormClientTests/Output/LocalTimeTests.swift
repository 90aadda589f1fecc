import FormDocument
import FormSchemas
import Testing

@testable import formclient

@Suite("Days and times as the reader writes them")
struct LocalTimeTests {
    @Test(
        "A day with its year",
        arguments: [
            (Language.nl, "1 dec 2026"), (.fr, "1er déc. 2026"), (.de, "1. Dez. 2026"),
            (.en, "1 Dec 2026"),
        ])
    func day(_ language: Language, _ text: String) throws {
        let day = try #require(CalendarDate("2026-12-01"))
        #expect(LocalTime.text(of: day, in: language) == text)
    }

    @Test("The year only of another year, the date only of another day")
    func parts() throws {
        let now = LocalTime.start(of: try #require(CalendarDate("2026-11-23")))
        let cases = [
            ("2026-11-23", "00:00"), ("2026-11-01", "1. Nov. 00:00"),
            ("2025-11-23", "23. Nov. 2025 00:00"),
        ]
        for (day, text) in cases {
            let moment = LocalTime.start(of: try #require(CalendarDate(day)))
            #expect(LocalTime(moment).text(in: .de, now: now) == text)
        }
    }

    @Test("A visit has its weekday, and its second day if it has one")
    func visit() throws {
        let start = LocalTime.start(of: try #require(CalendarDate("2026-11-23")))
        func text(hours: Int64) -> String {
            let end = Timestamp(microseconds: (start.seconds + hours * 3_600) * 1_000_000)
            return LocalTime.dayAndTimes(from: start, until: end, in: .fr, now: start)
        }
        #expect(text(hours: 2) == "lun. 23 nov. 00:00–02:00")
        #expect(text(hours: 26) == "lun. 23 nov. 00:00 – mar. 24 nov. 02:00")
    }
}
