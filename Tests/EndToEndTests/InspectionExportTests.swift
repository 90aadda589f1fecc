import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    /// A calendar that was exported once, as its owner exports it again after each change.
    @Suite(
        "Visits in the calendars of inspectors", .exchange(["DE-NW-FKS", "NL-LA"]), .serialized)
    struct InspectionExportTests {
        private let cast: Cast
        private let joint: JointInspection
        private let plan: StoryForm

        init() throws {
            cast = try Cast()
            joint = try JointInspection()
            plan = joint.plan.setting("/body/teams", Self.team("NLA-20417"))
        }

        /// Who goes to Horst.
        private static func team(_ number: String) -> JSONValue {
            [
                [
                    "team_id": "T1", "sites": ["S2"],
                    "members": [
                        ["agency": "NL-LA", "service_number": .string(number), "role": "LEAD"]
                    ],
                ]
            ]
        }

        private struct Event {
            let properties: [String: String]
            var status: String { properties["STATUS"] ?? "" }
            var start: String { properties["DTSTART"] ?? "" }
            var sequence: Int { properties["SEQUENCE"].flatMap(Int.init) ?? 0 }
        }

        /// The visits on the days of the first plan, by the mark of their site.
        private func export(_ agency: String, _ conditions: String...) async throws -> [String:
            Event]
        {
            let days = [
                joint.plan.text("/body/sites/1/from"), joint.plan.text("/body/sites/1/until"),
            ]
            .map { String($0.prefix(10)) }
            let run = try await cast[agency].run(
                ["inspections", "export", "ics", "--from", days[0], "--to", days[1]] + conditions
                    + ["--reason", "end-to-end test", "--officer", "NLA-20417"])
            #expect(run.status == 0, "\(run.errors)")
            var events: [String: Event] = [:]
            for text in run.output.replacing("\r\n ", with: "").components(
                separatedBy: "BEGIN:VEVENT\r\n"
            ).dropFirst() {
                let lines = text.components(separatedBy: "\r\n").compactMap { line in
                    line.firstIndex(of: ":").map {
                        (String(line[..<$0]), String(line[line.index(after: $0)...]))
                    }
                }
                let event = Event(properties: Dictionary(lines) { first, _ in first })
                let uid = event.properties["UID"] ?? ""
                guard uid.contains(joint.situation.id) else { continue }
                events[String(uid.dropLast("@forms.benelux".count).suffix(2))] = event
            }
            return events
        }

        @Test("What is planned, signed, moved, reassigned and withdrawn reaches who had it before")
        func planned() async throws {
            let own = ["--inspector", "NL-LA NLA-20417"]
            try await cast.submit(joint.situation, joint.request, joint.answer, plan)
            let first = try #require(try await export("NL-LA", own[0], own[1])["S2"])
            #expect(first.status == "TENTATIVE")
            #expect(
                first.properties["LOCATION"]
                    == "Woonlocatie De Peel\\, Steenstraat 61\\, 5961 ET Horst\\, Netherlands")
            for agency in ["DE-NW-FKS", "NL-LA"] {
                let digest = try await cast.digest(of: plan, by: agency)
                let sample = agency == "NL-LA" ? "nl-la" : "de-nw-fks"
                try await cast.submit(
                    joint["SOC-03/\(sample)-signs-coesfeld"].setting(
                        "/body/content_hash", .string(digest)))
            }
            let signed = try #require(try await export("NL-LA", own[0], own[1])["S2"])
            #expect(signed.status == "CONFIRMED" && signed.sequence > first.sequence)
            #expect(signed.properties["UID"] == first.properties["UID"])

            let moved = plan.correcting(plan).delaying("/body/window/until", days: 40)
                .delaying("/body/sites/1/from", days: 40).delaying("/body/sites/1/until", days: 40)
            try await cast.submit(moved)
            let later = try await export("NL-LA", own[0], own[1])
            #expect(later.keys.sorted() == ["S2"])
            #expect(later["S2"]?.status == "TENTATIVE" && later["S2"]?.start != first.start)
            #expect(later["S2"]?.sequence ?? 0 > signed.sequence)
            #expect(later["S2"]?.properties["UID"] == first.properties["UID"])
            #expect(try await export("NL-LA").keys.sorted() == ["S1", "S2"])

            let other = moved.correcting(moved).setting("/body/teams", Self.team("NLA-33052"))
            try await cast.submit(other)
            #expect(try await export("NL-LA", own[0], own[1])["S2"]?.status == "CANCELLED")
            let theirs = try await export("NL-LA", "--inspector", "NLA-33052", "--country", "NL")
            #expect(theirs["S2"]?.status == "TENTATIVE")

            try await cast.withdraw(other)
            for conditions in [own, ["--inspector", "NLA-33052"], ["--state", "planned"]] {
                let last = try await export("DE-NW-FKS", conditions[0], conditions[1])["S2"]
                #expect(last?.status == "CANCELLED", "\(conditions)")
                #expect(last?.sequence ?? 0 > later["S2"]?.sequence ?? 0)
            }
        }

        @Test("With its case every visit is taken back, whatever is asked for besides")
        func withdrawnCase() async throws {
            try await cast.submit(joint.situation, joint.request, joint.answer, plan)
            try await cast.withdraw(joint.situation)
            for conditions in [["--name", "Fleischzerlegung"], ["--party", "NL-LA"]] {
                let found = try await export("NL-LA", conditions[0], conditions[1])
                #expect(found.keys.sorted() == ["S1", "S2"], "\(conditions)")
                #expect(found.values.allSatisfy { $0.status == "CANCELLED" }, "\(conditions)")
            }
            let nobody = try await export("NL-LA", "--inspector", "NLA-99999")
            #expect(nobody.isEmpty)
        }
    }
}
