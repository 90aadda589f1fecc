import FormDocument
import FormSchemas
import Foundation
import Testing

@testable import FormService

@Suite("Words of inspections")
struct InspectionWordsTests {
    @Test(
        "Names are the same however their marks are written",
        arguments: [
            ("Köln", "KOELN"), ("Böhm & Jäger", "Boehm Jaeger"), ("Müller", "Mueller"),
            ("Häuser", "Haeuser"), ("Groën Bouw", "groen bouw"), ("Cœur", "Coeur"),
        ])
    func spelling(one: String, other: String) {
        #expect(one.normalized == other.normalized)
    }

    @Test(
        "Names that only look as if they had such marks stay apart",
        arguments: [("Bauer", "Baur"), ("Neue", "Neu"), ("Quelle", "Qulle"), ("Feuer", "Feur")])
    func spelledOtherwise(one: String, other: String) {
        #expect(one.normalized != other.normalized)
    }

    @Test(
        "Numbers are the same with the country and zeros that they may begin with",
        arguments: [
            ("BE0403.170.701", "403170701"), ("0403.170.701", "BE 0403 170 701"),
            ("NL001234567B01", "1234567B01"), ("DE 129274202", "129274202"),
        ])
    func numbers(one: String, other: String) {
        #expect(one.bareIdentifier == other.bareIdentifier)
    }

    @Test(
        "Letters that belong to a number stay",
        arguments: [
            ("HRB 12345", "HRB12345"), ("B123456", "B123456"), ("ATU12345678", "ATU12345678"),
        ])
    func lettersOfNumbers(text: String, expected: String) {
        #expect(text.bareIdentifier == expected)
    }

