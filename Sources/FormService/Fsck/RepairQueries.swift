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
        case .remove(let table, let key): remove(table, json(key))
        case .inspection(let key, let row):
            [.inspection, .inspectionSummary, .inspectionMark, .inspectionVisit]
                .flatMap { remove($0, json(key)) }
                + (row.map { InspectionQueries.insert([$0]) } ?? [])
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
        case .agency:
            // Certificates refer to it.
            return [
                """
                insert into agency select * from jsonb_populate_record(null::agency, \(row))
                on conflict (agency) do update
                set name = excluded.name, admitted_at = excluded.admitted_at,
                    left_at = excluded.left_at
                """
            ]
        case .logHead:
            return [
                """
                update log_head
                set only_row = true, origin = r.origin, size = r.size, frontier = r.frontier,
                    last_leaf_at = r.last_leaf_at, next_audit_number = r.next_audit_number,
                    participant_epoch = r.participant_epoch
                from jsonb_populate_record(null::log_head, \(row)) r
                """
            ]
        case .submission:
            // Another row may have taken the leaf of this one; its own turn comes.
            let displacement: Query<Void> = """
                delete from submission t using jsonb_populate_record(null::submission, \(row)) r
                where t.sender = r.sender and t.leaf_index = r.leaf_index
                """
            return [displacement] + replace(table, row)
        default: return replace(table, row)
        }
    }

    private static func replace(_ table: FsckTable, _ row: PostgresJSON) -> [Query<Void>] {
        guard let (name, _) = projection(table) else { return [] }
        return remove(table, row) + [
            "insert into \(name) select * from jsonb_populate_record(null::\(name), \(row))"
        ]
    }

    private static func remove(_ table: FsckTable, _ row: PostgresJSON) -> [Query<Void>] {
        guard let (name, key) = projection(table) else { return [] }
        return [
            """
            delete from \(name) t using jsonb_populate_record(null::\(name), \(row)) r
            where \(key)
            """
        ]
    }

    private static let inspectionKey: SQLFragment =
        "t.viewer = r.viewer and t.case_id = r.case_id and t.leaf_index = r.leaf_index"

    /// The table's name, and when its row `t` has the key of `r`; `nil` unless its rows come and go.
    private static func projection(_ table: FsckTable) -> (name: SQLFragment, key: SQLFragment)? {
        switch table {
        case .submission:
            ("submission", "t.sender = r.sender and t.submission_id = r.submission_id")
        case .delivery:
            (
                "delivery",
                """
                t.sender = r.sender and t.submission_id = r.submission_id
                    and t.recipient = r.recipient
                """
            )
        case .deadline:
            (
                "deadline",
                """
                t.sender = r.sender and t.submission_id = r.submission_id
                    and t.agency = r.agency and t.regime = r.regime
                """
            )
        case .inspection: ("inspection", inspectionKey)
        case .inspectionSummary: ("inspection_summary", inspectionKey)
        case .inspectionMark: ("inspection_mark", inspectionKey)
        case .inspectionWord:
            ("inspection_word", "t.viewer = r.viewer and t.word = r.word")
        case .inspectionVisit:
            ("inspection_visit", "\(inspectionKey) and (r.site is null or t.site = r.site)")
        case .inboxEntry:
            ("inbox_entry", "t.recipient = r.recipient and t.leaf_index = r.leaf_index")
        case .treeNode:
            ("tree_node", "t.tile_level = r.tile_level and t.node_index = r.node_index")
        case .agency: ("agency", "t.agency = r.agency")
        case .certificate: ("certificate", "t.fingerprint = r.fingerprint")
        case .witness: ("witness", "t.agency = r.agency")
        case .bulkUpload:
            ("bulk_upload", "t.sender = r.sender and t.submission_id = r.submission_id")
        case .logHead, .schemaMigration, .leaf, .checkpoint, .cosignature, .administrativeAct,
            .document, .signerChain, .part, .auditEntry, .bulkRecord:
            nil
        }
    }
}
