import Postgres
import Testing

private struct Person: PostgresRow, Equatable {
    let name: String
    let age: Int?

    init(name: String, age: Int?) {
        self.name = name
        self.age = age
    }

    init(row: inout PostgresRowReader) throws(PostgresError) {
        name = try row.next()
        age = try row.next()
    }
}

/// Exactly one, at most one, or any number of rows.
@Suite(.needsPostgres, .database)
struct ResultShapeTests {
    private let people: SQLFragment = "(values ('Ann', 41), ('Bob', null)) as p (name, age)"

    @Test func rowTypes() async throws {
        let session = try await TestDatabase.current.connect()
        let all: [Person] = try await session.run("select name, age from \(people) order by name")
        #expect(all == [Person(name: "Ann", age: 41), Person(name: "Bob", age: nil)])
        let none: [Person] = try await session.run("select name, age from \(people) where false")
        #expect(none == [])
        let one: Person = try await session.run(
            "select name, age from \(people) where name = \("Bob")")
        #expect(one == Person(name: "Bob", age: nil))
        let absent: Person? = try await session.run(
            "select name, age from \(people) where name = \("Eve")")
        #expect(absent == nil)
    }

    @Test func basicTypesAreRowsOfOneColumn() async throws {
        let session = try await TestDatabase.current.connect()
        #expect(
            try await session.run("select name from \(people) order by 1" as Query<[String]>)
                == ["Ann", "Bob"])
        #expect(try await session.run("select 1 where false" as Query<Int?>) == nil)
        let blobs: [[UInt8]] = try await session.run(
            "select b from (values ('\\x01'::bytea), ('\\x')) as v (b)")
        #expect(blobs == [[1], []])
    }

    @Test func theWrongNumberOfRows() async throws {
        let session = try await TestDatabase.current.connect()
        let none = try await postgresError {
            _ = try await session.run("select 1 where false" as Query<Int>)
        }
        #expect(none.kind == .decoding)
        let two = try await postgresError {
            _ = try await session.run("select generate_series(1, 2)" as Query<Int>)
        }
        #expect(two.message == "2 rows instead of exactly one")
        let many = try await postgresError {
            _ = try await session.run("select generate_series(1, 3)" as Query<Int?>)
        }
        #expect(many.message == "3 rows instead of at most one")
        let null = try await postgresError {
            _ = try await session.run("select null::int8" as Query<Int?>)
        }
        #expect(null.kind == .decoding)
    }

    @Test func theWrongNumberOfColumns() async throws {
        let session = try await TestDatabase.current.connect()
        for query in ["select 'Ann'", "select 'Ann', 41, true"] as [Query<Person>] {
            let error = try await postgresError { _ = try await session.run(query) }
            #expect(error.kind == .decoding)
        }
        // A session is none the worse for it.
        #expect(try await session.run("select 'Ann', 41" as Query<Person>).age == 41)
    }

    @Test func statementsWithoutRows() async throws {
        let session = try await TestDatabase.current.connect()
        try await session.run("create table number (n int8)")
        let inserted: AffectedRows = try await session.run(
            "insert into number select generate_series(1, \(5))")
        #expect(inserted.count == 5)
        let deleted: AffectedRows = try await session.run("delete from number where n > \(3)")
        #expect(deleted.count == 2)
        try await session.run("select n from number")
        try await session.run("")
    }
}
