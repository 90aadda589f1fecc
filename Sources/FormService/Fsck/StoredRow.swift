internal import FormDocument
internal import Postgres

/// A row with all of its columns, also those that nobody knew of when this was written.
struct StoredRow: PostgresRow, Hashable {
    private(set) var values: [String: StoredValue] = [:]

    init(_ values: [String: StoredValue]) {
        self.values = values
    }

    init(row: inout PostgresRowReader) throws(PostgresError) {
        while let name = row.nextName { values[name] = try row.next() }
    }

    subscript(column: String) -> StoredValue { values[column] ?? .null }

    /// The form that a row with `sender` and `submission_id` is about.
    var form: DocumentIdentity? {
        guard let sender = self["sender"].agency, let id = self["submission_id"].submissionID else {
            return nil
        }
        return DocumentIdentity(sender: sender, id: id)
    }
}

/// The tables, with what identifies their rows.
enum FsckTable: String, CaseIterable, Sendable {
    case schemaMigration = "schema_migration"
    case logHead = "log_head"
    case leaf
    case treeNode = "tree_node"
    case checkpoint
    case administrativeAct = "administrative_act"
    case agency
    case certificate
    case witness
    case cosignature
    case submission
    case document
    case signerChain = "signer_chain"
    case part
    case delivery
    case deadline
    case inspection
    case inspectionSummary = "inspection_summary"
    case inspectionMark = "inspection_mark"
    case inspectionWord = "inspection_word"
    case inspectionVisit = "inspection_visit"
    case inboxEntry = "inbox_entry"
    case auditEntry = "audit_entry"
    case bulkUpload = "bulk_upload"
    case bulkRecord = "bulk_record"

    /// The columns of the primary key.
    var key: [String] {
        switch self {
        case .schemaMigration: ["name", "step"]
        case .logHead: ["only_row"]
        case .leaf, .administrativeAct: ["leaf_index"]
        case .treeNode: ["tile_level", "node_index"]
        case .checkpoint: ["tree_size"]
        case .agency, .witness: ["agency"]
        case .cosignature: ["tree_size", "agency"]
        case .certificate: ["fingerprint"]
        case .submission, .document, .bulkUpload: ["sender", "submission_id"]
        case .bulkRecord: ["sender", "submission_id", "record_number"]
        case .signerChain: ["chain_digest"]
        case .part: ["sender", "submission_id", "name"]
        case .delivery: ["sender", "submission_id", "recipient"]
        case .deadline: ["sender", "submission_id", "agency", "regime"]
        case .inspection, .inspectionSummary, .inspectionMark: ["viewer", "case_id", "leaf_index"]
        case .inspectionWord: ["viewer", "word"]
        case .inspectionVisit: ["viewer", "case_id", "leaf_index", "site"]
        case .inboxEntry: ["recipient", "leaf_index"]
        case .auditEntry: ["audit_number"]
        }
    }
}
