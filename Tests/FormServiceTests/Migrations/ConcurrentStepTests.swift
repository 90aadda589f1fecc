import Postgres
import Testing

@testable import FormService

@Suite("Steps outside of a transaction", .needsPostgres, .inTurn)
struct ConcurrentStepTests {
    private static let table =
        "create table a (n int, m int); insert into a select n, n % 2 from generate_series(1, 9) n"
    private static let indexes = """
        -- step: concurrently
        create index concurrently a_n on a (n);
        create unique index concurrently a_m on a (m);
        """

    private func isValid(_ index: String, _ database: TestDatabase) async throws -> Bool? {
        let connection = try await database.connect()
        defer { connection.close() }
        return try await connection.run(
            "select indisvalid from pg_index where indexrelid = to_regclass(\(index))"
                as Query<Bool?>)
    }

    @Test("Indexes are built; a build that fails leaves no useless index, and goes on when mended")
    func builds() async throws {
        try await TestDatabase.with { database in
            let migrator = try database.migrator(Self.table, Self.indexes)
            let message = try await refusal { try await migrator.up() }
            #expect(message.contains("could not create unique index \"a_m\""))
            // The values that are there twice may be anybody's.
            #expect(!message.contains("(m)="))
            #expect(try await isValid("a_n", database) == true)
            #expect(try await isValid("a_m", database) == nil)
            #expect(try await migrator.status().steps.map(\.state) == [.applied, .begun])
            try await database.run("update a set m = n")
            let told = ToldEvents()
            try await migrator.up { told.add($0) }
            #expect(try await isValid("a_m", database) == true)
            let accepted = told.all.compactMap { event in
                if case .accepted(_, let what) = event { what } else { nil }
            }
            #expect(accepted == ["a_n is there and valid"])
        }
    }

