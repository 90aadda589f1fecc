import Foundation
import Testing

@testable import FormSchemas

struct DraftClockTests {
    /// In the middle of an hour, so that the hours before it lie apart.
    private let now = 1_790_000_000 + 1_234
    private var clock: DraftClock { DraftClock(at: now) }

    private func hoursFromNow(_ example: String) throws -> Double {
        let text = try #require(clock.moment(of: example))
        let moment = try Date(text, strategy: .iso8601)
        return (moment.timeIntervalSince1970 - Double(now)) / 3_600
    }

    @Test("What lies before 09:00 on the first day has happened, as much before now")
    func past() throws {
        #expect((-1...0).contains(try hoursFromNow("2026-01-01T08:00:00+01:00")))
        #expect((-2 ... -1).contains(try hoursFromNow("2026-01-01T07:00:00+01:00")))
        #expect((-9 ... -8).contains(try hoursFromNow("2026-01-01T00:00:00+01:00")))
    }

    @Test("Anything later lies ahead")
    func ahead() throws {
        for example in ["2026-01-01T09:00:00+01:00", "2026-01-02T08:00:00+01:00"] {
            #expect(try hoursFromNow(example) > 0, "\(example)")
        }
        var clock = clock
        let first = clock.next()
        #expect(first == clock.moment(of: "2026-01-01T09:00:00Z"))
        #expect(clock.next() == clock.moment(of: "2026-01-01T10:00:00Z"))
    }

    @Test("The first day is today, another one so many days from today")
    func days() throws {
        let today = try #require(clock.day(of: "2026-01-01"))
        #expect(clock.moment(of: "2026-01-01T08:00:00Z")?.hasPrefix(today) == true)
        let tomorrow = try #require(clock.moment(of: "2026-01-01T12:00:00Z"))
        #expect(!tomorrow.hasPrefix(today))
        let later = try #require(clock.day(of: "2026-01-31"))
        let between =
            try Date(later + "T12:00:00Z", strategy: .iso8601).timeIntervalSince1970
            - Date(today + "T12:00:00Z", strategy: .iso8601).timeIntervalSince1970
        #expect(between == 31 * 86_400)
    }

    @Test("Other texts stand for themselves")
    func others() {
        for text in ["2025-01-01T08:00:00Z", "2026-01-", "soon", ""] {
            #expect(clock.moment(of: text) == nil)
            #expect(clock.day(of: text) == nil)
        }
        #expect(clock.day(of: "2026-01-01T08:00:00Z") == nil)
    }
}
