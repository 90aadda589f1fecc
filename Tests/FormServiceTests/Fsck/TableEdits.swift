import FormSchemas
import Postgres
import Testing

@testable import FormService

/// A column of the database, whoever made it.
struct EditedColumn: Hashable, Sendable {
    let table: String
    let name: String
    let type: String
}

extension EditedColumn: PostgresRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        table = try row.next()
        name = try row.next()
        type = try row.next()
    }

    /// Whether nothing follows from the column, and it follows from nothing.
    var isIdle: Bool {
        table == "bulk_upload" && ["stored_bytes", "started_at", "used_at"].contains(name)
    }

    /// Other values than the column's, as SQL expressions.
    ///
    /// A type that is not here has to be added: otherwise nobody knows whether its values are
    /// checked.
    func otherValues() throws -> [String] {
        switch type {
        case "bool": ["not \(name)"]
        case "int2", "int4", "int8": ["\(name) + 1", "\(name) - 1", "\(name) + 1000000"]
        case "text":
            [
                "\(name) || 'x'",
                "overlay(\(name) placing '~' from length(\(name)) / 2 + 1 for 1)",
                // Equal as strings of Swift, which look at what characters mean: KELVIN SIGN, and ë
                // in two.
                "replace(\(name), 'K', '\u{212A}')", "normalize(\(name), NFD)",
            ]
        case "float8": ["\(name) + 0.0001"]
        case "_point": ["\(name) || point(1, 2)", "\(name)[2:]"]
        case "tsvector":
            ["\(name) || 'other'::tsvector", "ts_delete(\(name), (tsvector_to_array(\(name)))[1])"]
        case "bytea":
            [
                "set_byte(\(name), 0, get_byte(\(name), 0) # 1)",
                "set_byte(\(name), length(\(name)) - 1, get_byte(\(name), length(\(name)) - 1) # 128)",
                "\(name) || '\\x00'::bytea",
            ]
        case "uuid":
            [
                """
                overlay(\(name)::text placing
                    case when \(name)::text like '%0' then '1' else '0' end from 36)::uuid
                """
            ]
        case "timestamptz":
            ["\(name) + interval '1 microsecond'", "'infinity'::timestamptz"]
        case "_text":
            ["\(name) || array['OBSERVER']", "\(name)[2:]", "\(name) || array[null::text]"]
        case "_bytea":
            [
                "\(name) || \(name)[1]",
                "array[set_byte(\(name)[1], 40, get_byte(\(name)[1], 40) # 1)]",
                "array[\(name)]",
            ]
        default: throw UnknownType(column: self)
        }
    }

    struct UnknownType: Error { let column: EditedColumn }

    /// A value where there was none.
    var firstValue: String {
        switch type {
        case "bool": "true"
        case "int2", "int4", "int8": "7"
        case "bytea": "'\\x00'::bytea"
        case "uuid": "gen_random_uuid()"
        case "timestamptz": "'2026-03-01 10:00:00+00'::timestamptz"
        default: "''"
        }
    }
}

/// Changes values behind the exchange's back, and undoes it.
struct TableEdits: Sendable {
    private let connection: PostgresConnection
    /// All of the columns, by table.
    let columns: [String: [EditedColumn]]

    static let columnsQuery: Query<[EditedColumn]> = """
        select table_name::text, column_name::text, udt_name::text
        from information_schema.columns
        where table_schema = 'public' and not exists (
            select from pg_inherits h
            where h.inhrelid = format('%I', table_name)::regclass)
        order by table_name, ordinal_position
        """

