import Postgres
import Testing

/// Each value goes to the server and back, and the server's own text says what it understood.
@Suite(.needsPostgres, .database)
struct ValueRoundTripTests {
    private func check<Value: PostgresEncodable & PostgresDecodable & Equatable>(
        _ value: Value, asText text: String?, on session: some PostgresSession,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let query: Query<PostgresColumns<Value, String?>> = "select \(value), (\(value))::text"
        let row = try await session.run(query).values
        #expect(row.0 == value, sourceLocation: sourceLocation)
        if let text { #expect(row.1 == text, sourceLocation: sourceLocation) }
    }

    @Test func booleansAndIntegers() async throws {
        let session = try await TestDatabase.current.connect()
        try await check(true, asText: "true", on: session)
        try await check(false, asText: "false", on: session)
        for value in [Int16.min, -1, 0, 1, .max] {
            try await check(value, asText: "\(value)", on: session)
        }
        for value in [Int32.min, -1, 0, 1, .max] {
            try await check(value, asText: "\(value)", on: session)
        }
        for value in [Int64.min, -1, 0, 1, .max] {
            try await check(value, asText: "\(value)", on: session)
        }
        for value in [Int.min, -1, 0, 1, .max] {
            try await check(value, asText: "\(value)", on: session)
        }
    }

    @Test func doubles() async throws {
        let session = try await TestDatabase.current.connect()
        try await check(0.1, asText: "0.1", on: session)
        try await check(-0.0, asText: "-0", on: session)
        try await check(Double.infinity, asText: "Infinity", on: session)
        try await check(-Double.infinity, asText: "-Infinity", on: session)
        try await check(Double.greatestFiniteMagnitude, asText: nil, on: session)
        try await check(Double.leastNonzeroMagnitude, asText: nil, on: session)
        let notANumber: Double = try await session.run("select \(Double.nan)")
        #expect(notANumber.isNaN)
        let single: Double = try await session.run("select 1.5::float4")
        #expect(single == 1.5)
    }

    @Test func strings() async throws {
        let session = try await TestDatabase.current.connect()
        let strings = [
            "", " ", "it's", "\"\\$1; --", "Škoda für Lëtzebuerg 🇱🇺 \u{10FFFF}", "a\nb\tc\r",
            String(repeating: "é", count: 100_000),
        ]
        for value in strings { try await check(value, asText: value, on: session) }
        let others: PostgresColumns<String, String, String, String> = try await session.run(
            "select 'a'::varchar, 'b'::char(2), 'c'::name, '{\"d\": 1}'::json")
        #expect(others.values == ("a", "b ", "c", "{\"d\": 1}"))
    }

    @Test func bytes() async throws {
        let session = try await TestDatabase.current.connect()
        try await check([UInt8](), asText: "\\x", on: session)
        try await check([0, 255, 92] as [UInt8], asText: "\\x00ff5c", on: session)
        try await check(Array(UInt8.min...UInt8.max), asText: nil, on: session)
        let alone: [UInt8] = try await session.run("select '\\x0102'::bytea")
        #expect(alone == [1, 2])
    }

    @Test func timestamps() async throws {
        let session = try await TestDatabase.current.connect()
        try await session.runScript("set timezone = 'UTC'")
        let cases: [(Int64, String)] = [
            (0, "1970-01-01 00:00:00+00"),
            (-1, "1969-12-31 23:59:59.999999+00"),
            (1_719_792_000_123_456, "2024-07-01 00:00:00.123456+00"),
            (.max, "infinity"), (.min, "-infinity"),
            // The last one that this type holds, and the first one that PostgreSQL does.
            (.max - 1, "294247-01-10 04:00:54.775806+00"),
            (-210_866_803_200_000_000, "4714-11-24 00:00:00+00 BC"),
        ]
        for (value, text) in cases {
            let timestamp = PostgresTimestamp(microsecondsSince1970: value)
            try await check(timestamp, asText: text, on: session)
        }
        for value in [Int64.min + 1, -210_866_803_200_000_001] {
            let error = try await postgresError {
                let _: PostgresTimestamp = try await session.run(
                    "select \(PostgresTimestamp(microsecondsSince1970: value))")
            }
            #expect(error.kind == .server(.datetimeFieldOverflow))
        }
        let late = try await postgresError {
            let _: PostgresTimestamp = try await session.run("select '294276-01-01'::timestamptz")
        }
        #expect(late.kind == .decoding)
    }

    @Test func dates() async throws {
        let session = try await TestDatabase.current.connect()
        let cases = [
            (1970, 1, 1, "1970-01-01"), (2000, 2, 29, "2000-02-29"), (1, 1, 1, "0001-01-01"),
            (1900, 3, 1, "1900-03-01"), (9999, 12, 31, "9999-12-31"),
        ]
        for (year, month, day, text) in cases {
            let date = try #require(PostgresDate(year: year, month: month, day: day))
            #expect(date.components == (year, month, day))
            try await check(date, asText: text, on: session)
        }
        try await check(PostgresDate(daysSince1970: .max), asText: "infinity", on: session)
        try await check(PostgresDate(daysSince1970: .min), asText: "-infinity", on: session)
        for (year, month, day) in [(2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (0, 1, 1)] {
            #expect(PostgresDate(year: year, month: month, day: day) == nil)
        }
    }

    @Test func identifiersAndJSON() async throws {
        let session = try await TestDatabase.current.connect()
        let uuid = try #require(PostgresUUID(bytes: (0..<16).map { $0 * 16 + 1 }))
        try await check(uuid, asText: "01112131-4151-6171-8191-a1b1c1d1e1f1", on: session)
        #expect(PostgresUUID(bytes: uuid.bytes) == uuid)
        #expect(PostgresUUID(bytes: [1, 2, 3]) == nil)

        let json = PostgresJSON(bytes: Array(#"{"a": [1, 2.50, null], "é": "\""}"#.utf8))
        try await check(json, asText: #"{"a": [1, 2.50, null], "é": "\""}"#, on: session)
        let plain: PostgresJSON = try await session.run("select '[1 ]'::json")
        #expect(plain.bytes == Array("[1 ]".utf8))
    }

    @Test func nulls() async throws {
        let session = try await TestDatabase.current.connect()
        try await check(nil as Int64?, asText: nil, on: session)
        try await check(7 as Int64?, asText: "7", on: session)
        try await check(nil as String?, asText: nil, on: session)
        try await check("" as String?, asText: "", on: session)
        try await check(nil as [UInt8]?, asText: nil, on: session)
        try await check(nil as PostgresUUID?, asText: nil, on: session)
        try await check(nil as [String]?, asText: nil, on: session)
        let isNull: Bool = try await session.run("select \(nil as PostgresJSON?) is null")
        #expect(isNull)
    }

    @Test func arrays() async throws {
        let session = try await TestDatabase.current.connect()
        try await check([Int64](), asText: "{}", on: session)
        try await check([Int64.min, 0, .max], asText: nil, on: session)
        try await check([1, 2] as [Int], asText: "{1,2}", on: session)
        try await check([1, 2] as [Int16], asText: "{1,2}", on: session)
        try await check([1, 2] as [Int32], asText: "{1,2}", on: session)
        try await check([1, nil, 3] as [Int64?], asText: "{1,NULL,3}", on: session)
        try await check(["a", "", "b,c", "\"}"], asText: #"{a,"","b,c","\"}"}"#, on: session)
        try await check(["x", nil] as [String?], asText: "{x,NULL}", on: session)
        try await check([[1], [], [255, 0]] as [[UInt8]], asText: nil, on: session)
        try await check([true, false], asText: "{t,f}", on: session)
        try await check([0.5, -1.5], asText: "{0.5,-1.5}", on: session)
        try await check(
            [PostgresTimestamp(microsecondsSince1970: 5), .infinity], asText: nil, on: session)
        try await check([PostgresDate(daysSince1970: 1)], asText: "{1970-01-02}", on: session)
        let uuid = try #require(PostgresUUID(bytes: Array(repeating: 7, count: 16)))
        try await check([uuid, uuid], asText: nil, on: session)
        try await check([PostgresJSON(bytes: Array("1".utf8))], asText: "{1}", on: session)
        try await check(Array(0..<50_000 as Range<Int64>), asText: nil, on: session)
    }

    @Test func eightMebibytes() async throws {
        let session = try await TestDatabase.current.connect()
        let bytes = (0..<8 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let row: PostgresColumns<[UInt8], String> = try await session.run(
            "select \(bytes), md5(\(bytes))")
        #expect(row.values.0 == bytes)
        let digest: String = try await session.run("select md5(\(row.values.0))")
        #expect(row.values.1 == digest)
    }
}
