import Postgres
import Testing

@Suite(.needsPostgres, .database)
struct PipelineTests {
    private func connect() async throws -> PostgresConnection {
        let session = try await TestDatabase.current.connect()
        try await session.runScript(
            """
            create temporary table entry (
                n int8 constraint entry_n_key unique deferrable initially immediate,
                late int8 constraint entry_late_key unique deferrable initially deferred,
                bytes bytea)
            """)
        return session
    }

    @Test func eachStatementHasItsResult() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        let inserted = pipeline.add("insert into entry (n) values (\(1)), (\(2))")
        let returned = pipeline.add(
            "insert into entry (n) values (\(3)) returning n" as Query<Int>)
        let all = pipeline.add("select n from entry order by n" as Query<[Int]>)
        let none = pipeline.add("select n from entry where n = \(9)" as Query<Int?>)
        let wrong = pipeline.add("select n from entry" as Query<Int>)
        let results = try await session.run(pipeline)
        #expect(try results[inserted].count == 2)
        #expect(try results[returned] == 3)
        #expect(try results[all] == [1, 2, 3])
        #expect(try results[none] == nil)
        #expect(throws: PostgresError.self) { try results[wrong] }
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 3)
    }

    @Test func oneFailureUndoesAll() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        for number in [1, 2, 1, 4] {
            pipeline.add("insert into entry (n) values (\(number))")
        }
        let error = try await postgresError { _ = try await session.run(pipeline) }
        #expect(error.kind == .server(.uniqueViolation))
        #expect(error.pipelineIndex == 2)
        #expect(error.constraint == "entry_n_key")
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 0)
    }

    @Test func aStatementThatCannotBePrepared() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        pipeline.add("insert into entry (n) values (1)")
        pipeline.add("insert into nowhere values (1)")
        let error = try await postgresError { _ = try await session.run(pipeline) }
        #expect(error.kind == .server(.undefinedTable))
        #expect(error.pipelineIndex == 1)
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 0)
    }

    @Test func aFailureOfTheCommitItself() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        for number in 1...2 {
            pipeline.add("insert into entry (n, late) values (\(number), \(7))")
        }
        let error = try await postgresError { _ = try await session.run(pipeline) }
        #expect(error.kind == .server(.uniqueViolation))
        #expect(error.constraint == "entry_late_key")
        #expect(error.pipelineIndex == nil)
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 0)
    }

    @Test func insideATransaction() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        pipeline.add("insert into entry (n) values (\(1))")
        struct Refusal: Error {}
        await #expect(throws: Refusal.self) {
            try await session.transaction { [pipeline] transaction in
                _ = try await transaction.run(pipeline)
                let count: Int = try await transaction.run("select count(*) from entry")
                #expect(count == 1)
                throw Refusal()
            }
        }
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 0)
    }

    @Test func largeInBothDirections() async throws {
        // More than any buffer between client and server holds, so neither may only send.
        let session = try await connect()
        let bytes = Array(repeating: UInt8(7), count: 20_000)
        var pipeline = PostgresPipeline()
        let slots = (0..<1_000).map { number in
            pipeline.add(
                "insert into entry (n, bytes) values (\(number), \(bytes)) returning bytes"
                    as Query<[UInt8]>)
        }
        let results = try await session.run(pipeline)
        #expect(try results[try #require(slots.last)] == bytes)
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 1_000)
    }

    @Test func lostBeforeTheCommitWasConfirmed() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        pipeline.add("insert into entry (n) values (1)")
        pipeline.add("select pg_terminate_backend(pg_backend_pid())")
        let error = try await postgresError { _ = try await session.run(pipeline) }
        #expect(error.kind == .outcomeUnknown)
        #expect(!session.isUsable)
    }

    @Test func cancelled() async throws {
        let session = try await connect()
        var pipeline = PostgresPipeline()
        pipeline.add("insert into entry (n) values (1)")
        pipeline.add("select pg_sleep(300)")
        pipeline.add("insert into entry (n) values (2)")
        let error = try await postgresError { [pipeline] in
            _ = try await session.run(pipeline, timeout: .milliseconds(50))
        }
        #expect(error.kind == .timeout)
        #expect(error.pipelineIndex == 1)
        #expect(try await session.run("select count(*) from entry" as Query<Int>) == 0)
    }

    @Test func limits() async throws {
        let session = try await connect()
        _ = try await session.run(PostgresPipeline())
        var long = PostgresPipeline()
        for _ in 0...PostgresLimits.pipelineStatementsMax { long.add("select 1") }
        var varied = PostgresPipeline()
        var query: Query<Int> = "select 0"
        for _ in 0...PostgresLimits.preparedStatementsMax {
            query += " + 1"
            _ = varied.add(query)
        }
        for pipeline in [long, varied] {
            let error = try await postgresError { _ = try await session.run(pipeline) }
            #expect(error.kind == .misuse)
        }
    }
}