    @Test("Whatever lies within a circle lies in one of its cells")
    func cells() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<2_000 {
            let (latitude, longitude) = (
                Double.random(in: -80...80, using: &random),
                Double.random(in: -170...170, using: &random)
            )
            let kilometres = Double.random(
                in: 0.1...(Bool.random(using: &random) ? 30 : 200), using: &random)
            let cells = Set(
                GeoCell.around(latitude: latitude, longitude: longitude, kilometres: kilometres)
                    .map(\.word))
            for _ in 0..<20 {
                let (north, east) = (
                    latitude + Double.random(in: -0.01...0.01, using: &random) * kilometres,
                    longitude + Double.random(in: -0.02...0.02, using: &random) * kilometres
                )
                let distance = GreatCircle.metres(latitude, longitude, north, east)
                guard distance <= kilometres * 1_000 else { continue }
                #expect(
                    GeoCell.levels.contains {
                        cells.contains(GeoCell(north, east, level: $0).word)
                    },
                    "\(latitude) \(longitude) \(kilometres): \(north) \(east)")
            }
        }
    }

    @Test("A point lies in a circle on the plane if it does on the Earth")
    func plane() {
        var random = SeededRandom(seed: 12)
        for _ in 0..<2_000 {
            let latitude = Double.random(in: -85...85, using: &random)
            let longitude = Double.random(in: -180...180, using: &random)
            let kilometres = Double.random(in: 0.1...200, using: &random)
            let circle = PlaneCircle(
                latitude: latitude, longitude: longitude, kilometres: kilometres)
            for _ in 0..<20 {
                let (north, east) = (
                    latitude + Double.random(in: -0.015...0.015, using: &random) * kilometres,
                    longitude + Double.random(in: -0.04...0.04, using: &random) * kilometres
                )
                let distance = GreatCircle.metres(latitude, longitude, north, east)
                // Where a centimetre decides, either is right.
                guard abs(distance - kilometres * 1_000) > 0.01 else { continue }
                let point = PlanePoint(latitude: north, longitude: east)
                let isWithin =
                    hypot(point.x - circle.centre.x, point.y - circle.centre.y) <= circle.radius
                #expect(
                    isWithin == (distance < kilometres * 1_000),
                    "\(latitude) \(longitude) \(kilometres): \(north) \(east)")
            }
        }
    }

    @Test(
        "The cells of a circle are few, and not much larger than it is",
        arguments: [(0.1, 2.5), (2, 2.5), (10, 2.5), (25, 6), (50, 17), (100, 24), (200, 72)])
    func fewCells(kilometres: Double, more: Double) {
        let cells = GeoCell.around(latitude: 51.2, longitude: 5.9, kilometres: kilometres)
        #expect(cells.count <= GeoCell.cellsMax)
        let area = cells.reduce(0.0) { $0 + [4_660, 518, 57.6, 6.4][$1.level] }
        #expect(area < .pi * (kilometres + more) * (kilometres + more))
    }

    @Test(
        "A window has the words of its years, and of its months unless it is long",
        arguments: [
            ("2026-11-30T23:00:00Z", "2026-12-01T01:00:00Z", "w:2026 m:2026-11 m:2026-12"),
            ("2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z", "w:2025 w:2026 m:2025-12 m:2026-01"),
            (
                "2024-01-01T00:00:00Z", "2026-02-01T00:00:00Z",
                "w:2024 w:2025 w:2026 l:2024 l:2025 l:2026"
            ),
            ("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", ""),
        ])
    func months(from: String, until: String, words: String) throws {
        let found = InspectionWords.window(
            from: try #require(Timestamp(from)), until: try #require(Timestamp(until)))
        #expect(found.joined(separator: " ") == words)
    }

    @Test("A window has one of the words of a time whenever it reaches into it")
    func windows() throws {
        var random = SeededRandom(seed: 4)
        let start = try #require(Timestamp("1949-01-01T00:00:00Z")).seconds
        // Some before 1950 and behind 2100; from an hour to sixty years.
        func range() -> (Timestamp, Timestamp) {
            let from = start + Int64.random(in: 0...155 * 31_557_600, using: &random)
            let length = Int64.random(in: 0...20, using: &random)
            let until =
                from + 3_600 * (1 << length) / 2
                + Int64.random(in: 0..<5_000_000, using: &random)
            return (
                Timestamp(microseconds: from * 1_000_000),
                Timestamp(microseconds: until * 1_000_000)
            )
        }
        var (missed, inVain, met) = (0, 0, 0)
        for _ in 0..<20_000 {
            let (window, time) = (range(), range())
            let words = Set(InspectionWords.window(from: window.0, until: window.1))
            for (from, until) in [
                (time.0, time.1), (time.0, nil), (nil, time.1),
            ] as [(Timestamp?, Timestamp?)] {
                let isMet =
                    window.1 > from ?? window.0 && window.0 < until ?? window.1
                let hasWord = !words.isDisjoint(
                    with: InspectionWords.time(from: from, until: until))
                met += isMet ? 1 : 0
                missed += isMet && !hasWord ? 1 : 0
                inVain += hasWord && !isMet ? 1 : 0
            }
        }
        #expect(missed == 0 && met > 10_000 && inVain < met / 20, "\(missed) \(met) \(inVain)")
    }

    @Test("Facets are listed in the order in which they are shown, the most frequent value first")
    func facets() {
        let counts = InspectionFacets([
            ("s:CLOSED", 1), ("s:OPEN", 2), ("y:2026", 1), ("y:2025", 1), ("c:BE", 1), ("c:NL", 3),
            ("x:NL-LA", 2), ("q:2026-1", 1), ("zzz", 1),
        ]).counts
        #expect(
            counts.map { "\($0.facet) \($0.value) \($0.count)" } == [
                "state OPEN 2", "state CLOSED 1", "country NL 3", "country BE 1", "year 2025 1",
                "year 2026 1", "party NL-LA 2",
            ])
    }

    @Test("Characters are counted, those with several bytes too")
    func symbols() {
        let counts = InspectionFacets.counts(of: "ĀāĀ\u{10400}Ā")
        #expect(counts.map { "\($0.symbol) \($0.count)" } == ["Ā 3", "ā 1", "\u{10400} 1"])
        #expect(InspectionFacets.counts(of: "").isEmpty)
    }
}
