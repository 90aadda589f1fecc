import Foundation
import Postgres
import Testing

/// A database of one exchange.
struct TestDatabase: Sendable {
    let connectionString: String
    private let name: String
    private let server: String

    /// The private PostgreSQL that `scripts/test` starts; `nil` outside of it.
    static let sharedServer = ProcessInfo.processInfo.environment["FORMS_TEST_POSTGRES"]

    /// Creates an empty database on `server`.
    init(on server: String) async throws {
        let suffix = UUID().uuidString.lowercased().prefix(8)
        name = "exchange_\(suffix)"
        self.server = server
        // The last value of a keyword wins.
        connectionString = "\(server) dbname=\(name)"
        try await Self.withConsole(of: server) { [name] in
            try await $0.runScript("create database \(name)")
        }
    }

    func drop() async throws {
        try await Self.withConsole(of: server) {
            try await $0.runScript("drop database \(name) with (force)")
        }
    }

    /// Opens a connection for the test's own statements, and closes it.
    func query<Value: Sendable>(
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await Self.withConsole(of: connectionString, body)
    }

    private static func withConsole<Value: Sendable>(
        of connectionString: String, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(connectionString, applicationName: "end-to-end-tests"))
        defer { connection.close() }
        return try await body(connection)
    }
}

// MARK: - What the tests look at

extension TestDatabase {
    /// How many rows each table has, and how many leaves the log.
    ///
    /// Two of them are equal if nothing was left behind in between.
    func traces() async throws -> [String: Int64] {
        try await query { connection in
            let counts = try await connection.run(
                """
                select 'schema_migration', count(*) from schema_migration
                union all select 'log_head', count(*) from log_head
                union all select 'agency', count(*) from agency
                union all select 'certificate', count(*) from certificate
                union all select 'administrative_act', count(*) from administrative_act
                union all select 'submission', count(*) from submission
                union all select 'document', count(*) from document
                union all select 'part', count(*) from part
                union all select 'delivery', count(*) from delivery
                union all select 'inbox_entry', count(*) from inbox_entry
                union all select 'audit_entry', count(*) from audit_entry
                union all select 'leaf', count(*) from leaf
                union all select 'tree_node', count(*) from tree_node
                union all select 'checkpoint', count(*) from checkpoint
                union all select 'witness', count(*) from witness
                union all select 'cosignature', count(*) from cosignature
                union all select 'signer_chain', count(*) from signer_chain
                union all select 'bulk_upload', count(*) from bulk_upload
                union all select 'bulk_record', count(*) from bulk_record
                union all select 'deadline', count(*) from deadline
                union all select 'inspection', count(*) from inspection
                union all select 'inspection_summary', count(*) from inspection_summary
                union all select 'inspection_symbol', count(*) from inspection_symbol
                union all select 'inspection_mark', count(*) from inspection_mark
                union all select 'inspection_word', count(*) from inspection_word
                union all select 'inspection_visit', count(*) from inspection_visit
                union all select 'log size', max(size) from log_head
                """ as Query<[PostgresColumns<String, Int64>]>)
            let tables = try await connection.run(
                """
                select count(*) from pg_class where relnamespace = 'public'::regnamespace
                    and relkind in ('r', 'p') and not relispartition
                """ as Query<Int64>)
            try #require(Int(tables) == counts.count - 1, "a table is not counted here")
            return Dictionary(uniqueKeysWithValues: counts.map(\.values))
        }
    }

    /// The audit trail about one form, or of everything that is not about one form.
    func auditTrail(of id: String?) async throws -> [AuditRow] {
        try await query { connection in
            try await connection.run(
                """
                select agency, officer, reason, call, filters, result_count
                from audit_entry
                where submission_id::text is not distinct from \(id)
                order by audit_number
                """ as Query<[AuditRow]>)
        }
    }
}

/// One consultation as the audit trail keeps it.
struct AuditRow: PostgresRow, Equatable {
    let agency: String
    let officer: String
    let reason: String
    let call: String
    let filters: String
    let results: Int32
}

extension AuditRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        agency = try row.next()
        officer = try row.next()
        reason = try row.next()
        call = try row.next()
        filters = try row.next()
        results = try row.next()
    }
}

extension Trait where Self == ConditionTrait {
    static var needsPostgres: ConditionTrait {
        .enabled(if: TestDatabase.sharedServer != nil, "needs a PostgreSQL: run scripts/test")
    }

    static var needsPythonLibraries: ConditionTrait {
        .enabled(
            if: Programs.pythonWithLibraries != nil,
            "needs scripts/requirements.txt: run scripts/test")
    }
}
