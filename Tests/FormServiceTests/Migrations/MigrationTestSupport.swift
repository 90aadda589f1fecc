import Postgres
import Synchronization
import Testing

@testable import FormService

extension MigrationPatience {
    /// Short enough for tests in which nobody gives way.
    static var short: MigrationPatience {
        var patience = MigrationPatience()
        patience.forTurn = .milliseconds(300)
        patience.forLock = .milliseconds(100)
        patience.attempts = 2
        patience.pause = .milliseconds(1)
        return patience
    }

    /// Goes on until whoever is in the way has gone.
    static var stubborn: MigrationPatience {
        var patience = short
        patience.attempts = 1_000
        return patience
    }
}

extension TestDatabase {
    /// A migrator of scripts, which become `0001_first.sql` and so on.
    func migrator(_ scripts: String..., patience: MigrationPatience = .init()) throws -> Migrator {
        let names = ["0001_first.sql", "0002_second.sql", "0003_third.sql", "0004_fourth.sql"]
        return Migrator(
            connectionString: connectionString,
            migrations: try zip(names, scripts).map { try Migration(name: $0, script: $1) },
            patience: patience, operatorName: "tests")
    }

    /// Runs statements on a connection of their own.
    func run(_ script: String) async throws {
        let connection = try await connect()
        defer { connection.close() }
        try await connection.runScript(script)
    }

    func number(_ query: Query<Int64>) async throws -> Int64 {
        let connection = try await connect()
        defer { connection.close() }
        return try await connection.run(query)
    }

    /// Tables, columns and indexes, but for the migrator's own.
    func shape() async throws -> [String] {
        let connection = try await connect()
        defer { connection.close() }
        return try await connection.run(
            """
            select c.relname || '.' || a.attname || ' ' || a.atttypid::regtype
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
                and c.relname not like 'schema_migration%'
            order by 1
            """ as Query<[String]>)
    }

    /// All that migrations define, as PostgreSQL says it.
    func definitions() async throws -> [String] {
        let connection = try await connect()
        defer { connection.close() }
        return try await connection.run(
            """
            with own as (
                select oid, relname from pg_class
                where relnamespace = 'public'::regnamespace and relname <> 'schema_migration')
            select relname || ' ' || attname || ' ' || format_type(atttypid, atttypmod)
                || ' ' || attnotnull || ' '
                || coalesce(pg_get_expr(adbin, adrelid), '') from own
                join pg_attribute a on a.attrelid = own.oid and attnum > 0
                left join pg_attrdef d on d.adrelid = own.oid and d.adnum = a.attnum
            union all select pg_get_indexdef(indexrelid) from own
                join pg_index on indrelid = own.oid
            union all select conname || ' ' || pg_get_constraintdef(c.oid) from own
                join pg_constraint c on conrelid = own.oid
            union all select pg_get_functiondef(oid) from pg_proc
                where pronamespace = 'public'::regnamespace and prolang <> (
                    select oid from pg_language where lanname = 'c') and prokind = 'f'
            union all select relname || ' ' || objsubid || ' ' || description from own
                join pg_description on objoid = own.oid and classoid = 'pg_class'::regclass
            order by 1
            """ as Query<[String]>)
    }

    /// Ends the migrator's connections for which `condition` holds, as a crash of it would.
    func endMigrators(_ condition: String = "true") async throws {
        try await run(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'formserver-migrate'
                and \(condition)
            """)
    }
}

/// What a migrator has told.
final class ToldEvents: Sendable {
    private let events = Mutex<[MigrationEvent]>([])

    func add(_ event: MigrationEvent) { events.withLock { $0.append(event) } }

    var applied: [String] {
        all.compactMap { event in
            if case .applied(let name, _, _, _) = event {
                "\(name.migration) \(name.number)"
            } else {
                nil
            }
        }
    }

    var all: [MigrationEvent] { events.withLock { $0 } }
}

/// Runs `body`, which must be refused, and returns why.
func refusal(
    _ reason: MigrationError.Reason = .refused,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws -> String {
    let error = await #expect(throws: MigrationError.self, sourceLocation: sourceLocation) {
        try await body()
    }
    let refusal = try #require(error, sourceLocation: sourceLocation)
    #expect(refusal.reason == reason, "\(refusal)", sourceLocation: sourceLocation)
    return refusal.description
}
