internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import SwiftProtobuf

// How inspections stand on the wire.

extension WireInspectionOverview {
    init(_ found: InspectionStore.Found) {
        self.init()
        total = UInt32(found.total)
        isMore = found.isMore
        facets = found.facets.counts.map { count in
            .with {
                $0.facet = count.facet
                $0.value = count.value
                $0.count = UInt32(clamping: count.count)
            }
        }
    }
}

extension WireInspectionSummary {
    init(_ row: InspectionSummaryRow) {
        self.init()
        form = WireFormReference(row.form)
        caseID = row.caseID.description
        title = row.title
        state = row.state
        type = row.type
        sector = row.sector
        openedAt = Google_Protobuf_Timestamp(row.openedAt)
        changedAt = Google_Protobuf_Timestamp(row.changedAt)
        if let from = row.from { self.from = Google_Protobuf_Timestamp(from) }
        if let until = row.until { self.until = Google_Protobuf_Timestamp(until) }
        places = row.places
        entities = row.entities
        parties = row.parties
        siteCount = UInt32(clamping: row.siteCount)
        entityCount = UInt32(clamping: row.entityCount)
        workerCount = UInt32(clamping: row.workerCount)
        victimCount = UInt32(clamping: row.victimCount)
        arrearsCents = row.arrearsCents
        findings = row.findings.compactMap { finding in
            let fields = finding.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 3, let count = Int32(fields[2]) else { return nil }
            return .with {
                $0.kind = String(fields[0])
                $0.country = String(fields[1])
                $0.count = UInt32(clamping: count)
            }
        }
    }
}

extension WireInspection {
    init(_ reading: InspectionStore.Reading, _ catalogue: Catalogue) {
        self.init()
        let inspection = reading.inspection
        summary = WireInspectionSummary(reading.summary)
        root = WireFormReference(inspection.root)
        sectorEdition = inspection.sectorEdition ?? ""
        countries = inspection.countries
        legalAreas = inspection.areas
        suspected = inspection.suspected
        risk = inspection.risk ?? ""
        workersExpected = UInt32(clamping: inspection.workersExpected ?? 0)
        lead = inspection.lead ?? ""
        parties = inspection.parties.map { party in
            .with {
                $0.agency = party.agency
                $0.role = party.role ?? ""
                $0.decision = party.decision ?? ""
            }
        }
        powers = inspection.powers
        sites = inspection.sites.map { WireInspectionSite($0, catalogue) }
        entities = inspection.entities.map { entity in
            .with {
                $0.name = entity.name
                $0.country = entity.country
                $0.roles = entity.roles
                $0.numbers = entity.numbers.map { number in
                    .with {
                        $0.type = number.type
                        $0.value = number.value
                    }
                }
            }
        }
        officers = inspection.officers.map { officer in
            .with {
                $0.agency = officer.agency
                $0.serviceNumber = officer.serviceNumber
                $0.role = officer.role
                $0.sites = officer.sites
            }
        }
        arrears = inspection.arrears.map(WireInspectionSum.init)
        sanctions = inspection.sanctions.map(WireInspectionSum.init)
        outcomes = inspection.outcomes.map(WireInspectionOutcome.init)
        hints = reading.hints.map { hint in
            .with {
                $0.kind = hint.kind == .entity ? .entity : .a1Serial
                $0.subject = hint.subject
                $0.inspections = hint.inspections.map { WireInspectionSummary($0) }
            }
        }
    }
}

extension WireInspectionSite {
    fileprivate init(_ site: Inspection.Site, _ catalogue: Catalogue) {
        self.init()
        id = site.id
        name = site.place.name
        country = site.place.country
        street = site.place.street ?? ""
        postcode = site.place.postcode ?? ""
        city = site.place.city ?? ""
        region = site.place.region(catalogue) ?? ""
        if let latitude = site.place.latitude { self.latitude = latitude }
        if let longitude = site.place.longitude { self.longitude = longitude }
        host = site.host ?? ""
        guests = site.guests
        if let from = site.from { self.from = Google_Protobuf_Timestamp(from) }
        if let until = site.until { self.until = Google_Protobuf_Timestamp(until) }
        workersExpected = UInt32(clamping: site.workersExpected ?? 0)
        access = site.access ?? ""
    }
}

