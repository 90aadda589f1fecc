import Postgres
import Testing

@Suite(.needsPostgres, .database)
struct CancellationTests {
    @Test func aCancelledTaskStopsItsStatement() async throws {
        let session = try await TestDatabase.current.connect()
        let task = Task { try await session.run("select pg_sleep(300)") }
        try await waitUntil("the statement runs") {
            try await TestDatabase.current.isRunning(session.processID)
        }
        task.cancel()
        let error = try await postgresError { try await task.value }
        #expect(error.kind == .cancelled)
        #expect(error.sqlState == .queryCanceled)
        #expect(try await !TestDatabase.current.isRunning(session.processID))
        // The connection is as good as before.
        #expect(try await session.run("select 1" as Query<Int>) == 1)
    }

    @Test func cancelledAtAnyMoment() async throws {
        // The request may overtake the statement, or come after its end; none may hit the next.
        let session = try await TestDatabase.current.connect()
        for round in 0..<60 {
            let task = Task { try await session.run("select pg_sleep(300)") }
            if round % 3 > 0 { try await Task.sleep(for: .microseconds(round * 40)) }
            task.cancel()
            let error = try await postgresError { try await task.value }
            #expect(error.kind == .cancelled)
            #expect(try await session.run("select \(round)" as Query<Int>) == round)
        }
    }

    @Test func aStatementInTheQueueIsNeverSent() async throws {
        let session = try await TestDatabase.current.connect()
        try await session.runScript("create table never (n int)")
        let first = Task { try await session.run("select pg_sleep(300)") }
        try await waitUntil("the statement runs") {
            try await TestDatabase.current.isRunning(session.processID)
        }
        let second = Task { try await session.run("insert into never values (1)") }
        second.cancel()
        let error = try await postgresError { try await second.value }
        #expect(error.kind == .cancelled)
        first.cancel()
        _ = try await postgresError { try await first.value }
        #expect(try await session.run("select count(*) from never" as Query<Int>) == 0)
    }

    @Test func timeouts() async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError {
            try await session.run("select pg_sleep(300)", timeout: .milliseconds(50))
        }
        #expect(error.kind == .timeout)
        #expect(error.isTransient)
        #expect(try await session.run("select 1" as Query<Int>) == 1)

        var configuration = try TestDatabase.current.configuration
        configuration.statementTimeout = .milliseconds(50)
        let hasty = try await PostgresConnection.connect(configuration)
        let always = try await postgresError { try await hasty.run("select pg_sleep(300)") }
        #expect(always.kind == .timeout)
        try await hasty.run("select pg_sleep(0.2)", timeout: .seconds(60))
    }

    @Test func aCancellationByOthersIsAnErrorOfTheServer() async throws {
        let session = try await TestDatabase.current.connect()
        let other = try await TestDatabase.current.connect()
        let task = Task { try await session.run("select pg_sleep(300)") }
        try await waitUntil("the statement runs") {
            try await TestDatabase.current.isRunning(session.processID)
        }
        try await other.run("select pg_cancel_backend(\(session.processID))")
        let error = try await postgresError { try await task.value }
        #expect(error.kind == .server(.queryCanceled))
    }

    @Test func aCancelledTransactionIsRolledBack() async throws {
        try await TestDatabase.current.withPool(size: 1) { pool in
            try await pool.run("create table undone (n int)")
            let (started, start) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await pool.transaction { transaction in
                    try await transaction.run("insert into undone values (1)")
                    start.finish()
                    try await transaction.run("select pg_sleep(300)")
                }
            }
            for await _ in started {}
            task.cancel()
            let error = try await postgresError { try await task.value }
            #expect(error.kind == .cancelled)
            #expect(try await pool.run("select count(*) from undone" as Query<Int>) == 0)
        }
    }
}
