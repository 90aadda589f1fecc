internal import FormDocument
internal import FormSchemas

/// The words by which an inspection is found and counted; docs/inspections.md lists them.
struct InspectionWords {
    private(set) var facets: [String] = []
    private(set) var terms: [String] = []

    init(_ inspection: Inspection, _ catalogue: Catalogue) {
        let lineage = catalogue.sectors.lineage(
            of: inspection.sector ?? "", edition: inspection.sectorEdition ?? "")
        facets += Self.list("s", [inspection.state])
        facets += Self.list("t", [inspection.type])
        facets += ["r:\(inspection.result.rawValue)"]
        facets += Self.list("b", [lineage.first])
        facets += Self.list(
            "c", inspection.countries + inspection.sites.map(\.place.country))
        facets += Self.list("a", inspection.areas)
        facets += Self.list("k", inspection.findings.map(\.kind))
        facets += Self.list("o", inspection.outcomes.map(\.outcome))
        facets += ["y:\(inspection.openedAt.day.year)"]
        facets += Self.list("x", inspection.parties.map(\.agency))
        terms += Self.list("d", lineage.dropFirst().map { $0 })
        terms += Self.list("p", inspection.suspected)
        let regions = inspection.sites.compactMap { $0.place.region(catalogue) }
        terms += Self.list(
            "n", regions.flatMap { region in (3...5).map { String(region.prefix($0)) } })
        if let from = inspection.from, let until = inspection.until, from <= until {
            terms += Self.window(from: from, until: until)
        }
        terms += ["q:\(Self.quarter(of: inspection.openedAt))"]
        for level in GeoCell.levels {
            terms += inspection.points.map {
                GeoCell($0.latitude, $0.longitude, level: level).word
            }.distinct()
        }
    }

    /// In universal time: `2026-4`.
    private static func quarter(of time: Timestamp) -> String {
        let month = Month(time)
        return "\(month.year)-\(month.number % 12 / 3 + 1)"
    }

    /// The words of a window: its years (`w:2026`), and its months (`m:2026-11`), or, if it is long,
    /// that it is (`l:2026`).
    static func window(from: Timestamp, until: Timestamp) -> [String] {
        let (first, last) = (Month(from), Month(until))
        guard first <= last else { return [] }
        let isLong = last.number - first.number >= monthsMax
        return years("w", first.year...last.year)
            + (isLong ? years("l", first.year...last.year) : months(first...last))
    }

    /// Words of which every window has at least one that reaches into a time, and few others have.
    static func time(from: Timestamp?, until: Timestamp?) -> [String] {
        let (first, last) = (from.map(Month.init) ?? .first, until.map(Month.init) ?? .last)
        guard first <= last else { return [] }
        guard last.number - first.number >= monthsMax else {
            return months(first...last) + years("l", first.year...last.year)
        }
        // Whole years by one word each.
        let whole = (first.number % 12 == 0 ? first.year : first.year + 1)
        let end = (last.number % 12 == 11 ? last.year : last.year - 1)
        var words = years("w", whole...end)
        if first.year < whole {
            words += months(first...Month(number: whole * 12 - 1))
            words += years("l", first.year...first.year)
        }
        if last.year > end {
            words += months(Month(number: (end + 1) * 12)...last)
            words += years("l", last.year...last.year)
        }
        return words
    }

    /// A window that reaches into more months is long.
    private static let monthsMax = 24

    /// A month from 1950 to 2100; earlier and later times count to the first and the last.
    private struct Month: Comparable {
        let number: Int

        static let first = Month(number: 1_950 * 12)
        static let last = Month(number: 2_100 * 12 + 11)

        init(number: Int) { self.number = number }

        init(_ time: Timestamp) {
            let day = time.day
            number = min(
                max(day.year * 12 + day.month - 1, Self.first.number), Self.last.number)
        }

        var year: Int { number / 12 }

        static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    }

    private static func years(_ letter: String, _ years: ClosedRange<Int>) -> [String] {
        years.map { "\(letter):\($0)" }
    }

    private static func months(_ months: ClosedRange<Month>) -> [String] {
        (months.lowerBound.number...months.upperBound.number).map { number in
            let month = number % 12 + 1
            return "m:\(number / 12)-\(month < 10 ? "0" : "")\(month)"
        }
    }

    private static func list(_ letter: String, _ values: [String?]) -> [String] {
        values.compactMap(\.self).filter { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: " ")) }
            .distinct()
            .map { "\(letter):\($0)" }
    }
}
