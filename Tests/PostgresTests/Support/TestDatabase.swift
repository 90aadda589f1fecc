import Foundation
import Postgres
import Testing

/// A database of one suite, on the server that `FORMS_TEST_POSTGRES` names.
struct TestDatabase: Sendable {
    var configuration: PostgresConfiguration

    /// The database of the suite that the test belongs to.
    static var current: TestDatabase {
        get throws { try #require(bound, "the suite lacks the trait .database") }
    }

    @TaskLocal fileprivate static var bound: TestDatabase?

    static let serverConnectionString =
        ProcessInfo.processInfo.environment["FORMS_TEST_POSTGRES"]

    static func configuration(database: String) throws -> PostgresConfiguration {
        let server = try #require(serverConnectionString)
        // The last value of a keyword wins.
        var configuration = PostgresConfiguration(
            "\(server) dbname=\(database)", applicationName: "tests")
        configuration.statementTimeout = .seconds(60)
        return configuration
    }

    func connect() async throws -> PostgresConnection {
        try await PostgresConnection.connect(configuration)
    }

    func withPool<Result>(
        size: Int = 4, acquireTimeout: Duration = .seconds(60),
        _ body: (PostgresPool) async throws -> Result
    ) async throws -> Result {
        let pool = PostgresPool(configuration, size: size, acquireTimeout: acquireTimeout)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}

/// Creates a database for a suite and drops it afterwards.
struct DatabaseTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        let name = "test_" + UUID().uuidString.lowercased().prefix(8)
        let server = try await PostgresConnection.connect(
            try TestDatabase.configuration(database: "postgres"))
        try await server.runScript("create database \(name)")
        let database = TestDatabase(
            configuration: try TestDatabase.configuration(database: name))
        do {
            try await TestDatabase.$bound.withValue(database) { try await function() }
        } catch {
            try await server.runScript("drop database \(name) with (force)")
            throw error
        }
        try await server.runScript("drop database \(name) with (force)")
    }
}

extension Trait where Self == DatabaseTrait {
    static var database: DatabaseTrait { DatabaseTrait() }
}

extension Trait where Self == ConditionTrait {
    static var needsPostgres: ConditionTrait {
        .enabled(
            if: TestDatabase.serverConnectionString != nil,
            "FORMS_TEST_POSTGRES is not set: run scripts/test")
    }
}

/// Runs `body`, which must fail with a ``PostgresError``, and returns that.
func postgresError(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async throws -> PostgresError {
    let error = await #expect(throws: PostgresError.self, sourceLocation: sourceLocation) {
        try await body()
    }
    return try #require(error, sourceLocation: sourceLocation)
}

/// Waits until `condition` holds; fails after a minute.
func waitUntil(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, what, sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(5))
    }
}
