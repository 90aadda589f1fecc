import FormProtocol
import FormSchemas
import SwiftProtobuf

@testable import FormDocument
@testable import FormService

/// Queries as inspectors ask them, drawn at random.
struct RandomInspectionQueries {
    private var random: SeededRandom
    private let sample: [Inspection]

    /// - Parameter sample: inspections of which queries take names, numbers and places.
    init(seed: UInt64, sample: [Inspection]) {
        random = SeededRandom(seed: seed)
        self.sample = sample
    }

    /// The kinds with how often each is asked.
    static let kinds: [(name: String, weight: Int)] = [
        ("name", 16), ("number", 14), ("near", 10), ("period and state", 12),
        ("country and sector", 10), ("region and irregularity", 8), ("inspector", 6),
        ("words", 6), ("party and area", 5), ("everything at once", 4), ("what comes next", 3),
        ("before a day", 1), ("a common word", 1), ("document", 2), ("suspicion", 1),
        ("newest", 1),
    ]

    mutating func next() -> (kind: String, request: WireQueryInspectionsRequest) {
        let kinds = Self.kinds.flatMap { Array(repeating: $0.name, count: $0.weight) }
        let kind = pick(kinds)
        let inspection = pick(sample)
        var request = WireQueryInspectionsRequest()
        request.filter = filter(kind, inspection)
        if kind != "newest", Int.random(in: 0..<4, using: &random) == 0 {
            request.order = pick([.window, .changed, .workers, .findings, .arrears])
        }
        request.ascending = Int.random(in: 0..<10, using: &random) == 0
        return (kind, request)
    }

    private mutating func filter(
        _ kind: String, _ inspection: Inspection
    ) -> WireInspectionFilter {
        var filter = WireInspectionFilter()
        let site = pick(inspection.sites)
        switch kind {
        case "name": filter.entityName = pick(inspection.entities).name.lowercased()
        case "number": filter.entityNumbers = [pick(inspection.entities).numbers[0].value]
        case "near":
            filter.near = .with {
                $0.latitude = site.place.latitude ?? 51
                $0.longitude = site.place.longitude ?? 5
                $0.kilometres = pick([2, 5, 10, 25, 100])
            }
        case "period and state":
            setPeriod(&filter, around: inspection.openedAt, days: pick([7, 30, 90]))
            filter.states = [pick(["PLANNED", "REPORTED", "INSPECTED", "CLOSED"])]
        case "country and sector":
            filter.countries = [site.place.country]
            filter.sectors = [String((inspection.sector ?? "41").prefix(2))]
            setPeriod(&filter, around: inspection.openedAt, days: 365)
        case "region and irregularity":
            filter.regions = [site.place.region(.builtIn).map { String($0.prefix(4)) } ?? "NL42"]
            filter.irregularities = [pick(["A1_MISSING", "WAGE_UNDERPAID", "HOUSING"])]
        case "inspector":
            let officer = pick(inspection.officers)
            filter.inspectors = ["\(officer.agency) \(officer.serviceNumber)"]
        case "words":
            let words = pick(inspection.entities).name.normalized.split(separator: " ")
            filter.text = words.filter { $0.count > 2 }.prefix(2).joined(separator: " ")
        case "party and area":
            filter.parties = [pick(inspection.parties).agency]
            filter.legalAreas = [pick(inspection.areas)]
            filter.results = ["INFRINGEMENTS"]
        case "everything at once":
            filter.countries = inspection.countries
            filter.sectors = [inspection.sector ?? "41.00"]
            filter.results = ["PENDING", "NOTHING_FOUND", "INFRINGEMENTS"]
            filter.types = [inspection.type ?? "JOINT"]
            filter.entityName = pick(inspection.entities).name
            setPeriod(&filter, around: inspection.openedAt, days: 400)
        case "what comes next":
            filter.from = .init(seconds: sample.map(\.openedAt.seconds).max() ?? 0)
            filter.countries = pick([[], [site.place.country]])
        case "before a day": filter.until = .init(seconds: inspection.openedAt.seconds)
        case "a common word": filter.text = pick(["bouw", "antwerpen", "con"])
        case "document":
            filter.a1Serials = [pick(sample.filter { !$0.a1Serials.isEmpty }).a1Serials[0]]
        case "suspicion":
            filter.suspected = [pick(inspection.suspected)]
            filter.countries = [site.place.country]
            filter.parties = [pick(inspection.parties).agency]
        default: break
        }
        return filter
    }

    /// The calendar of a month, as somebody looks at it.
    mutating func nextCalendar() -> (viewer: String, request: WireCalendarRequest) {
        let inspection = pick(sample)
        var request = WireCalendarRequest()
        let from = inspection.from?.seconds ?? 0
        request.from = .init(seconds: from)
        request.until = .init(seconds: from + 30 * 86_400)
        switch pick([0, 1, 2]) {
        case 0:
            let officer = pick(inspection.officers)
            request.inspectors = ["\(officer.agency) \(officer.serviceNumber)"]
        case 1:
            let region = pick(inspection.sites).place.region(.builtIn) ?? "NL42"
            request.regions = [String(region.prefix(4))]
        default:
            request.parties = [inspection.parties.last?.agency ?? ""]
            request.countries = [pick(inspection.sites).place.country]
        }
        return (inspection.parties[0].agency, request)
    }

    private func setPeriod(
        _ filter: inout WireInspectionFilter, around time: Timestamp, days: Int64
    ) {
        filter.from = .init(seconds: time.seconds)
        filter.until = .init(seconds: time.seconds + days * 86_400)
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }
}
