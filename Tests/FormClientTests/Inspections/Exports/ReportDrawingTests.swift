import FormProtocol
import FormSchemas
import Testing

@testable import formclient

struct ReportDrawingTests {
    private func groups(_ keys: [String]) -> [WireInspectionGroup] {
        keys.map { key in
            .with {
                $0.key = key
                $0.sums.inspections = 4
                $0.sums.inspected = 3
                $0.sums.withInfringements = 1
            }
        }
    }

    private func periods(_ keys: [String], _ language: Language = .en) -> [ReportPeriods.Period] {
        ReportPeriods(groups(keys), language).periods
    }

    @Test("Periods in which there is nothing are drawn as well")
    func gaps() {
        let found = periods(["2025-11", "2026-02"])
        #expect(found.map(\.title) == ["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026"])
        #expect(found.map(\.results.total) == [4, 0, 0, 4])
        #expect(found[0].results.parts.map(\.count) == [1, 2, 1])
        #expect(periods(["2025-Q4", "2026-Q2"]).map(\.label) == ["Q4", "Q1", "Q2"])
        #expect(periods(["2025-Q4"], .nl).map(\.title) == ["K4 2025"])
        #expect(periods(["2024", "2026"]).map(\.title) == ["2024", "2025", "2026"])
    }

    @Test("Too many months become quarters, too many quarters years, of which the last stay")
    func coarser() {
        #expect(periods(["2024-01", "2026-12"]).count == 36)
        let quarters = periods(["2024-01", "2024-02", "2027-01"])
        #expect(quarters.count == 13 && quarters[0].title == "Q1 2024")
        #expect(quarters[0].results.total == 8)
        let years = periods(["1999-Q1", "2026-Q4", "2026-Q1"])
        #expect(years.count == 28 && years[27].results.total == 8)
        let long = periods(["0000", "2026", "9999"])
        #expect(long.count == 36 && long[35].title == "9999" && long[0].title == "9964")
        #expect(long.map(\.results.total).reduce(0, +) == 4)
    }

    @Test(
        "What is no period is left out", arguments: ["", "x", "2026-13", "2026-Q5", "10000", "-1"])
    func noPeriod(key: String) {
        #expect(periods([key]).isEmpty)
        #expect(periods([key, "2026-11"]).count == 1)
    }

    @Test(
        "A scale has at most five steps of 1, 2 or 5 and zeros",
        arguments: [
            (1, 1), (5, 1), (6, 2), (11, 5), (25, 5), (26, 10), (412, 100),
            (Int64(UInt32.max) * 1_000, 1_000_000_000_000),
        ] as [(Int64, Int64)])
    func steps(most: Int64, step: Int64) {
        #expect(ColumnChart.step(for: most) == step)
    }

    @Test("Infringements are a table of kinds by country: five countries and the others")
    func matrix() {
        let findings: [WireInspectionFinding] = ["A", "B", "C", "D", "E", "F", "G"].enumerated()
            .flatMap { place, country in
                ["X", "Y"].map { kind in
                    .with {
                        $0.country = country
                        $0.kind = kind
                        $0.count = UInt32(10 - place) * (kind == "Y" ? 2 : 1)
                    }
                }
            }
        let matrix = FindingMatrix(findings + [.with { $0.kind = "none" }])
        #expect(matrix.columns.map(\.country) == ["A", "B", "C", "D", "E", nil])
        #expect(matrix.rows.map(\.kind) == ["Y", "X"])
        #expect(matrix.rows[1].counts == [10, 9, 8, 7, 6, 9])
        #expect(matrix.rows.map(\.total) == [98, 49])
        #expect(FindingMatrix([]).rows.isEmpty && FindingMatrix([]).columns.isEmpty)
    }

    // MARK: The map

    private func point(_ latitude: Double, _ longitude: Double) throws -> GeoPoint {
        try #require(GeoPoint(latitude: latitude, longitude: longitude))
    }

    @Test(
        "Every point is within the drawing, also alone and at the ends of the earth",
        arguments: [
            [(51.0, 5.0)], [(51, 5), (51, 5)], [(49.5, 3.1), (53.2, 7.6)],
            [(90, 180), (-90, -180)],
            [(90, 0)], [(50, -180), (50, 180)], [(10, 5), (60, 5)],
        ] as [[(Double, Double)]])
    func frame(places: [(Double, Double)]) throws {
        let points = try places.map { try point($0.0, $0.1) }
        let frame = MapFrame(around: points)
        #expect(points.allSatisfy(frame.shows))
        #expect((340...520).contains(frame.height))
        #expect(frame.scale.length > 40 && frame.scale.length <= MapFrame.width / 4)
        #expect(frame.meridians.count < 12 && frame.parallels.count < 12)
    }

    @Test("A kilometre is as long upwards as sideways, and as long as the scale says")
    func proportions() throws {
        let frame = MapFrame(around: [try point(51, 4), try point(51.6, 7)])
        let up = (frame.y(51) - frame.y(51.6)) / (0.6 * 111.2)
        // cos 51.3° = 0.6252
        let sideways = (frame.x(7) - frame.x(4)) / (3 * 111.2 * 0.6252)
        #expect(abs(up / sideways - 1) < 0.001)
        #expect(abs(frame.scale.length / Double(frame.scale.kilometres) / up - 1) < 0.001)
    }

    @Test("Visits at one spot are one mark, the larger the more there are")
    func marks() throws {
        func visits(_ count: Int, _ latitude: Double, cancelled: Bool) -> [WireInspectionVisit] {
            Array(
                repeating: .with {
                    ($0.latitude, $0.longitude) = (latitude, 5)
                    $0.place = "P\(latitude)"
                    $0.cancelled = cancelled
                }, count: count)
        }
        let texts = ReportTexts(language: .en)
        let map = try #require(
            SiteMap(
                visits(2, 51, cancelled: true) + visits(5_000, 52, cancelled: false)
                    + [WireInspectionVisit()], texts))
        #expect(map.marks.map(\.count) == [5_000, 2])
        #expect(map.marks.map(\.standing) == [5_000, 0])
        #expect(map.marks[0].radius == 16 && map.marks[1].radius == 6)
        #expect(SiteMap([WireInspectionVisit()], texts) == nil)
        // However many there are, a drawing has no more marks than spots.
        let many = (0..<20_000).map { number in
            WireInspectionVisit.with {
                $0.latitude = 50 + Double(number % 199) / 100
                $0.longitude = 4 + Double(number * 7 % 211) / 100
            }
        }
        #expect(try #require(SiteMap(many, texts)).marks.count < 120 * 70)
    }

    @Test("Names cover neither marks nor each other, and stay within the drawing")
    func labels() {
        var labels = MapLabels(width: 200, height: 100)
        labels.keepFree(x: 100, y: 50, radius: 5)
        for _ in 0..<9 { labels.place("Antwerpen", x: 100, y: 50, radius: 5) }
        // Right, left, above, below.
        #expect(labels.labels.count == 4)
        #expect(labels.labels[0].x == 110 && labels.labels[1].x < 50)
        labels.place("Antwerpen", x: 195, y: 95, radius: 5)
        #expect(labels.labels.allSatisfy { $0.x >= 0 && $0.x + 60 <= 200 })
        labels.place("A name that is wider than all of it", x: 20, y: 20, radius: 2)
        #expect(!labels.labels.contains { $0.text.hasPrefix("A name") })
    }
}
