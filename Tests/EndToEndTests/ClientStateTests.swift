import FormDocument
import FormSchemas
import Foundation
import Testing
import TransparencyLog

@testable import FormService
@testable import formclient

extension EndToEnd {
    @Suite("What the client keeps, and what it says of it", .exchange())
    struct ClientStateTests {
        @Test("One draft submitted from two machines is accepted once, and verifies on both")
        func twoHomes() async throws {
            let exchange = try TestExchange.current
            let form = try SampleForm.plainForm()
            var answers: [JSONNode] = []
            for _ in 1...2 {
                let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
                let file = try client.write(form, as: "form.json")
                answers += try await client.json("submit", file)
                try await expectVerifies(form, on: client)
            }
            #expect(answers.map { $0["outcome"]?.string } == ["accepted", "accepted"])
            #expect(answers.map { $0["already_accepted"]?.bool } == [false, true])
            #expect(answers[0]["leaf_index"]?.int == answers[1]["leaf_index"]?.int)
        }

        @Test("With confidential parts the second machine is told how to get the accepted form")
        func sealedElsewhere() async throws {
            let exchange = try TestExchange.current
            let form = try await exchange.mission().to(("NL-DKDB", "TO"))
            let first = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let second = try ClientProgram(exchange["BE-DAP"], of: exchange)
            _ = try await first.json("submit", try first.write(form, as: "mission.json"))

            let file = try second.write(form, as: "mission.json")
            let run = try await second.run(["submit", file])
            #expect(run.status == 3)
            #expect(run.errors.contains("[CONFLICT]"))
            #expect(run.errors.contains("`formclient get \(form.id)`"))
            let got = try await second.json("get", form.id, "--reason", "end-to-end test")
            #expect(got.first?["id"]?.string == form.id)
        }

        @Test("Clients that submit the same file at once all report it accepted", arguments: 1...3)
        func atOnce(round: Int) async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try await exchange.mission().to(("NL-DKDB", "TO"))
            let file = try client.write(form, as: "mission.json")
            async let first = client.json("submit", file)
            async let second = client.json("submit", file)
            async let third = client.json("submit", file)
            let answers = try await first + second + third
            #expect(answers.map { $0["outcome"]?.string } == Array(repeating: "accepted", count: 3))
            #expect(answers.count { $0["already_accepted"]?.bool == false } == 1)
            #expect(Set(answers.map { $0["leaf_index"]?.int }).count == 1)
            try await expectVerifies(form, on: client)
        }

        @Test("With a new certificate the same file is the same form still")
        func renewedCertificate() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try await exchange.mission().to(("NL-DKDB", "TO"))
            let file = try client.write(form, as: "mission.json")
            _ = try await client.json("submit", file)

            let renewed = try exchange.anotherCertificate(of: "BE-DAP")
            try await exchange.admitAndWait(renewed)
            try exchange.replaceProfile(at: client.profile, with: renewed)
            let again = try await client.json("submit", file)
            #expect(again.first?["already_accepted"]?.bool == true)
            try await expectVerifies(form, on: client)

            let next = form.renewed()
            _ = try await client.json("submit", try client.write(next, as: "next.json"))
            try await expectVerifies(next, on: client)
        }

        @Test("The same draft goes to two exchanges whose profiles have the same name")
        func twoExchanges() async throws {
            let exchange = try TestExchange.current
            try await TestExchange.with { other in
                let home = exchange.folder.appending(path: "home-\(UUID().uuidString.prefix(8))")
                try FileManager.default.createDirectory(
                    at: home, withIntermediateDirectories: true)
                let form = try SampleForm.plainForm()
                for (place, name) in [(exchange, "live/BE-DAP"), (other, "test/BE-DAP")] {
                    let profile = try place["BE-DAP"].writeProfile(name, for: place)
                    let client = ClientProgram(profile: profile, home: home)
                    let file = try client.write(form, as: "form.json")
                    let answer = try await client.json("submit", file)
                    #expect(answer.first?["already_accepted"]?.bool == false)
                    try await expectVerifies(form, on: client)
                }
            }
        }

        @Test("A refusal comes in the reader's language, with what is specific about it")
        func refusals() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let unknown = try SampleForm.plainForm().to(("NL-POL", "TO"))
            let file = try client.write(unknown, as: "form.json")
            let dutch = try await client.run(["submit", file, "--lang", "nl"])
            #expect(dutch.status == 3)
            #expect(dutch.errors.contains("Een ontvanger neemt niet deel"))
            #expect(dutch.errors.contains("NL-POL"))
            let absent = [
                "get", SubmissionID.generate().description, "--sender", "BE-DAP", "--reason",
                "end-to-end test", "--lang",
            ]
            for (language, text) in [
                ("nl", "Een dergelijk formulier is er voor u niet."),
                ("fr", "Il n'y a pas de tel formulaire pour vous."),
                ("de", "Ein solches Formular gibt es für Sie nicht."), ("en", "There is no form"),
            ] {
                let run = try await client.run(absent + [language])
                #expect(run.status == 1)
                #expect(run.errors.contains(text))
                #expect(run.errors.contains("There is") == (language == "en"))
            }
        }

        @Test("What `verify` found comes in the reader's language")
        func findings() async throws {
            let exchange = try TestExchange.current
            let client = try ClientProgram(exchange["BE-DAP"], of: exchange)
            let form = try SampleForm.plainForm()
            _ = try await client.json("submit", try client.write(form, as: "form.json"))
            let good = try await client.run(["verify", form.id, "--lang", "de"])
            #expect(good.status == 0)
            #expect(
                good.output.contains("Die Austauschstelle hat den Prüfpunkt der Quittung signiert.")
            )
            #expect(!good.output.contains("receipt is") && !good.output.contains("signed"))
            let foreign = try NoteSigner.generate(name: "forms.example/end-to-end").verifier
            let bad = try await client.run(
                ["verify", form.id, "--lang", "fr", "--exchange-key", "\(foreign)"])
            #expect(bad.status == 1)
            #expect(
                bad.output.contains("Cet échange n'a pas signé le point de contrôle du récépissé.")
            )
        }

        @Test("Output that cannot be written is no success", arguments: ["/dev/full", "/dev/null"])
        func unwritableOutput(device: String) async throws {
            let run = try await ProgramRun.of(
                "/bin/sh", ["-c", "exec \"$0\" forms > \(device)", Programs.formclient])
            #expect(run.status == (device == "/dev/null" ? 0 : 5))
            #expect(run.errors.isEmpty == (device == "/dev/null"))
        }

        @Test("The client knows every reason that the exchange can give")
        func reasons() {
            #expect(
                Set(RefusalReason.allCases.map(\.rawValue))
                    == Set(ServiceError.Code.allCases.map(\.rawValue)))
        }

        private func expectVerifies(_ form: SampleForm, on client: ClientProgram) async throws {
            let run = try await client.run(["verify", form.id, "--json"])
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(try run.json.first?["verified"]?.bool == true)
        }
    }
}

extension TestExchange {
    /// Has a client's profile use the certificate and key of `agency` from now on.
    fileprivate func replaceProfile(at profile: String, with agency: Agency) throws {
        let folder = try agency.writeProfile("renewed-\(UUID().uuidString.prefix(8))", for: self)
        let file = URL(filePath: profile).appending(path: "profile.json")
        try FileManager.default.removeItem(at: file)
        try FileManager.default.moveItem(
            at: URL(filePath: folder).appending(path: "profile.json"), to: file)
    }
}
