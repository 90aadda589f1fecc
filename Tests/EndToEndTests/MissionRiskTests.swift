import FormSchemas
import Testing

extension EndToEnd {
    /// A mission states the risk of an assessment that its sender has, that is in force, and that
    /// covers the mission.
    @Suite("The risk of a mission", .exchange(judgesHosts))
    struct MissionRiskTests {
        private let cast: Cast
        private let story: Story
        private let assessment: StoryForm
        private let mission: StoryForm

        init() throws {
            cast = try Cast()
            story = try Story(
                "VIP-01/judge-duesseldorf-maastricht-liege", "/body/period/start", daysAgo: -4)
            assessment = try story["RSK-01/de-nw-judge"]
            mission = try story["VIP-01/judge-duesseldorf-maastricht-liege"]
        }

        @Test("Another level than the assessment's")
        func levelDiffers() async throws {
            try await cast.submit(assessment)
            try await cast.expectRefusal(
                of: mission.setting("/body/risk/benelux_level", 2)
                    .setting("/body/risk/national_level", nil)
                    .setting("/body/risk/scale", nil)
                    .setting("/body/risk/scale_version", nil)
                    .setting("/body/risk/issuer", nil),
                "LEVEL_DIFFERS", at: "/body/risk/benelux_level", in: .de, saying: "3")
            try await cast.submit(mission)
        }

        @Test("An assessment that begins after the mission does")
        func otherPeriod() async throws {
            let late = assessment.delaying("/body/valid_from", days: 10)
            try await cast.submit(late)
            try await cast.expectRefusal(
                of: mission, "ASSESSMENT_OTHER_PERIOD", at: "/body/risk/assessment_ref", in: .de,
                saying: late.text("/body/valid_from"), mission.text("/body/period/start"))
        }

        @Test("An assessment that has expired, or was withdrawn")
        func expired() async throws {
            let expiry = try story["RSK-02/de-nw-judge-threat-gone"]
                .delaying("/body/effective_from", days: -60)
                .delaying("/header/created_at", days: -60)
                .delaying("/header/retention_until", days: -60)
            try await cast.submit(assessment, expiry)
            try await cast.expectRefusal(
                of: mission, "ASSESSMENT_EXPIRED", at: "/body/risk/assessment_ref", in: .de,
                saying: expiry.text("/body/effective_from"), "verweisen Sie auf eine neue")
            let withdrawal = assessment.correcting(assessment)
                .setting("/header/action", "WITHDRAW")
            try await cast.submit(withdrawal)
            try await cast.expectRefusal(
                of: mission, "REFERENCE_WITHDRAWN", at: "/body/risk/assessment_ref", in: .de,
                saying: "wurde zurückgezogen")
        }

        @Test("An assessment that its sender does not see is not there")
        func notThere() async throws {
            try await cast.submit(assessment.to("NL-DKDB"))
            let belgian = mission.from("LU-USP")
            let message = try await cast.expectRefusal(
                of: belgian, "REFERENCE_UNKNOWN", at: "/body/risk/assessment_ref", in: .fr,
                saying: "ni envoyé ni reçu de formulaire RSK-01 de DE-NW-LKA", assessment.id)
            let absent = belgian.renewed()
                .setting("/body/risk/assessment_ref/id", .string(belgian.id))
            let other = try await cast.expectRefusal(
                of: absent, "REFERENCE_UNKNOWN", at: "/body/risk/assessment_ref", in: .fr,
                saying: "ni envoyé ni reçu", belgian.id)
            #expect(message.replacing(assessment.id, with: belgian.id) == other)
        }
    }
}
