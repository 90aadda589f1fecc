import FormSchemas
import Testing

extension EndToEnd {
    /// What agencies may not do in the inspection dialogue; each says what is possible instead.
    @Suite(
        "Forbidden turns of the inspection dialogue",
        .exchange(["DE-NW-FKS", "NL-LA", "BE-TSW", "LU-ITM", "EU-ELA"]))
    struct InspectionRefusalTests {
        @Test("A record before all three parties have signed the plan")
        func signedByTwoOfThree() async throws {
            let cast = try Cast()
            let concerted = try ConcertedInspection()
            let plan = concerted.plan.setting("/header/action", "NEW")
                .setting("/header/corrects", nil)
            try await cast.submit(
                concerted.situation, concerted.request, concerted["SOC-02/be-tsw-agrees"])
            try await cast.expectRefusal(
                of: plan, "PARTY_NOT_AGREED", at: "/body/parties/2/agency", in: .nl,
                saying: "LU-ITM heeft niet ingestemd", "wie heeft ingestemd: BE-TSW")
            try await cast.submit(concerted["SOC-02/lu-itm-agrees-partly"], plan)
            let dutch = try await concerted.signature("NL-LA", of: plan, cast)
            let belgian = try await concerted.signature("BE-TSW", of: plan, cast)
            try await cast.submit(dutch, belgian)

            let record = try concerted["SOC-05/nl-la-greenhouse"]
            try await cast.expectRefusal(
                of: record, "PLAN_NOT_SIGNED", at: "/header/in_reply_to", in: .nl,
                saying: "nog niet ondertekend door: LU-ITM")
            try await cast.expectRefusal(
                of: belgian.renewed(), "REPLY_TWICE", at: "/header/in_reply_to", in: .fr,
                saying: belgian.id, "rectifiez cette réponse")
            try await cast.expectRefusal(
                of: belgian.from("EU-ELA").to("NL-LA", "BE-TSW", "LU-ITM"), "REPLY_NOT_YOURS",
                at: "/header/sender", in: .en,
                saying: "can only come from: NL-LA, BE-TSW, LU-ITM")
            let last = try await concerted.signature("LU-ITM", of: plan, cast)
            try await cast.expectRefusal(
                of: last.setting(
                    "/body/content_hash", .string(String(repeating: "0", count: 64))),
                "CONTENT_HASH_DIFFERS", at: "/body/content_hash", in: .fr,
                saying: last.text("/body/content_hash"))
            try await cast.submit(last, record)
        }

        @Test("A signature over a plan that was corrected does not count for the new one")
        func signatureOfOldPlan() async throws {
            let cast = try Cast()
            let concerted = try ConcertedInspection()
            try await cast.submit(
                concerted.situation, concerted.request, concerted["SOC-02/be-tsw-agrees"],
                concerted["SOC-02/lu-itm-agrees-partly"], concerted.firstPlan)
            let old = try await concerted.signature("LU-ITM", of: concerted.firstPlan, cast)
            try await cast.submit(old, concerted.plan)
            for agency in ["NL-LA", "BE-TSW"] {
                try await cast.submit(concerted.signature(agency, of: concerted.plan, cast))
            }
            try await cast.expectRefusal(
                of: try concerted["SOC-05/nl-la-greenhouse"], "PLAN_NOT_SIGNED",
                at: "/header/in_reply_to", in: .nl, saying: "nog niet ondertekend door: LU-ITM")
            try await cast.expectRefusal(
                of: try await concerted.signature("BE-TSW", of: concerted.firstPlan, cast),
                "REPLY_SUPERSEDED", at: "/header/in_reply_to", in: .fr,
                saying: "le plus récent est \(concerted.plan.id)")
        }

        @Test("A report whose totals do not add up, one by another than the lead, and a second one")
        func totals() async throws {
            let cast = try Cast()
            let joint = try JointInspection()
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            for agency in ["DE-NW-FKS", "NL-LA"] {
                try await cast.submit(joint.signature(agency, cast))
            }
            let german = try joint["SOC-05/de-nw-fks-meat-vulnerable-workers"]
            let report = try joint["SOC-06/de-nw-fks-coesfeld"]
            try await cast.expectRefusal(
                of: report, "STATE_FORBIDS", at: "/header/form", in: .de,
                saying: "geplant (PLANNED)", "jetzt möglich", "SOC-05/RECORD")
            try await cast.expectRefusal(
                of: german.setting("/body/officers/4", nil), "OFFICER_NOT_ACCREDITED",
                at: "/body/officers/3", in: .de, saying: "nicht akkreditiert (SOC-04")
            try await cast.submit(
                joint["SOC-04/nl-la-to-coesfeld-urgent"], joint["SOC-04/de-nw-fks-to-horst"],
                joint["SOC-05/nl-la-housing-of-meat-workers"], german)
            for (total, code) in [
                ("sites", "SITES_DIFFER"), ("entities", "ENTITIES_DIFFER"),
                ("workers", "WORKERS_DIFFER"),
            ] {
                try await cast.expectRefusal(
                    of: report.setting("/body/totals/\(total)", 90), code,
                    at: "/body/totals/\(total)", in: .de, saying: "der Bericht zählt 90",
                    "die Aufnahmen vor Ort")
            }
            try await cast.expectRefusal(
                of: report.setting("/body/irregularities/0/count", 90), "IRREGULARITIES_DIFFER",
                at: "/body/irregularities/0/count", in: .de, saying: "90-mal", "1-mal")
            try await cast.expectRefusal(
                of: report.from("NL-LA").to("DE-NW-FKS"), "REPORT_NOT_FROM_LEAD",
                at: "/header/sender", in: .nl, saying: "het plan wijst DE-NW-FKS aan als leider")
            try await cast.submit(report)
            try await cast.expectRefusal(
                of: german.renewed(), "STATE_FORBIDS", at: "/header/form", in: .de,
                saying: "Bericht erstattet (REPORTED)", "SOC-07/INTERIM")
        }
    }
}
