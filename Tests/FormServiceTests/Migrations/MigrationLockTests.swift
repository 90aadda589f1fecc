import Postgres
import Synchronization
import Testing

@testable import FormService

@Suite("Locks of a migration", .needsPostgres, .inTurn)
struct MigrationLockTests {
    private static let table = "create table a (n int)"
    private static let change = "create table b (n int); alter table a add column m int"

    private func blocking(
        _ database: TestDatabase, _ body: (PostgresConnection) async throws -> Void
    ) async throws {
        let reader = try await PostgresConnection.connect(
            PostgresConfiguration(database.connectionString, applicationName: "a-long-report"))
        defer { reader.close() }
        try await reader.runScript("begin; select * from a")
        try await body(reader)
    }

    @Test("Whoever holds a lock for long is named, and the database is as it was")
    func blocked() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let before = try await database.shape()
            try await blocking(database) { _ in
                let told = ToldEvents()
                let migrator = try database.migrator(Self.table, Self.change, patience: .short)
                let message = try await refusal(.busy) { try await migrator.up { told.add($0) } }
                #expect(message.contains("in 2 attempts"))
                #expect(message.contains("a-long-report, process"))
                #expect(message.contains("idle in transaction"))
                #expect(!message.contains("select"))
                let attempts = told.all.filter { if case .retrying = $0 { true } else { false } }
                #expect(attempts.count == 1)
                #expect(try await database.shape() == before)
            }
        }
    }

    @Test("Once it is given back, the next attempt succeeds")
    func released() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            try await blocking(database) { reader in
                let migrator = try database.migrator(Self.table, Self.change, patience: .stubborn)
                try await migrator.up { event in
                    if case .retrying = event { reader.close() }
                }
                #expect(try await database.shape().contains("a.m integer"))
            }
        }
    }

    @Test("A second migrator waits for its turn and says for whom")
    func inTurn() async throws {
        try await TestDatabase.with { database in
            let holder = try await PostgresConnection.connect(
                PostgresConfiguration(database.connectionString, applicationName: "the-first"))
            defer { holder.close() }
            #expect(try await holder.run(MigrationQueries.tryLock()))
            let told = ToldEvents()
            let migrator = try database.migrator(Self.table, patience: .short)
            let message = try await refusal(.busy) { try await migrator.up { told.add($0) } }
            #expect(message.contains("the-first"))
            let waiting = try database.migrator(Self.table)
            try await waiting.up { event in
                if case .waiting = event { holder.close() }
            }
            #expect(try await database.shape() == ["a.n integer"])
        }
    }

    @Test("A migrator that has lost its lock stops before the next step")
    func lockLost() async throws {
        try await TestDatabase.with { database in
            let ended = Mutex<Task<Void, any Error>?>(nil)
            let second = "select pg_advisory_xact_lock_shared(42); create table b (n int)"
            var patience = MigrationPatience()
            patience.forLock = .seconds(60)
            let migrator = try database.migrator(
                Self.table, second, "create table c (n int)", patience: patience)
            let obstacle = try await database.connect()
            defer { obstacle.close() }
            try await obstacle.runScript("select pg_advisory_lock(42)")
            let message = try await refusal(.away) {
                try await migrator.up { event in
                    guard case .began(let name) = event, name.migration == "0002_second.sql" else {
                        return
                    }
                    ended.withLock {
                        $0 = Task {
                            try await waitUntilTrue {
                                try await database.number(
                                    """
                                    select count(*) from pg_stat_activity
                                    where datname = current_database() and wait_event = 'advisory'
                                    """) > 0
                            }
                            try await database.run(
                                """
                                select pg_terminate_backend(pid) from pg_locks
                                where locktype = 'advisory' and granted and objid <> 42
                                    and database = (
                                        select oid from pg_database
                                        where datname = current_database())
                                """)
                            obstacle.close()
                        }
                    }
                }
            }
            try await ended.withLock { $0 }?.value
            #expect(message.contains("stopped before 0003_third.sql"))
            #expect(try await database.shape() == ["a.n integer", "b.n integer"])
            #expect(try await migrator.up().applied.count == 1)
        }
    }

    @Test("A step that another is applying right now is not applied twice")
    func fenced() async throws {
        try await TestDatabase.with { database in
            let first = try database.migrator(Self.table)
            try await first.up()
            let second = try database.migrator(Self.table, Self.change, patience: .short)
            let other = try await database.connect()
            defer { other.close() }
            // As a migrator does whose lock was lost in the middle of a long statement.
            try await other.runScript("begin")
            try await other.run(MigrationQueries.record(second.migrations[1].steps[0]))
            #expect(try await refusal(.busy) { try await second.up() }.contains("locks"))
            try await other.runScript("rollback")
            try await second.up()
        }
    }
}
