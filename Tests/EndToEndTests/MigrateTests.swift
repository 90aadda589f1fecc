import Foundation
import Postgres
import Testing

/// The real program on a real database, with migrations in a folder.
@Suite("formserver migrate", .needsPostgres, .serialized)
struct MigrateTests {
    private static let first = """
        create table a (n int primary key, land text);
        insert into a select n, 'BE' from generate_series(1, 40) n;
        """
    /// Transactions stop in the middle while somebody holds the advisory lock 1, 2 or 3.
    private static let second = """
        -- step: expand a column for countries
        alter table a add column country text;
        select pg_advisory_xact_lock_shared(1);
        -- step: backfill
        update a
        set country = case when n < 20 or pg_advisory_xact_lock_shared(2) is not null then land end
        where n in (select n from a where country is null order by n limit 1);
        -- step: concurrently
        create index concurrently a_country on a (country);
        -- step: verify
        select n from a where country is null;
        -- step: contract
        alter table a drop column land;
        select pg_advisory_xact_lock_shared(3);
        """

    private static func with(
        _ body: (TestDatabase, MigrationFolder) async throws -> Void
    ) async throws {
        let database = try await TestDatabase(on: try #require(TestDatabase.sharedServer))
        let folder = try MigrationFolder(["0001_create_a.sql": first])
        try await withCleanUp {
            try await body(database, folder)
        } _: {
            folder.remove()
            try await database.drop()
        }
    }

    private static func migrate(
        _ database: TestDatabase, _ folder: MigrationFolder, _ arguments: String...
    ) async throws -> ProgramRun {
        try await ProgramRun.of(
            Programs.formserver, folder.arguments(arguments, database))
    }

    /// What the migrations have made of the database.
    private static func shape(_ database: TestDatabase) async throws -> [String] {
        try await database.query { connection in
            try await connection.run(
                """
                select 'column ' || c.relname || '.' || a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relname in ('a', 'a_country') and a.attnum > 0
                    and not a.attisdropped
                union all select 'valid ' || indexrelid::regclass::text from pg_index
                where indrelid = to_regclass('a') and indisvalid
                union all select 'rows ' || count(*) from a
                union all select 'done ' || name || ' ' || step || ' ' || kind from schema_migration
                order by 1
                """ as Query<[String]>)
        }
    }

    @Test("A run that is killed at any point is gone on with, and ends like one that was not")
    func killed() async throws {
        var expected: [String] = []
        try await Self.with { database, folder in
            _ = try await Self.migrate(database, folder)
            try folder.write("0002_add_country.sql", Self.second)
            for arguments in [["up"], ["up", "--contract", "--yes"]] {
                let run = try await ProgramRun.of(
                    Programs.formserver, folder.arguments(arguments, database))
                #expect(run.status == 0, "\(run)")
            }
            expected = try await Self.shape(database)
        }
        #expect(expected.contains("valid a_country") && !expected.contains("column a.land"))
        // Where each of the programs is killed.
        let points: [(statement: String, lock: Int?)] = [
            ("%alter table a add%", 1), ("update a%", 2),
            ("create index concurrently a_country%", nil), ("%alter table a drop%", 3),
        ]
        try await Self.with { database, folder in
            _ = try await Self.migrate(database, folder)
            try folder.write("0002_add_country.sql", Self.second)
            for (number, point) in points.enumerated() {
                let arguments = number < 3 ? ["up"] : ["up", "--contract", "--yes"]
                try await Self.kill(
                    arguments, when: point.statement, at: point.lock, database, folder)
            }
            let last = try await Self.migrate(database, folder, "up", "--contract", "--yes")
            #expect(last.status == 0, "\(last)")
            #expect(try await Self.shape(database) == expected)
            #expect(try await Self.migrate(database, folder, "verify").status == 0)
        }
    }

    /// Starts the program and kills it when one of its statements is at work.
    private static func kill(
        _ arguments: [String], when point: String, at lock: Int?, _ database: TestDatabase,
        _ folder: MigrationFolder
    ) async throws {
        let obstacle = try await obstacle(database, lock: lock)
        defer { obstacle.close() }
        let process = try SpawnedProcess(
            Programs.formserver, folder.arguments(arguments, database))
        try await waitUntil("\(point): \(process.output) \(process.errors)") {
            let isMet = try await database.query { connection in
                try await connection.run(MigrateProbe.isRunning(point))
            }
            try #require(isMet || process.status == nil, "\(point) was not met: \(process.errors)")
            return isMet
        }
        process.signal(SIGKILL)
        #expect(try await process.ended() == 128 + SIGKILL)
    }

    /// Something that the migrations of these tests cannot get past: a lock or, as whoever builds an
    /// index concurrently waits for those who read, a reader.
    private static func obstacle(
        _ database: TestDatabase, lock: Int?
    ) async throws -> PostgresConnection {
        var configuration = PostgresConfiguration(database.connectionString)
        configuration.settings["idle_in_transaction_session_timeout"] = "0"
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.runScript(
            lock.map { "select pg_advisory_lock(\($0))" }
                ?? "begin isolation level repeatable read; select 1")
        return connection
    }

    @Test("plan, up, status and verify say what is, with the exit status that says it too")
    func commands() async throws {
        try await Self.with { database, folder in
            let plan = try await Self.migrate(database, folder, "plan")
            #expect(plan.status == 0 && plan.output.contains("0001_create_a.sql\t1/1\tplain"))
            let up = try await Self.migrate(database, folder)
            #expect(up.status == 0)
            #expect(
                up.output == "applied  0001_create_a.sql\nThe database is up to date now.\n")
            try folder.write("0002_add_country.sql", Self.second)
            #expect(try await Self.migrate(database, folder, "plan").output.contains("one batch"))
            let status = try await Self.migrate(database, folder, "status", "--json")
            #expect(status.status == 0 && status.output.contains("\"HELD\""))
            let held = try await Self.migrate(database, folder, "up")
            #expect(held.output.contains("up --contract`:\n  0002_add_country.sql  5/5 contract"))
            // Nobody sits at a terminal who could be asked.
            let unasked = try await Self.migrate(database, folder, "up", "--contract")
            #expect(unasked.status == 2 && unasked.errors.contains("--yes"))
            #expect(try await Self.migrate(database, folder, "verify").status == 0)

            try folder.write("0001_create_a.sql", Self.first.replacing("land text", with: "l text"))
            for command in ["up", "plan", "verify"] {
                let run = try await Self.migrate(database, folder, command)
                #expect(run.status == 1, "\(command)")
                #expect((run.output + run.errors).contains("-create table a (n int primary key, l"))
            }
            let away = try await ProgramRun.of(
                Programs.formserver, ["migrate", "--database", "host=/nonexistent"])
            #expect(away.status == 4 && away.errors.contains("does not answer"))
            let nothing = try await Self.migrate(database, MigrationFolder(missing: "/nowhere"))
            #expect(nothing.status == 5 && nothing.errors.contains("/nowhere cannot be read"))
        }
    }

