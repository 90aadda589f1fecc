import Postgres
import Testing

@Suite(.needsPostgres, .database)
struct PreparedStatementTests {
    private func preparedCount(_ session: PostgresConnection) async throws -> Int {
        try await session.run("select count(*) from pg_prepared_statements where name like 's%'")
    }

    @Test func aStatementIsPreparedOnce() async throws {
        let session = try await TestDatabase.current.connect()
        let before = try await preparedCount(session)
        for number in 0..<10 { try await session.run("select \(number)") }
        #expect(try await preparedCount(session) == before + 1)
        // The same text with another type of parameter is another statement.
        try await session.run("select \("text")")
        #expect(try await preparedCount(session) == before + 2)
    }

    @Test func theLeastRecentlyUsedMakesRoom() async throws {
        let session = try await TestDatabase.current.connect()
        for round in 0..<2 {
            var query: Query<Int> = "select 0"
            for number in 1...PostgresLimits.preparedStatementsMax + 50 {
                query += " + \(1)"
                #expect(try await session.run(query) == number, "round \(round)")
            }
        }
        #expect(try await preparedCount(session) <= PostgresLimits.preparedStatementsMax)
    }

    @Test func aTableThatChangesUnderAPlan() async throws {
        let session = try await TestDatabase.current.connect()
        try await session.runScript(
            "create table changing (a int); insert into changing values (1)")
        let all: Query<AffectedRows> = "select * from changing"
        #expect(try await session.run(all).count == 1)
        try await session.runScript("alter table changing add column b int")
        #expect(try await session.run(all).count == 1)

        // In a transaction the error undoes everything, and the next one has the new plan.
        try await session.runScript("alter table changing add column c int")
        let error = try await postgresError {
            try await session.transaction { _ = try await $0.run(all) }
        }
        #expect(error.kind == .server(.featureNotSupported))
        let count = try await session.transaction { try await $0.run(all).count }
        #expect(count == 1)
    }

    @Test func statementsThatSomebodyDeallocated() async throws {
        let session = try await TestDatabase.current.connect()
        let query: Query<Int> = "select 7"
        #expect(try await session.run(query) == 7)
        try await session.runScript("deallocate all")
        #expect(try await session.run(query) == 7)
    }

    @Test func aStatementThatCannotBePreparedIsTriedAgain() async throws {
        let session = try await TestDatabase.current.connect()
        let query: Query<Int> = "select count(*) from later"
        let error = try await postgresError { _ = try await session.run(query) }
        #expect(error.kind == .server(.undefinedTable))
        try await session.runScript("create table later (n int)")
        #expect(try await session.run(query) == 0)
    }
}
