import FormSchemas
import Testing

extension EndToEnd {
    /// What agencies may not do in the protection dialogue; each says what is possible instead.
    @Suite("Forbidden turns of the protection dialogue", .exchange(judgesHosts))
    struct MissionRefusalTests {
        /// The judge's mission, announced; it was yesterday, or lies ahead.
        private struct Announced {
            let cast: Cast
            let story: Story
            let mission: StoryForm

            init(isAhead: Bool = false) async throws {
                cast = try Cast()
                story = try Story(
                    "VIP-05/judge-report", "/body/period/end", daysAgo: isAhead ? -5 : 0)
                mission = try story["VIP-01/judge-duesseldorf-maastricht-liege"]
                try await cast.submit(try story["RSK-01/de-nw-judge"], mission)
            }

            var decision: StoryForm {
                get throws { try story["VIP-03/nl-accepts-judge"] }
            }
        }

        @Test("An answer to nobody's request")
        func nobodysRequest() async throws {
            let cast = try Cast()
            let decision = try Story("VIP-05/judge-report", "/body/period/end")[
                "VIP-03/nl-accepts-judge"]
            try await cast.expectRefusal(
                of: decision, "REPLY_UNKNOWN", at: "/header/in_reply_to", in: .nl,
                saying: "geen formulier VIP-01 van DE-NW-LKA met de identificatie",
                decision.text("/header/in_reply_to/id"))
            try await cast.expectRefusal(
                of: decision.setting("/header/in_reply_to", nil), "REPLY_MISSING",
                at: "/header/in_reply_to", in: .nl, saying: "beantwoordt altijd een ander",
                "VIP-01/ANNOUNCE", "VIP-02/AMEND")
        }

        @Test("Who does not see the original hears the same as if there were none")
        func notThere() async throws {
            let open = try await Announced()
            let absent = open.mission.renewed()
            var messages: Set<String> = []
            for original in [open.mission, absent] {
                messages.insert(
                    try await open.cast.expectRefusal(
                        of: try open.decision.from("LU-USP").answering(original),
                        "REPLY_UNKNOWN", at: "/header/in_reply_to", in: .fr,
                        saying: "ni envoyé ni reçu de formulaire VIP-01 de DE-NW-LKA", original.id
                    ).replacing(original.id, with: "…"))
            }
            #expect(messages.count == 1)
        }

        @Test("The client leads to the dialogue that a form belongs to, whatever case it names")
        func otherCase() async throws {
            let open = try await Announced()
            let other = try open.decision.setting(
                "/header/case", .string(open.mission.renewed().id))
            try await open.cast.expectRefusal(
                of: other, "CASE_DIFFERS", at: "/header/case", in: .de,
                saying: open.mission.text("/header/case"))
            let told = try await open.cast.run(other).errors
            #expect(told.contains("formclient case \(open.mission.id)"), "\(told)")
            #expect(!told.contains(other.text("/header/case")), "\(told)")

            let lost = try open.decision.answering(open.mission.renewed())
            let errors = try await open.cast.run(lost).errors
            #expect(errors.contains("formclient search"), "\(errors)")
            #expect(!errors.contains("formclient case"), "\(errors)")
        }

        @Test("An answer by an agency that has a copy but was not asked")
        func notAsked() async throws {
            let open = try await Announced()
            try await open.cast.expectRefusal(
                of: try open.decision.from("BE-OCAM"), "REPLY_NOT_YOURS", at: "/header/sender",
                in: .fr, saying: "ne peut venir que de", "NL-DKDB", "BE-DAP")
        }

