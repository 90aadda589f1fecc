import Postgres
import Testing

@testable import FormService

@Suite("What was applied, beside the files", .needsPostgres, .inTurn)
struct MigrationHistoryTests {
    private static let first = "-- A table.\ncreate table a (\n    n int\n);\n"

    @Test("A comment or white space that is edited afterwards is no alarm")
    func editedComment() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.first).up()
            let edited = try database.migrator("create table a ( n int ); -- A better comment.")
            #expect(try await edited.up().applied.isEmpty)
            try await edited.verify()
            #expect(try await edited.check().isEmpty)
        }
    }

    @Test(
        "A statement that is edited afterwards is refused with its difference; nothing is applied")
    func editedStatement() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.first).up()
            let edited = try database.migrator(
                Self.first.replacing("n int", with: "n bigint"), "create table b (n int)")
            let message = try await refusal { try await edited.up() }
            #expect(message.contains("0001_first.sql was edited after it was applied"))
            #expect(message.contains("-    n int\n    +    n bigint"))
            #expect(message.contains("Restore the file"))
            #expect(try await database.shape() == ["a.n integer"])
            let error = await #expect(throws: ConfigurationError.self) {
                try await edited.verify()
            }
            #expect(error?.description.contains("+    n bigint") == true)
            #expect(try await edited.plan().findings.map(\.kind) == [.edited])
            #expect(try await edited.status().findings.map(\.kind) == [.edited])
            #expect(try await edited.check().map(\.kind) == [.edited])
        }
    }

    @Test("Another kind, a step that is gone and a kept text that was lost are told as such")
    func editedSteps() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(
                "-- step: expand\ncreate table a (n int);\n-- step: expand\ncreate table b (n int)"
            ).up()
            let other = try database.migrator(
                "-- step: contract\ncreate table a (n int);\n-- step: expand\ncreate table b (n int)"
            )
            #expect(try await refusal { try await other.up() }.contains("+-- step: contract"))
            let shorter = try database.migrator("-- step: expand\ncreate table a (n int)")
            #expect(try await refusal { try await shorter.up() }.contains("no longer has"))
            try await database.run("update migration.journal set script = 'select 1'")
            #expect(try await refusal { try await other.up() }.contains("not known any more"))
            try await database.run("delete from migration.journal")
            #expect(try await refusal { try await other.up() }.contains("not known any more"))
        }
    }

    @Test("A step that was not applied yet may be edited")
    func editedPending() async throws {
        try await TestDatabase.with { database in
            let expand = "-- step: expand\ncreate table a (n int);\n-- step: expand\n"
            let failing = try database.migrator(expand + "insert into c values (1)")
            _ = try await refusal { try await failing.up() }
            #expect(try await failing.status().steps.map(\.state) == [.applied, .pending])
            let told = ToldEvents()
            try await database.migrator(expand + "create table c (n int)").up { told.add($0) }
            #expect(told.applied == ["0001_first.sql 2"])
        }
    }

    @Test("A file that comes before one that is applied is refused")
    func outOfOrder() async throws {
        try await TestDatabase.with { database in
            let first = try Migration(name: "0001_a.sql", script: "create table a (n int)")
            let second = try Migration(name: "0002_b.sql", script: "create table b (n int)")
            try await Migrator(
                connectionString: database.connectionString, migrations: [second]
            ).up()
            let both = Migrator(
                connectionString: database.connectionString, migrations: [first, second])
            let message = try await refusal { try await both.up() }
            #expect(message.contains("0001_a.sql is not applied"))
            #expect(message.contains("next number"))
        }
    }

    @Test("A database newer than the program is refused, unless it has only been added to")
    func newer() async throws {
        try await TestDatabase.with { database in
            let older = try database.migrator(Self.first)
            let expanded = """
                -- step: expand
                alter table a add column m int;
                -- step: backfill
                update a set m = 1 where m is null;
                -- step: contract
                alter table a drop column n;
                """
            try await older.up()
            let newer = try database.migrator(Self.first, expanded)
            #expect(try await newer.up().held.map(\.number) == [3])
            // Servers of both kinds start while they are being exchanged.
            try await older.verify()
            try await newer.verify()
            // But whoever migrates needs the newest program.
            #expect(try await refusal { try await older.up() }.contains("0002_second.sql"))
            try await newer.up(contract: true)
            let error = await #expect(throws: ConfigurationError.self) { try await older.verify() }
            #expect(error?.description.contains("0002_second.sql") == true)
            #expect(error?.description.contains("Run a newer program") == true)
            try await newer.verify()
            #expect(try await older.status().steps.map(\.state).last == .unknown)
        }
        try await TestDatabase.with { database in
            try await database.migrator(Self.first, "create table b (n int)").up()
            let older = try database.migrator(Self.first)
            await #expect(throws: ConfigurationError.self) { try await older.verify() }
        }
    }
}
