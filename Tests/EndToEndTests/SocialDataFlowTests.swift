import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    /// SOC-08 to SOC-11, by the clients of those who ask and those who keep registers.
    @Suite(
        "The dialogues about social data",
        .exchange([
            "BE-RSZ", "BE-RVA", "BE-SIOD", "BE-TSW", "NL-SVB", "NL-UWV", "NL-LA", "LU-ITM",
            "LU-CCSS", "DE-NW-FKS",
        ]))
    struct SocialDataFlowTests {
        @Test("A data request to two registers, answered by both")
        func dataRequest() async throws {
            let story = try Story("SOC-08/de-nw-fks-facade-firm-to-lu-be", "/header/created_at")
            let cast = try Cast()
            let request = try story["SOC-08/de-nw-fks-facade-firm-to-lu-be"]
            try await cast.submit(request, story["SOC-09/lu-itm-to-de-nw-fks-facade-firm"])
            let half = try await cast.sight(of: request, by: "DE-NW-FKS")
            #expect(
                half.deadlines == ["BE-TSW IMI-POSTED open", "LU-ITM IMI-POSTED met"])
            try await cast.submit(story["SOC-09/be-tsw-to-de-nw-fks-facade-firm"])
            let sight = try await cast.sight(of: request, by: "DE-NW-FKS")
            #expect(sight.states == ["ANSWERED"])
            #expect(
                sight.forms == [
                    "DE-NW-FKS SOC-08/REQUEST", "LU-ITM SOC-09/REPLY", "BE-TSW SOC-09/REPLY",
                ])
            // Who was asked sees the own answer alone.
            #expect(
                try await cast.sight(of: request, by: "BE-TSW").forms
                    == ["DE-NW-FKS SOC-08/REQUEST", "BE-TSW SOC-09/REPLY"])
        }

        @Test("A data request inside of a case, answered to all who take part in it")
        func dataRequestInCase() async throws {
            let story = try Story("SOC-08/be-rsz-haulier-in-a-case-to-de", "/header/created_at")
            let cast = try Cast()
            let situation = try story["SOC-01/lu-itm-haulage-letterbox"]
            let request = try story["SOC-08/be-rsz-haulier-in-a-case-to-de"]
            let reply = try story["SOC-09/de-nw-fks-to-be-rsz-haulier-in-a-case"]
            try await cast.submit(situation, request, reply)
            let sight = try await cast.sight(of: situation, by: "LU-ITM")
            #expect(
                sight.forms == [
                    "LU-ITM SOC-01/CASE", "BE-RSZ SOC-08/CASE_REQUEST",
                    "DE-NW-FKS SOC-09/CASE_REPLY",
                ])
            #expect(sight.states == ["OPEN"])
            #expect(
                try await cast.sight(of: situation, by: "BE-RSZ").deadlines
                    == ["DE-NW-FKS IMI-POSTED met"])
            try await cast.expectRefusal(
                of: reply.renewed(), "REPLY_TWICE", at: "/header/in_reply_to", in: .de,
                saying: reply.id, "berichtigen Sie diese Antwort")
        }

        @Test("A signal, what came of it, and the case that grows out of it")
        func signal() async throws {
            let story = try Story("SOC-10/nl-la-agency-to-be", "/header/created_at")
            let cast = try Cast()
            let signal = try story["SOC-10/nl-la-agency-to-be"]
            let feedback = try story["SOC-10/be-siod-feedback-agency"]
            let situation = try story["SOC-01/be-siod-scaffolding-antwerp"].answering(signal)
                .setting("/header/case", .string(signal.caseID))
            try await cast.submit(signal, feedback, situation)
            let request = try story["SOC-02/be-siod-asks-nl"].answering(situation)
                .setting("/header/case", .string(signal.caseID))
            try await cast.submit(request)
            let sight = try await cast.sight(of: signal, by: "NL-LA")
            #expect(
                sight.forms == [
                    "NL-LA SOC-10/SIGNAL", "BE-SIOD SOC-10/FEEDBACK", "BE-SIOD SOC-01/CASE",
                    "BE-SIOD SOC-02/REQUEST",
                ])
            try await cast.expectRefusal(
                of: try story["SOC-01/be-siod-scaffolding-antwerp"].answering(signal),
                "CASE_DIFFERS", at: "/header/case", in: .nl,
                saying: "hoort bij dossier \(signal.caseID)")
            try await cast.expectRefusal(
                of: feedback.renewed(), "REPLY_TWICE", at: "/header/in_reply_to", in: .nl,
                saying: feedback.id, "verbeter dat antwoord")
        }

        @Test(
            "A comparison: records in bulk, the result, and the confirmation that the rest is gone")
        func comparison() async throws {
            let story = try Story("SOC-11/be-rva-unemployment-with-nl", "/header/created_at")
            let cast = try Cast()
            let comparison = try story["SOC-11/be-rva-unemployment-with-nl"]
            let sample = try story["SOC-11/nl-uwv-record-of-employment"]
            let result = try story["SOC-11/be-rva-result"]
            try await cast.expectRefusal(
                of: result, "REPLY_UNKNOWN", at: "/header/in_reply_to", in: .fr,
                saying: "SOC-11 de BE-RVA")
            try await cast.submit(comparison)
            try await cast.expectRefusal(
                of: result, "RECORDS_MISSING", at: "/header/in_reply_to", in: .fr,
                saying: "l'autre partie n'a pas envoyé d'enregistrements")

            // The two persons of the result, and 298 whom Belgium does not know.
            let known = (0...1).map { result.text("/body/hits/\($0)/employment/pseudonym") }
            let others = (2..<300).map { String(format: "%064x", $0) }
            let records = (known + others).map {
                sample.setting("/body/pseudonym", .string($0)).json["body"] ?? .null
            }
            let dutch = cast["NL-UWV"]
            let header = try dutch.write(
                JSONValue.object([.init("header", sample.json["header"] ?? .null)]).bytes(),
                as: "header.json")
            let lines = try dutch.write(
                Array(records.map { $0.bytes() + [0x0A] }.joined()), as: "records.ndjson")
            let sent = try await dutch.json("bulk", "submit", header, lines)
            #expect(sent.first?["outcome"]?.string == "accepted")
            #expect(sent.first?["accepted_count"]?.int == 300)
            let fetched = try await cast["BE-RVA"].run(["bulk", "get", sample.id] + because)
            #expect(fetched.output.split(separator: "\n").count == 300)

            let compared = result.setting("/body/compared/employment", 300)
            try await cast.submit(compared)
            let asked = try await cast.sight(of: comparison, by: "BE-RVA")
            #expect(asked.states == ["ANSWERED"])
            #expect(
                asked.deadlines == [
                    "BE-RVA SOC-ERASURE open", "NL-UWV SOC-COMPARISON met",
                ])
            let confirmation = try story["SOC-11/be-rva-erasure"]
            try await cast.expectRefusal(
                of: confirmation, "ERASED_COUNT_DIFFERS", at: "/body/erased", in: .fr,
                saying: "effacés et conservés font 60988")
            try await cast.submit(confirmation.setting("/body/erased", 298))
            for agency in ["BE-RVA", "NL-UWV"] {
                let sight = try await cast.sight(of: comparison, by: agency)
                #expect(sight.states == ["CLOSED"])
                #expect(
                    sight.forms == [
                        "BE-RVA SOC-11/COMPARISON", "NL-UWV SOC-11/RECORD",
                        "BE-RVA SOC-11/RESULT", "BE-RVA SOC-11/CONFIRMATION",
                    ])
            }
            #expect(
                try await cast.sight(of: comparison, by: "BE-RVA").deadlines.filter {
                    $0.hasSuffix("open")
                } == [])
        }
    }
}