        @Test("A second answer, an answer in another case, and one that leaves out who has asked")
        func secondAnswer() async throws {
            let open = try await Announced()
            let decision = try open.decision
            try await open.cast.expectRefusal(
                of: decision.setting("/header/case", .string(decision.id)), "CASE_DIFFERS",
                at: "/header/case", in: .nl, saying: "hoort bij dossier \(open.mission.caseID)")
            try await open.cast.expectRefusal(
                of: decision.to("BE-DAP"), "RECIPIENT_MISSING", at: "/header/recipients",
                in: .nl, saying: "moet ook gaan naar: DE-NW-LKA")
            try await open.cast.submit(decision)
            try await open.cast.expectRefusal(
                of: decision.renewed(), "REPLY_TWICE", at: "/header/in_reply_to", in: .nl,
                saying: decision.id, "verbeter dat antwoord")
            try await open.cast.submit(decision.correcting(decision))
        }

        @Test("A correction of an old version, and an answer to it")
        func oldVersion() async throws {
            let open = try await Announced(isAhead: true)
            let first = try open.story["VIP-02/judge-later-hearing"]
            let second = try open.story["VIP-02/judge-later-hearing-corrected"]
            try await open.cast.submit(first, second)
            try await open.cast.expectRefusal(
                of: second.renewed(), "CORRECTS_SUPERSEDED", at: "/header/corrects", in: .de,
                saying: "das neueste ist \(second.id)")
            try await open.cast.expectRefusal(
                of: try open.story["VIP-03/nl-accepts-judge-amended"].answering(first),
                "REPLY_SUPERSEDED", at: "/header/in_reply_to", in: .nl,
                saying: "het nieuwste is \(second.id)")
            try await open.cast.submit(second.correcting(second))
        }

        @Test("An amendment after departure that changes weapons, or the programme")
        func weaponsAfterDeparture() async throws {
            let open = try await Announced()
            let amendment = try open.story["VIP-02/judge-later-hearing"]
                .setting("/body/stays", nil).setting("/body/changed_paths", ["/team"])
                .setting("/body/leg_times", nil)
            try await open.cast.expectRefusal(
                of: amendment.setting("/body/team/weapons/0/serial", "LKA-9999"),
                "WEAPON_ADDED_AFTER_DEPARTURE", at: "/body/team/weapons", in: .de,
                saying: "Team kann sich noch ändern", "keine Waffen hinzukommen")
            try await open.cast.expectRefusal(
                of: try open.story["VIP-02/judge-later-hearing"], "AMENDED_AFTER_DEPARTURE",
                at: "/body/changed_paths", in: .de, saying: "Nur Zeiten", "nicht stays")
            // Fewer weapons are possible.
            try await open.cast.submit(amendment)
        }

        @Test("A weapon that is none of the mission; a crossing without consent is a warning")
        func consent() async throws {
            let open = try await Announced()
            let belgian = try open.story["VIP-03/be-conditions-judge"]
            try await open.cast.expectRefusal(
                of: belgian.setting("/body/weapons_permitted/0", "LKA-9999"),
                "WEAPON_NOT_IN_MISSION", at: "/body/weapons_permitted/0", in: .fr,
                saying: "ne comporte pas d'arme portant le numéro LKA-9999 ; il y a : ")
            let log = try open.story["VIP-04/judge-first-day"]
            try await open.cast.submit(try open.decision)
            #expect(try await open.cast.submit(log) == ["CROSSING_NOT_ACCEPTED"])
            try await open.cast.submit(belgian)
            #expect(try await open.cast.submit(log.correcting(log)).isEmpty)
        }

        @Test("A form after the end")
        func afterTheEnd() async throws {
            let open = try await Announced()
            let log = try open.story["VIP-04/judge-host-nl"]
            try await open.cast.submit(
                try open.decision, try open.story["VIP-03/be-conditions-judge"], log)
            try await open.cast.submit(
                try open.story["VIP-04/judge-first-day"],
                try open.story["VIP-05/judge-report"])
            try await open.cast.expectRefusal(
                of: log.renewed(), "STATE_FORBIDS", at: "/header/form", in: .nl,
                saying: "beëindigd (ENDED)", "nu mogelijk: CORRECT, WITHDRAW")
            try await open.cast.submit(log.correcting(log))
        }
    }
}
