import FormSchemas
import Postgres
import Testing

@testable import FormService

@Suite("Plan of a migration", .needsPostgres, .inTurn)
struct MigrationPlanTests {
    private static let table = """
        create table a (n int primary key, land text);
        insert into a select n, 'BE' from generate_series(1, 100) n;
        """

    @Test("The trial shows what passes and which locks it takes, and changes nothing")
    func trial() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let before = try await database.shape()
            let migrator = try database.migrator(
                Self.table,
                """
                -- step: expand
                alter table a add column country text;
                create table b (n int);
                -- step: backfill
                update a set country = land
                where n in (select n from a where country is null order by n limit 9);
                -- step: verify
                select n from a where country is null
                -- step: contract
                alter table a drop column land
                """)
            let plan = try await migrator.plan()
            #expect(!plan.isRefused)
            #expect(plan.steps.map(\.isHeld) == [false, false, false, true])
            guard case .passed = plan.steps[0].trial, case .passed = plan.steps[3].trial,
                case .skipped = plan.steps[1].trial, case .skipped = plan.steps[2].trial
            else {
                Issue.record("\(plan.steps.map(\.trial))")
                return
            }
            #expect(plan.steps[0].remarks == ["keeps readers and writers out of a"])
            #expect(try await database.shape() == before)
            #expect(try await migrator.status().steps.map(\.state).first == .applied)
            #expect(try await database.number("select count(*) from schema_migration") == 1)
            #expect(try await migrator.plan(trial: false).steps.allSatisfy { $0.trial == nil })
            #expect((try? JSONDocument(Array(plan.json.utf8))) != nil)
        }
    }

    @Test("A step that would fail is named with the reason, before anything is applied")
    func failing() async throws {
        try await TestDatabase.with { database in
            let migrator = try database.migrator(
                Self.table, "-- step: expand\ninsert into c values (1)", "select 1")
            let plan = try await migrator.plan()
            #expect(plan.isRefused)
            guard case .failed(let why) = plan.steps[1].trial else {
                Issue.record("\(plan.steps)")
                return
            }
            #expect(why.contains("line 2") && why.contains("relation \"c\" does not exist"))
            guard case .skipped = plan.steps[2].trial else {
                Issue.record("\(plan.steps)")
                return
            }
            #expect(try await database.shape().isEmpty)
            #expect(
                try await database.number(
                    "select count(*) from pg_namespace where nspname = 'migration'") == 0)
        }
    }

    @Test("What rests on a step that cannot be tried is left open")
    func unclear() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let migrator = try database.migrator(
                Self.table,
                """
                -- step: concurrently
                create unique index concurrently a_land on a (n, land);
                -- step: expand
                alter table a add constraint a_land unique using index a_land;
                """)
            let plan = try await migrator.plan()
            #expect(!plan.isRefused)
            guard case .skipped = plan.steps[0].trial, case .unclear = plan.steps[1].trial else {
                Issue.record("\(plan.steps.map(\.trial))")
                return
            }
            try await migrator.up()
        }
    }

    @Test("A trial does not wait for locks for long, and does not blame the step")
    func busy() async throws {
        try await TestDatabase.with { database in
            try await database.migrator(Self.table).up()
            let reader = try await database.connect()
            defer { reader.close() }
            try await reader.runScript("begin; select * from a")
            let plan = try await database.migrator(
                Self.table, "alter table a add column m int", patience: .short
            ).plan()
            #expect(!plan.isRefused)
            guard case .unclear(let why) = plan.steps[0].trial else {
                Issue.record("\(plan.steps)")
                return
            }
            #expect(why.contains("in use by") && why.contains("idle in transaction"))
        }
    }
}
