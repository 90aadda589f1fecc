internal import Postgres

/// What the catalogue says of an index.
struct IndexState: PostgresRow {
    let isValid: Bool
    let isOnTable: Bool
    let table: String

    init(row: inout PostgresRowReader) throws(PostgresError) {
        isValid = try row.next()
        isOnTable = try row.next()
        table = try row.next()
    }
}

/// The statements about indexes and locks, for steps outside of transactions and for trials.
enum IndexQueries {
    static func find(_ name: String, on table: String) -> Query<IndexState?> {
        """
        select indisvalid and indisready, coalesce(indrelid = to_regclass(\(table)), false),
            indrelid::regclass::text
        from pg_index where indexrelid = to_regclass(\(name))
        """
    }

    /// What an index is, but for its name and its table.
    static func definition(of name: String) -> Query<String?> {
        """
        select case when indisunique then 'unique' else 'not unique' end
            || substring(pg_get_indexdef(indexrelid) from ' USING .*')
        from pg_index where indexrelid = to_regclass(\(name))
        """
    }

    /// The indexes that nobody can use and nobody is building: what an interrupted
    /// `create index concurrently` or `reindex concurrently` has left.
    static func leftovers() -> Query<[PostgresColumns<String, String>]> {
        """
        select i.indexrelid::regclass::text, i.indrelid::regclass::text
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where not i.indisvalid and c.relnamespace <> 'pg_toast'::regnamespace
            and not exists (
                select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid)
        order by 1
        """
    }

    /// How far the index is that the server process `pid` builds.
    static func progress(of pid: Int32) -> Query<PostgresColumns<String, Int64?>?> {
        """
        select phase, blocks_done * 100 / nullif(blocks_total, 0)
        from pg_stat_progress_create_index where pid = \(pid)
        """
    }

    static func isPartitioned(_ table: String) -> Query<Bool?> {
        "select relkind = 'p' from pg_class where oid = to_regclass(\(table))"
    }

    /// The partitions of `table` on which the index `name` has no part yet.
    static func partitions(of table: String, without name: String) -> Query<[Partition]> {
        """
        select p.oid::regclass::text, p.relkind = 'r', quote_ident(n.nspname),
            quote_ident(
                case when octet_length(p.relname || '_' || x.relname) < 64
                    then p.relname || '_' || x.relname
                    else left(p.relname || '_' || x.relname, 30) || '_'
                        || md5(p.relname || '_' || x.relname)
                end)
        from pg_class x
        join pg_inherits h on h.inhparent = to_regclass(\(table))
        join pg_class p on p.oid = h.inhrelid
        join pg_namespace n on n.oid = p.relnamespace
        where x.oid = to_regclass(\(name)) and not exists (
            select from pg_index i join pg_inherits a on a.inhrelid = i.indexrelid
            where i.indrelid = p.oid and a.inhparent = x.oid)
        order by 1
        """
    }

    // MARK: For a trial

    /// The tables of the database, as PostgreSQL numbers them.
    static func tables() -> Query<[Int64]> {
        """
        select c.oid::bigint from pg_class c
        where c.relkind in ('r', 'p', 'm')
            and c.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
        """
    }

    /// The locks on `tables` that this connection holds and that keep writers or readers out.
    static func strongLocks(on tables: [Int64]) -> Query<[TableLock]> {
        """
        select distinct c.oid::regclass::text, l.mode
        from pg_locks l join pg_class c on c.oid = l.relation
        where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted
            and l.mode in (
                'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            and c.oid = any(\(tables)::bigint[]::oid[])
        order by 1, 2
        """
    }
}

/// A partition, its schema, and the name that its part of an index gets; quoted as need be.
struct Partition: PostgresRow {
    let table: String
    let isTable: Bool
    let schema: String
    let index: String

    init(row: inout PostgresRowReader) throws(PostgresError) {
        table = try row.next()
        isTable = try row.next()
        schema = try row.next()
        index = try row.next()
    }
}

/// A lock on a table.
struct TableLock: PostgresRow, Hashable {
    let table: String
    let mode: String

    init(row: inout PostgresRowReader) throws(PostgresError) {
        table = try row.next()
        mode = try row.next()
    }

    /// Whether it keeps readers out too.
    var stopsReaders: Bool { mode == "AccessExclusiveLock" }
}
