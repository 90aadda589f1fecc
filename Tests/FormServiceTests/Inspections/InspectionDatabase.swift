import FormSchemas
import Logging
import Postgres
import Testing
import TransparencyLog

@testable import FormDocument
@testable import FormService

/// A database with generated inspections as their parties see them, and a store over it.
///
/// They follow from no forms: what is looked at is how they are found.
struct InspectionDatabase: Sendable {
    let connectionString: String
    let pool: PostgresPool
    let store: InspectionStore
    let generator: InspectionGenerator
    let signer: NoteSigner

    /// - Parameters:
    ///   - count: how many inspections there are.
    ///   - keeps: called with each of them.
    static func with<Result>(
        _ count: Int, keeps: (Inspection) -> Void = { _ in },
        _ body: (InspectionDatabase) async throws -> Result
    ) async throws -> Result {
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let limits = Limits()
            let signer = try NoteSigner.generate(name: "forms.test")
            let pool = PostgresPool(
                .exchange(database.connectionString, limits: limits))
            let sequencer = Sequencer(limits: limits)
            let lane = LogLane(
                configuration: .lane(database.connectionString, limits: limits),
                catalogue: .builtIn, signer: signer,
                limits: limits, log: Logger(label: "test"))
            let inspections = InspectionDatabase(
                connectionString: database.connectionString, pool: pool,
                store: InspectionStore(pool: pool, sequencer: sequencer, catalogue: .builtIn),
                generator: try InspectionGenerator(count: count), signer: signer)
            async let running: Void = sequencer.run(lane)
            let outcome: Swift.Result<Result, any Error>
            do {
                try await inspections.fill(count, keeps: keeps)
                outcome = .success(try await body(inspections))
            } catch {
                outcome = .failure(error)
            }
            sequencer.close()
            await running
            await pool.close()
            return try outcome.get()
        }
    }

    private static let batch = 500

    /// Writes the rows as the exchange does, with indexes that are made afterwards.
    private func fill(_ count: Int, keeps: (Inspection) -> Void) async throws {
        for agency in generator.agencyCodes {
            try await pool.run("select create_inspection_partitions(\(agency))" as Query<Void>)
        }
        let indexes = try await pool.run(
            """
            select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
            from pg_index i join pg_class t on t.oid = i.indrelid
            where t.relname in (
                'inspection', 'inspection_summary', 'inspection_mark', 'inspection_word',
                'inspection_visit') and not i.indisprimary
            order by 1
            """ as Query<[NamedIndex]>)
        try await runScript("drop index \(indexes.map(\.name).joined(separator: ", "))")
        var rows: [InspectionRow] = []
        for (number, opened) in generator.openings(count).enumerated() {
            let inspection = try generator.inspection(number + 1, opened: opened)
            keeps(inspection)
            let viewers = try inspection.parties.map { try #require(AgencyCode($0.agency)) }
            rows.append(InspectionRow(inspection, for: viewers, .builtIn))
            if rows.count >= Self.batch { try await write(&rows) }
        }
        try await write(&rows)
        try await runScript(
            """
            insert into inspection_word (viewer, word, uses)
            select viewer, word, count(*) from inspection_mark, unnest(names) as n (word)
            where left(word, 1) <> '=' group by viewer, word;

            """ + indexes.map(\.definition).joined(separator: ";\n") + ";\nvacuum analyze")
    }

    private struct NamedIndex: PostgresRow {
        let name: String
        /// On the table and, unlike what `pg_get_indexdef` says, on its partitions.
        let definition: String

        init(row: inout PostgresRowReader) throws(PostgresError) {
            name = try row.next()
            definition = (try row.next() as String).replacing(" ON ONLY ", with: " ON ")
        }
    }

    private func write(_ rows: inout [InspectionRow]) async throws {
        guard !rows.isEmpty else { return }
        let queries = InspectionQueries.insert(rows)
        rows = []
        try await pool.withConnection { connection in
            var pipeline = PostgresPipeline()
            for query in queries { pipeline.add(query) }
            _ = try await connection.run(pipeline, timeout: .seconds(600))
        }
    }

    /// Statement by statement: `vacuum` stands in no transaction.
    private func runScript(_ script: String) async throws {
        try await pool.withConnection { connection in
            for statement in script.split(separator: ";") {
                try await connection.runScript(String(statement), timeout: .seconds(3_600))
            }
        }
    }

    func access(_ agency: String) throws -> StatedAccess {
        try StatedAccess(
            .with {
                $0.officer = "1"
                $0.reason = "test of inspections"
            },
            by: Caller(
                agency: try #require(AgencyCode(agency)), kind: .person, roles: [.reader],
                fingerprint: Array(repeating: 7, count: 32)), limits: Limits())
    }
}
