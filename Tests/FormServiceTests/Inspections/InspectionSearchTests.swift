import FormProtocol
import FormSchemas
import Postgres
import SwiftProtobuf
import Synchronization
import Testing

@testable import FormDocument
@testable import FormService

@Suite("Search of inspections", .needsPostgres, .inTurn)
struct InspectionSearchTests {
    @Test("Random queries find what reading all inspections finds, with its facets and order")
    func againstReading() async throws {
        let all = Mutex<[Inspection]>([])
        try await InspectionDatabase.with(1_500, keeps: { one in all.withLock { $0.append(one) } })
        {
            database in
            let all = all.withLock { $0 }
            var queries = RandomInspectionQueries(seed: 4, sample: all)
            var random = SeededRandom(seed: 9)
            var found = 0
            for _ in 0..<300 {
                let viewer = try #require(
                    database.generator.agencyCodes.randomElement(using: &random))
                var (kind, request) = queries.next()
                request.limit = 1_000
                let seen = all.filter { $0.parties.contains { $0.agency == viewer } }
                let expected = seen.filter { fits($0, request.filter) }
                let answer = try await database.store.find(
                    InspectionSearch(request, catalogue: .builtIn, limits: Limits()),
                    for: database.access(viewer))
                // Names that are spelled alike are found too.
                if request.filter.entityName.isEmpty {
                    #expect(answer.total == expected.count, "\(kind)")
                }
                let listed =
                    request.order == .window ? expected.filter { $0.from != nil } : expected
                let ids = Set(answer.inspections.map(\.leafIndex))
                #expect(ids.isSuperset(of: listed.map(\.leafIndex)), "\(kind)")
                #expect(ids.isSubset(of: seen.map(\.leafIndex)), "\(kind)")
                #expect(answer.facets.counts == facets(of: answer, among: seen), "\(kind)")
                #expect(isOrdered(answer.inspections, request, seen), "\(kind)")
                found += expected.count
            }
            #expect(found > 300)
        }
    }

    @Test(
        "Where more fit than are counted, pages go through all of them, or it is said how to narrow"
    )
    func beyondCounting() async throws {
        let all = Mutex<[Inspection]>([])
        try await InspectionDatabase.with(1_000, keeps: { one in all.withLock { $0.append(one) } })
        { database in
            let viewer = "NL-LA"
            var store = database.store
            store.exactMax = 50
            let seen = all.withLock { $0 }.filter { $0.parties.contains { $0.agency == viewer } }
            for filter in [
                WireInspectionFilter(), .with { $0.countries = ["NL"] }, .with { $0.text = "ant" },
                .with { $0.until = .init(seconds: seen[seen.count / 2].openedAt.seconds) },
            ] {
                let expected = seen.filter { fits($0, filter) }
                #expect(expected.count > 50)
                for (order, ascending) in [
                    (WireQueryInspectionsRequest.Order.newest, false), (.newest, true),
                    (.window, false), (.window, true),
                ] {
                    var request = WireQueryInspectionsRequest.with {
                        $0.filter = filter
                        $0.order = order
                        $0.ascending = ascending
                        $0.limit = 70
                    }
                    var listed: [InspectionSummaryRow] = []
                    repeat {
                        let search = try InspectionSearch(
                            request, catalogue: .builtIn, limits: Limits())
                        let found = try await store.find(search, for: database.access(viewer))
                        #expect(found.total == 50 && found.isMore)
                        listed += found.inspections
                        request.pageToken = found.next.map(search.pageToken(after:)) ?? ""
                    } while !request.pageToken.isEmpty
                    #expect(listed.count == expected.count)
                    #expect(Set(listed.map(\.leafIndex)) == Set(expected.map(\.leafIndex)))
                    #expect(isOrdered(listed, request, seen))
                }
                for order in [WireQueryInspectionsRequest.Order.changed, .arrears] {
                    let search = try InspectionSearch(
                        .with {
                            $0.filter = filter
                            $0.order = order
                        }, catalogue: .builtIn, limits: Limits())
                    let error = await #expect(throws: ServiceError.self) {
                        _ = try await store.find(search, for: database.access(viewer))
                    }
                    #expect(error?.code == .tooManyResults)
                }
            }
        }
    }

    @Test("A page token with a key that no inspection has is an empty page or the first one")
    func strangeKeys() async throws {
        try await InspectionDatabase.with(200) { database in
            var store = database.store
            store.exactMax = 5
            for key in [Int64.min, -9_000_000_000_000_000_000, .max] {
                for ascending in [false, true] {
                    var request = WireQueryInspectionsRequest.with {
                        $0.order = .window
                        $0.ascending = ascending
                        $0.limit = 10
                    }
                    let first = try InspectionSearch(
                        request, catalogue: .builtIn, limits: Limits())
                    request.pageToken = first.pageToken(after: .init(key: key, leafIndex: 1))
                    let search = try InspectionSearch(
                        request, catalogue: .builtIn, limits: Limits())
                    let found = try await store.find(search, for: database.access("NL-LA"))
                    #expect(found.inspections.isEmpty == ((key > 0) == ascending))
                }
            }
        }
    }

    @Test("What finds too much is refused, and that is recorded")
    func tooMuch() async throws {
        try await InspectionDatabase.with(1_500) { database in
            let access = try database.access("NL-LA")
            var store = database.store
            store.wordsMax = 0
            store.visitsMax = 1
            store.countedMax = 1
            let narrow = store
            let name = try InspectionSearch(
                .with { $0.filter.entityName = "bouw" }, catalogue: .builtIn, limits: Limits())
            let year = try CalendarSearch(
                .with {
                    $0.from = .init(seconds: 1_704_067_200)
                    $0.until = .init(seconds: 1_704_067_200 + 366 * 86_400)
                }, .builtIn)
            let planned = try InspectionConditions(.with { $0.states = ["PLANNED"] }, .builtIn)
            await tooManyResults { _ = try await narrow.find(name, for: access) }
            await tooManyResults { _ = try await narrow.calendar(year, for: access) }
            await tooManyResults {
                _ = try await narrow.statistics(planned, by: .year, for: access)
            }
            let entries = try await database.pool.run(
                "select call || result_count as entry from audit_entry order by audit_number"
                    as Query<[PostgresColumns<String>]>)
            #expect(
                entries.map(\.values) == ["QueryInspections0", "Calendar0", "Statistics0"])
        }
    }

    private func tooManyResults(
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: @Sendable () async throws -> Void
    ) async {
        let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) {
            try await body()
        }
        #expect(error?.code == .tooManyResults, sourceLocation: sourceLocation)
    }

    /// What the messages say of a filter, read plainly.
    private func fits(_ inspection: Inspection, _ filter: WireInspectionFilter) -> Bool {
        let places = inspection.sites.map(\.place)
        func some(_ wanted: [String], _ values: [String]) -> Bool {
            wanted.isEmpty || !Set(wanted).isDisjoint(with: values)
        }
        let regions = places.compactMap { $0.region(.builtIn) }
        let sector = inspection.sector ?? ""
        let section = Catalogue.builtIn.sectors.lineage(of: sector, edition: "2.1").first ?? ""
        let names = inspection.entities.map { $0.name.normalized }
        let words =
            ([inspection.title ?? ""] + inspection.entities.map(\.name)
            + places.flatMap { [$0.name, $0.city ?? ""] })
            .flatMap { $0.normalized.split(separator: " ") }
        let isNear =
            !filter.hasNear
            || places.contains { place in
                GreatCircle.metres(
                    filter.near.latitude, filter.near.longitude, place.latitude ?? 0,
                    place.longitude ?? 0) <= filter.near.kilometres * 1_000
            }
        let isThen =
            (!filter.hasFrom || (inspection.until?.seconds ?? 0) > filter.from.seconds)
            && (!filter.hasUntil || (inspection.from?.seconds ?? .max) < filter.until.seconds)
        return some(filter.countries, inspection.countries + places.map(\.country))
            && (filter.regions.isEmpty
                || filter.regions.contains { wanted in regions.contains { $0.hasPrefix(wanted) } })
            && (filter.sectors.isEmpty
                || filter.sectors.contains { $0 == section || sector.hasPrefix($0) })
            && some(filter.legalAreas, inspection.areas)
            && some(filter.states, [inspection.state ?? ""])
            && some(filter.types, [inspection.type ?? ""])
            && some(filter.results, [inspection.result.rawValue])
            && some(filter.irregularities, inspection.findings.map(\.kind))
            && some(filter.parties, inspection.parties.map(\.agency))
            && some(filter.suspected, inspection.suspected)
            && some(filter.a1Serials, inspection.a1Serials)
            && some(
                filter.entityNumbers, inspection.entities.flatMap(\.numbers).map(\.value))
            && some(
                filter.inspectors, inspection.officers.map { "\($0.agency) \($0.serviceNumber)" })
            && (filter.entityName.isEmpty || names.contains(filter.entityName.normalized))
            && filter.text.normalized.split(separator: " ").allSatisfy { wanted in
                words.contains { wanted.count < 3 ? $0 == wanted : $0.hasPrefix(wanted) }
            } && isNear && isThen
    }

    /// The facets of what was found, counted anew; only where all of it is listed.
    private func facets(
        of answer: InspectionStore.Found, among seen: [Inspection]
    ) -> [InspectionFacets.Count] {
        guard answer.total == answer.inspections.count else { return answer.facets.counts }
        let leaves = Set(answer.inspections.map(\.leafIndex))
        let words = seen.filter { leaves.contains($0.leafIndex) }
            .flatMap { InspectionWords($0, .builtIn).facets }
        return InspectionFacets(
            Dictionary(grouping: words) { $0 }.map { ($0.key, $0.value.count) }
        ).counts
    }

    private func isOrdered(
        _ found: [InspectionSummaryRow], _ request: WireQueryInspectionsRequest,
        _ seen: [Inspection]
    ) -> Bool {
        let byLeaf = Dictionary(uniqueKeysWithValues: seen.map { ($0.leafIndex, $0) })
        let keys = found.compactMap { byLeaf[$0.leafIndex] }.map { one -> Int64 in
            switch request.order {
            case .window: one.from?.microseconds ?? .min
            case .workers: Int64(one.workerCount)
            case .findings: Int64(one.findingCount)
            case .arrears: one.arrears.reduce(0) { $0 + $1.cents }
            default: one.leafIndex
            }
        }
        return zip(keys, keys.dropFirst()).allSatisfy { request.ascending ? $0 <= $1 : $0 >= $1 }
    }
}