    /// Takes every constraint away that is not a key, so that nothing is refused that could be
    /// written by someone who can do anything.
    init(_ connectionString: String) async throws {
        connection = try await PostgresConnection.connect(PostgresConfiguration(connectionString))
        columns = Dictionary(grouping: try await connection.run(Self.columnsQuery), by: \.table)
        try await connection.runScript(
            """
            do $$
            declare c record;
            begin
                for c in select conrelid::regclass as owner, conname from pg_constraint
                    where contype in ('f', 'c') and connamespace = 'public'::regnamespace
                        and coninhcount = 0
                loop
                    execute format('alter table %s drop constraint %I', c.owner, c.conname);
                end loop;
                for c in select a.attrelid::regclass as owner, a.attname from pg_attribute a
                    join pg_class t on t.oid = a.attrelid
                    where t.relkind in ('r', 'p') and not t.relispartition
                        and t.relnamespace = 'public'::regnamespace
                        and a.attnum > 0 and a.attnotnull and not exists (
                            select from pg_index i where i.indrelid = t.oid and i.indisprimary
                                and a.attnum = any(i.indkey))
                loop
                    execute format('alter table %s alter column %I drop not null', c.owner,
                        c.attname);
                end loop;
            end $$;
            create schema safe;
            create table safe.picked (content jsonb, part oid, place tid);
            """)
        for table in columns.keys {
            try await connection.runScript("create table safe.\(table) as table \(table)")
        }
    }

    func close() { connection.close() }

    /// Finds the first (or last) row that meets `condition`; returns its key as findings have it.
    func pick(_ table: String, where condition: String, last: Bool = false) async throws
        -> [String]?
    {
        let kind = try #require(FsckTable(rawValue: table), "fsck does not know \(table)")
        let order = kind.key.map { last ? "\($0) desc" : $0 }.joined(separator: ", ")
        try await connection.runScript(
            """
            delete from safe.picked;
            insert into safe.picked select to_jsonb(t), t.tableoid, t.ctid from \(table) t where \(condition)
            order by \(order) limit 1
            """)
        let found: PostgresJSON? = try await connection.run("select content from safe.picked")
        guard let found else { return nil }
        let root = try JSONDocument(found.bytes).root
        let types = Dictionary(
            uniqueKeysWithValues: (columns[table] ?? []).map { ($0.name, $0.type) })
        return kind.key.map { name in
            let value =
                root[name]?.string ?? root[name]?.numberText ?? "\(root[name]?.bool ?? false)"
            return types[name] == "text" ? "\(name)=\"\(value)\"" : "\(name)=\(value)"
        }
    }

    /// Changes the row that was picked; `false` if the database refuses or nothing is different.
    func edit(_ table: String, set column: String, to expression: String) async throws -> Bool {
        await attempt(
            """
            do $$
            declare changed int;
            begin
                update \(table) set \(column) = \(expression)
                where (tableoid, ctid) = (select part, place from safe.picked)
                    and (\(expression)) is distinct from \(column);
                get diagnostics changed = row_count;
                if changed <> 1 then raise exception 'nothing is different'; end if;
            end $$
            """)
    }

    func delete(_ table: String) async throws -> Bool {
        await attempt(
            """
            delete from \(table)
            where (tableoid, ctid) = (select part, place from safe.picked)
            """)
    }

    /// Adds a copy of the row that was picked with another value in one column of its key.
    func copy(_ table: String, with column: String, _ expression: String) async throws -> Bool {
        let list = (columns[table] ?? []).map { $0.name == column ? expression : $0.name }
        return await attempt(
            """
            insert into \(table) select \(list.joined(separator: ", ")) from \(table)
            where (tableoid, ctid) = (select part, place from safe.picked)
            """)
    }

    private func attempt(_ script: String) async -> Bool {
        do {
            try await connection.runScript(script)
            return true
        } catch {
            return false
        }
    }

    /// Makes a table what it was.
    func undo(_ table: String) async throws {
        try await connection.runScript(
            "begin; delete from \(table); insert into \(table) table safe.\(table); commit")
    }

    /// Keeps a table as it is now, to be undone to.
    func keep(_ table: String) async throws {
        try await connection.runScript(
            "delete from safe.\(table); insert into safe.\(table) table \(table)")
    }

    /// Whether a table is, to the last value that anything follows from, what it was.
    func isAsItWas(_ table: String) async throws -> Bool {
        let idle = (columns[table] ?? []).filter(\.isIdle).map { " - '\($0.name)'" }.joined()
        try await connection.runScript(
            """
            delete from safe.picked;
            insert into safe.picked (content)
            (select to_jsonb(x)\(idle) from \(table) x
                except select to_jsonb(x)\(idle) from safe.\(table) x)
            union all (select to_jsonb(x)\(idle) from safe.\(table) x
                except select to_jsonb(x)\(idle) from \(table) x)
            """)
        return try await connection.run("select count(*) from safe.picked" as Query<Int64>) == 0
    }
}
