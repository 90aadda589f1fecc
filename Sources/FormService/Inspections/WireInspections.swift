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
        findings = row.findingKinds.indices.map { place in
            .with {
                $0.kind = row.findingKinds[place]
                $0.country = row.findingCountries[place]
                $0.count = UInt32(clamping: row.findingCounts[place])
            }
        }
    }

    init(_ row: InspectionRow) {
        self.init()
        let inspection = row.inspection
        form = WireFormReference(inspection.form)
        caseID = inspection.caseID.description
        title = row.title
        state = row.state
        type = row.type
        sector = row.sector
        openedAt = Google_Protobuf_Timestamp(inspection.openedAt)
        changedAt = Google_Protobuf_Timestamp(inspection.changedAt)
        if let from = inspection.from { self.from = Google_Protobuf_Timestamp(from) }
        if let until = inspection.until { self.until = Google_Protobuf_Timestamp(until) }
        places = row.places
        entities = inspection.entities.map(\.name)
        parties = inspection.parties.map(\.agency)
        siteCount = UInt32(clamping: inspection.siteCount)
        entityCount = UInt32(clamping: inspection.entityCount)
        workerCount = UInt32(clamping: inspection.workerCount)
        victimCount = UInt32(clamping: inspection.victims)
        arrearsCents = row.arrearsCents
        findings = inspection.findings.map { finding in
            .with {
                $0.kind = finding.kind
                $0.country = finding.country
                $0.count = UInt32(clamping: finding.count)
            }
        }
    }
}

extension WireInspection {
    init(_ reading: InspectionStore.Reading, _ catalogue: Catalogue) {
        self.init()
        let inspection = reading.inspection
        summary = WireInspectionSummary(reading.row)
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
