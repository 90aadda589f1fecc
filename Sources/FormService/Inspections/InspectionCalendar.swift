internal import FormDocument
internal import FormSchemas

/// Visits to sites within a time: who is where, what stands in the way, when there is time.
struct InspectionCalendar: Sendable {
    /// Two visits that need the same at one time.
    struct Conflict: Hashable, Sendable {
        enum Kind { case officer, site }
        let kind: Kind
        let subject: String
        /// Their places in the list of visits.
        let first: Int
        let second: Int
        let from: Timestamp
        let until: Timestamp
    }

    /// In the order in which they begin.
    let visits: [InspectionVisitRow]
    /// In the order in which the second of the two visits begins.
    let conflicts: [Conflict]
    let free: [Range<Timestamp>]

    /// Whoever wants to see more narrows the time.
    static let conflictsMax = 1_000

    /// - Parameters:
    ///   - found: the visits, in any order.
    ///   - busy: those of the agencies whose common free time is wanted.
    /// - Cost: n log n in the visits, and in proportion to the conflicts and the days.
    init(_ found: [InspectionVisitRow], busy: [InspectionVisitRow], _ search: CalendarSearch) {
        // Their places are sorted by little, as the visits themselves are large.
        let keys = found.map { ($0.startsAt.microseconds, $0.leafIndex) }
        visits = found.indices.sorted { left, right in
            keys[left] != keys[right]
                ? keys[left] < keys[right] : found[left].site < found[right].site
        }.map { found[$0] }
        conflicts = Self.conflicts(among: visits)
        free = Self.free(besides: busy, search)
    }

    private struct Subject: Hashable {
        let kind: Conflict.Kind
        let name: String
    }

    /// What different inspections need at the same time. A sweep over the beginnings: of each officer
    /// and site the visits that are not over yet are kept.
    private static func conflicts(among visits: [InspectionVisitRow]) -> [Conflict] {
        var found: [Conflict] = []
        var open: [Subject: [Int]] = [:]
        open.reserveCapacity(visits.count)
        for place in visits.indices where !visits[place].isCancelled {
            let visit = visits[place]
            var subjects = visit.officers.map { Subject(kind: .officer, name: $0) }
            if !visit.address.isEmpty { subjects.append(Subject(kind: .site, name: visit.address)) }
            for subject in subjects {
                guard let index = open.index(forKey: subject) else {
                    open[subject] = [place]
                    continue
                }
                open.values[index].removeAll { visits[$0].endsAt <= visit.startsAt }
                for other in open.values[index] where visits[other].leafIndex != visit.leafIndex {
                    found.append(
                        Conflict(
                            kind: subject.kind,
                            subject: subject.kind == .site ? visit.place : subject.name,
                            first: other, second: place, from: visit.startsAt,
                            until: min(visit.endsAt, visits[other].endsAt)))
                    if found.count == conflictsMax { return found }
                }
                open.values[index].append(place)
            }
        }
        return found
    }

    /// The working hours that all agencies have in common, without their visits.
    private static func free(
        besides busy: [InspectionVisitRow], _ search: CalendarSearch
    ) -> [Range<Timestamp>] {
        guard !search.freeFor.isEmpty else { return [] }
        let taken = busy.filter { !$0.isCancelled }.sorted { $0.startsAt < $1.startsAt }
        var free: [Range<Timestamp>] = []
        func add(_ from: Int64, _ until: Int64) {
            guard until - from >= search.freeSeconds else { return }
            free.append(
                Timestamp(
                    microseconds: from * 1_000_000)..<Timestamp(microseconds: until * 1_000_000))
        }
        var next = 0
        for hours in WorkingHours.common(
            to: search.freeFor, from: search.freeFrom.seconds, until: search.until.seconds)
        {
            while next < taken.count, taken[next].endsAt.seconds <= hours.lowerBound { next += 1 }
            var start = hours.lowerBound
            for visit in taken[next...] {
                guard visit.startsAt.seconds < hours.upperBound else { break }
                add(start, visit.startsAt.seconds)
                start = max(start, visit.endsAt.seconds)
            }
            add(start, hours.upperBound)
        }
        return free
    }
}
