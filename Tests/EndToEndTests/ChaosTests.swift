import Foundation
import Testing

extension EndToEnd {
    /// The short version of `scripts/chaos`, whose driver shares no code with the exchange.
    @Suite("Chaos", .needsPythonLibraries)
    struct ChaosTests {
        @Test("Every kind of fault once: nothing accepted is lost, doubled or changed")
        func everyKind() async throws {
            // Six rounds from a multiple of six have every kind.
            let run = try await driver(["--rounds", "6", "--seed", "0"])
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.contains("6 rounds, 0 failed"), "\(run.output)")
        }

        @Test("Whatever is falsified after a quiet round, the driver's checks notice")
        func selfTest() async throws {
            let run = try await driver(["--self-test"])
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.contains(" falsifications, 0 unnoticed"), "\(run.output)")
        }

        private func driver(_ arguments: [String]) async throws -> ProgramRun {
            let script = Programs.repository.appending(path: "Tests/Chaos/main.py").path
            let run = try await ProgramRun.of(
                Programs.python, ["-B", script, "--formserver", Programs.formserver] + arguments,
                within: .seconds(400))
            for line in run.output.split(separator: "\n") where line.hasPrefix("SKIPPED") {
                print(line)
            }
            return run
        }
    }
}
