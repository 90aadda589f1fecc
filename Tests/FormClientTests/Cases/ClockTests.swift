import FormDocument
import FormSchemas
import Testing

@testable import formclient

struct ClockTests {
    private static let now = SampleCase.now

    private func clock(_ seconds: Int64, isOverdue: Bool) -> Phrase {
        Phrase.clock(
            until: Timestamp(microseconds: Self.now.microseconds + seconds * 1_000_000),
            isOverdue: isOverdue, now: Self.now)
    }

    @Test(
        "A length of time is said in the unit that fits",
        arguments: [
            (0, "< 1 min"), (29, "< 1 min"), (30, "1 min"), (3_569, "59 min"), (3_570, "1 h"),
            (43_190, "12 h"), (170_999, "47 h"), (171_000, "2 days"), (864_000, "10 days"),
        ])
    func span(seconds: Int64, expected: String) {
        #expect(Phrase.span(seconds: seconds)[.en] == expected)
    }

    @Test(
        "What is left and what is over is said in every language",
        arguments: [
            (Language.nl, "nog 12 u", "2 dagen te laat"),
            (.fr, "encore 12 h", "2 jours de retard"),
            (.de, "noch 12 Std.", "2 Tage überfällig"), (.en, "12 h left", "2 days overdue"),
        ])
    func clocks(language: Language, left: String, overdue: String) {
        #expect(clock(43_200, isOverdue: false)[language] == left)
        #expect(clock(-172_800, isOverdue: true)[language] == overdue)
    }

    @Test("Where the clocks differ, the exchange's word counts, and no time is negative")
    func otherClock() {
        #expect(clock(60, isOverdue: true)[.en] == "< 1 min overdue")
        #expect(clock(-60, isOverdue: false)[.en] == "< 1 min left")
    }
}
