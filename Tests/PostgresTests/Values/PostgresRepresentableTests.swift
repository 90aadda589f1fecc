import Postgres
import Testing

private enum Urgency: String, PostgresRepresentable {
    case routine, urgent
}

/// Stored in a column of an SQL enumeration type, without casts.
private enum Mood: String, PostgresRepresentable {
    case calm, tense
    static var postgresType: PostgresType { .inferred }
}

private struct Code: PostgresRepresentable, Equatable {
    let text: String

    init?(_ text: String) {
        guard text.first == "C" else { return nil }
        self.text = text
    }

    var postgresRepresentation: String { text }
    init?(postgresRepresentation: String) { self.init(postgresRepresentation) }
}

@Suite(.needsPostgres, .database)
struct PostgresRepresentableTests {
    @Test func aTypeOfTheCallersOwn() async throws {
        let session = try await TestDatabase.current.connect()
        #expect(try await session.run("select \(Urgency.urgent)" as Query<Urgency>) == .urgent)
        #expect(try await session.run("select 'C1'" as Query<Code?>) == Code("C1"))
        #expect(try await session.run("select 'C1' where false" as Query<Code?>) == nil)
        let codes = [try #require(Code("C1")), try #require(Code("C2"))]
        let read: [Code] = try await session.run("select unnest(\(codes))")
        #expect(read == codes)
        let array: PostgresColumns<[Urgency], Urgency?> = try await session.run(
            "select \([Urgency.routine, .urgent]), \(nil as Urgency?)")
        #expect(array.values == ([.routine, .urgent], nil))
    }

    @Test func aStoredValueThatTheTypeDoesNotKnow() async throws {
        let session = try await TestDatabase.current.connect()
        let error = try await postgresError {
            _ = try await session.run("select 'never' as urgency" as Query<Urgency>)
        }
        #expect(error.kind == .decoding)
        #expect(error.column == "urgency")
        #expect(!error.debugDescription.contains("never"))
    }

    @Test func anEnumerationTypeOfTheDatabase() async throws {
        let session = try await TestDatabase.current.connect()
        try await session.runScript(
            """
            create type mood as enum ('calm', 'tense');
            create table person (mood mood);
            """)
        try await session.run("insert into person (mood) values (\(Mood.tense))")
        let moods: [Mood] = try await session.run(
            "select mood from person where mood = \(Mood.tense)")
        #expect(moods == [.tense])
        let cast: Int64 = try await session.run(
            "select count(*) from person where mood = \("tense")::mood")
        #expect(cast == 1)
    }
}
