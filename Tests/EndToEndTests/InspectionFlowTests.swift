import FormSchemas
import Testing

extension EndToEnd {
    /// SOC-01 to SOC-07, by the clients of all parties of an inspection.
    @Suite(
        "The inspection dialogue",
        .exchange(["DE-NW-FKS", "NL-LA", "BE-TSW", "LU-ITM", "EU-ELA", "BE-SIOD", "BE-RSZ"]))
    struct InspectionFlowTests {
        @Test("A joint inspection with guests, from the case to the follow-up of both parties")
        func jointInspection() async throws {
            let cast = try Cast()
            let joint = try JointInspection()
            try await cast.submit(joint.situation, joint.request)
            let asked = try await cast.sight(of: joint.situation, by: "NL-LA")
            #expect(asked.states == ["OPEN"])
            #expect(asked.deadlines == ["NL-LA SOC-REQUEST open"])

            try await cast.submit(joint.answer, joint.plan)
            for agency in ["DE-NW-FKS", "NL-LA"] {
                try await cast.submit(joint.signature(agency, cast))
            }
            let signed = try await cast.sight(of: joint.situation, by: "DE-NW-FKS")
            #expect(signed.states == ["PLANNED"])
            #expect(
                signed.deadlines == [
                    "DE-NW-FKS SOC-REPORT open", "DE-NW-FKS SOC-SIGN met",
                    "NL-LA SOC-REQUEST met",
                ])

            try await cast.submit(
                joint["SOC-04/nl-la-to-coesfeld-urgent"], joint["SOC-04/de-nw-fks-to-horst"],
                joint["SOC-05/nl-la-housing-of-meat-workers"],
                joint["SOC-05/de-nw-fks-meat-vulnerable-workers"],
                joint["SOC-06/de-nw-fks-coesfeld"], joint["SOC-06/de-nw-fks-coesfeld-corrected"])
            let interim = try joint["SOC-07/de-nw-fks-interim"]
            let end = interim.answering(interim).setting("/body/final", true)
                .setting("/body/pending", nil)
            try await cast.submit(interim, joint["SOC-07/nl-la-final-coesfeld"], end)

            for agency in ["DE-NW-FKS", "NL-LA"] {
                let sight = try await cast.sight(of: joint.situation, by: agency)
                #expect(sight.states == ["CLOSED"])
                #expect(sight.deadlines.allSatisfy { !$0.hasSuffix("open") })
                #expect(
                    sight.forms == [
                        "DE-NW-FKS SOC-01/CASE", "DE-NW-FKS SOC-02/REQUEST",
                        "NL-LA SOC-02/ANSWER", "NL-LA SOC-03/PLAN", "DE-NW-FKS SOC-03/SIGN",
                        "NL-LA SOC-03/SIGN", "NL-LA SOC-04/ACCREDIT", "DE-NW-FKS SOC-04/ACCREDIT",
                        "NL-LA SOC-05/RECORD", "DE-NW-FKS SOC-05/RECORD",
                        "DE-NW-FKS SOC-06/REPORT", "DE-NW-FKS SOC-07/INTERIM",
                        "NL-LA SOC-07/FINAL", "DE-NW-FKS SOC-07/FINAL",
                    ])
            }
            let stranger = try await cast["BE-SIOD"].run(
                ["case", joint.situation.caseID] + because)
            #expect(stranger.status == 1)
        }

        @Test("A concerted inspection in three states, whose corrected plan all sign anew")
        func concertedInspection() async throws {
            let cast = try Cast()
            let concerted = try ConcertedInspection()
            try await cast.submit(
                concerted.situation, concerted.request, concerted["SOC-02/be-tsw-agrees"],
                concerted["SOC-02/lu-itm-agrees-partly"], concerted.firstPlan)
            // One has signed the first plan; all sign the second.
            try await cast.submit(
                concerted.signature("LU-ITM", of: concerted.firstPlan, cast), concerted.plan)
            for agency in ["NL-LA", "BE-TSW", "LU-ITM"] {
                try await cast.submit(concerted.signature(agency, of: concerted.plan, cast))
            }
            try await cast.submit(
                concerted["SOC-05/nl-la-greenhouse"], concerted["SOC-05/be-tsw-access-refused"],
                concerted["SOC-05/lu-itm-agency-site"], concerted["SOC-06/nl-la-greenhouses"])
            let reported = try await cast.sight(of: concerted.situation, by: "NL-LA")
            #expect(reported.states == ["REPORTED"])
            #expect(
                reported.deadlines.filter { $0.hasSuffix("open") } == [
                    "BE-TSW SOC-FOLLOW-UP open", "LU-ITM SOC-FOLLOW-UP open",
                    "NL-LA SOC-FOLLOW-UP open",
                ])

            let interim = try concerted["SOC-07/lu-itm-interim"]
            try await cast.submit(interim, concerted["SOC-07/be-tsw-final"])
            let followed = try await cast.sight(of: concerted.situation, by: "NL-LA")
            #expect(followed.states == ["CLOSED"])
            #expect(
                followed.deadlines.filter { $0.hasSuffix("open") }
                    == ["NL-LA SOC-FOLLOW-UP open"])
            #expect(
                try await cast.sight(of: concerted.situation, by: "LU-ITM").deadlines.filter {
                    $0.hasSuffix("open")
                } == ["LU-ITM SOC-FOLLOW-UP open"])
            let copied = try await cast.sight(of: concerted.situation, by: "EU-ELA")
            #expect(
                copied.forms == [
                    "NL-LA SOC-01/CASE", "NL-LA SOC-02/REQUEST", "NL-LA SOC-03/PLAN",
                    "NL-LA SOC-06/REPORT",
                ])
        }
    }
}
