import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import SwiftProtobuf
import Testing

extension EndToEnd {
    /// Two inspections: one in Coesfeld and Horst by Germany and the Netherlands, one of greenhouses by
    /// the Netherlands, Belgium and Luxembourg.
    @Suite(
        "Queries of inspections",
        .exchange(["DE-NW-FKS", "NL-LA", "BE-TSW", "LU-ITM", "EU-ELA", "BE-SIOD", "BE-RSZ"]),
        .serialized)
    struct InspectionQueryTests {
        private let exchange: TestExchange
        private let cast: Cast
        private let joint: JointInspection
        private let concerted: ConcertedInspection

        init() throws {
            exchange = try TestExchange.current
            cast = try Cast()
            joint = try JointInspection()
            concerted = try ConcertedInspection()
        }

        private func query(
            _ agency: String, _ fill: (inout WireQueryInspectionsRequest) -> Void = { _ in }
        ) async throws -> InspectionAnswer {
            var request = WireQueryInspectionsRequest()
            request.access = .test
            fill(&request)
            let wanted = request
            return try await exchange.withInspections(agency) { client in
                try await client.query(wanted) { response in
                    var answer = InspectionAnswer()
                    for try await message in response.messages { answer.add(message) }
                    return answer
                }
            }
        }

        private func read(_ form: StoryForm, by agency: String) async throws -> WireInspection {
            try await exchange.withInspections(agency) { client in
                try await client.getInspection(
                    .with {
                        $0.access = .test
                        $0.form = .with {
                            $0.sender = form.sender
                            $0.id = form.id
                        }
                    }
                ).inspection
            }
        }

        /// Everything of the joint inspection from the case to the first follow-up.
        private func playJoint() async throws {
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            for agency in ["DE-NW-FKS", "NL-LA"] {
                try await cast.submit(joint.signature(agency, cast))
            }
            try await cast.submit(
                joint["SOC-04/nl-la-to-coesfeld-urgent"], joint["SOC-04/de-nw-fks-to-horst"],
                joint["SOC-05/nl-la-housing-of-meat-workers"],
                joint["SOC-05/de-nw-fks-meat-vulnerable-workers"],
                joint["SOC-06/de-nw-fks-coesfeld"], joint["SOC-06/de-nw-fks-coesfeld-corrected"],
                joint["SOC-07/de-nw-fks-interim"])
        }

