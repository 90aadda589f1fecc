import FormSchemas
import Testing

extension EndToEnd {
    /// GOV-01, by the clients of the register's keeper and of the ministries that read it.
    @Suite(
        "The register of legal instruments",
        .exchange(["BX-SG", "NL-SZW", "LU-MT", "BE-SIOD", "BE-IBZ"]))
    struct RegisterFlowTests {
        @Test("A treaty is entered, comes into force state by state, and replaces a recommendation")
        func instruments() async throws {
            let story = try Story(
                "GOV-01/bx-sg-social-recommendation-replaced", "/header/created_at")
            let cast = try Cast()
            let recommendation = try story["GOV-01/bx-sg-social-recommendation"]
            let treaty = try story["GOV-01/bx-sg-social-treaty-signed"]
            let firstTwo = try story["GOV-01/bx-sg-social-treaty-in-force-be-lu"]
            let third = try story["GOV-01/bx-sg-social-treaty-in-force-nl"]
            let replaced = try story["GOV-01/bx-sg-social-recommendation-replaced"]
            try await cast.expectRefusal(
                of: firstTwo, "REPLY_UNKNOWN", at: "/header/in_reply_to", in: .fr,
                saying: "formulaire GOV-01 de BX-SG")
            try await cast.submit(recommendation, treaty, firstTwo)

            try await cast.expectRefusal(
                of: third.from("NL-SZW").to("BX-SG", "LU-MT", "BE-SIOD"), "REPLY_NOT_YOURS",
                at: "/header/sender", in: .nl, saying: "BX-SG")
            try await cast.expectRefusal(
                of: third.setting("/body/countries", ["NL", "BE"]), "ALREADY_IN_FORCE",
                at: "/body/countries/1", in: .fr, saying: "pour BE, il est déjà en vigueur")
            try await cast.expectRefusal(
                of: third.setting("/body/change", "DENUNCIATION"), "NOT_IN_FORCE_THERE",
                at: "/body/countries/0", in: .de, saying: "für NL", "nichts zu kündigen")
            try await cast.submit(third, replaced)
            try await cast.expectRefusal(
                of: replaced.renewed(), "REPLACED_ALREADY", at: "/body/change", in: .nl,
                saying: "verbeter die melding")

            let signed = try await cast.sight(of: treaty, by: "LU-MT")
            #expect(signed.states == ["OPEN"])
            #expect(
                signed.forms
                    == ["BX-SG GOV-01/REGISTER", "BX-SG GOV-01/STATUS", "BX-SG GOV-01/STATUS"])
            let old = try await cast.sight(of: recommendation, by: "BE-SIOD")
            #expect(old.forms == ["BX-SG GOV-01/REGISTER", "BX-SG GOV-01/STATUS"])
            #expect(
                try await cast.received([treaty, firstTwo, third], by: "NL-SZW")
                    == Set([treaty, firstTwo, third].map(\.id)))
            #expect(try await cast.received([treaty, recommendation], by: "BE-IBZ").isEmpty)
        }
    }
}