extension WireInspectionSum {
    fileprivate init(_ sum: Inspection.Sum) {
        self.init()
        kind = sum.kind
        country = sum.country
        cents = sum.cents
        currency = sum.currency
    }
}

extension WireInspectionOutcome {
    fileprivate init(_ outcome: Inspection.Outcome) {
        self.init()
        self.outcome = outcome.outcome
        kind = outcome.kind
        country = outcome.country
        on = outcome.on
        count = UInt32(clamping: outcome.count)
        cents = outcome.cents ?? 0
        currency = outcome.currency ?? ""
        agency = outcome.agency.description
    }
}

extension WireInspectionVisit {
    init(_ visit: InspectionVisitRow) {
        self.init()
        inspection = WireFormReference(visit.inspection)
        title = visit.title
        state = visit.state
        type = visit.type
        site = visit.site
        siteName = visit.siteName
        place = visit.place
        street = visit.street
        postcode = visit.postcode
        country = visit.country
        region = visit.region
        if let latitude = visit.latitude { self.latitude = latitude }
        if let longitude = visit.longitude { self.longitude = longitude }
        host = visit.host
        guests = visit.guests
        officers = visit.officers
        from = Google_Protobuf_Timestamp(visit.startsAt)
        until = Google_Protobuf_Timestamp(visit.endsAt)
        confirmed = visit.isConfirmed
        cancelled = visit.isCancelled
        dropped = visit.isDropped
        revision = UInt64(clamping: visit.lastLeaf)
    }
}

extension WireVisitConflict {
    init(_ conflict: InspectionCalendar.Conflict) {
        self.init()
        kind = conflict.kind == .officer ? .officer : .site
        subject = conflict.subject
        first = UInt32(clamping: conflict.first)
        second = UInt32(clamping: conflict.second)
        from = Google_Protobuf_Timestamp(conflict.from)
        until = Google_Protobuf_Timestamp(conflict.until)
    }
}

extension WireFreeTime {
    init(_ time: Range<Timestamp>) {
        self.init()
        from = Google_Protobuf_Timestamp(time.lowerBound)
        until = Google_Protobuf_Timestamp(time.upperBound)
    }
}

extension WireStatisticsResponse {
    init(_ statistics: InspectionStatistics) {
        self.init()
        total = WireInspectionSums(statistics.total)
        periods = Self.groups(statistics.periods) { $0.key < $1.key }
        func more(
            _ left: (key: String, value: InspectionStatistics.Sums),
            _ right: (key: String, value: InspectionStatistics.Sums)
        ) -> Bool {
            (right.value.inspections, left.key) < (left.value.inspections, right.key)
        }
        partners = Self.groups(statistics.partners, more)
        sectors = Self.groups(statistics.sectors, more)
    }

    private typealias Group = (key: String, value: InspectionStatistics.Sums)

    private static func groups(
        _ groups: [String: InspectionStatistics.Sums], _ comesBefore: (Group, Group) -> Bool
    ) -> [WireInspectionGroup] {
        groups.map { ($0.key, $0.value) }.sorted(by: comesBefore).map { key, sums in
            .with {
                $0.key = key
                $0.sums = WireInspectionSums(sums)
            }
        }
    }
}

extension WireInspectionSums {
    init(_ sums: InspectionStatistics.Sums) {
        self.init()
        inspections = UInt32(clamping: sums.inspections)
        inspected = UInt32(clamping: sums.inspected)
        withInfringements = UInt32(clamping: sums.withInfringements)
        sites = UInt32(clamping: sums.sites)
        entities = UInt32(clamping: sums.entities)
        workers = UInt32(clamping: sums.workers)
        victims = UInt32(clamping: sums.victims)
        findings = sums.findings.sorted {
            ($1.value, $0.key.kind, $0.key.country) < ($0.value, $1.key.kind, $1.key.country)
        }.map { finding, count in
            .with {
                $0.kind = finding.kind
                $0.country = finding.country
                $0.count = UInt32(clamping: count)
            }
        }
        arrears = sums.arrears.sorted { $0.key < $1.key }.map { currency, cents in
            .with {
                $0.currency = currency
                $0.cents = cents
            }
        }
    }
}
