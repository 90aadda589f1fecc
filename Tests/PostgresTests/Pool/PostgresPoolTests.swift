import Testing

@testable import Postgres

@Suite(.needsPostgres, .database)
struct PostgresPoolTests {
    @Test func hundredsOfTasksShareFewConnections() async throws {
        try await TestDatabase.current.withPool(size: 4) { pool in
            try await pool.run("create table ledger (n int8 primary key, pid int4)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<400 {
                    group.addTask {
                        if number % 2 == 0 {
                            try await pool.run(
                                "insert into ledger values (\(number), pg_backend_pid())")
                        } else {
                            try await pool.transaction {
                                try await $0.run(
                                    "insert into ledger values (\(number), pg_backend_pid())")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let counts: PostgresColumns<Int, Int> = try await pool.run(
                "select count(*), count(distinct pid) from ledger")
            #expect(counts.values.0 == 400)
            #expect((1...4).contains(counts.values.1))
        }
    }

    @Test func connectionsAreOpenedOnlyWhenNeeded() async throws {
        try await TestDatabase.current.withPool(size: 4) { pool in
            var used: Set<Int32> = []
            for _ in 0..<10 { used.insert(try await pool.run("select pg_backend_pid()")) }
            #expect(used.count == 1)
        }
    }

    @Test func callersAreServedInOrder() async throws {
        try await TestDatabase.current.withPool(size: 1) { pool in
            let order = Shared<[Int]>([])
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await pool.withConnection { _ in
                    for number in 0..<20 {
                        group.addTask {
                            try await pool.withConnection { _ in
                                order.change { $0.append(number) }
                            }
                        }
                        try await waitUntil("caller \(number) waits") {
                            pool.waiterCount == number + 1
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(order.value == Array(0..<20))
        }
    }

    @Test func exhaustion() async throws {
        try await TestDatabase.current.withPool(
            size: 1, acquireTimeout: .seconds(2)
        ) { pool in
            try await pool.withConnection { _ in
                let error = try await postgresError { try await pool.run("select 1") }
                #expect(error.kind == .poolExhausted)
                #expect(error.isTransient)
                #expect(pool.waiterCount == 0)
            }
            try await pool.run("select 1")
        }
    }

    @Test func aWaitingCallerCanBeCancelled() async throws {
        try await TestDatabase.current.withPool(size: 1) { pool in
            try await pool.withConnection { _ in
                let task = Task { try await pool.run("select 1") }
                try await waitUntil("it waits") { pool.waiterCount == 1 }
                task.cancel()
                let error = try await postgresError { try await task.value }
                #expect(error.kind == .cancelled)
                #expect(pool.waiterCount == 0)
            }
            let before = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await pool.run("select 1")
            }
            let error = try await postgresError { try await before.value }
            #expect(error.kind == .cancelled)
            try await pool.run("select 1")
        }
    }

    @Test(.timeLimit(.minutes(2))) func noThreadOfTheCooperativePoolIsBlocked() async throws {
        // Fifty statements cannot end before the other task has counted to a thousand.
        try await TestDatabase.current.withPool(size: 2) { pool in
            let gate = try await TestDatabase.current.connect()
            try await gate.run("select pg_advisory_lock(4711)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await pool.run(
                            """
                            with gate as materialized (select pg_advisory_lock_shared(4711))
                            select pg_sleep(0.001) from gate
                            """)
                    }
                }
                try await waitUntil("all are under way") { pool.waiterCount == 48 }
                let counter = Task.detached {
                    var count = 0
                    for _ in 0..<1_000 {
                        await Task.yield()
                        count += 1
                    }
                    return count
                }
                #expect(await counter.value == 1_000)
                #expect(pool.waiterCount == 48)
                try await gate.run("select pg_advisory_unlock(4711)")
                try await group.waitForAll()
            }
        }
    }

    @Test func aConnectionThatDiedWhileIdleIsReplacedUnnoticed() async throws {
        try await TestDatabase.current.withPool(size: 3) { pool in
            let observer = try await TestDatabase.current.connect()
            for round in 0..<30 {
                let processID: Int32 = try await pool.run("select pg_backend_pid()")
                try await observer.run("select pg_terminate_backend(\(processID), 10000)")
                if round % 2 == 0 {
                    #expect(try await pool.run("select \(round)" as Query<Int>) == round)
                } else {
                    let answer: Int = try await pool.transaction {
                        try await $0.run("select \(round)")
                    }
                    #expect(answer == round)
                }
            }
        }
    }

    @Test func closing() async throws {
        let pool = PostgresPool(try TestDatabase.current.configuration, size: 1)
        let (started, start) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let running = Task {
            try await pool.withConnection { connection in
                start.finish()
                for await _ in released {}
                return try await connection.run("select 5" as Query<Int>)
            }
        }
        for await _ in started {}
        let waiting = Task { try await pool.run("select 1") }
        try await waitUntil("it waits") { pool.waiterCount == 1 }
        let closing = Task { await pool.close(grace: .seconds(60)) }
        // What waited cannot begin, what ran can finish.
        let error = try await postgresError { try await waiting.value }
        #expect(error.kind == .closed)
        release.finish()
        #expect(try await running.value == 5)
        await closing.value
        let after = try await postgresError { try await pool.run("select 1") }
        #expect(after.kind == .closed)
        await pool.close()
    }

    @Test func closingByForce() async throws {
        let pool = PostgresPool(try TestDatabase.current.configuration, size: 1)
        let (started, start) = AsyncStream<Void>.makeStream()
        let running = Task {
            try await pool.withConnection { connection in
                start.finish()
                try await connection.run("select pg_sleep(300)")
            }
        }
        for await _ in started {}
        await pool.close(grace: .milliseconds(50))
        let error = try await postgresError { try await running.value }
        #expect(error.kind == .closed)
    }

    @Test func anActorMayUseItsStateInABody() async throws {
        actor Counter {
            private var count = 0

            func add(_ pool: PostgresPool) async throws -> Int {
                try await pool.transaction { transaction in
                    count += try await transaction.run("select 2" as Query<Int>)
                }
                try await pool.withConnection { _ in count += 1 }
                return count
            }
        }
        try await TestDatabase.current.withPool { pool in
            let count = try await Counter().add(pool)
            #expect(count == 3)
        }
    }

    @Test func aServerThatIsNotThere() async throws {
        let pool = PostgresPool(PostgresConfiguration("host=/nonexistent user=x"), size: 4)
        await withTaskGroup(of: PostgresError?.self) { group in
            for _ in 0..<50 {
                group.addTask { try? await postgresError { try await pool.run("select 1") } }
            }
            for await error in group { #expect(error?.kind == .connectFailed) }
        }
        await pool.close()
    }
}
