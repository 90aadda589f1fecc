import Postgres
import Testing

/// Values that do not fit: the error says which column and why, and the session goes on.
@Suite(.needsPostgres, .database)
struct ValueRefusalTests {
    @Test func mismatchesNameTheColumn() async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError {
            let _: PostgresColumns<String, Int64> = try await session.run(
                "select 'a', sum(n) as total from generate_series(1, 2::bigint) as s (n)")
        }
        #expect(error.kind == .decoding)
        #expect(error.column == "total")
        #expect(error.message == "column 2 \"total\": expected int8, found numeric")
    }

    @Test(
        arguments: [
            "select null::int8 as it", "select 'x'::text as it", "select 1::float8 as it",
            "select now() as it", "select array[1::int8] as it", "select true as it",
        ] as [Query<Int64>])
    func notAnInteger(_ query: Query<Int64>) async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError { _ = try await session.run(query) }
        #expect(error.kind == .decoding)
        #expect(error.column == "it")
    }

    @Test(
        arguments: [
            "select 1", "select '\\x00'::bytea", "select '{}'::jsonb", "select now()",
            "select gen_random_uuid()", "select array['a']", "select null::text",
            "select row(1, 2)",
        ] as [Query<String>])
    func notText(_ query: Query<String>) async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError { _ = try await session.run(query) }
        #expect(error.kind == .decoding)
    }

    @Test func widerIntegersDoNotFitNarrowerOnes() async throws {
        let session = try await TestDatabase.current.connect()
        #expect(try await session.run("select 5::int2" as Query<Int64>) == 5)
        #expect(try await session.run("select -5::int4" as Query<Int64>) == -5)
        #expect(try await session.run("select 5::int2" as Query<Int32>) == 5)
        for query in ["select 5::int8", "select 5::numeric"] as [Query<Int32>] {
            let error = try await postgresError { _ = try await session.run(query) }
            #expect(error.kind == .decoding)
        }
    }

    @Test func arraysOfOtherShapes() async throws {
        let session = try await TestDatabase.current.connect()
        for query in [
            "select array[[1, 2], [3, 4]]::int8[]", "select array[1, null]::int8[]",
            "select array['a']", "select 1::int8", "select '\\x01'::bytea",
        ] as [Query<PostgresColumns<[Int64]>>] {
            let error = try await postgresError { _ = try await session.run(query) }
            #expect(error.kind == .decoding, "\(query.debugDescription)")
        }
    }

    @Test func theServerRefusesWhatItCannotHold() async throws {
        let session = try await TestDatabase.current.connect()
        let zero = try await postgresError {
            let _: String = try await session.run("select \("a\u{0}b")")
        }
        #expect(zero.kind == .server(.characterNotInRepertoire))
        for text in ["", "{", "{\"a\":1}x", "nul"] {
            let error = try await postgresError {
                let _: PostgresJSON = try await session.run(
                    "select \(PostgresJSON(bytes: Array(text.utf8)))")
            }
            #expect(error.kind == .server(.invalidTextRepresentation))
        }
        #expect(try await session.run("select 1::int8" as Query<Int64>) == 1)
    }
}
