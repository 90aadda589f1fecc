import FormDocument
import FormProtocol
import FormSchemas
import SwiftProtobuf
import Testing

@testable import FormService

@Suite("Calendar of inspections")
struct InspectionCalendarTests {
    private static let start: Int64 = 1_793_000_000

    private func visit(_ number: Int, using random: inout SeededRandom) throws -> InspectionVisitRow
    {
        let from = Self.start + Int64.random(in: 0...200, using: &random) * 1_800
        let length = Int64.random(in: 1...16, using: &random) * 1_800
        return InspectionVisitRow(
            inspection: DocumentIdentity(
                sender: try #require(AgencyCode("NL-LA")), id: .generate()),
            title: "", state: "PLANNED", type: "JOINT",
            lastLeaf: 100, leafIndex: Int64.random(in: 0...15, using: &random), site: "S\(number)",
            siteName: "De Peel", place: "Horst", street: "Steenstraat 61", postcode: "5961 ET",
            country: "NL", region: "", latitude: nil, longitude: nil, host: "NL-LA", guests: [],
            officers: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                "NL-LA \(Int.random(in: 1...6, using: &random))"
            }.distinct(),
            address: ["", "a", "b"].randomElement(using: &random) ?? "",
            isConfirmed: true,
            isCancelled: Int.random(in: 0...9, using: &random) == 0, isDropped: false,
            startsAt: Timestamp(microseconds: from * 1_000_000),
            endsAt: Timestamp(microseconds: (from + length) * 1_000_000))
    }

    private func search(_ freeFor: [String]) throws -> CalendarSearch {
        try CalendarSearch(
            .with {
                $0.from = .init(seconds: Self.start)
                $0.until = .init(seconds: Self.start + 5 * 86_400)
                $0.freeFor = freeFor
                $0.freeMinutes = 90
            }, .builtIn)
    }

    private struct Pair: Hashable {
        let kind: InspectionCalendar.Conflict.Kind
        let sites: Set<String>
    }

    @Test("Conflicts are all pairs of different inspections that need the same at one time")
    func conflicts() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<50 {
            let visits = try (0..<40).map { try visit($0, using: &random) }
            let calendar = InspectionCalendar(visits, busy: [], try search([]))
            #expect(calendar.visits.count == visits.count)
            var expected: [Pair: Int] = [:]
            for (place, one) in visits.enumerated() {
                for other in visits[(place + 1)...]
                where !one.isCancelled && !other.isCancelled && one.leafIndex != other.leafIndex
                    && one.startsAt < other.endsAt && other.startsAt < one.endsAt
                {
                    let sites: Set = [one.site, other.site]
                    let officers = Set(one.officers).intersection(other.officers)
                    if !officers.isEmpty {
                        expected[Pair(kind: .officer, sites: sites)] = officers.count
                    }
                    if !one.address.isEmpty, one.address == other.address {
                        expected[Pair(kind: .site, sites: sites)] = 1
                    }
                }
            }
            var found: [Pair: Int] = [:]
            for conflict in calendar.conflicts {
                let pair = [conflict.first, conflict.second].map { calendar.visits[$0] }
                found[Pair(kind: conflict.kind, sites: Set(pair.map(\.site))), default: 0] += 1
                #expect(conflict.from == pair.map(\.startsAt).max())
                #expect(conflict.until == pair.map(\.endsAt).min())
            }
            #expect(found == expected)
        }
    }

    @Test("Free is every half hour of work in which nobody visits, if it is long enough")
    func free() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<50 {
            let busy = try (0..<8).map { try visit($0, using: &random) }
            let search = try search(["NL-LA", "BE-TSW"])
            let calendar = InspectionCalendar([], busy: busy, search)
            let hours = WorkingHours.common(
                to: ["NL-LA", "BE-TSW"], from: search.from.seconds, until: search.until.seconds)
            // Minute by minute, as the visits begin and end at full minutes after the start.
            var expected: [Range<Int64>] = []
            for day in hours {
                var run = day.lowerBound
                for minute in stride(from: day.lowerBound, through: day.upperBound, by: 20) {
                    let isTaken =
                        minute == day.upperBound
                        || busy.contains {
                            !$0.isCancelled && $0.startsAt.seconds <= minute
                                && minute < $0.endsAt.seconds
                        }
                    guard isTaken else { continue }
                    if minute - run >= 90 * 60 { expected.append(run..<minute) }
                    run = minute + 20
                }
            }
            #expect(calendar.free.map { $0.lowerBound.seconds..<$0.upperBound.seconds } == expected)
        }
    }
}
