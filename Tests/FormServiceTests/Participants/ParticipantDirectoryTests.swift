import Postgres
import Testing

@testable import FormService

@Suite("Participant directory", .needsPostgres, .inTurn)
struct ParticipantDirectoryTests {
    @Test(
        "The reading that began last counts, also when the epoch went back with a restored backup")
    func epochGoesBack() async throws {
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let pool = PostgresPool(PostgresConfiguration(database.connectionString), size: 1)
            let directory = ParticipantDirectory(
                store: ParticipantStore(pool: pool), peers: PeerIdentities(limits: Limits()))
            try await pool.run("update log_head set participant_epoch = 7" as Query<Void>)
            #expect(try await directory.current().epoch == 7)
            try await pool.run("update log_head set participant_epoch = 3" as Query<Void>)
            #expect(try await directory.current().epoch == 7)
            try await directory.refresh()
            #expect(try await directory.current().epoch == 3)
            await pool.close()
        }
    }

    @Test("A database that is away is told as such")
    func away() async throws {
        let pool = PostgresPool(PostgresConfiguration("host=/nonexistent"), size: 1)
        let directory = ParticipantDirectory(
            store: ParticipantStore(pool: pool), peers: PeerIdentities(limits: Limits()))
        let error = await #expect(throws: ServiceError.self) { try await directory.current() }
        #expect(error?.code == .unavailable)
        await pool.close()
    }
}
