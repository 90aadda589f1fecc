import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Postgres
import Testing
import TransparencyLog

@testable import FormService

/// How bulk submissions are kept while they come in, and removed when nothing comes any more.
@Suite(
    "Bulk store", .needsPostgres, .inTurn)
struct BulkStoreTests {
    private func with(
        _ change: (inout Limits) -> Void = { _ in },
        _ body: (BulkStore, PostgresPool) async throws -> Void
    ) async throws {
        var limits = Limits()
        change(&limits)
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let pool = PostgresPool(PostgresConfiguration(database.connectionString))
            try await body(BulkStore(pool: pool, limits: limits), pool)
            await pool.close()
        }
    }

    /// A manifest for so many records, each of them `{}`, which is no valid one.
    private func manifest(_ count: Int) throws -> CheckedManifest {
        let version = try #require(Catalogue.builtIn.newestVersion(form: "RSK-01"))
        var random = SeededRandom(seed: 1)
        let form = try DocumentGenerator(version).document(
            values: ["/header/id": .string("\(SubmissionID.generate())")], using: &random)
        let header = try #require(form["header"])
        let bytes = BulkManifest.bytes(
            header: header.bytes(), count: count, root: MerkleHash(leaf: []))
        let draft = try SubmissionDraft(
            .with { $0.document = Data(bytes) }, as: .manifest, catalogue: .builtIn)
        return try CheckedManifest(draft, catalogue: .builtIn, limits: Limits())
    }

    private func chunk(_ manifest: CheckedManifest, _ count: Int, first: UInt32) -> CheckedChunk {
        var chunk = CheckedChunk(first: first, count: count)
        chunk.append(
            Array(repeating: Array("{}".utf8), count: count), with: manifest.records)
        return chunk
    }

    private func rows(_ pool: PostgresPool) async throws -> [Int64] {
        let counts = try await pool.run(
            "select (select count(*) from bulk_upload), (select count(*) from bulk_record)"
                as Query<PostgresColumns<Int64, Int64>>
        ).values
        return [counts.0, counts.1]
    }

    @Test("What is stored is found again, and goes on from there")
    func goesOn() async throws {
        try await with { store, pool in
            let manifest = try manifest(50)
            let begun = try #require(try await store.open(manifest))
            #expect(begun.stored == 0 && begun.next == 1)
            let some = try await store.append(chunk(manifest, 30, first: 1), to: begun)
            let found = try #require(try await store.open(manifest))
            #expect(found.stored == 30 && found.refused == 30 && found.storedBytes == 60)
            #expect(found.records == some.records && found.results == some.results)
            let all = try await store.append(chunk(manifest, 20, first: 31), to: found)
            #expect(all.isComplete && all.totals.accepted == 0)
            let noted = try await store.noted(of: manifest.identity, after: 20)
            #expect(noted.map(\.number) == (21...50).map { Int32($0) })
            #expect(noted.allSatisfy { !$0.isAccepted && $0.codes.contains("REQUIRED") })
            // Refused means that nothing but the hash is kept.
            let kept = try await pool.run(
                "select count(*) from bulk_record where record is not null" as Query<Int64>)
            #expect(kept == 0)
        }
    }

    @Test("Of two that go on from the same place one is stored")
    func overtaken() async throws {
        try await with { store, pool in
            let manifest = try manifest(50)
            let begun = try #require(try await store.open(manifest))
            _ = try await store.append(chunk(manifest, 10, first: 1), to: begun)
            let error = await #expect(throws: ServiceError.self) {
                _ = try await store.append(chunk(manifest, 10, first: 1), to: begun)
            }
            #expect(error?.code == .unavailable)
            #expect(try await rows(pool) == [1, 10])
        }
    }

    @Test("All records together are bounded")
    func tooLarge() async throws {
        try await with {
            $0.bulkBytesMax = 25
        } _: { store, pool in
            let manifest = try manifest(50)
            let begun = try #require(try await store.open(manifest))
            let some = try await store.append(chunk(manifest, 12, first: 1), to: begun)
            let error = await #expect(throws: ServiceError.self) {
                _ = try await store.append(chunk(manifest, 1, first: 13), to: some)
            }
            #expect(error?.code == .tooLarge)
            #expect(try await rows(pool) == [1, 12])
        }
    }

    @Test("What is abandoned is removed step by step; what is used or accepted stays")
    func removal() async throws {
        try await with {
            $0.removedRecordsMax = 7
            $0.unfinishedUploadAge = .seconds(3_600)
        } _: { store, pool in
            let manifests = try (0..<4).map { _ in try manifest(20) }
            for manifest in manifests {
                let begun = try #require(try await store.open(manifest))
                _ = try await store.append(chunk(manifest, 20, first: 1), to: begun)
            }
            func age(_ manifest: CheckedManifest, _ change: SQLFragment) async throws {
                let identity = manifest.identity
                try await pool.run(
                    """
                    update bulk_upload set used_at = used_at - interval '2 hours', \(change)
                    where sender = \(identity.sender) and submission_id = \(identity.id)
                    """ as Query<Void>)
            }
            try await age(manifests[0], "leaf_index = null")
            try await age(manifests[1], "leaf_index = 5")
            try await store.discard(manifests[2].identity)
            // Too late to be given up.
            try await store.discard(manifests[1].identity)
            let error = await #expect(throws: ServiceError.self) {
                _ = try await store.open(manifests[2])
            }
            #expect(error?.code == .unavailable)

            try await store.removeAbandoned()
            #expect(try await rows(pool) == [2, 40])
            #expect(try await store.open(manifests[1]) == nil)
            #expect(try await store.open(manifests[3])?.stored == 20)
            #expect(try await store.open(manifests[0])?.stored == 0)
        }
    }

    @Test("What came in is not there any more for one who goes on too late")
    func discarded() async throws {
        try await with { store, pool in
            let manifest = try manifest(20)
            let begun = try #require(try await store.open(manifest))
            let some = try await store.append(chunk(manifest, 10, first: 1), to: begun)
            try await store.discard(manifest.identity)
            for isRemoved in [false, true] {
                if isRemoved { try await store.removeAbandoned() }
                let error = await #expect(throws: ServiceError.self) {
                    _ = try await store.append(chunk(manifest, 10, first: 11), to: some)
                }
                #expect(error?.code == .unavailable)
            }
            #expect(try await rows(pool) == [0, 0])
        }
    }
}
