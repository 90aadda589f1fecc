import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import SwiftProtobuf
import Testing

extension EndToEnd {
    /// Who is where, what stands in the way, and what came of it.
    @Suite(
        "Calendar and statistics of inspections",
        .exchange(["DE-NW-FKS", "NL-LA", "BE-TSW", "LU-ITM", "EU-ELA", "BE-SIOD", "BE-RSZ"]),
        .serialized)
    struct InspectionCalendarTests {
        private let exchange: TestExchange
        private let cast: Cast

        init() throws {
            exchange = try TestExchange.current
            cast = try Cast()
        }

        private func calendar(
            _ agency: String, _ fill: (inout WireCalendarRequest) -> Void = { _ in }
        ) async throws -> WireCalendarResponse {
            var request = WireCalendarRequest()
            request.access = .test
            request.from = .init(date: .now - 60 * 86_400)
            request.until = .init(date: .now + 60 * 86_400)
            fill(&request)
            let wanted = request
            return try await exchange.withInspections(agency) { client in
                try await client.calendar(wanted) { response in
                    var whole = WireCalendarResponse()
                    for try await part in response.messages {
                        whole.visits += part.visits
                        whole.conflicts += part.conflicts
                        whole.free += part.free
                    }
                    return whole
                }
            }
        }

        private func statistics(
            _ agency: String, _ fill: (inout WireStatisticsRequest) -> Void = { _ in }
        ) async throws -> WireStatisticsResponse {
            var request = WireStatisticsRequest()
            request.access = .test
            fill(&request)
            let wanted = request
            return try await exchange.withInspections(agency) { client in
                try await client.statistics(wanted)
            }
        }

        /// A plan that says who goes to Horst.
        private func withTeam(_ plan: StoryForm) -> StoryForm {
            plan.setting(
                "/body/teams",
                [
                    [
                        "team_id": "T1", "sites": ["S2"],
                        "members": [
                            ["agency": "NL-LA", "service_number": "NLA-20417", "role": "LEAD"]
                        ],
                    ]
                ])
        }

        private func visits(
            of form: StoryForm, _ agency: String
        ) async throws -> [WireInspectionVisit] {
            try await calendar(agency).visits.filter { $0.inspection.id == form.id }
        }

