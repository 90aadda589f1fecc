import Foundation
import Postgres
import Subprocess
import SystemPackage
import Testing

/// A PostgreSQL server of one test's own, which it may kill.
///
/// It lives in a `scripts/with-postgres` that ends when its standard input does, hence also when
/// the test process dies.
final class TestCluster: Sendable {
    let configuration: PostgresConfiguration
    private let control: String

    private init(connectionString: String, control: String) {
        var configuration = PostgresConfiguration(connectionString, applicationName: "tests")
        configuration.statementTimeout = .seconds(60)
        self.configuration = configuration
        self.control = control
    }

    enum Disturbance: String {
        case restart = "restart-immediate"
        case stop = "stop-immediate"
        case start
    }

    func disturb(_ disturbance: Disturbance) async throws {
        let ended = try await Subprocess.run(
            .path(FilePath(control)), arguments: [disturbance.rawValue], output: .discarded)
        try #require(ended.terminationStatus.isSuccess, "\(disturbance.rawValue) failed")
    }

    static func with(_ body: (TestCluster) async throws -> Void) async throws {
        let script = """
            echo "$FORMS_TEST_POSTGRES"; echo "$FORMS_TEST_POSTGRES_CONTROL"; cat >/dev/null
            """
        _ = try await Subprocess.run(
            .path(FilePath(repository.appendingPathComponent("scripts/with-postgres").path)),
            arguments: ["sh", "-c", script],
            input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            var lines: [String] = []
            for try await line in execution.standardOutput.strings() {
                lines.append(line.trimmingCharacters(in: .newlines))
                if lines.count == 2 { break }
            }
            try #require(lines.count == 2, "scripts/with-postgres did not start")
            let outcome: Result<Void, any Error>
            do {
                try await body(TestCluster(connectionString: lines[0], control: lines[1]))
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            try await execution.standardInputWriter.finish()
            try outcome.get()
        }
    }

    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
