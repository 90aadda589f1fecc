internal import FormSchemas
internal import Postgres

/// The statements that write projections anew. Originals have none.
///
/// Rows travel as JSON, which PostgreSQL reads into the columns' own types.
enum RepairQueries {
    /// Require that the transaction holds the head's row.
    static func statements(for repair: ProjectionRepair) -> [Query<Void>] {
        switch repair {
        case .put(let table, let row): put(table, json(row))
        case .remove(let table, let key): [remove(table, json(key))].compactMap { $0 }
        case .mark(let event, let leafIndex, let time):
            DeliveryQueries.mark(event.event, [(event, leafIndex)], at: time)
        }
    }

    private static func json(_ row: [String: StoredValue]) -> PostgresJSON {
        let members = row.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value.json) }
        return PostgresJSON(bytes: JSONValue.object(members).bytes())
    }

    private static func put(_ table: FsckTable, _ row: PostgresJSON) -> [Query<Void>] {
        switch table {
        case .submission:
            [
                // Another row may have taken the leaf of this one; its own turn comes.
                """
                delete from submission t using jsonb_populate_record(null::submission, \(row)) r
                where t.sender = r.sender
                    and (t.submission_id = r.submission_id or t.leaf_index = r.leaf_index)
                """,
                """
                insert into submission
                select * from jsonb_populate_record(null::submission, \(row))
                """,
            ]
        case .delivery:
            [
                remove(table, row),
                """
                insert into delivery
                select * from jsonb_populate_record(null::delivery, \(row))
                """,
            ].compactMap { $0 }
        case .inboxEntry:
            [
                remove(table, row),
                """
                insert into inbox_entry
                select * from jsonb_populate_record(null::inbox_entry, \(row))
                """,
            ].compactMap { $0 }
        case .treeNode:
            [
                remove(table, row),
                """
                insert into tree_node
                select * from jsonb_populate_record(null::tree_node, \(row))
                """,
            ].compactMap { $0 }
        case .agency:
            [
                """
                insert into agency select * from jsonb_populate_record(null::agency, \(row))
                on conflict (agency) do update
                set name = excluded.name, admitted_at = excluded.admitted_at,
                    left_at = excluded.left_at
                """
            ]
        case .certificate:
            [
                remove(table, row),
                """
                insert into certificate
                select * from jsonb_populate_record(null::certificate, \(row))
                """,
            ].compactMap { $0 }
        case .logHead:
            [
                """
                update log_head
                set only_row = true, origin = r.origin, size = r.size, frontier = r.frontier,
                    last_leaf_at = r.last_leaf_at, next_audit_number = r.next_audit_number,
                    participant_epoch = r.participant_epoch
                from jsonb_populate_record(null::log_head, \(row)) r
                """
            ]
        case .witness:
            [
                remove(table, row),
                """
                insert into witness
                select * from jsonb_populate_record(null::witness, \(row))
                """,
            ].compactMap { $0 }
        case .bulkUpload:
            [
                remove(table, row),
                """
                insert into bulk_upload
                select * from jsonb_populate_record(null::bulk_upload, \(row))
                """,
            ].compactMap { $0 }
        case .schemaMigration, .leaf, .checkpoint, .cosignature, .administrativeAct, .document,
            .signerChain, .part, .auditEntry, .bulkRecord:
            []
        }
    }

    private static func remove(_ table: FsckTable, _ row: PostgresJSON) -> Query<Void>? {
        switch table {
        case .submission:
            """
            delete from submission t using jsonb_populate_record(null::submission, \(row)) r
            where t.sender = r.sender and t.submission_id = r.submission_id
            """
        case .delivery:
            """
            delete from delivery t using jsonb_populate_record(null::delivery, \(row)) r
            where t.sender = r.sender and t.submission_id = r.submission_id
                and t.recipient = r.recipient
            """
        case .inboxEntry:
            """
            delete from inbox_entry t using jsonb_populate_record(null::inbox_entry, \(row)) r
            where t.recipient = r.recipient and t.leaf_index = r.leaf_index
            """
        case .treeNode:
            """
            delete from tree_node t using jsonb_populate_record(null::tree_node, \(row)) r
            where t.tile_level = r.tile_level and t.node_index = r.node_index
            """
        case .agency:
            """
            delete from agency t using jsonb_populate_record(null::agency, \(row)) r
            where t.agency = r.agency
            """
        case .certificate:
            """
            delete from certificate t using jsonb_populate_record(null::certificate, \(row)) r
            where t.fingerprint = r.fingerprint
            """
        case .witness:
            """
            delete from witness t using jsonb_populate_record(null::witness, \(row)) r
            where t.agency = r.agency
            """
        case .bulkUpload:
            """
            delete from bulk_upload t using jsonb_populate_record(null::bulk_upload, \(row)) r
            where t.sender = r.sender and t.submission_id = r.submission_id
            """
        case .logHead, .schemaMigration, .leaf, .checkpoint, .cosignature, .administrativeAct,
            .document, .signerChain, .part, .auditEntry, .bulkRecord:
            nil
        }
    }
}
