import FormSchemas
import Postgres
import Testing

extension EndToEnd {
    /// VIP-01 to VIP-05 with what they rest upon, by the clients of all agencies on the way.
    @Suite("The protection dialogue", .exchange(judgesHosts))
    struct ProtectionFlowTests {
        @Test("A mission through three states, from the threat assessment to the end report")
        func missionToItsEnd() async throws {
            let story = try Story("VIP-05/judge-report", "/body/period/end")
            let cast = try Cast()
            let mission = try story["VIP-01/judge-duesseldorf-maastricht-liege"]
            let amendment = try story["VIP-02/judge-return-delayed"]
            let dutch = try story["VIP-03/nl-accepts-judge"]
            let belgian = try story["VIP-03/be-conditions-judge"]
            try await cast.submit(story["RSK-01/de-nw-judge"], mission)
            let asked = try await cast.sight(of: mission, by: "DE-NW-LKA")
            #expect(asked.states == ["ANNOUNCED"])
            #expect(
                asked.deadlines == [
                    "BE-DAP VIP-DECISION open", "DE-NW-LKA VIP-REPORT open",
                    "NL-DKDB VIP-DECISION open",
                ])

            let report = try story["VIP-05/judge-report"]
            let corrected = try story["VIP-05/judge-report-corrected"]
            try await cast.submit(
                dutch, belgian, amendment, dutch.answering(amendment),
                belgian.answering(amendment), story["VIP-04/judge-host-nl"],
                story["VIP-04/judge-first-day"], story["VIP-04/judge-return"], report, corrected)

