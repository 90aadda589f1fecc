import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import SwiftProtobuf
import Testing

extension EndToEnd {
    /// BE-DAP has sent two assessments, of which NL-DKDB has read one and acknowledged the other, and
    /// received a risk scale and an assessment; LU-USP and BE-OCAM are its other partners.
    @Suite("Search", .exchange())
    struct SearchTests {
        /// The forms by a short name.
        private struct Scene {
            let toNL: SampleForm
            let toLU: SampleForm
            let fromNL: SampleForm
            let scale: SampleForm
            /// When the first and the third of them were accepted.
            let start: Google_Protobuf_Timestamp
            let middle: Google_Protobuf_Timestamp

            func name(of id: String) -> String {
                [toNL.id: "toNL", toLU.id: "toLU", fromNL.id: "fromNL", scale.id: "scale"][id]
                    ?? "?"
            }
        }

        /// Submits the scene's forms in this order: toNL, toLU, scale, fromNL.
        private func play(_ exchange: TestExchange) async throws -> Scene {
            let otherCase = JSONValue.string(CaseID.generate().description)
            let toNL = try SampleForm.plainForm().setting("case", otherCase)
            let toLU = try SampleForm.plainForm().to(("LU-USP", "TO"), ("NL-DKDB", "CC"))
            let scale = try SampleForm("RSK-03", "be-ocam-1-0").to(("BE-DAP", "TO"))
            let fromNL = try SampleForm.plainForm().from("NL-DKDB").to(("BE-DAP", "TO"))
            var accepted: [Google_Protobuf_Timestamp] = []
            for form in [toNL, toLU, scale, fromNL] {
                accepted.append(try await exchange.submit(form).acceptedAt)
            }
            let scene = Scene(
                toNL: toNL, toLU: toLU, fromNL: fromNL, scale: scale, start: accepted[0],
                middle: accepted[2])
            try await exchange.withClient("NL-DKDB") { client in
                _ = try await client.acknowledge(scene.toNL.reference)
                _ = try await client.get(scene.toLU.reference)
            }
            return scene
        }

        @Test("Each filter finds what fits and nothing else, newest first")
        func filters() async throws {
            let exchange = try TestExchange.current
            let scene = try await play(exchange)
            let cases: [(String, [String], @Sendable (inout WireSearchRequest) -> Void)] = [
                ("all", ["fromNL", "scale", "toLU", "toNL"], { _ in }),
                ("sent", ["toLU", "toNL"], { $0.direction = .sent }),
                ("received", ["fromNL", "scale"], { $0.direction = .received }),
                ("form", ["scale"], { $0.form = "RSK-03" }),
                ("partner", ["fromNL", "toLU", "toNL"], { $0.partner = "NL-DKDB" }),
                ("partner LU", ["toLU"], { $0.partner = "LU-USP" }),
                ("case", ["toNL"], { $0.caseID = scene.toNL.caseID }),
                ("before", ["toLU", "toNL"], { $0.acceptedBefore = scene.middle }),
                ("from", ["fromNL", "scale"], { $0.acceptedFrom = scene.middle }),
                ("acknowledged", ["toNL"], { $0.state = .acknowledged }),
                (
                    "read by NL", ["toLU"],
                    {
                        $0.state = .read
                        $0.partner = "NL-DKDB"
                    }
                ),
                (
                    "received and untouched", ["fromNL", "scale"],
                    {
                        $0.state = .accepted
                        $0.direction = .received
                    }
                ),
                ("nothing", [], { $0.partner = "NL-NCTV" }),
            ]
            try await exchange.withClient("BE-DAP") { client in
                for (name, expected, fill) in cases {
                    let found = try await client.search {
                        // Earlier tests of this suite have their own forms.
                        $0.acceptedFrom = scene.start
                        fill(&$0)
                    }
                    #expect(found.map { scene.name(of: $0.summary.id) } == expected, "\(name)")
                }
            }
        }

        @Test("Pages follow one another without gap or overlap")
        func paging() async throws {
            let exchange = try TestExchange.current
            for _ in 0..<5 { try await exchange.submit(try SampleForm.plainForm()) }
            try await exchange.withClient("NL-DKDB") { client in
                let all = try await client.search().map(\.summary.leafIndex)
                #expect(all.count >= 5)
                #expect(all == all.sorted(by: >))
                var paged: [Int64] = []
                var token = ""
                while true {
                    let page = try await client.search {
                        $0.limit = 2
                        $0.pageToken = token
                    }
                    #expect(page.count <= 2)
                    guard let last = page.last else { break }
                    paged += page.map(\.summary.leafIndex)
                    token = last.pageToken
                }
                #expect(paged == all)
                let foreign = try await expectRefusal {
                    try await client.search {
                        $0.form = "RSK-03"
                        $0.pageToken = token
                    }
                }
                #expect(foreign.code == .invalidArgument)
                #expect(foreign.reason == "INVALID_CURSOR")
            }
        }

        @Test("The client's options are the exchange's filters")
        func clientOptions() async throws {
            let exchange = try TestExchange.current
            let scene = try await play(exchange)
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            func search(_ options: String...) async throws -> [String] {
                let run = try await client.run(
                    ["search", "--json", "-l", "4", "--reason", "end-to-end test"] + options)
                return try run.json.map { scene.name(of: $0["id"]?.string ?? "") }
            }
            #expect(try await search() == ["fromNL", "scale", "toLU", "toNL"])
            #expect(try await search("--case", scene.toNL.caseID) == ["toNL"])
            #expect(try await search("--received", "--form", "rsk-03").first == "scale")
            #expect(try await search("--sent", "--partner", "LU-USP").first == "toLU")
            #expect(try await search("--state", "acknowledged").first == "toNL")
            #expect(try await search("--to", "2000-01-01").isEmpty)
            #expect(try await search("--from", "2100-01-01").isEmpty)
            #expect(try await search("--from", "2000-01-01", "--to", "2100-01-01").count == 4)
        }
    }
}