        @Test("An inspection grows with its forms, for those who see them and nobody else")
        func growth() async throws {
            func mine(_ agency: String) async throws -> WireInspectionSummary? {
                try await query(agency).found.first { $0.form.id == joint.situation.id }
            }
            try await cast.submit(joint.situation)
            let opened = try #require(try await mine("NL-LA"))
            #expect(opened.state == "OPEN")
            #expect(opened.places == ["Coesfeld", "Horst"])
            #expect(opened.parties == ["DE-NW-FKS", "NL-LA"])
            try await cast.submit(joint.request, joint.answer, joint.plan)
            let planned = try #require(try await mine("NL-LA"))
            #expect(planned.state == "PLANNED")
            #expect(planned.from.timeIntervalSince1970 > opened.from.timeIntervalSince1970)
            for agency in ["DE-NW-FKS", "NL-LA"] {
                try await cast.submit(joint.signature(agency, cast))
            }
            try await cast.submit(
                joint["SOC-04/nl-la-to-coesfeld-urgent"], joint["SOC-04/de-nw-fks-to-horst"],
                joint["SOC-05/nl-la-housing-of-meat-workers"])
            let visited = try #require(try await mine("DE-NW-FKS"))
            #expect(visited.state == "INSPECTED")
            #expect(visited.siteCount == 1 && visited.workerCount == 1)
            #expect(
                visited.findings.map { "\($0.kind) \($0.country) \($0.count)" } == ["HOUSING NL 1"])
            try await cast.submit(
                joint["SOC-05/de-nw-fks-meat-vulnerable-workers"],
                joint["SOC-06/de-nw-fks-coesfeld"], joint["SOC-06/de-nw-fks-coesfeld-corrected"],
                joint["SOC-07/de-nw-fks-interim"])
            let reported = try #require(try await mine("NL-LA"))
            #expect(reported.state == "FOLLOWED_UP")
            #expect(
                [reported.siteCount, reported.entityCount, reported.workerCount] == [2, 3, 4])
            #expect(reported.victimCount == 2)
            #expect(reported.arrearsCents == 3_315_000)
            #expect(reported.findings.first { $0.kind == "HOUSING" }?.count == 2)
            // Who is no party sees nothing, by any way of asking.
            for agency in ["BE-SIOD", "LU-ITM"] {
                let other = try await query(agency) { $0.filter.countries = ["DE"] }
                #expect(other.overview.total == 0)
                #expect(other.overview.facets.isEmpty)
                let refusal = try await expectRefusal {
                    try await read(joint.situation, by: agency)
                }
                #expect(refusal.code == .notFound)
            }
        }

        @Test("Everything that the forms say of one inspection")
        func whole() async throws {
            try await playJoint()
            let found = try await read(joint.situation, by: "NL-LA")
            #expect(found.summary.title == "Leiharbeit in der Fleischzerlegung im Grenzgebiet")
            #expect(found.legalAreas == ["TEMP_AGENCY", "HOUSING", "UNDECLARED_WORK"])
            #expect(found.countries == ["DE", "NL"])
            #expect(found.lead == "DE-NW-FKS")
            #expect(found.powers == ["OBSERVE"])
            #expect(
                found.parties.map { "\($0.agency) \($0.role) \($0.decision)" } == [
                    "DE-NW-FKS HOST ", "NL-LA HOST AGREE",
                ])
            #expect(
                found.sites.map { "\($0.id) \($0.city) \($0.region) \($0.host) \($0.access)" } == [
                    "S1 Coesfeld DEA35 DE-NW-FKS GRANTED", "S2 Horst NL421 NL-LA GRANTED",
                ])
            #expect(
                found.entities.map { "\($0.name) \($0.numbers.count)" } == [
                    "Fleischzerlegung Münsterland GmbH 3", "Personeelsdiensten Zuid B.V. 3",
                ])
            let officers = Set(found.officers.map { "\($0.agency) \($0.serviceNumber)" })
            #expect(officers.isSuperset(of: ["NL-LA NLA-20417", "DE-NW-FKS FKS-3307"]))
            #expect(
                found.arrears.map { "\($0.kind) \($0.cents) \($0.currency)" } == [
                    "WAGES 2140000 EUR", "CONTRIBUTIONS 1175000 EUR",
                ])
            #expect(
                found.outcomes.map { "\($0.outcome) \($0.cents) \($0.agency)" } == [
                    "PROSECUTION 0 DE-NW-FKS", "FINE 1250000 DE-NW-FKS",
                    "CONTRIBUTIONS_ASSESSED 1190437 DE-NW-FKS",
                ])
            // The same undertakings are in the other test's inspection.
            try await cast.submit(JointInspection().situation)
            let again = try await read(joint.situation, by: "NL-LA")
            let hint = try #require(
                again.hints.first { $0.subject == "Personeelsdiensten Zuid B.V." })
            #expect(hint.kind == .entity)
            #expect(!hint.inspections.isEmpty)
            #expect(!hint.inspections.contains { $0.form.id == joint.situation.id })
        }

        @Test("Each filter finds what fits and nothing else")
        func filters() async throws {
            try await playJoint()
            try await cast.submit(concerted.situation)
            let cases: [(String, String, @Sendable (inout WireInspectionFilter) -> Void)] = [
                ("all", "CJ", { _ in }),
                ("country", "J", { $0.countries = ["DE"] }),
                ("one of two countries", "CJ", { $0.countries = ["DE", "BE"] }),
                ("region", "CJ", { $0.regions = ["NL42"] }),
                ("region of level 3", "J", { $0.regions = ["DEA35"] }),
                ("another region", "", { $0.regions = ["FRE"] }),
                ("near Horst", "CJ", { $0.near = .circle(51.45, 6.05, 5) }),
                ("not so near", "", { $0.near = .circle(51.45, 6.20, 5) }),
                ("near Coesfeld", "J", { $0.near = .circle(51.94, 7.17, 1) }),
                ("section", "J", { $0.sectors = ["C"] }),
                ("division", "J", { $0.sectors = ["10"] }),
                ("class", "J", { $0.sectors = ["10.11"] }),
                ("area", "J", { $0.legalAreas = ["UNDECLARED_WORK"] }),
                ("state", "J", { $0.states = ["FOLLOWED_UP"] }),
                ("type", "J", { $0.types = ["JOINT"] }),
                ("result", "C", { $0.results = ["PENDING"] }),
                ("irregularity", "J", { $0.irregularities = ["WAGE_UNDERPAID"] }),
                ("suspected", "J", { $0.suspected = ["HUMAN_TRAFFICKING"] }),
                ("outcome", "J", { $0.outcomes = ["FINE"] }),
                ("party", "J", { $0.parties = ["DE-NW-FKS"] }),
                ("name without its marks", "J", { $0.entityName = "fleischzerlegung munsterland" }),
                ("name with a mistake", "J", { $0.entityName = "Fleishzerlegung Muensterlant" }),
                ("one word as two", "J", { $0.entityName = "fleisch zerlegung munsterland" }),
                ("two of one word alone", "", { $0.entityName = "zerlegung brouwerij" }),
                ("another name", "", { $0.entityName = "Brouwerij Haacht" }),
                ("number in another notation", "J", { $0.entityNumbers = ["nl 5744.59.650.b01"] }),
                ("number without its country", "J", { $0.entityNumbers = ["574459650B01"] }),
                ("another number", "", { $0.entityNumbers = ["12345678"] }),
                ("officer", "J", { $0.inspectors = ["NLA-20417"] }),
                ("officer by the digits alone", "J", { $0.inspectors = ["20417"] }),
                ("officer of an agency", "J", { $0.inspectors = ["NL-LA NLA.20417"] }),
                ("officer of another agency", "", { $0.inspectors = ["BE-TSW NLA-20417"] }),
                ("words", "J", { $0.text = "horst leiharb" }),
                ("words without marks", "J", { $0.text = "muensterl" }),
                ("words that are not together", "", { $0.text = "horst brussel" }),
                (
                    "all at once", "J",
                    {
                        $0.countries = ["NL"]
                        $0.sectors = ["C"]
                        $0.entityName = "Personeelsdiensten Zuid"
                        $0.near = .circle(51.9, 7.1, 20)
                        $0.states = ["FOLLOWED_UP", "CLOSED"]
                        $0.inspectors = ["FKS-3307"]
                    }
                ),
            ]
            let names = [joint.situation.id: "J", concerted.situation.id: "C"]
            for (name, expected, fill) in cases {
                let answer = try await query("NL-LA") { fill(&$0.filter) }
                let found = answer.found.compactMap { names[$0.form.id] }.sorted().joined()
                #expect(found == expected, "\(name)")
                // Facets and total are those of what is found.
                #expect(answer.overview.total == answer.found.count, "\(name)")
                for facet in ["state", "result", "year"] {
                    #expect(
                        answer.facet(facet).values.reduce(0, +) == answer.overview.total,
                        "\(name): \(facet)")
                }
            }
        }

        @Test("Every order pages through all inspections, each once")
        func paging() async throws {
            for _ in 0..<3 { try await cast.submit(JointInspection().situation) }
            try await cast.submit(concerted.situation)
            let all = try await query("NL-LA").found.map(\.form.id)
            #expect(all.count >= 4)
            for order in [
                WireQueryInspectionsRequest.Order.newest, .window, .changed, .workers, .findings,
                .arrears,
            ] {
                for ascending in [false, true] {
                    var paged: [String] = []
                    var token = ""
                    repeat {
                        let page = try await query("NL-LA") {
                            $0.order = order
                            $0.ascending = ascending
                            $0.limit = 2
                            $0.pageToken = token
                        }
                        #expect(page.found.count <= 2)
                        #expect(page.overview.total == all.count)
                        paged += page.found.map(\.form.id)
                        token = page.next
                    } while !token.isEmpty
                    #expect(paged.count == all.count, "\(order) \(ascending)")
                    #expect(Set(paged) == Set(all), "\(order) \(ascending)")
                    if order == .newest { #expect(paged == (ascending ? all.reversed() : all)) }
                }
            }
        }

        @Test("What cannot be answered is refused, with what to do instead")
        func refusals() async throws {
            typealias Fill = @Sendable (inout WireQueryInspectionsRequest) -> Void
            let cases: [(String, Fill)] = [
                ("reason", { $0.access.reason = "" }),
                ("officer", { $0.access.officer = "" }),
                ("countries", { $0.filter.countries = ["Belgium"] }),
                ("regions", { $0.filter.regions = ["BE999"] }),
                ("regions", { $0.filter.regions = ["BE"] }),
                ("sectors", { $0.filter.sectors = ["F", "41"] }),
                ("sectors", { $0.filter.sectors = ["bouw"] }),
                ("states", { $0.filter.states = ["DONE"] }),
                ("results", { $0.filter.results = ["GOOD"] }),
                ("near", { $0.filter.near = .circle(51, 5, 500) }),
                ("near", { $0.filter.near = .circle(.nan, 5, 5) }),
                ("entity_name", { $0.filter.entityName = "?!" }),
                ("entity_numbers", { $0.filter.entityNumbers = ["-"] }),
                ("inspectors", { $0.filter.inspectors = ["nobody at all"] }),
                ("text", { $0.filter.text = "--" }),
                ("order", { $0.order = .UNRECOGNIZED(99) }),
                ("limit", { $0.limit = 100_000 }),
                (
                    "contradicts",
                    {
                        $0.filter.results = ["PENDING"]
                        $0.filter.irregularities = ["HOUSING"]
                    }
                ),
                (
                    "states contradicts results",
                    {
                        $0.filter.states = ["OPEN"]
                        $0.filter.results = ["INFRINGEMENTS"]
                    }
                ),
                (
                    "period",
                    {
                        $0.filter.from = .init(seconds: 2_000)
                        $0.filter.until = .init(seconds: 1_000)
                    }
                ),
                ("page token", { $0.pageToken = "12.3.abc" }),
            ]
            for (word, fill) in cases {
                let refusal = try await expectRefusal { try await query("NL-LA", fill) }
                #expect(refusal.code == .invalidArgument, "\(word)")
                #expect(refusal.message.contains(word), "\(refusal.message) lacks \(word)")
            }
            // A token belongs to its filters and its order.
            try await cast.submit(JointInspection().situation, JointInspection().situation)
            let page = try await query("NL-LA") { $0.limit = 1 }
            #expect(!page.next.isEmpty)
            let other = try await expectRefusal {
                try await query("NL-LA") {
                    $0.filter.countries = ["DE"]
                    $0.pageToken = page.next
                }
            }
            #expect(other.reason == "INVALID_CURSOR")
        }

        @Test("The audit trail has every query with its filters, also one that finds nothing")
        func audit() async throws {
            let before = try await exchange.database.auditTrail(of: nil).count
            _ = try await query("BE-SIOD") {
                $0.filter.countries = ["BE"]
                $0.filter.entityName = "Nobody Ltd"
            }
            let entries = try await exchange.database.auditTrail(of: nil).dropFirst(before)
            #expect(entries.map(\.call) == ["QueryInspections"])
            #expect(
                entries.first?.filters
                    == "countries=BE entity_name=nobody ltd order=OPENED")
            #expect(entries.first?.results == 0)
        }
    }
}

/// What a query streams.
private struct InspectionAnswer: Sendable {
    var overview = WireInspectionOverview()
    var found: [WireInspectionSummary] = []
    var next = ""

    mutating func add(_ message: WireQueryInspectionsResponse) {
        switch message.content {
        case .overview(let overview): self.overview = overview
        case .inspection(let inspection): found.append(inspection)
        case .nextPageToken(let token): next = token
        case nil: break
        }
    }

    func facet(_ name: String) -> [String: UInt32] {
        Dictionary(
            uniqueKeysWithValues: overview.facets.filter { $0.facet == name }
                .map { ($0.value, $0.count) })
    }
}

extension WireAccess {
    fileprivate static let test = WireAccess.with {
        $0.officer = "NLA-20417"
        $0.reason = "preparing an inspection"
    }
}

extension WireNearby {
    fileprivate static func circle(
        _ latitude: Double, _ longitude: Double, _ kilometres: Double
    ) -> WireNearby {
        .with {
            $0.latitude = latitude
            $0.longitude = longitude
            $0.kilometres = kilometres
        }
    }
}
