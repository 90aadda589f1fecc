import FormSchemas
import Testing

@testable import FormService

@Suite("Migration files")
struct MigrationTests {
    @Test("Those in the program can be read, have numbers of their own and are single steps so far")
    func embedded() throws {
        let migrations = Migration.embedded()
        try Migration.checkNumbers(migrations)
        #expect(migrations.allSatisfy { $0.steps.count == 1 && $0.steps[0].kind == .plain })
    }

    @Test("Step lines divide a file; each step has its kind, title, text and place")
    func steps() throws {
        let migration = try Migration(
            name: "0004_add_country.sql",
            script: """
                -- Why.

                -- step: expand a column for it
                -- The column is empty at first.
                alter table a add column country text;

                -- step: backfill
                update a set country = '-- step: none' where country is null;

                --step:verify nothing is empty
                select 1 from a where country is null
                -- step: contract
                alter table a drop column land;
                -- step: concurrently
                drop index concurrently a_land;
                """)
        #expect(
            migration.steps.map(\.kind) == [.expand, .backfill, .verify, .contract, .concurrently])
        #expect(migration.steps.map(\.number) == [1, 2, 3, 4, 5])
        #expect(migration.steps[0].title == "a column for it")
        #expect(migration.steps.map(\.firstLine) == [4, 8, 11, 13, 15])
        #expect(migration.steps.map(\.isHeld) == [false, false, false, true, true])
        #expect(
            migration.steps[1].text
                == "update a set country = '-- step: none' where country is null;")
    }

    @Test(
        "What cannot work is refused with its line and the reason",
        arguments: [
            ("-- step: expnd\nselect 1", "line 1", "\"expnd\" is no kind"),
            ("-- step:\nselect 1", "line 1", "no kind"),
            ("select 1;\n-- step: expand\nselect 2", "line 2", "before the first step"),
            ("-- step: expand\n-- step: verify\nselect 2", "line 1", "nothing stands"),
            ("-- nothing", "line 1", "nothing stands"),
            (
                "-- step: backfill\nupdate a set b = 1; update a set c = 2", "line 1",
                "one statement"
            ),
            ("-- step: backfill\nselect 1", "line 1", "insert, an update or a delete"),
            ("-- step: verify\nupdate a set b = 1", "line 1", "is a query"),
            ("-- step: verify\nselect 1; select 2", "line 1", "one query"),
            ("begin; select 1; commit", "line 1", "transaction already"),
            ("create index concurrently a_b on a (b)", "line 1", "-- step: concurrently"),
            ("\n-- step: expand\nvacuum a", "line 2", "-- step: concurrently"),
            ("-- step: concurrently\ncreate index concurrently on a (b)", "line 1", "needs a name"),
            ("select 1;\nselect 'a", "line 2", "does not end"),
        ])
    func refused(script: String, line: String, reason: String) throws {
        let error = #expect(throws: ConfigurationError.self) {
            try Migration(name: "0004_a.sql", script: script)
        }
        let text = try #require(error).description
        #expect(text.contains("0004_a.sql"))
        #expect(text.contains(line) && text.contains(reason), "\(text)")
    }

    @Test("The checksum is that of the kind and of what PostgreSQL reads")
    func checksum() throws {
        func checksum(_ script: String) throws -> [UInt8] {
            try #require(Migration(name: "0004_a.sql", script: script).steps.first).checksum
        }
        let first = try checksum("-- step: expand a\ncreate table a (n int);")
        #expect(try checksum("-- step: expand b\n-- c\ncreate table a(n  int) ;") == first)
        #expect(try checksum("-- step: contract\ncreate table a (n int);") != first)
        #expect(try checksum("-- step: expand\ncreate table a (n bigint);") != first)
    }

    @Test("Files need a number of their own")
    func numbers() throws {
        for names in [["4_a.sql"], ["0004_a.sql", "0004_b.sql"], ["a.sql"]] {
            #expect(throws: ConfigurationError.self) {
                try Migrator(connectionString: "", files: names.map { ($0, "select 1") })
            }
        }
    }

    @Test(
        "Statements about indexes are recognised",
        arguments: [
            ("create index concurrently a_b on a (b)", "a_b", "a"),
            (
                "create unique index concurrently if not exists \"A\" on only s.a using gin (b)",
                "s.\"A\"", "s.a"
            ),
            ("drop index concurrently if exists s.a_b", "s.a_b", nil),
            ("create index a_b on a (b)", nil, nil), ("vacuum a", nil, nil),
        ] as [(String, String?, String?)])
    func indexes(text: String, name: String?, table: String?) throws {
        let statement = try #require(try SQLTokens(text).statements.first)
        let index = IndexStatement(statement)
        #expect(index?.lookupName == name)
        #expect(index?.table == table)
    }

    @Test("A difference shows the lines that changed with some around them")
    func difference() {
        let old = (1...9).map(String.init).joined(separator: "\n")
        let new = old.replacing("5", with: "five").replacing("9", with: "9\n10")
        #expect(
            LineDiff(from: old, to: new).lines == [
                "…", " 3", " 4", "-5", "+five", " 6", " 7", " 8", " 9", "+10",
            ])
        #expect(LineDiff(from: old, to: old).lines.isEmpty)
        #expect(LineDiff(from: "", to: "a").lines == ["-", "+a"])
    }
}
