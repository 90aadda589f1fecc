import FormProtocol
import Foundation
import Testing

extension EndToEnd {
    /// What clients do that mean harm, over connections of their own making (`Benchmarks/abuse.py`).
    @Suite("Abuse", .exchange(), .needsPythonLibraries)
    struct AbuseTests {
        @Test(
            "While one agency means harm others are served, and afterwards it is again",
            arguments: [
                ("half-messages", " calls"),
                ("connections", "512 connections, 488 connections refused or closed"),
                ("unread-streams", " calls"),
                ("resets", "connections closed by the exchange"),
            ])
        func others(kind: String, told: String) async throws {
            let exchange = try TestExchange.current
            let (culprit, other) = (exchange["NL-DKDB"], exchange["BE-DAP"])
            // Something for the streams that nobody reads.
            let watched = try SampleForm.plainForm().to(("NL-DKDB", "TO"))
            try await submit(20, like: watched, as: other)

            let abuse = try Self.start(kind, exchange.process.port, culprit)
            defer { abuse.signal(SIGKILL) }
            try await waitUntil("the harm is done") { abuse.output.hasPrefix("Ready.") }
            try await submit(20, like: watched, as: other)
            abuse.signal(SIGTERM)
            #expect(try await abuse.ended() == 0, "\(abuse.errors)")
            #expect(abuse.output.contains(told), "\(abuse.output)")
            // All that it may have open, unless a busy machine was too slow for some connections.
            if told == " calls", let calls = abuse.output.firstMatch(of: /([0-9]+) calls/) {
                #expect((512...1_024).contains(Int(calls.1) ?? 0), "\(abuse.output)")
            }

            // Its own calls have room again once the exchange has noticed that it has gone.
            let own = try SampleForm.plainForm().from("NL-DKDB").to(("BE-DAP", "TO"))
            try await waitUntil("the culprit is served again") {
                (try? await submit(1, like: own, as: culprit)) != nil
            }
        }

        private func submit(_ count: Int, like form: SampleForm, as sender: Agency) async throws {
            try await TestExchange.current.withClient(sender) { client in
                for _ in 0..<count {
                    let answer = try await client.submit(try sender.signed(form.renewed()))
                    #expect(!answer.alreadyAccepted)
                }
            }
        }

        private static func start(
            _ kind: String, _ port: Int, _ agency: Agency
        ) throws -> SpawnedProcess {
            let profile = try TestExchange.current.folder.appending(path: "abuse-\(kind)")
            try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
            for (file, name) in [
                (agency.certificate, "certificate.pem"), (agency.key, "key.pem"),
                (agency.trust, "trust.pem"),
            ] {
                try FileManager.default.copyItem(at: file, to: profile.appending(path: name))
            }
            return try SpawnedProcess(
                Programs.python,
                [
                    "-B", Programs.repository.appending(path: "Benchmarks/abuse.py").path, kind,
                    "--port", "\(port)", "--profile", profile.path,
                ])
        }
    }
}
