import FormSchemas
import FormDocument
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000_000),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000),
        ("2026-03-01T10:30:00.123456+01:00", 1_772_357_400_123_456),
        ("2026-03-01T09:30:00.1234569Z", 1_772_357_400_123_456),
        ("2026-03-01t09:30:00.12345678901234z", 1_772_357_400_123_456),
        ("2000-02-29T00:00:00Z", 951_782_400_000_000),
        ("2026-03-01T09:30:00-00:00", 1_772_357_400_000_000),
        // Leap seconds of RFC 3339, section 5.8.
        ("1990-12-31T23:59:60Z", 662_688_000_000_000),
        ("1990-12-31T15:59:60-08:00", 662_688_000_000_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-03-01", "2026-03-01T09:30:00", "2026-03-01T09:30Z", "2026-03-01 09:30:00Z",
        "2026-3-01T09:30:00Z", "2026-03-01T09:30:00.0z0", "2026-03-01_09:30:00Z",
        "2026-13-01T09:30:00Z", "2026-00-01T09:30:00Z", "2026-02-29T09:30:00Z",
        "1900-02-29T09:30:00Z", "2026-04-31T09:30:00Z", "2026-03-00T09:30:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z", "2026-03-01T09:30:61Z",
        "2026-03-01T09:30:60Z", "2026-03-01T23:59:60+01:00", "2026-03-01T09:30:00.Z",
        "2026-03-01T09:30:00,5Z", "2026-03-01T09:30:00+1:00",
        "2026-03-01T09:30:00+0100", "2026-03-01T09:30:00+24:00", "2026-03-01T09:30:00+01:60",
        "2026-03-01T09:30:00Z ", " 2026-03-01T09:30:00Z", "+2026-03-01T09:30:00Z",
        "٢026-03-01T09:30:00Z", "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    ])
    func refuses(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    private struct Vector: Decodable {
        let accepted: [String]
        let refused: [String]
    }

    @Test func everyVectorIsReadOrRefused() throws {
        let vector = try Vectors.list("date-times.json", of: Vector.self)
        #expect(vector.accepted.filter { Timestamp($0) == nil } == [])
        #expect(vector.refused.filter { Timestamp($0) != nil } == [])
        #expect(vector.accepted.count >= 10 && vector.refused.count >= 15)
    }

    @Test func writesOneSpelling() {
        #expect(Timestamp(microseconds: 1).description == "1970-01-01T00:00:00.000001Z")
        #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
        #expect(Timestamp(microseconds: -1).seconds == -1)
    }

    @Test func everyMomentSurvivesItsText() {
        var generator = SeededRandom(seed: 20)
        for _ in 0..<5_000 {
            let moment = Timestamp(
                microseconds: .random(
                    in: -62_167_219_200_000_000...253_402_300_799_999_999, using: &generator))
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test func everyDayOfFourCenturiesFollowsTheLast() throws {
        var previous = try #require(CalendarDate("1799-12-31"))
        let first = try #require(Timestamp("1800-01-01T00:00:00Z")).microseconds
        for day in 0..<Int64(146_097) {
            let text = Timestamp(microseconds: first + day * 86_400_000_000).description
            let date = try #require(CalendarDate(String(text.prefix(10))))
            let follows =
                (date.day == previous.day + 1 && date.month == previous.month)
                || (date.day == 1 && (date.month == previous.month + 1 || date.month == 1))
            #expect(follows && previous < date)
            previous = date
        }
        #expect(previous.description == "2199-12-31")
    }

    @Test func theClockRuns() {
        #expect(Timestamp.now().description > "2025")
    }

    @Test(arguments: ["", "2026-02-30", "2026-2-03", "2026-02-03T", "20260203", "2026-02-0x"])
    func refusesDate(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }
}
