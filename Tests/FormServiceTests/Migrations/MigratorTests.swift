import Postgres
import Testing

@testable import FormService

@Suite("Migrator", .needsPostgres, .inTurn)
struct MigratorTests {
    private static let first = Migration(
        name: "0001_create_a.sql", script: "create table a (n int);")
    private static let second = Migration(
        name: "0002_create_b.sql", script: "create table b (n int); insert into b values (1);")

    @Test("The embedded migrations give a database that the server accepts")
    func embedded() async throws {
        try await TestDatabase.with { database in
            let migrator = Migrator(connectionString: database.connectionString)
            await #expect(throws: ConfigurationError.self) { try await migrator.verify() }
            try await migrator.up()
            try await migrator.verify()
            let connection = try await database.connect()
            defer { connection.close() }
            let heads = try await connection.run(
                "select count(*) from log_head where size = 0" as Query<Int64>)
            #expect(heads == 1)
        }
    }

    @Test("Each file is applied once, in order, and reported")
    func appliesOnce() async throws {
        try await TestDatabase.with { database in
            var applied: [String] = []
            let one = Migrator(
                connectionString: database.connectionString, migrations: [Self.first])
            try await one.up { applied.append($0) }
            let both = Migrator(
                connectionString: database.connectionString, migrations: [Self.first, Self.second])
            await #expect(throws: ConfigurationError.self) { try await both.verify() }
            try await both.up { applied.append($0) }
            try await both.up { applied.append($0) }
            #expect(applied == [Self.first.name, Self.second.name])
            try await both.verify()
        }
    }

    @Test("An applied file that was edited is refused with its name, and nothing is applied")
    func edited() async throws {
        try await TestDatabase.with { database in
            try await Migrator(
                connectionString: database.connectionString, migrations: [Self.first]
            ).up()
            let edited = Migration(name: Self.first.name, script: "create table a (n bigint);")
            let migrator = Migrator(
                connectionString: database.connectionString, migrations: [edited, Self.second])
            let error = await #expect(throws: ConfigurationError.self) { try await migrator.up() }
            #expect(error?.description.contains(Self.first.name) == true)
            let connection = try await database.connect()
            defer { connection.close() }
            #expect(
                try await connection.run("select to_regclass('b') is null" as Query<Bool>))
        }
    }

    @Test("A database newer than the program is refused")
    func newer() async throws {
        try await TestDatabase.with { database in
            try await Migrator(
                connectionString: database.connectionString,
                migrations: [Self.first, Self.second]
            ).up()
            let older = Migrator(
                connectionString: database.connectionString, migrations: [Self.first])
            let error = await #expect(throws: ConfigurationError.self) { try await older.verify() }
            #expect(error?.description.contains(Self.second.name) == true)
        }
    }

    @Test("A file that fails half-way leaves nothing behind, and can be mended")
    func failing() async throws {
        try await TestDatabase.with { database in
            let broken = Migration(
                name: Self.second.name, script: "create table b (n int); insert into c values (1);")
            let migrator = Migrator(
                connectionString: database.connectionString, migrations: [Self.first, broken])
            let error = await #expect(throws: ConfigurationError.self) { try await migrator.up() }
            #expect(error?.description.contains(broken.name) == true)
            try await Migrator(
                connectionString: database.connectionString,
                migrations: [Self.first, Self.second]
            ).up()
        }
    }

    @Test("Several servers may migrate at once: each file is applied by one of them")
    func concurrent() async throws {
        try await TestDatabase.with { database in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var count = 0
                        try await Migrator(
                            connectionString: database.connectionString,
                            migrations: [Self.first, Self.second]
                        ).up { _ in count += 1 }
                        return count
                    }
                }
                let applied = try await group.reduce(0, +)
                #expect(applied == 2)
            }
        }
    }
}
