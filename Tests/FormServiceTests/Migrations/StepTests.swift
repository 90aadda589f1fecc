import Postgres
import Synchronization
import Testing

@testable import FormService

@Suite("Steps of a migration", .needsPostgres, .inTurn)
struct StepTests {
    private static let table = """
        create table a (n int primary key, land text);
        insert into a select n, 'BE' from generate_series(1, 100) n;
        """
    /// Twelve batches.
    private static let country = """
        -- step: expand
        alter table a add column country text;
        -- step: backfill copies
        update a set country = land
        where n in (select n from a where country is null and land is not null order by n limit 9);
        -- step: verify nothing is left
        select n from a where country is null;
        -- step: contract
        alter table a drop column land;
        """

    @Test("Expand, backfill and verify run at once, the contract only when it is asked for")
    func contractIsHeld() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(Self.table, Self.country)
            let told = ToldEvents()
            let outcome = try await migrator.up { told.add($0) }
            #expect(outcome.applied.map(\.number) == [1, 2, 3])
            #expect(outcome.held.map(\.number) == [4])
            let batches = told.all.compactMap { event in
                if case .batch(_, _, let rows, _) = event { rows } else { nil }
            }
            #expect(batches == (1...12).map { min($0 * 9, 100) })
            try await migrator.verify()
            #expect(try await migrator.up().applied.isEmpty)
            #expect(try await database.shape().contains("a.land text"))
            let status = try await migrator.status()
            #expect(status.steps.map(\.state) == [.applied, .applied, .applied, .applied, .held])
            #expect(status.steps[2].rows == 100 && status.steps[2].batches == 12)

            #expect(try await migrator.up(contract: true).applied.map(\.number) == [4])
            #expect(try await !database.shape().contains("a.land text"))
            #expect(try await migrator.check().isEmpty)
        }
    }

    @Test("A later migration does not wait for the contract of an earlier one")
    func contractsLast() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(
                Self.table, Self.country, "-- step: expand\nalter table a add column m int")
            let told = ToldEvents()
            try await migrator.up { told.add($0) }
            #expect(told.applied.last == "0003_third.sql 1")
            try await migrator.up(contract: true) { told.add($0) }
            #expect(told.applied.last == "0002_second.sql 4")
        }
    }

    @Test("In a new database everything is applied, in the order of the files")
    func newDatabase() async throws {
        try await TestDatabase.with { database in
            let told = ToldEvents()
            let migrator = try database.migrator(
                Self.table, Self.country, "-- step: expand\nalter table a add column land int")
            let outcome = try await migrator.up { told.add($0) }
            #expect(outcome.held.isEmpty)
            #expect(
                told.applied == [
                    "0001_first.sql 1", "0002_second.sql 1", "0002_second.sql 2",
                    "0002_second.sql 3", "0002_second.sql 4", "0003_third.sql 1",
                ])
        }
    }

    @Test("Rows that a verify step finds stop the run and are shown; once mended it goes on")
    func verifyFails() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            try await database.run("update a set land = null where n in (7, 8)")
            let migrator = try database.migrator(
                Self.table, Self.country, "-- step: expand\ncreate table b (n int)")
            let message = try await refusal { try await migrator.up() }
            #expect(message.contains("step 3 (verify) finds 2 rows:\n    n=7\n    n=8"))
            #expect(try await database.number("select count(*) from a where country = 'BE'") == 98)
            #expect(try await !database.shape().contains("b.n integer"))
            await #expect(throws: ConfigurationError.self) { try await migrator.verify() }
            try await database.run("update a set country = 'NL' where country is null")
            #expect(try await migrator.up().applied.count == 2)
        }
    }

    @Test("A contract verifies again, in its own transaction, what it rests on")
    func contractVerifies() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(Self.table, Self.country)
            try await migrator.up()
            // An older server has written a row meanwhile.
            try await database.run("insert into a (n, land) values (101, 'NL')")
            #expect(try await migrator.check().map(\.kind) == [.notVerified])
            let message = try await refusal { try await migrator.up(contract: true) }
            #expect(message.contains("n=101") && message.contains("step 4 (contract) was not run"))
            #expect(try await database.shape().contains("a.land text"))
            try await database.run("update a set country = land where country is null")
            #expect(try await migrator.check().isEmpty)
            try await migrator.up(contract: true)
        }
    }

    @Test("A backfill whose connection is lost goes on with the rows that are left")
    func backfillResumes() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(
                Self.table,
                Self.country.replacing(
                    "set country = land",
                    with: """
                        set country = case
                            when n < 30 or pg_advisory_xact_lock_shared(42) is not null then land end
                        """))
            // The fourth batch gets no further.
            let obstacle = try await database.connect()
            defer { obstacle.close() }
            try await obstacle.runScript("select pg_advisory_lock(42)")
            let run = Task { try await migrator.up() }
            try await waitUntilTrue {
                try await database.number(
                    """
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event = 'advisory'
                    """) > 0
            }
            try await database.endMigrators("wait_event = 'advisory'")
            let message = try await refusal(.away) { _ = try await run.value }
            obstacle.close()
            #expect(message.contains("Run `formserver migrate up` again"))
            let done = try await database.number("select count(country) from a")
            #expect(done == 27)
            let states = try await migrator.status().steps.map(\.state)
            #expect(states == [.applied, .applied, .begun, .pending, .held])
            let outcome = try await migrator.up()
            #expect(outcome.applied.map(\.number) == [2, 3])
            let step = try await migrator.status().steps[2]
            #expect(step.rows == 100 && step.batches == 12)
        }
    }

    @Test("A step whose connection is lost in the middle leaves nothing, and is applied afterwards")
    func stepResumes() async throws {
        try await TestDatabase.with { database in
            try await database.migrator("create table a (n int)").up()
            let before = try await database.shape()
            let migrator = try database.migrator(
                "create table a (n int)",
                "create table b (n int); select pg_sleep(0.1 * (n + 600)) from (values (0)) v (n)")
            let run = Task { try await migrator.up() }
            try await waitUntilTrue {
                try await database.number(
                    """
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event = 'PgSleep'
                    """) > 0
            }
            try await database.endMigrators("wait_event = 'PgSleep'")
            _ = try await refusal(.away) { _ = try await run.value }
            #expect(try await database.shape() == before)
            #expect(try await migrator.status().steps.map(\.state) == [.applied, .pending])
            let mended = try database.migrator("create table a (n int)", "create table b (n int)")
            #expect(try await mended.up().applied.count == 1)
        }
    }

    @Test("A cancelled run stops between two batches, or in the middle of one that is undone")
    func cancelled() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(Self.table, Self.country)
            let task = Mutex<Task<Migrator.Outcome, any Error>?>(nil)
            task.withLock { task in
                task = Task {
                    try await migrator.up { event in
                        if case .batch = event { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
            }
            let running = try #require(task.withLock { $0 })
            await #expect(throws: CancellationError.self) { _ = try await running.value }
            #expect(try await database.number("select count(country) from a") == 9)
            try await migrator.up()
        }
    }

    @Test("A backfill that does not end in something that counts is refused")
    func uncounted() async throws {
        try await TestDatabase.with { database in
            let migrator = try database.migrator(
                Self.table, "-- step: backfill\nwith b as (select 1) select * from b")
            #expect(try await refusal { try await migrator.up() }.contains("can be counted"))
        }
    }
}

/// Waits until `condition` holds; fails after a minute.
func waitUntilTrue(
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(5))
    }
}
