import Postgres
import Testing

@Suite(.needsPostgres, .database)
struct PostgresErrorTests {
    private func connect() async throws -> PostgresConnection {
        let session = try await TestDatabase.current.connect()
        try await session.runScript(
            """
            create temporary table parent (
                id int8 constraint parent_pk primary key,
                name text constraint parent_name_not_null not null,
                age int8 constraint parent_age_positive check (age > 0));
            create temporary table child (
                parent int8 constraint child_parent_fk references parent);
            insert into parent values (1, 'Ann', 41);
            """)
        return session
    }

    @Test func violatedConstraintsAreNamed() async throws {
        let session = try await connect()
        let cases: [(Query<Void>, SQLState, String?)] = [
            ("insert into parent values (\(1), 'B', 1)", .uniqueViolation, "parent_pk"),
            ("insert into parent values (\(2), 'B', 0)", .checkViolation, "parent_age_positive"),
            ("insert into child values (\(9))", .foreignKeyViolation, "child_parent_fk"),
            ("insert into parent values (\(3), null, 1)", .notNullViolation, nil),
        ]
        for (query, state, constraint) in cases {
            let error = try await postgresError { try await session.run(query) }
            #expect(error.kind == .server(state))
            #expect(error.sqlState == state)
            #expect(error.constraint == constraint)
            #expect(error.severity == "ERROR")
            #expect(error.table != nil)
            #expect(!error.isTransient)
        }
    }

    @Test func aSwitchOverKnownStates() async throws {
        let session = try await connect()
        do {
            try await session.run("insert into parent values (1, 'B', 1)")
            Issue.record("a second row with the same key")
        } catch {
            switch error.kind {
            case .server(.uniqueViolation): break
            default: Issue.record(error)
            }
        }
    }

    @Test func syntaxErrorsTellThePlace() async throws {
        let session = try await connect()
        let error = try await postgresError { try await session.run("select 1 from from") }
        #expect(error.kind == .server(.syntaxError))
        #expect(error.position == 15)
        let script = try await postgresError {
            try await session.runScript("select 1;\nselect nothing from parent;")
        }
        #expect(script.kind == .server(.undefinedColumn))
        #expect(script.position == 18)
    }

    @Test func onlyTheDebugDescriptionTellsWhatWasSent() async throws {
        let session = try await connect()
        try await session.run("insert into parent values (77001, 'Secret', 5)")
        let error = try await postgresError {
            try await session.run("insert into parent values (\(77001), \("Other"), 6)")
        }
        #expect("\(error)" == "PostgreSQL: server error 23505")
        #expect(String(describing: error) == error.description)
        #expect(error.debugDescription.contains("77001"))
        #expect(error.debugDescription.contains("parent_pk"))
    }

    @Test func theConfigurationHidesThePassword() {
        let configuration = PostgresConfiguration("host=h password=hush", applicationName: "app")
        #expect(!"\(configuration)".contains("hush"))
        #expect(!String(reflecting: configuration).contains("hush"))
    }
}
