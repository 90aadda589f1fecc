import Postgres
import Testing

@Suite(.needsPostgres, .database)
struct TransactionTests {
    private struct Refusal: Error {}

    /// A pool over an empty table `item (n)` of the test's own.
    private func withTable(
        size: Int = 2, test: String = #function, _ body: (PostgresPool) async throws -> Void
    ) async throws {
        let schema = test.filter(\.isLetter).lowercased()
        var database = try TestDatabase.current
        database.configuration.settings["search_path"] = schema
        try await database.withPool(size: size) { pool in
            try await pool.withConnection { connection in
                try await connection.runScript(
                    "create schema \(schema); create table item (n int8 primary key)")
            }
            try await body(pool)
        }
    }

    private func count(_ pool: PostgresPool) async throws -> Int {
        try await pool.run("select count(*) from item")
    }

    @Test func allOfIt() async throws {
        try await withTable { pool in
            // A body may use what is not Sendable, such as a local variable.
            var seen = 0
            let answer = try await pool.transaction { transaction in
                try await transaction.run("insert into item values (1)")
                try await transaction.run("insert into item values (2)")
                #expect(try await countInside(transaction) == 2)
                seen += 1
                return "done"
            }
            #expect(answer == "done")
            #expect(seen == 1)
            #expect(try await count(pool) == 2)

            await #expect(throws: Refusal.self) {
                try await pool.transaction { transaction in
                    try await transaction.run("insert into item values (3)")
                    throw Refusal()
                }
            }
            #expect(try await count(pool) == 2)
        }
    }

    private func countInside(_ transaction: PostgresTransaction) async throws -> Int {
        try await transaction.run("select count(*) from item")
    }

    @Test func anErrorThatTheBodySwallows() async throws {
        try await withTable { pool in
            let error = try await postgresError {
                try await pool.transaction { transaction in
                    try await transaction.run("insert into item values (11)")
                    try? await transaction.run("insert into item values (11)")
                }
            }
            #expect(error.kind == .server(.inFailedTransaction))
            let found: Int? = try await pool.run("select n from item where n = 11")
            #expect(found == nil)
        }
    }

    @Test func misuse() async throws {
        try await withTable(size: 1) { pool in
            let nested = try await postgresError {
                try await pool.transaction { _ in
                    try await pool.transaction { _ in }
                }
            }
            #expect(nested.kind == .misuse)
            let beside = try await postgresError {
                try await pool.transaction { _ in try await pool.run("select 1") }
            }
            #expect(beside.kind == .misuse)
            let byHand = try await postgresError {
                try await pool.transaction { try await $0.run("commit") }
            }
            #expect(byHand.kind == .misuse)
            let afterwards = try await postgresError {
                try await pool.transaction { transaction in
                    try await transaction.run("rollback")
                    try await transaction.run("insert into item values (21)")
                }
            }
            #expect(afterwards.kind == .misuse)
            let twice = try await postgresError {
                try await pool.withConnection { connection in
                    try await connection.transaction { _ in
                        try await connection.transaction { _ in }
                    }
                }
            }
            #expect(twice.kind == .misuse)

            let escaped = try await pool.transaction { $0 }
            let late = try await postgresError { try await escaped.run("select 1") }
            #expect(late.kind == .closed)
            let found: Int? = try await pool.run("select n from item where n = 21")
            #expect(found == nil)
        }
    }

    @Test func tasksThatOutliveATransactionMayUseThePool() async throws {
        try await withTable(size: 1) { pool in
            let (ended, end) = AsyncStream<Void>.makeStream()
            let task = try await pool.transaction { _ in
                Task {
                    for await _ in ended {}
                    return try await pool.run("select 1" as Query<Int>)
                }
            }
            end.finish()
            #expect(try await task.value == 1)
        }
    }

    @Test func aForgottenTransactionIsNotInherited() async throws {
        try await withTable(size: 1) { pool in
            try await pool.withConnection { try await $0.run("begin") }
            try await pool.run("insert into item values (31)")
            let other = try await PostgresConnection.connect(pool.configuration)
            let found: Int = try await other.run("select count(*) from item where n = 31")
            #expect(found == 1)
        }
    }

    @Test func isolationAndAccess() async throws {
        try await withTable { pool in
            for (isolation, name) in [
                (PostgresIsolation.readCommitted, "read committed"),
                (.repeatableRead, "repeatable read"), (.serializable, "serializable"),
            ] {
                let found: String = try await pool.transaction(isolation: isolation) {
                    try await $0.run("select current_setting('transaction_isolation')")
                }
                #expect(found == name)
            }
            let error = try await postgresError {
                try await pool.transaction(readOnly: true) {
                    try await $0.run("insert into item values (41)")
                }
            }
            #expect(error.kind == .server(.readOnlyTransaction))
        }
    }

    @Test func aRivalIsRetriedOnRequest() async throws {
        try await withTable { pool in
            try await pool.run("insert into item values (0)")
            let rival = try await PostgresConnection.connect(pool.configuration)
            var attempts = 0
            try await pool.transaction(isolation: .repeatableRead, retries: 2) { transaction in
                attempts += 1
                let n: Int = try await transaction.run("select n from item")
                if attempts <= 2 { try await rival.run("update item set n = n + 10") }
                try await transaction.run("update item set n = \(n + 1)")
            }
            #expect(attempts == 3)
            let n: Int = try await pool.run("select n from item")
            #expect(n == 21)
        }
    }

    @Test func aRivalWithoutRetries() async throws {
        try await withTable { pool in
            try await pool.run("insert into item values (0)")
            let error = try await postgresError {
                try await pool.transaction(isolation: .repeatableRead) { transaction in
                    let _: Int = try await transaction.run("select n from item")
                    // A connection, because the pool is out of bounds here.
                    let other = try await PostgresConnection.connect(pool.configuration)
                    try await other.run("update item set n = 5")
                    try await transaction.run("update item set n = 6")
                }
            }
            #expect(error.kind == .server(.serializationFailure))
            #expect(error.isTransient)
        }
    }

    @Test func lostWhileCommitting() async throws {
        try await withTable { pool in
            try await pool.withConnection { connection in
                try await connection.runScript(
                    """
                    create or replace function die() returns trigger language plpgsql as
                    'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
                    create constraint trigger die after insert on item
                    deferrable initially deferred for each row execute function die();
                    """)
            }
            let error = try await postgresError {
                try await pool.transaction { try await $0.run("insert into item values (51)") }
            }
            #expect(error.kind == .outcomeUnknown)
            // Lost before the commit, nothing is unknown.
            let sooner = try await postgresError {
                try await pool.transaction {
                    try await $0.run("insert into item values (52)")
                    try await $0.run("select pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(sooner.kind == .connectionLost)
            #expect(try await count(pool) == 0)
        }
    }
}