    @Test("Ctrl-C stops a run, which says that it can be gone on with")
    func interrupted() async throws {
        try await Self.with { database, folder in
            _ = try await Self.migrate(database, folder)
            try folder.write("0002_add_country.sql", Self.second)
            let obstacle = try await Self.obstacle(database, lock: 1)
            defer { obstacle.close() }
            let process = try SpawnedProcess(
                Programs.formserver, folder.arguments(["up"], database))
            try await waitUntil("a statement") {
                try await database.query { try await $0.run(MigrateProbe.isRunning("%alter%")) }
            }
            process.signal(SIGINT)
            #expect(try await process.ended() == 130)
            obstacle.close()
            #expect(process.errors.contains("goes on from there"))
            #expect(try await Self.migrate(database, folder, "up").status == 0)
        }
    }
}

private enum MigrateProbe {
    /// Whether the migrator runs a statement like `pattern`.
    static func isRunning(_ pattern: String) -> Query<Bool> {
        """
        select exists (
            select from pg_stat_activity
            where datname = current_database() and application_name = 'formserver-migrate'
                and state = 'active' and query like \(pattern))
        """
    }
}

/// A folder with migrations of a test's own.
private struct MigrationFolder {
    private let path: String

    init(_ files: [String: String]) throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "forms-sql-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, script) in files { try write(name, script) }
    }

    init(missing path: String) { self.path = path }

    func write(_ name: String, _ script: String) throws {
        try Data(script.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func arguments(_ arguments: [String], _ database: TestDatabase) -> [String] {
        ["migrate"] + arguments + ["--sql", path, "--database", database.connectionString]
    }
}
