import Foundation
import Testing

/// A PostgreSQL server of one suite's own, which it may kill.
///
/// It lives in a `scripts/with-postgres` that ends with its standard input, hence also when the
/// tests die.
final class TestCluster: Sendable {
    let connectionString: String
    private let control: String

    private init(connectionString: String, control: String) {
        self.connectionString = connectionString
        self.control = control
    }

    enum Disturbance: String {
        case restart = "restart-immediate"
        case stop = "stop-immediate"
        case start
    }

    func disturb(_ disturbance: Disturbance) async throws {
        _ = try await ProgramRun.successful(control, [disturbance.rawValue])
    }

    static func with<Value>(_ body: (TestCluster) async throws -> Value) async throws -> Value {
        let process = try SpawnedProcess(
            Programs.repository.appending(path: "scripts/with-postgres").path,
            [
                "bash", "-c",
                """
                echo "$FORMS_TEST_POSTGRES"; echo "$FORMS_TEST_POSTGRES_CONTROL"; echo .
                cat >/dev/null
                """,
            ], input: .heldOpen)
        try await waitUntil("scripts/with-postgres has not started") {
            if let status = process.status {
                throw TestFailure("scripts/with-postgres ended with \(status): \(process.errors)")
            }
            return process.output.hasSuffix(".\n")
        }
        let lines = process.output.split(separator: "\n").map(String.init)
        return try await withCleanUp {
            try await body(TestCluster(connectionString: lines[0], control: lines[1]))
        } _: {
            process.closeInput()
            _ = try await process.ended()
        }
    }
}