    @Test("An invalid index that an interrupted run has left is shown, dropped and built again")
    func leftover() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            // What is left when a build fails and nobody takes it away.
            await #expect(throws: PostgresError.self) {
                try await database.run("create unique index concurrently a_m on a (m)")
            }
            #expect(try await isValid("a_m", database) == false)
            try await database.run("update a set m = n")
            let migrator = try database.migrator(Self.table, Self.indexes)
            #expect(try await migrator.status().findings.map(\.kind) == [.invalidIndex])
            #expect(try await migrator.check().map(\.kind) == [.invalidIndex])
            let plan = try await migrator.plan()
            #expect(plan.steps[0].remarks.contains { $0.contains("a_m is there and not valid") })
            let told = ToldEvents()
            try await migrator.up { told.add($0) }
            let leftovers = told.all.compactMap { event in
                if case .leftover(_, let index) = event { index } else { nil }
            }
            #expect(leftovers == ["a_m"])
            #expect(try await isValid("a_m", database) == true)
            #expect(try await migrator.check().isEmpty)
        }
    }

    @Test("A run that is lost while it builds is gone on with")
    func interrupted() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            try await database.run("update a set m = n")
            // Whoever builds concurrently waits for the transactions that are open.
            let reader = try await database.connect()
            defer { reader.close() }
            try await reader.runScript("begin isolation level repeatable read; select * from a")
            let migrator = try database.migrator(Self.table, Self.indexes)
            let told = ToldEvents()
            let run = Task { try await migrator.up { told.add($0) } }
            try await waitUntilTrue { try await isValid("a_n", database) == false }
            try await waitUntilTrue {
                told.all.contains { if case .blocked = $0 { true } else { false } }
            }
            try await database.endMigrators("query like 'create index concurrently%'")
            _ = try await refusal(.away) { _ = try await run.value }
            #expect(try await isValid("a_n", database) == false)
            reader.close()
            try await migrator.up { told.add($0) }
            #expect(try await isValid("a_n", database) == true)
            #expect(told.all.contains { if case .leftover = $0 { true } else { false } })
        }
    }

    @Test("An index of that name on another table is refused")
    func taken() async throws {
        try await TestDatabase.with { database in
            try await database.run("create table b (n int); create index a_n on b (n)")
            let migrator = try database.migrator(Self.table, Self.indexes)
            let message = try await refusal { try await migrator.up() }
            #expect(message.contains("the name of an index on b"))
        }
    }

    @Test("An index of that name is accepted if it is the same one, and refused if it is another")
    func another() async throws {
        for (made, isSame) in [
            ("index a_nm on a using btree (n asc, (m + 1)) where (m > 0)", true),
            ("unique index a_nm on a (n, (m + 1)) where m > 0", false),
            ("index a_nm on a (n, (m + 1))", false), ("index a_nm on a (n)", false),
        ] {
            try await TestDatabase.with { database in
                try await database.migrator(Self.table).up()
                try await database.run("create \(made)")
                let migrator = try database.migrator(
                    Self.table,
                    """
                    -- step: concurrently
                    create index concurrently a_nm on public.a (n, (m + 1)) where m > 0
                    """)
                if isSame {
                    try await migrator.up()
                } else {
                    let message = try await refusal { try await migrator.up() }
                    #expect(message.contains("is another index"), "\(made): \(message)")
                }
            }
        }
    }

    @Test("An index that is dropped already is accepted only if this step has begun to do it")
    func dropped() async throws {
        try await TestDatabase.with { database in
            let script = """
                -- step: concurrently
                drop index concurrently a_n;
                select 1 / n from a where n = 0;
                drop index concurrently a_m;
                """
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(Self.table, script)
            #expect(try await refusal { try await migrator.up() }.contains("does not exist"))
        }
        try await TestDatabase.with { database in
            let script = """
                -- step: concurrently
                drop index concurrently a_n;
                select 1 / n from a where n = 0;
                """
            let table = Self.table + "; create index a_n on a (n); insert into a values (0, 0)"
            try await database.migrator(table).up()
            let migrator = try database.migrator(table, script)
            #expect(try await refusal { try await migrator.up() }.contains("division by zero"))
            try await database.run("delete from a where n = 0")
            #expect(try await migrator.up().applied.count == 1)
        }
    }

    /// Partitions with names that need quotes, and one whose index's name is cut.
    private static let partitioned = """
        create table a (n int, m int) partition by list (n);
        create table "a One" partition of a for values in (1);
        create table a_\(String(repeating: "x", count: 60)) partition of a for values in (2);
        create table a_rest partition of a default;
        insert into a select n, n % 4 from generate_series(1, 9) n;
        """

    @Test("An index on a partitioned table is built on each partition, also in several runs")
    func partitions() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.partitioned).up()
            let migrator = try database.migrator(
                Self.partitioned,
                "-- step: concurrently\ncreate unique index concurrently a_nm on a (N, m)")
            let plan = try await migrator.plan()
            #expect(plan.steps[0].remarks.contains { $0.contains("a is partitioned") })
            try await database.run("insert into a values (8, 0), (9, 0), (9, 0)")
            #expect(try await refusal { try await migrator.up() }.contains("unique index"))
            #expect(try await isValid("a_nm", database) == false)
            #expect(try await isValid("\"a One_a_nm\"", database) == true)
            #expect(try await isValid("a_rest_a_nm", database) == nil)
            try await database.run(
                "delete from a where m = 0; create table a_3 partition of a for values in (30)")
            try await migrator.up()
            #expect(try await isValid("a_nm", database) == true)
            #expect(
                try await database.number(
                    "select count(*) from pg_inherits where inhparent = 'a_nm'::regclass") == 4)
            #expect(try await migrator.check().isEmpty)
            #expect(try await migrator.up().applied.isEmpty)
        }
    }

    @Test("An index on a partitioned table that is lost on the way is gone on with")
    func partitionsInterrupted() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.partitioned).up()
            let migrator = try database.migrator(
                Self.partitioned, "-- step: concurrently\ncreate index concurrently a_m on a (m)")
            let reader = try await database.connect()
            defer { reader.close() }
            try await reader.runScript("begin isolation level repeatable read; select 1")
            let run = Task { try await migrator.up() }
            try await waitUntilTrue { try await isValid("\"a One_a_m\"", database) == false }
            try await database.endMigrators("query like 'create index concurrently%'")
            _ = try await refusal(.away) { _ = try await run.value }
            reader.close()
            try await migrator.up()
            #expect(try await isValid("a_m", database) == true)
            #expect(try await migrator.check().isEmpty)
        }
    }

    @Test("Partitions of partitions are refused")
    func nested() async throws {
        try await TestDatabase.with { database in
            let table = """
                create table a (n int, m int) partition by list (n);
                create table a_1 partition of a for values in (1) partition by list (m);
                """
            try await database.migrator(table).up()
            let migrator = try database.migrator(table, Self.indexes)
            let message = try await refusal { try await migrator.up() }
            #expect(message.contains("a_1 has partitions of its own"))
        }
    }
}
