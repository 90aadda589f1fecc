import FormSchemas
import Postgres
import Testing

@testable import FormService

@Suite(
    "Generated documents in the database",
    .needsPostgres, .inTurn)
struct GeneratedDocumentTests {
    private static let count = 100

    @Test(
        "Every document can be stored as bytes and as jsonb, and is read back as it was",
        arguments: Catalogue.builtIn.forms.map(\.code))
    func stored(form: String) async throws {
        let version = try #require(Catalogue.builtIn.newestVersion(form: form))
        let generator = try DocumentGenerator(version)
        var random = SeededRandom(seed: 41)
        let documents = try (0..<Self.count).map { _ in
            try generator.document(mode: .sealed, using: &random)
        }
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let connection = try await database.connect()
            defer { connection.close() }
            for document in documents {
                let (bytes, json) = try await Self.store(document, connection)
                #expect(bytes == document.bytes())
                let read = try JSONDocument(json.bytes)
                #expect(JSONValue(read.root).sorted() == document.sorted())
                #expect(version.isValid(read, mode: .sealed))
            }
            let rows = try await connection.run("select count(*) from document" as Query<Int64>)
            #expect(rows == Int64(Self.count))
        }
    }

    @Test("What is not JSON, or is stored already, is refused by the database too")
    func refused() async throws {
        let version = try #require(Catalogue.builtIn.newestVersion(form: "RSK-01"))
        let generator = try DocumentGenerator(version)
        var random = SeededRandom(seed: 42)
        let document = try generator.document(mode: .sealed, using: &random)
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let connection = try await database.connect()
            defer { connection.close() }
            _ = try await Self.store(document, connection)
            await #expect(throws: PostgresError.self) {
                _ = try await Self.store(document, connection)
            }
            await #expect(throws: PostgresError.self) {
                _ = try await connection.run(
                    "select \(PostgresJSON(bytes: document.bytes().dropLast()))"
                        as Query<PostgresJSON>)
            }
        }
    }

    /// Stores a document; returns what the database makes of it.
    ///
    /// The header's values go through the types of their columns.
    private static func store(
        _ document: JSONValue, _ connection: PostgresConnection
    ) async throws -> ([UInt8], PostgresJSON) {
        func text(_ name: String) throws -> String {
            guard case .string(let text)? = document["header"]?[name] else {
                throw MissingText(name: name)
            }
            return text
        }
        let bytes = document.bytes()
        let digest = [UInt8](repeating: 0, count: 32)
        let query: Query<PostgresColumns<[UInt8], PostgresJSON, Bool>> = """
            insert into document (sender, submission_id, document, signature, chain_digest)
            values (\(try text("sender")), (\(try text("id")))::uuid, \(bytes), '', \(digest))
            returning document, convert_from(document, 'UTF8')::jsonb,
                (\(try text("case")))::uuid is not null
                    and (\(try text("created_at")))::timestamptz is not null
                    and (\(try text("retention_until")))::date is not null
            """
        let row = try await connection.run(query).values
        #expect(row.2)
        return (row.0, row.1)
    }

    private struct MissingText: Error {
        let name: String
    }
}

extension JSONValue {
    /// The value with the members of its objects in order, for comparison: `jsonb` keeps none.
    fileprivate func sorted() -> JSONValue {
        switch self {
        case .array(let elements): .array(elements.map { $0.sorted() })
        case .object(let members):
            .object(
                members.sorted { $0.name < $1.name }.map {
                    JSONValue.Member($0.name, $0.value.sorted())
                })
        default: self
        }
    }
}
