internal import FormDocument
internal import Postgres

/// A migration that was applied.
struct AppliedMigration: PostgresRow {
    let name: String
    let checksum: [UInt8]

    init(row: inout PostgresRowReader) throws(PostgresError) {
        name = try row.next()
        checksum = try row.next()
    }
}

/// The statements about the migrations' own table.
enum MigrationQueries {
    /// One number for all servers of this kind: who holds it migrates.
    private static let lockKey: Int64 = 0x62_656e_666f_726d

    static func tryLock() -> Query<Bool> {
        "select pg_try_advisory_lock(\(lockKey))"
    }

    static func unlock() -> Query<Bool> {
        "select pg_advisory_unlock(\(lockKey))"
    }

    static func tableExists() -> Query<Bool> {
        "select to_regclass('schema_migration') is not null"
    }

    static let createTable = """
        create table schema_migration (
            name text not null constraint schema_migration_pk primary key,
            checksum bytea not null
        );
        comment on table schema_migration is 'The migrations that were applied, with their checksums.';
        """

    static func list() -> Query<[AppliedMigration]> {
        "select name, checksum from schema_migration order by name"
    }

    static func record(_ migration: Migration) -> Query<Void> {
        """
        insert into schema_migration (name, checksum)
        values (\(migration.name), \(migration.checksum))
        """
    }
}
