import Postgres
import Testing

@testable import FormService

@Suite("Migrator", .needsPostgres, .inTurn)
struct MigratorTests {
    private static let first = "create table a (n int);"
    private static let second = "create table b (n int); insert into b values (1);"

    @Test("The embedded migrations give a database that the server accepts")
    func embedded() async throws {
        try await TestDatabase.with { database in
            let migrator = Migrator(connectionString: database.connectionString)
            let error = await #expect(throws: ConfigurationError.self) {
                try await migrator.verify()
            }
            #expect(error?.description.contains("formserver migrate up") == true)
            try await migrator.up()
            try await migrator.verify()
            #expect(try await migrator.check().isEmpty)
            #expect(try await database.number("select count(*) from log_head where size = 0") == 1)
        }
    }

    @Test("What counts as a file, its text without comments, makes the same database")
    func normalized() async throws {
        let migrations = Migration.embedded()
        let bare = try migrations.map { migration in
            let texts = migration.steps.map(\.normalized)
            return try Migration(name: migration.name, script: texts.joined(separator: ";"))
        }
        var shapes: [[String]] = []
        for files in [migrations, bare] {
            try await TestDatabase.with { database in
                try await Migrator(
                    connectionString: database.connectionString, migrations: files
                ).up()
                shapes.append(try await database.definitions())
            }
        }
        #expect(shapes[0].count > 300)
        #expect(shapes[0] == shapes[1])
    }

    @Test("Each file is applied once, in order, and reported")
    func appliesOnce() async throws {
        try await TestDatabase.with { database in
            let told = ToldEvents()
            try await database.migrator(Self.first).up { told.add($0) }
            let both = try database.migrator(Self.first, Self.second)
            await #expect(throws: ConfigurationError.self) { try await both.verify() }
            #expect(try await both.up { told.add($0) }.applied.map(\.number) == [1])
            #expect(try await both.up { told.add($0) }.applied.isEmpty)
            #expect(told.applied == ["0001_first.sql 1", "0002_second.sql 1"])
            try await both.verify()
            let status = try await both.status()
            #expect(status.steps.map(\.state) == [.applied, .applied])
            #expect(status.steps.allSatisfy { $0.appliedBy == "postgres (tests)" })
            #expect(status.steps.allSatisfy { $0.finishedAt != nil })
        }
    }

    @Test("A file that fails half-way leaves the database as it was, and can be mended")
    func failing() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.first).up()
            let before = try await database.shape()
            let broken = try database.migrator(
                Self.first, "-- why\ncreate table b (n int);\ninsert into c\nvalues (1);")
            let message = try await refusal { try await broken.up() }
            #expect(message.contains("0002_second.sql failed at line 3: relation \"c\""))
            #expect(message.contains("as it was before"))
            #expect(try await database.shape() == before)
            #expect(try await broken.status().steps.map(\.state) == [.applied, .pending])
            try await database.migrator(Self.first, Self.second).up()
        }
    }

    @Test("Several servers may migrate at once: each file is applied by one of them")
    func concurrent() async throws {
        try await TestDatabase.with { database in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let migrator = try database.migrator(Self.first, Self.second)
                        return try await migrator.up().applied.count
                    }
                }
                let applied = try await group.reduce(0, +)
                #expect(applied == 2)
            }
        }
    }

    @Test("A database that is away is told as such")
    func away() async throws {
        let migrator = Migrator(connectionString: "host=/nonexistent")
        let message = try await refusal(.away) { try await migrator.up() }
        #expect(message.contains("does not answer"))
        await #expect(throws: ConfigurationError.self) { try await migrator.verify() }
    }

    @Test("A database of an earlier shape is refused with what to do")
    func formerTable() async throws {
        try await TestDatabase.with { database in
            try await database.run("create table schema_migration (name text, checksum bytea)")
            let migrator = try database.migrator(Self.first)
            let message = try await refusal { try await migrator.up() }
            #expect(message.contains("Make a new one"))
            await #expect(throws: ConfigurationError.self) { try await migrator.verify() }
        }
    }
}
