import Postgres
import Testing

@testable import FormService

@Suite(
    "Errors of the database as clients see them",
    .needsPostgres, .inTurn)
struct DatabaseErrorTests {
    @Test(
        "A database that is short of room, memory or connections is away for a while",
        arguments: ["53000", "53100", "53200", "53300", "57P03", "25006"])
    func away(state: String) async throws {
        let failure = try await failure(state)
        #expect((failure as? ServiceError)?.code == .unavailable)
    }

    @Test(
        "What no store expects stays a defect",
        arguments: ["23505", "42P01", "22003", "54000", "XX000"])
    func defect(state: String) async throws {
        let failure = try await failure(state)
        #expect((failure as? PostgresError)?.sqlState?.rawValue == state)
    }

    /// What becomes of an error that the database reports with this SQLSTATE.
    private func failure(_ state: String) async throws -> any Error {
        try await TestDatabase.with { database in
            let connection = try await database.connect()
            defer { connection.close() }
            return try await #require(throws: (any Error).self) {
                try await ServiceError.translating {
                    try await connection.runScript(
                        "do $$ begin raise exception using errcode = '\(state)'; end $$")
                }
            }
        }
    }
}
