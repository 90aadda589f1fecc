import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    @Suite("Forms shown readably", .exchange())
    struct ShowCommandTests {
        private static let reason = ["--reason", "end-to-end test"]

        @Test("The sender shows its copy, recipients what the exchange gives them")
        func show() async throws {
            let exchange = try TestExchange.current
            let mission = try await exchange.mission().to(("LU-USP", "TO"), ("NL-DKDB", "CC"))
            let belgian = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let host = try ClientProgram(exchange["LU-USP"], of: exchange)
            let copied = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            let file = try belgian.write(mission, as: "mission.json")

            let draft = try await belgian.json("show", file)
            #expect(draft.first?["standing"]?.string == "draft")
            _ = try await belgian.json("submit", file)
            let own = try await belgian.json("show", mission.id)
            let received = try await host.json("show", mission.id, "--reason", "end-to-end test")
            let copy = try await copied.json("show", mission.id, "--reason", "end-to-end test")
            for shown in [own, received, copy] {
                #expect(shown.count == 1)
                #expect(shown.first?["form"]?.string == "VIP-01")
                #expect(shown.first?["standing"]?.string == "accepted")
            }
            let codeword = "/body/emergency/codeword"
            #expect(try value(of: codeword + "/value", in: own).string == "ARDOISE BLEUE")
            #expect(try value(of: codeword + "/value", in: received).string == "ARDOISE BLEUE")
            #expect(try value(of: codeword, in: copy).isNull)

            let rows = try await host.run(["show", mission.id, "--lang", "nl"] + Self.reason)
            let row = "/body/mission_kind\tSoort opdracht\tOFFICIAL\tOfficieel bezoek"
            #expect(rows.output.split(separator: "\n").contains { $0 == row })
            // Only what the exchange gave out is in its audit trail.
            let trail = try await exchange.database.auditTrail(of: mission.id)
            #expect(Set(trail.filter { $0.call == "Get" }.map(\.agency)) == ["LU-USP", "NL-DKDB"])
        }

        @Test("A form that does not hold is shown, and the answer is no")
        func tampered() async throws {
            let exchange = try TestExchange.current
            let belgian = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try SampleForm.plainForm()
            let answer = try await belgian.json(
                "submit", try belgian.write(form, as: "form.json"))
            let bundle = try #require(answer.first?["bundle"]?.string)
            let path = belgian.path("tampered.json")
            var json = JSONValue(
                try JSONDocument([UInt8](try Data(contentsOf: URL(filePath: bundle)))).root)
            guard case .string(let text)? = json["document"],
                let document = Data(base64Encoded: text)
            else { throw TestFailure("a bundle without a document") }
            json["document"] = .string((document + [0x20]).base64EncodedString())
            try Data(json.bytes()).write(to: URL(filePath: path))

            let run = try await belgian.run(["show", path, "--json"])
            #expect(run.status == 1)
            #expect(try run.json.first?["standing"]?.string == "broken")
            #expect(run.errors.contains("do not rely on it"))
        }

        @Test("Who reads says why; what is not there is not shown")
        func refusals() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            try await exchange.submit(form)
            let dutch = try ClientProgram(exchange["NL-DKDB"], of: exchange)
            #expect(try await dutch.run(["show", form.id]).status == 2)
            let stranger = try ClientProgram(exchange["NL-NCTV"], of: exchange)
            #expect(try await stranger.run(["show", form.id] + Self.reason).status == 1)
            let mixed = try await dutch.run(["show", "nowhere.json", form.id] + Self.reason)
            #expect(mixed.status == 5 && mixed.output.contains("/header/id\t"))
        }

        private func value(of pointer: String, in shown: [JSONNode]) throws -> JSONNode {
            let fields = try #require(shown.first?["fields"])
            let field = fields.elements.first { $0["pointer"]?.string == pointer }
            return try #require(field?["value"], "\(pointer)")
        }
    }
}
