import FormSchemas
import Testing

extension EndToEnd {
    /// RSK-01 to RSK-03, by the clients of those who assess and of those who rely on it.
    @Suite(
        "The risk dialogue",
        .exchange([
            "NL-POL", "NL-DKDB", "NL-NCTV", "BE-DAP", "BE-OCAM", "LU-USP", "LU-GCT", "DE-NW-LKA",
        ]))
    struct RiskFlowTests {
        @Test("An assessment that changes, is corrected, and expires")
        func assessmentToItsExpiry() async throws {
            let story = try Story("RSK-02/nl-pol-journalist-change", "/body/effective_from")
            let cast = try Cast()
            let assessment = try story["RSK-01/nl-pol-journalist-critical"]
            let change = try story["RSK-02/nl-pol-journalist-change"]
            let corrected = change.correcting(change)
                .setting("/body/measures_advised", ["CLOSE_PROTECTION"])
            let expiry = change.renewed().setting(
                "/body",
                [
                    "kind": "EXPIRY", "reason": "TERM_REACHED",
                    "effective_from": .string(change.text("/body/review_at")),
                ])
            try await cast.submit(assessment, change, corrected)
            let changed = try await cast.sight(of: assessment, by: "LU-USP")
            #expect(changed.states == ["IN_FORCE"])
            #expect(changed.forms == ["NL-POL RSK-01/ASSESS", "NL-POL RSK-02/CHANGE"])

            try await cast.submit(expiry)
            let all = [assessment, change, corrected, expiry]
            for agency in ["NL-DKDB", "BE-DAP", "LU-USP", "NL-NCTV"] {
                #expect(try await cast.received(all, by: agency) == Set(all.map(\.id)))
                let sight = try await cast.sight(of: assessment, by: agency)
                #expect(sight.states == ["EXPIRED"])
                #expect(sight.forms.last == "NL-POL RSK-02/EXPIRE")
            }
            #expect(try await cast.received(all, by: "BE-OCAM").isEmpty)

            // A form after the end.
            try await cast.expectRefusal(
                of: change.renewed(), "STATE_FORBIDS", at: "/header/form", in: .nl,
                saying: "vervallen (EXPIRED)", "nu mogelijk: CORRECT, WITHDRAW")
        }

        @Test("A scale is registered with all who read it, and its next version is a draft")
        func scales() async throws {
            let story = try Story("RSK-03/be-ocam-1-0", "/header/created_at")
            let cast = try Cast()
            let scale = try story["RSK-03/be-ocam-1-0"]
            let draft = try story["RSK-03/be-ocam-1-1-draft"]
            let corrected = draft.correcting(draft)
            try await cast.submit(scale, draft, corrected)
            for agency in ["NL-NCTV", "LU-GCT", "DE-NW-LKA"] {
                let sight = try await cast.sight(of: scale, by: agency)
                #expect(sight.forms == ["BE-OCAM RSK-03/REGISTER", "BE-OCAM RSK-03/REGISTER"])
                let shown = try await cast[agency].run(["show", scale.id] + because)
                #expect(shown.status == 0, "\(shown.errors)")
                #expect(shown.output.contains("BE-OCAM"))
            }
            // The draft was corrected: its first version cannot be corrected once more.
            try await cast.expectRefusal(
                of: draft.correcting(draft), "CORRECTS_SUPERSEDED", at: "/header/corrects",
                in: .fr, saying: "le plus récent est \(corrected.id)")
        }
    }
}
