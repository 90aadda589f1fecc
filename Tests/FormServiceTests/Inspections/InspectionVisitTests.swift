import FormSchemas
import Testing

@testable import FormDocument
@testable import FormService

/// What the rows of visits keep of what forms have said before.
@Suite("Visits of inspections")
struct InspectionVisitTests {
    private let viewer: AgencyCode
    private let blank: Inspection

    init() throws {
        viewer = try #require(AgencyCode("NL-LA"))
        let form = DocumentIdentity(sender: viewer, id: .generate())
        let now = Timestamp.now()
        blank = Inspection(
            form: form, leafIndex: 1, openedAt: now, root: form, caseID: .generate(), lastLeaf: 1,
            changedAt: now)
    }

    private func time(_ hours: Int64) -> Timestamp {
        Timestamp(microseconds: (1_796_000_000 + hours * 3_600) * 1_000_000)
    }

    private func site(
        _ id: String, _ hours: ClosedRange<Int64>, _ country: String = "NL",
        _ postcode: String = "5961 ET", host: String = "NL-LA", guests: [String] = ["BE-TSW"]
    ) -> Inspection.Site {
        var site = Inspection.Site(id: id)
        site.place.name = "De Peel"
        site.place.country = country
        site.place.postcode = postcode
        site.place.street = "Steenstraat 61"
        site.host = host
        site.guests = guests
        site.from = time(hours.lowerBound)
        site.until = time(hours.upperBound)
        return site
    }

    private func officer(_ number: String, _ sites: String...) -> Inspection.Officer {
        Inspection.Officer(agency: "NL-LA", serviceNumber: number, role: "LEAD", sites: sites)
    }

    private func visits(_ inspection: Inspection) -> [InspectionRow.Visit] {
        InspectionRow(inspection, for: [viewer], .builtIn).visits
    }

    @Test("A visit that nothing else was said of has no past; it is confirmed once that is so")
    func plain() throws {
        var inspection = blank
        inspection.sites = [site("S1", 1...2), Inspection.Site(id: "S2")]
        inspection.statedVisits = [site("S1", 1...2)]
        inspection.officers = [officer("A-1", "S1"), officer("A-2"), officer("A-3", "S2")]
        inspection.statedOfficers = inspection.officers
        var visit = try #require(visits(inspection).first)
        #expect(visits(inspection).count == 1 && visit.officers == ["NL-LA A1", "NL-LA A2"])
        #expect(visit.former.isEmpty && visit.formerFrom == nil && visit.formerUntil == nil)
        #expect(visit.siteName == "De Peel" && visit.place == "De Peel")
        #expect(visit.street == "Steenstraat 61" && visit.postcode == "5961 ET")
        #expect(!visit.isConfirmed && !visit.isCancelled)
        inspection.isSigned = true
        visit = try #require(visits(inspection).first)
        #expect(visit.isConfirmed)
        inspection.isSigned = false
        inspection.sites[0].access = "REFUSED"
        visit = try #require(visits(inspection).first)
        #expect(visit.isConfirmed)
    }

    @Test("Whom and where it does not concern any more is kept, and when it was to be")
    func past() throws {
        var inspection = blank
        inspection.sites = [site("S1", 50...52, "DE", "48653", host: "DE-NW-FKS", guests: [])]
        inspection.statedVisits = [
            site("S1", 1...2), site("S2", -90...90), inspection.sites[0],
        ]
        inspection.officers = [officer("A-1")]
        inspection.statedOfficers = [
            officer("A-1"), officer("A-2", "S1"), officer("a 2", "S1"), officer("A-3", "S2"),
        ]
        let visit = try #require(visits(inspection).first)
        #expect(
            visit.former == [
                "c:NL", "n:NL4", "n:NL42", "n:NL421", "x:NL-LA", "x:BE-TSW", "i:A2", "i:NL-LA A2",
            ])
        #expect(visit.formerFrom == time(1) && visit.formerUntil == time(52))
        #expect(visit.startsAt == time(50) && visit.officers == ["NL-LA A1"])
        // A record says when it really was: not what is within the plan's time is another one.
        inspection.statedVisits = [site("S1", 49...53), inspection.sites[0]]
        #expect(
            visits(inspection).first?.formerFrom == time(49)
                && visits(inspection).first?.formerUntil == time(53))
        inspection.statedVisits = [site("S1", 51...52), inspection.sites[0]]
        #expect(visits(inspection).first?.formerFrom == nil)
    }

    @Test("A cancelled visit is as it was last, for everybody whom it concerned")
    func cancelled() throws {
        var inspection = blank
        inspection.isSigned = true
        inspection.statedVisits = [
            site("S2", 1...2, "DE", "48653"), site("S1", 7...8), site("S2", 3...4),
        ]
        inspection.statedOfficers = [officer("A-1", "S2"), officer("A-2")]
        for isWithdrawn in [false, true] {
            inspection.isWithdrawn = isWithdrawn
            let found = visits(inspection)
            #expect(found.map(\.site) == ["S1", "S2"])
            #expect(found.allSatisfy { $0.isCancelled && !$0.isConfirmed })
            #expect(found[1].startsAt == time(3) && found[1].country == "NL")
            #expect(found[1].officers == ["NL-LA A1", "NL-LA A2"])
            #expect(found[1].former.first == "c:DE" && found[1].formerFrom == time(1))
            #expect(found[0].officers == ["NL-LA A2"] && found[0].former.isEmpty)
            let row = InspectionRow(inspection, for: [viewer], .builtIn)
            #expect(row.isListed == !isWithdrawn)
        }
    }

    @Test("What is corrected without end is not remembered without end")
    func endless() throws {
        var inspection = blank
        inspection.sites = [site("S1", 0...1)]
        inspection.statedVisits = (0..<20_000).map { site("S1", -$0...1) }
        inspection.statedOfficers = (0..<20_000).map { officer("A-\($0)") }
        let visit = try #require(visits(inspection).first)
        #expect(visit.former.count == 6_000 && visit.former.last == "i:19999")
    }
}
