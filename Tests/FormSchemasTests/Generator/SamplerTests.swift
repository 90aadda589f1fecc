import Foundation
import Testing

@testable import FormSchemas

/// Random texts, formats and moments.
struct SamplerTests {
    @Test(arguments: [
        "^[A-Z]{2}-[0-9]{1,4}$", "^(a|bc|)+d?$", "^\\d{3}[^a-z]$", "^[\\u{1F600}-\\u{1F64F}]{2}$",
        "^.{3,5}$", "x", "^$", "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}$", "^\\S+@\\w+\\.be$",
        "^[äöü]*ß$",
    ])
    func textsMatchTheirPattern(pattern: String) throws {
        let compiled = try Pattern(pattern)
        let sampler = PatternSampler(try PatternParser.parse(pattern))
        var random = SeededRandom(seed: 2)
        for _ in 0..<200 {
            let text = sampler.text(scalarsMax: 100, using: &random)
            #expect(compiled.matches(text), "\(text)")
        }
    }

    @Test func longRepetitionsAreBounded() throws {
        let sampler = PatternSampler(try PatternParser.parse("^(?:[a-z]{0,1000}){1000}$"))
        var random = SeededRandom(seed: 2)
        #expect(sampler.text(scalarsMax: 100, using: &random).unicodeScalars.count <= 120)
    }

    @Test(arguments: Format.allCases)
    func formatsAreMet(format: Format) throws {
        var random = SeededRandom(seed: 3)
        let now = GeneratorMoment(seconds: 1_772_438_400)
        for _ in 0..<200 {
            let text = format.randomText(now: now, using: &random)
            #expect(format.accepts(text), "\(text)")
        }
        #expect(!format.accepts("\u{1} not / this") || format == .regex)
    }

    /// Foundation's calendar knows the same dates and offsets.
    @Test func momentsAgreeWithFoundation() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        var random = SeededRandom(seed: 4)
        // From 1997 on the rule of today holds in all these states.
        for _ in 0..<3_000 {
            let seconds = Int.random(in: 852_076_800..<2_500_000_000, using: &random)
            let moment = GeneratorMoment(seconds: seconds)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second],
                from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let offset = zone.secondsFromGMT(
                for: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let expected = String(
                format: "%04d-%02d-%02dT%02d:%02d:%02d+%02d:00", parts.year ?? 0, parts.month ?? 0,
                parts.day ?? 0, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0,
                offset / 3_600)
            #expect(moment.dateTime == expected)
            #expect(GeneratorMoment(expected) == moment)
        }
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 951_782_400), ("1900-01-01", -2_208_988_800),
        ("2026-03-02T09:00:00+01:00", 1_772_438_400), ("2026-03-02T08:00:00Z", 1_772_438_400),
        ("2026-03-02T08:00:00.250Z", 1_772_438_400),
    ])
    func knownMoments(text: String, seconds: Int) {
        #expect(GeneratorMoment(text)?.seconds == seconds)
    }

    @Test(arguments: ["", "x", "2026", "2026-13-01", "2026-01-00", "2026-01-01T1", "20260101"])
    func noMoments(text: String) {
        #expect(GeneratorMoment(text) == nil)
    }

    @Test func hoursOfTheDay() {
        // 03:00 in Brussels moves on to 06:10 of that day, 22:00 to 06:10 of the next.
        let night = GeneratorMoment("2026-07-01T03:00:00+02:00")
        #expect(
            night?.movedOn(to: 6..<20, andSeconds: 600).dateTime == "2026-07-01T06:10:00+02:00")
        let late = GeneratorMoment("2026-07-01T22:00:00+02:00")
        #expect(late?.movedOn(to: 6..<20, andSeconds: 600).dateTime == "2026-07-02T06:10:00+02:00")
        let noon = GeneratorMoment("2026-07-01T12:00:00+02:00")
        #expect(noon?.movedOn(to: 6..<20, andSeconds: 600) == noon)
    }

    @Test func pointers() {
        #expect(GeneratorPointer("1-1/to")?.shift == -1)
        #expect(GeneratorPointer("1+1#")?.isName == true)
        #expect(GeneratorPointer("@+1/depart")?.start == .each)
        #expect(GeneratorPointer("/legs/-/to")?.steps.count == 3)
        for text in ["x", "1x", "1-/to", "1-", "#", "/~2", "99999/a", "@@", "-1/a"] {
            #expect(GeneratorPointer(text) == nil, "\(text)")
        }
    }

    @Test func samplesBySeed() {
        // SplitMix64 with seed 1234567, as published.
        var random = SeededRandom(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
    }
}
