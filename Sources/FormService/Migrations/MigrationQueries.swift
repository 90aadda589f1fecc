internal import Postgres

/// The statements about what was migrated, and the lock under which it is done.
enum MigrationQueries {
    /// One number for all servers of this kind: who holds it migrates.
    private static let lockKey: Int64 = 0x62_656e_666f_726d

    // MARK: The lock

    static func tryLock() -> Query<Bool> {
        "select pg_try_advisory_lock(\(lockKey))"
    }

    /// Whether this connection holds the lock.
    static func holdsLock() -> Query<Bool> {
        """
        select exists (
            select from pg_locks
            where locktype = 'advisory' and objsubid = 1 and granted and pid = pg_backend_pid()
                and (classid::bigint << 32) + objid::bigint = \(lockKey))
        """
    }

    /// Who holds the lock in this database.
    static func lockHolders() -> Query<[Blocker]> {
        """
        \(selectBlocker)
        where a.pid in (
            select l.pid from pg_locks l join pg_database d on d.oid = l.database
            where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
                and (l.classid::bigint << 32) + l.objid::bigint = \(lockKey)
                and d.datname = current_database())
        """
    }

    /// Who keeps the server process `pid` waiting.
    static func blockers(of pid: Int32) -> Query<[Blocker]> {
        """
        \(selectBlocker)
        where a.pid = any(pg_blocking_pids(\(pid)))
        order by a.xact_start nulls last limit 5
        """
    }

    /// Never the text of a statement: it may hold anybody's data.
    private static var selectBlocker: SQLFragment {
        """
        select a.pid,
            coalesce(nullif(a.application_name, ''), a.backend_type, 'a session'),
            coalesce(a.usename::text, ''), coalesce(a.state, ''),
            extract(epoch from clock_timestamp() - a.xact_start)::bigint
        from pg_stat_activity a
        """
    }

    // MARK: The tables

    /// The columns of `schema_migration`; none if there is no such table.
    static func columns() -> Query<[String]> {
        """
        select attname::text from pg_attribute
        where attrelid = to_regclass('schema_migration') and attnum > 0 and not attisdropped
        """
    }

    static let createTables = """
        create table schema_migration (
            name text not null,
            step integer not null,
            kind text not null,
            checksum bytea not null,
            constraint schema_migration_pk primary key (name, step)
        );
        comment on table schema_migration is
            'The steps of migrations that were applied, with their checksums.';
        create schema if not exists migration;
        comment on schema migration is
            'How the database was migrated. Nothing of the exchange follows from it.';
        create table migration.journal (
            name text not null,
            step integer not null,
            script text not null,
            started_at timestamptz not null,
            finished_at timestamptz,
            batch_count bigint not null,
            row_count bigint not null,
            applied_by text not null,
            constraint journal_pk primary key (name, step)
        );
        comment on table migration.journal is
            'The steps that were begun: their text as it was, when, and by whom.';
        """

    static func list() -> Query<[StepRecord]> {
        """
        select coalesce(m.name, j.name), coalesce(m.step, j.step), m.kind, m.checksum, j.script,
            j.started_at, j.finished_at, j.batch_count, j.row_count, j.applied_by
        from schema_migration m full join migration.journal j
            on j.name = m.name and j.step = m.step
        order by 1, 2
        """
    }

    /// Fails if another has recorded the step already; waits while one is about to.
    static func record(_ step: MigrationStep) -> Query<Void> {
        """
        insert into schema_migration (name, step, kind, checksum)
        values (\(step.migration), \(Int32(step.number)), \(step.kind.rawValue), \(step.checksum))
        """
    }

    /// Writes that a step was begun, or goes on; with its text as it is now.
    static func begin(_ step: MigrationStep, by operatorName: String) -> Query<Void> {
        """
        insert into migration.journal
            (name, step, script, started_at, batch_count, row_count, applied_by)
        values (
            \(step.migration), \(Int32(step.number)), \(step.text), clock_timestamp(), 0, 0,
            session_user || ' (' || \(operatorName) || ')')
        on conflict (name, step) do update
        set script = excluded.script, applied_by = excluded.applied_by
        """
    }

    static func addBatch(_ step: MigrationStep, rows: Int) -> Query<PostgresColumns<Int64, Int64>> {
        """
        update migration.journal
        set batch_count = batch_count + 1, row_count = row_count + \(Int64(rows))
        where name = \(step.migration) and step = \(Int32(step.number))
        returning batch_count, row_count
        """
    }

    static func finish(_ step: MigrationStep) -> Query<Void> {
        """
        update migration.journal set finished_at = clock_timestamp()
        where name = \(step.migration) and step = \(Int32(step.number))
        """
    }
}

/// A session in somebody's way.
struct Blocker: PostgresRow, Hashable {
    let pid: Int32
    let application: String
    let role: String
    let state: String
    /// How long its transaction has lasted.
    let seconds: Int64?

    init(row: inout PostgresRowReader) throws(PostgresError) {
        pid = try row.next()
        application = try row.next()
        role = try row.next()
        state = try row.next()
        seconds = try row.next()
    }
}

extension Blocker: CustomStringConvertible {
    var description: String {
        let facts = [
            role.isEmpty ? nil : "role \(role)", state.isEmpty ? nil : state,
            seconds.map { "for \($0) s" },
        ]
        let told = facts.compactMap { $0 }.joined(separator: ", ")
        return "\(application), process \(pid)" + (told.isEmpty ? "" : " (\(told))")
    }
}