        @Test("A plan's visits are in the calendars of its parties and of nobody else")
        func plan() async throws {
            let joint = try JointInspection()
            try await cast.submit(joint.situation, joint.request, joint.answer)
            #expect(try await visits(of: joint.situation, "NL-LA").isEmpty)
            try await cast.submit(withTeam(joint.plan))
            let found = try await visits(of: joint.situation, "DE-NW-FKS")
            let sites = try #require(joint.plan.json[at: "/body/sites"]).elements
            #expect(found.count == sites.count)
            for site in sites {
                let visit = try #require(
                    found.first { .string($0.site) == site[at: "/site_id"] })
                let from = try #require(site[at: "/from"]?.text.flatMap { Timestamp($0) })
                #expect(visit.from.seconds == from.seconds)
                #expect(.string(visit.host) == site[at: "/host"])
                #expect(visit.officers == (visit.site == "S2" ? ["NL-LA NLA20417"] : []))
                #expect(!visit.cancelled && !visit.confirmed && !visit.dropped)
                #expect(.string(visit.siteName) == site[at: "/place/name"])
                #expect(.string(visit.street) == site[at: "/place/address/street"])
                #expect(.string(visit.postcode) == site[at: "/place/address/postcode"])
                #expect(visit.title == "Leiharbeit in der Fleischzerlegung im Grenzgebiet")
            }
            #expect(try await calendar("BE-SIOD").visits.isEmpty)
            // Each filter alone, by what the visits say of themselves.
            let id = joint.situation.id
            func places(_ fill: (inout WireCalendarRequest) -> Void) async throws -> [String] {
                try await calendar("NL-LA", fill).visits.filter { $0.inspection.id == id }
                    .map(\.place).sorted()
            }
            #expect(try await places { $0.countries = ["DE"] } == ["Coesfeld"])
            #expect(try await places { $0.regions = ["NL42"] } == ["Horst"])
            #expect(try await places { $0.parties = ["BE-TSW"] }.isEmpty)
            #expect(try await places { $0.parties = ["NL-LA"] }.contains("Horst"))
            #expect(try await places { $0.inspectors = ["NL-LA NLA.20417"] } == ["Horst"])
            #expect(try await places { $0.inspectors = ["99999"] }.isEmpty)
            let first = try #require(found.map(\.from.seconds).min())
            #expect(
                try await places { $0.until = .init(seconds: first) }.isEmpty)
            #expect(
                try await places { $0.until = .init(seconds: first + 1) }.count >= 1)
        }

        @Test("A withdrawn plan's visits are cancelled, a corrected one's are where they are now")
        func cancelled() async throws {
            let joint = try JointInspection()
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            try await cast.withdraw(joint.plan)
            let found = try await visits(of: joint.situation, "NL-LA")
            #expect(found.count == 2 && found.allSatisfy(\.cancelled))
            #expect(found.map(\.state) == ["OPEN", "OPEN"])
            let again = joint.plan.renewed()
            try await cast.submit(again)
            #expect(try await visits(of: joint.situation, "NL-LA").allSatisfy { !$0.cancelled })

            // The corrected plan leaves one site out.
            let shorter = again.correcting(again).setting(
                "/body/sites",
                .array(
                    again.json[at: "/body/sites"]?.elements.filter { $0[at: "/site_id"] != "S2" }
                        ?? []))
            try await cast.submit(shorter)
            let left = try await visits(of: joint.situation, "DE-NW-FKS")
            #expect(left.map { "\($0.site) \($0.cancelled)" } == ["S1 false", "S2 true"])
        }

        /// The marks of the sites of an inspection with when they are visited, as far as they are.
        private func sites(
            of form: StoryForm, _ agency: String,
            _ fill: (inout WireCalendarRequest) -> Void = { _ in }
        ) async throws -> [String] {
            try await calendar(agency, fill).visits.filter { $0.inspection.id == form.id }.map {
                $0.site + ($0.cancelled ? " cancelled" : "") + ($0.dropped ? " dropped" : "")
            }.sorted()
        }

        @Test(
            "Of two plans the later one says who goes where; what only the first said is cancelled")
        func secondPlan() async throws {
            let joint = try JointInspection()
            try await cast.submit(
                joint.situation, joint.request, joint.answer, withTeam(joint.plan))
            let sites = try #require(joint.plan.json[at: "/body/sites"]).elements
            let second = joint.plan.renewed().setting(
                "/body/sites", .array(sites.filter { $0[at: "/site_id"] == "S1" }))
            try await cast.submit(second)
            #expect(try await self.sites(of: joint.situation, "NL-LA") == ["S1", "S2 cancelled"])
            let officer = "NL-LA NLA-20417"
            #expect(
                try await self.sites(of: joint.situation, "DE-NW-FKS") {
                    $0.inspectors = [officer]
                } == ["S2 cancelled"])
            try await cast.withdraw(second)
            #expect(try await self.sites(of: joint.situation, "NL-LA") == ["S1", "S2"])
        }

        @Test("A withdrawn case takes its visits back; nothing else of it is found")
        func withdrawnCase() async throws {
            let joint = try JointInspection()
            try await cast.submit(
                joint.situation, joint.request, joint.answer, withTeam(joint.plan))
            let before = try await visits(of: joint.situation, "NL-LA")
            try await cast.withdraw(joint.situation)
            let after = try await visits(of: joint.situation, "NL-LA")
            #expect(after.count == 2 && after.map(\.site) == before.map(\.site))
            for (one, other) in zip(before, after) {
                #expect(other.cancelled && other.revision > one.revision)
                #expect(other.title == one.title && other.place == one.place)
                #expect(other.from == one.from && other.officers == one.officers)
                #expect(other.inspection == one.inspection && other.host == one.host)
            }
            let refusal = try await expectRefusal {
                try await exchange.withInspections("NL-LA") { client in
                    try await client.getInspection(
                        .with {
                            $0.access = .test
                            $0.form = before[0].inspection
                        })
                }
            }
            #expect(refusal.code == .notFound)
            #expect(try await visits(of: joint.situation, "BE-SIOD").isEmpty)
        }

        @Test("Whoever had a visit in a calendar learns that it has moved, or is another's")
        func former() async throws {
            let joint = try JointInspection()
            let plan = withTeam(joint.plan)
            try await cast.submit(joint.situation, joint.request, joint.answer, plan)
            let old = try #require(
                try await visits(of: joint.situation, "NL-LA").first { $0.site == "S2" })
            // The visit to S2 is later, elsewhere, and somebody else's.
            let moved = plan.correcting(plan).delaying("/body/window/until", days: 40)
                .delaying("/body/sites/1/from", days: 40).delaying("/body/sites/1/until", days: 40)
                .setting("/body/sites/1/place/address/postcode", "6211 AB")
                .setting("/body/sites/1/place/address/city", "Maastricht")
                .setting("/body/teams/0/members/0/service_number", "NLA-33052")
            try await cast.submit(moved)
            func then(
                _ fill: @escaping (inout WireCalendarRequest) -> Void
            ) async throws -> [String] {
                try await sites(of: joint.situation, "DE-NW-FKS") {
                    $0.from = old.from
                    $0.until = old.until
                    fill(&$0)
                }
            }
            #expect(try await then { _ in } == ["S1"])
            #expect(try await then { $0.withFormer = true } == ["S1", "S2"])
            #expect(try await then { $0.countries = ["NL"] }.isEmpty)
            let now = try await calendar("NL-LA") {
                $0.from = old.from
                $0.until = old.until
                $0.withFormer = true
            }.visits.first { $0.inspection.id == joint.situation.id && $0.site == "S2" }
            #expect(now?.from.seconds == old.from.seconds + 40 * 86_400)
            #expect(now?.place == "Maastricht" && now?.officers == ["NL-LA NLA33052"])
            #expect(now?.revision ?? 0 > old.revision)
            // Each filter, alone and together.
            let filters: [(Bool, (inout WireCalendarRequest) -> Void)] = [
                (false, { $0.countries = ["NL"] }), (false, { $0.parties = ["NL-LA"] }),
                (true, { $0.inspectors = ["NLA-20417"] }), (true, { $0.regions = ["NL421"] }),
                (false, { $0.regions = ["NL4"] }), (false, { $0.inspectors = ["NLA-33052"] }),
                (
                    true,
                    {
                        $0.regions = ["NL421"]
                        $0.inspectors = ["NL-LA NLA20417"]
                    }
                ),
            ]
            for (number, (isDropped, filter)) in filters.enumerated() {
                let found = try await then {
                    $0.withFormer = true
                    filter(&$0)
                }
                #expect(found.last == (isDropped ? "S2 dropped" : "S2"), "\(number)")
            }
            #expect(
                try await then {
                    $0.withFormer = true
                    $0.inspectors = ["NLA-99999"]
                }.isEmpty)
            #expect(
                try await sites(of: joint.situation, "NL-LA") { $0.inspectors = ["NLA-20417"] }
                    .isEmpty)
        }

        @Test("A visit is confirmed once both parties have signed, and anew after a correction")
        func confirmed() async throws {
            let joint = try JointInspection()
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            func confirmed() async throws -> [Bool] {
                try await visits(of: joint.situation, "NL-LA").map(\.confirmed)
            }
            try await cast.submit(joint.signature("DE-NW-FKS", cast))
            #expect(try await confirmed() == [false, false])
            let before = try #require(try await visits(of: joint.situation, "NL-LA").first)
            try await cast.submit(joint.signature("NL-LA", cast))
            #expect(try await confirmed() == [true, true])
            let after = try #require(try await visits(of: joint.situation, "NL-LA").first)
            #expect(after.revision > before.revision)
            try await cast.submit(joint.plan.correcting(joint.plan))
            #expect(try await confirmed() == [false, false])
        }

        @Test("An officer and a site are needed once at a time; free is who is nowhere")
        func conflicts() async throws {
            let stories = [try JointInspection(), try JointInspection()]
            for joint in stories {
                try await cast.submit(
                    joint.situation, joint.request, joint.answer, withTeam(joint.plan))
            }
            let found = try await calendar("NL-LA") {
                $0.freeFor = ["NL-LA", "DE-NW-FKS"]
                $0.freeMinutes = 60
            }
            let ids = Set(stories.map(\.situation.id))
            let mine = found.conflicts.filter { conflict in
                [conflict.first, conflict.second].allSatisfy {
                    ids.contains(found.visits[Int($0)].inspection.id)
                }
            }
            #expect(mine.contains { $0.kind == .officer && $0.subject == "NL-LA NLA20417" })
            #expect(Set(mine.filter { $0.kind == .site }.map(\.subject)) == ["Coesfeld", "Horst"])
            for conflict in mine {
                let pair = [found.visits[Int(conflict.first)], found.visits[Int(conflict.second)]]
                #expect(pair[0].inspection.id != pair[1].inspection.id)
                #expect(pair.allSatisfy { $0.from.seconds <= conflict.from.seconds })
                #expect(pair.allSatisfy { $0.until.seconds >= conflict.until.seconds })
            }
            #expect(!found.free.isEmpty)
            let busy = found.visits.filter { !$0.cancelled }
            for time in found.free {
                #expect(time.until.seconds - time.from.seconds >= 3_600)
                #expect(
                    !busy.contains {
                        $0.from.seconds < time.until.seconds
                            && $0.until.seconds > time.from.seconds
                    })
            }
        }

        @Test("Statistics are the sums of what is found, by period, partner and sector")
        func sums() async throws {
            let joint = try JointInspection()
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            for agency in ["DE-NW-FKS", "NL-LA"] {
                try await cast.submit(joint.signature(agency, cast))
            }
            try await cast.submit(
                joint["SOC-04/nl-la-to-coesfeld-urgent"], joint["SOC-04/de-nw-fks-to-horst"],
                joint["SOC-05/nl-la-housing-of-meat-workers"],
                joint["SOC-05/de-nw-fks-meat-vulnerable-workers"],
                joint["SOC-06/de-nw-fks-coesfeld"])
            try await cast.submit(ConcertedInspection().situation)
            let all = try await exchange.withInspections("NL-LA") { client in
                try await client.query(.with { $0.access = .test }) { response in
                    try await response.messages.reduce(into: [WireInspectionSummary]()) {
                        if case .inspection(let inspection)? = $1.content { $0.append(inspection) }
                    }
                }
            }
            let found = try await statistics("NL-LA") { $0.period = .month }
            #expect(found.total.inspections == UInt32(all.count))
            #expect(found.total.workers == all.map(\.workerCount).reduce(0, +))
            #expect(found.total.sites == all.map(\.siteCount).reduce(0, +))
            #expect(found.total.victims == all.map(\.victimCount).reduce(0, +))
            #expect(found.total.victims > 0 && found.total.inspected >= 1)
            #expect(found.total.withInfringements >= 1)
            let housing = all.flatMap(\.findings).filter { $0.kind == "HOUSING" }
            let counted = found.total.findings.filter { $0.kind == "HOUSING" }
            #expect(counted.map(\.count).reduce(0, +) == housing.map(\.count).reduce(0, +))
            let arrears = all.map(\.arrearsCents).reduce(0, +)
            #expect(found.total.arrears.first { $0.currency == "EUR" }?.cents == arrears)
            for groups in [found.periods, found.sectors] {
                #expect(
                    groups.map(\.sums.inspections).reduce(0, +) == found.total.inspections)
                #expect(groups.map(\.sums.workers).reduce(0, +) == found.total.workers)
            }
            #expect(found.periods.allSatisfy { $0.key.count == 7 })
            #expect(found.partners.contains { $0.key == "DE-NW-FKS" && $0.sums.victims > 0 })
            #expect(!found.partners.contains { $0.key == "NL-LA" })
            let some = try await statistics("NL-LA") {
                $0.filter.sectors = ["C"]
                $0.period = .quarter
            }
            #expect(some.sectors.map(\.key) == ["C"])
            #expect(some.periods.allSatisfy { $0.key.contains("-Q") })
            let none = try await statistics("BE-SIOD")
            #expect(none.total == WireInspectionSums() && none.periods.isEmpty)
        }

        @Test("What cannot be answered is refused, with what to do instead")
        func refusals() async throws {
            typealias Fill = @Sendable (inout WireCalendarRequest) -> Void
            let cases: [(String, Fill)] = [
                ("reason", { $0.access.reason = "" }),
                ("400 days", { $0.clearFrom() }),
                ("400 days", { $0.from = .init(seconds: 0) }),
                ("400 days", { $0.until = $0.from }),
                ("countries", { $0.countries = ["Belgium"] }),
                ("regions", { $0.regions = ["BE"] }),
                ("parties", { $0.parties = ["?"] }),
                ("inspectors", { $0.inspectors = ["nobody at all"] }),
                ("free_for", { $0.freeFor = ["nobody"] }),
                ("free_minutes", { $0.freeMinutes = 721 }),
                ("XX-YY", { $0.freeFor = ["NL-LA", "XX-YY"] }),
                (
                    "contradicts",
                    {
                        $0.countries = ["NL"]
                        $0.regions = ["LU00"]
                    }
                ),
            ]
            for (word, fill) in cases {
                let refusal = try await expectRefusal { try await calendar("NL-LA", fill) }
                #expect(refusal.code == .invalidArgument, "\(word)")
                #expect(refusal.message.contains(word), "\(refusal.message) lacks \(word)")
            }
            let refusal = try await expectRefusal {
                try await statistics("NL-LA") { $0.period = .UNRECOGNIZED(9) }
            }
            #expect(refusal.message.contains("MONTH"))
            let stranger = try await expectRefusal {
                try await statistics("NL-LA") { $0.filter.states = ["DONE"] }
            }
            #expect(stranger.code == .invalidArgument)
        }

        @Test("The audit trail has every calendar and all statistics")
        func audit() async throws {
            let before = try await exchange.database.auditTrail(of: nil).count
            _ = try await calendar("BE-SIOD") {
                $0.from = .init(seconds: 1_800_000_000)
                $0.until = .init(seconds: 1_800_086_400)
                $0.countries = ["BE"]
                $0.freeFor = ["BE-TSW"]
            }
            _ = try await statistics("BE-SIOD") { $0.filter.sectors = ["F"] }
            let entries = Array(try await exchange.database.auditTrail(of: nil).dropFirst(before))
            #expect(entries.map(\.call) == ["Calendar", "Statistics"])
            #expect(
                entries.map(\.filters) == [
                    "from=2027-01-15T08:00:00.000000Z "
                        + "until=2027-01-16T08:00:00.000000Z countries=BE "
                        + "free_for=BE-TSW",
                    "sectors=F period=YEAR",
                ])
            #expect(entries.map(\.results) == [0, 0])
        }
    }
}

extension WireAccess {
    fileprivate static let test = WireAccess.with {
        $0.officer = "NLA-20417"
        $0.reason = "planning an inspection"
    }
}

extension JSONValue {
    fileprivate var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
