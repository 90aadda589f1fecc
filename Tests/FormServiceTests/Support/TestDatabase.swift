import Foundation
import Postgres
import Testing

/// A database of its own on the private PostgreSQL that `scripts/test` starts.
struct TestDatabase {
    let connectionString: String
    private let name: String

    /// Where the private PostgreSQL is; `nil` outside of `scripts/test`.
    static let server = ProcessInfo.processInfo.environment["FORMS_TEST_POSTGRES"]

    static let hint = "needs a PostgreSQL: run scripts/test"

    /// Runs `body` with a new, empty database, which is dropped afterwards.
    static func with<Result>(_ body: (TestDatabase) async throws -> Result) async throws -> Result {
        let server = try #require(server, "\(hint)")
        let suffix = UUID().uuidString.lowercased().filter { $0 != "-" }
        let name = "service_\(suffix)"
        let console = try await PostgresConnection.connect(PostgresConfiguration(server))
        defer { console.close() }
        try await console.runScript("create database \(name)")
        let own = server.split(separator: " ").filter { !$0.hasPrefix("dbname=") }
            .joined(separator: " ")
        let database = TestDatabase(connectionString: "\(own) dbname=\(name)", name: name)
        do {
            let result = try await body(database)
            try await console.runScript("drop database \(name) with (force)")
            return result
        } catch {
            try? await console.runScript("drop database \(name) with (force)")
            throw error
        }
    }

    /// A connection for a test's own statements.
    func connect() async throws -> PostgresConnection {
        try await PostgresConnection.connect(PostgresConfiguration(connectionString))
    }
}
