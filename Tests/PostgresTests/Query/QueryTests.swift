import Postgres
import Testing

struct QueryTests {
    @Test func interpolatedValuesBecomeNumberedParameters() {
        let query: Query<Void> = "insert into t values (\(1), \("x"), \(nil as Int?))"
        #expect(query.debugDescription == "insert into t values ($1, $2, $3)")
    }

    @Test func fragmentsKeepTheirValues() {
        let filters: [SQLFragment] = ["a = \(1)", "b = any(\(["x"]))", "c is null"]
        let query: Query<[Int]> =
            "select n from t where \(filters.joined(separator: " and ")) limit \(10)"
        #expect(
            query.debugDescription
                == "select n from t where a = $1 and b = any($2) and c is null limit $3")
    }

    @Test func queriesGrow() {
        var query: Query<Int?> = "select n from t"
        query += " where a = \(5)"
        let longer = query + " and b = \(6)" + .empty
        #expect(query.debugDescription == "select n from t where a = $1")
        #expect(longer.debugDescription == "select n from t where a = $1 and b = $2")
    }

    @Test func emptyFragments() {
        #expect(SQLFragment.empty.isEmpty)
        #expect([SQLFragment]().joined(separator: ", ").isEmpty)
        let query: Query<Void> = "select 1\(SQLFragment.empty)"
        #expect(query.debugDescription == "select 1")
    }

    @Test func aLiteralInsideAnInterpolationIsAValueToo() {
        let query: Query<Void> = "select \("drop table t")"
        #expect(query.debugDescription == "select $1")
    }
}

@Suite(.needsPostgres, .database)
struct InjectionTests {
    @Test(arguments: [
        "'; drop table target; --", "\" or 1=1", "$1", "\\'; select 1", "); delete from target",
        "' or ''='", "\u{2019}; drop table target", "/*", "--", "${jndi}", "%s%n", "x'\n;\n",
    ])
    func hostileTextStaysAValue(_ text: String) async throws {
        let session = try await TestDatabase.current.connect()
        try await session.runScript("create temporary table target (value text)")
        try await session.run("insert into target (value) values (\(text))")
        let found: [String] = try await session.run(
            "select value from target where value = \(text)")
        #expect(found == [text])
        let fragment: SQLFragment = "value = \(text)"
        let count: Int = try await session.run("select count(*) from target where \(fragment)")
        #expect(count == 1)
    }

    @Test func oneStatementAtATime() async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError { try await session.run("select 1; select 2") }
        #expect(error.kind == .server(.syntaxError))
    }

    @Test func valuesOfFragmentsReachTheirPlaces() async throws {
        let session = try await TestDatabase.current.connect()
        let parts: [SQLFragment] = (1...40).map { "(\($0)::int8, \("v\($0)"), \([UInt8($0)]))" }
        let sum: PostgresColumns<Int64, String, [UInt8]> = try await session.run(
            """
            select sum(n)::int8, string_agg(s, ',' order by n desc), string_agg(b, '' order by n)
            from (values \(parts.joined(separator: ", "))) as v (n, s, b) where n > \(37)
            """)
        #expect(sum.values == (38 + 39 + 40, "v40,v39,v38", [38, 39, 40]))
    }
}