            let ended = try await cast.sight(of: mission, by: "DE-NW-LKA")
            #expect(ended.states == ["ENDED"])
            #expect(
                ended.forms == [
                    "DE-NW-LKA VIP-01/ANNOUNCE", "NL-DKDB VIP-03/DECIDE", "BE-DAP VIP-03/DECIDE",
                    "DE-NW-LKA VIP-02/AMEND", "NL-DKDB VIP-03/DECIDE", "BE-DAP VIP-03/DECIDE",
                    "NL-DKDB VIP-04/LOG", "DE-NW-LKA VIP-04/LOG", "DE-NW-LKA VIP-04/LOG",
                    "DE-NW-LKA VIP-05/REPORT",
                ])
            #expect(
                ended.deadlines == [
                    "BE-DAP VIP-DECISION met", "BE-DAP VIP-DECISION met",
                    "DE-NW-LKA VIP-REPORT met", "NL-DKDB VIP-DECISION met",
                    "NL-DKDB VIP-DECISION met",
                ])
            // A host does not see what the other host has decided.
            let host = try await cast.sight(of: mission, by: "NL-DKDB")
            #expect(host.states == ["ENDED"])
            #expect(host.forms.filter { $0.contains("VIP-03") }.count == 2)
            #expect(!host.forms.contains("BE-DAP VIP-03/DECIDE"))
            #expect(host.deadlines == ["NL-DKDB VIP-DECISION met", "NL-DKDB VIP-DECISION met"])
            let all = [mission, amendment, belgian, report, corrected]
            #expect(
                try await cast.received(all, by: "BE-OCAM")
                    == Set([mission, amendment, belgian, report, corrected].map(\.id)))
            #expect(try await cast.received(all, by: "LU-USP").isEmpty)
            #expect(try await cast["LU-USP"].run(["case", mission.caseID] + because).status == 1)
        }

        @Test(
            "A decision that never came is owed no more after the end report, and is not forgotten")
        func neverDecided() async throws {
            let story = try Story("VIP-05/judge-report", "/body/period/end")
            let cast = try Cast()
            let mission = try story["VIP-01/judge-duesseldorf-maastricht-liege"]
            let amendment = try story["VIP-02/judge-return-delayed"]
            let dutch = try story["VIP-03/nl-accepts-judge"]
            try await cast.submit(
                story["RSK-01/de-nw-judge"], mission, dutch, story["VIP-03/be-conditions-judge"],
                amendment, dutch.answering(amendment), story["VIP-04/judge-host-nl"],
                story["VIP-04/judge-first-day"], story["VIP-04/judge-return"])
            try await TestExchange.current.database.query { connection in
                try await connection.run(
                    """
                    update deadline set due_at = due_at - interval '3 days'
                    where submission_id::text = \(amendment.id) and agency = 'BE-DAP'
                    """ as Query<Void>)
            }
            let belgian = cast["BE-DAP"]
            func waitsForIt(_ command: String) async throws -> Bool {
                try await belgian.json(command, "--reason", "test")
                    .contains { $0["id"]?.string == amendment.id && $0["due_at"] != nil }
            }
            #expect(try await waitsForIt("deadlines"))
            #expect(try await waitsForIt("inbox"))

            try await cast.submit(story["VIP-05/judge-report"])
            let ended = try await cast.sight(of: mission, by: "BE-DAP")
            #expect(ended.deadlines == ["BE-DAP VIP-DECISION closed", "BE-DAP VIP-DECISION met"])
            #expect(try await !waitsForIt("deadlines"))
            #expect(try await !waitsForIt("inbox"))
            let figures =
                try await belgian
                .json("deadlines", "--figures", "--owed", "--reason", "test").first {
                    $0["form"]?.string == "VIP-02" && $0["agency"]?.string == "BE-DAP"
                }
            #expect(figures?["unanswered"]?.int == 1)
            #expect(figures?["overdue"]?.int == 0)
        }

        @Test("A mission that is amended before it departs, decided anew, and withdrawn")
        func withdrawnMission() async throws {
            let story = try Story(
                "VIP-01/judge-duesseldorf-maastricht-liege", "/body/period/start", daysAgo: -4)
            let cast = try Cast()
            let mission = try story["VIP-01/judge-duesseldorf-maastricht-liege"]
            let amendment = try story["VIP-02/judge-later-hearing-corrected"]
            try await cast.submit(
                story["RSK-01/de-nw-judge"], mission, story["VIP-03/nl-accepts-judge"],
                story["VIP-03/be-conditions-judge"], story["VIP-02/judge-later-hearing"],
                amendment, story["VIP-03/nl-accepts-judge-amended"])
            let open = try await cast.sight(of: mission, by: "BE-DAP")
            #expect(open.states == ["ANNOUNCED"])
            #expect(
                open.deadlines == [
                    "BE-DAP VIP-DECISION met", "BE-DAP VIP-DECISION open",
                    "BE-DAP VIP-DECISION replaced",
                ])

            try await cast.withdraw(mission)
            let over = try await cast.sight(of: mission, by: "BE-DAP")
            #expect(!over.forms.contains { $0.contains("VIP-01") })
            // What the amendment asks cannot be answered either.
            #expect(!over.deadlines.contains { $0.hasSuffix("open") })
            // Whoever answers nevertheless is told; so is who has the amendment alone in mind.
            try await cast.expectRefusal(
                of: try story["VIP-03/be-accepts-judge-amended"], "REPLY_WITHDRAWN",
                at: "/header/in_reply_to", in: .fr, saying: "a été retiré")
            try await cast.expectRefusal(
                of: try story["VIP-04/judge-host-nl"], "REPLY_WITHDRAWN",
                at: "/header/in_reply_to", in: .nl, saying: "is ingetrokken")
            try await cast.withdraw(amendment)
            let done = try await cast.sight(of: mission, by: "BE-DAP")
            #expect(!done.deadlines.contains { $0.hasSuffix("open") })
        }
    }
}

/// Who takes part in the story of the judge, and one who does not.
let judgesHosts = ["DE-NW-LKA", "NL-DKDB", "BE-DAP", "BE-OCAM", "NL-NCTV", "LU-USP"]

/// What a reading command has to state.
let because = ["--reason", "end-to-end test"]
