import FormDocument
import FormSchemas
import Testing

@testable import formclient

@Suite("Of which days inspections and visits are asked for")
struct InspectionPeriodTests {
    private static let now = LocalTime.start(of: day("2026-11-23"))

    private static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return day
    }

    /// The first and the last day.
    private func days(_ range: Range<Timestamp>) -> [String] {
        let last = Timestamp(microseconds: range.upperBound.microseconds - 1)
        return [LocalTime(range.lowerBound).date, LocalTime(last).date]
    }

    @Test("A month, or days, not both")
    func month() throws {
        let month = try InspectionPeriod(month: "2026-12", from: nil, to: nil)
        #expect(days(try month.filled(days: 400)) == ["2026-12-01", "2026-12-31"])
        for (month, from) in [("2026-13", nil), ("2026-12", "2026-12-01"), ("12", nil)] {
            #expect(throws: ClientError.self) {
                try InspectionPeriod(month: month, from: from, to: nil)
            }
        }
    }

    @Test(
        "Without an end it lies so many whole days off, and not one more than the exchange shows",
        arguments: [
            (nil, nil, ["2026-11-01", "2027-12-05"]),
            ("2026-06-01", nil, ["2026-06-01", "2027-07-05"]),
            ("2027-06-01", nil, ["2027-06-01", "2028-07-04"]),
            (nil, "2026-12-31", ["2025-11-27", "2026-12-31"]),
            ("2026-01-01", "2026-02-28", ["2026-01-01", "2026-02-28"]),
        ])
    func filled(_ from: String?, _ to: String?, _ expected: [String]) throws {
        let period = try InspectionPeriod(from: from, to: to)
        let range = try period.filled(days: InspectionPeriod.daysMax, now: Self.now)
        #expect(days(range) == expected)
        #expect(range.upperBound.seconds - range.lowerBound.seconds <= 400 * 86_400)
    }

    @Test("More days than the exchange shows at a time are refused", arguments: Language.allCases)
    func tooLong(language: Language) throws {
        let period = try InspectionPeriod(from: "2026-01-01", to: "2027-12-31")
        let error = #expect(throws: ClientError.self) { try period.filled(days: 400) }
        #expect(error?.status == .usage)
        #expect(error?.text(in: language).contains("400") == true)
    }

    @Test(
        "A report looks back, and ahead from where it begins",
        arguments: [
            (nil, nil, ["2025-11-19", "2026-12-23"]),
            ("2026-01-01", nil, ["2026-01-01", "2027-02-04"]),
            ("2027-06-01", nil, ["2027-06-01", "2028-07-04"]),
            ("2020-01-01", nil, ["2025-11-19", "2026-12-23"]),
            (nil, "2026-12-31", ["2025-11-27", "2026-12-31"]),
            ("2020-01-01", "2026-12-31", ["2025-11-27", "2026-12-31"]),
        ])
    func report(_ from: String?, _ to: String?, _ expected: [String]) throws {
        let period = try InspectionPeriod(from: from, to: to)
        #expect(days(period.ofReport(now: Self.now)) == expected)
    }

    @Test(
        "What was written is said with its days",
        arguments: [
            (
                Language.nl,
                "Geschreven: a.ics (3 bezoeken); bezoeken van 1 dec 2026 tot en met 31 dec 2026"
            ),
            (.fr, "Écrit : a.ics (3 visites) ; visites du 1er déc. 2026 au 31 déc. 2026"),
            (.de, "Geschrieben: a.ics (3 Besuche); Besuche vom 1. Dez. 2026 bis zum 31. Dez. 2026"),
            (.en, "Written: a.ics (3 visits); visits from 1 Dec 2026 to 31 Dec 2026"),
        ])
    func written(_ language: Language, _ text: String) throws {
        let month = try InspectionPeriod(month: "2026-12", from: nil, to: nil)
        let phrase = Phrase.exported(
            .visitCount(3), to: "a.ics", visitsOf: try month.filled(days: 400))
        #expect(phrase[language] == text)
    }
}
