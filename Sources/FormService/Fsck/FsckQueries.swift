internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// The statements that read what is checked: whole rows, along the log.
enum FsckQueries {
    typealias IndexedLeaf = PostgresColumns<Int64, [UInt8]?>

    // What is longer than it may be is cut: so it does not fit, whoever wrote it there.
    private static let lineMax = Int32(Limits.fsckLineCharactersMax)
    private static let valueMax = Int32(Limits.fsckValueBytesMax)
    private static let chainMax = Int32(Limits.fsckChainCharactersMax)
    private static let leafMax = Int32(LogLimits.leafBytesMax + 1)

    // MARK: The log

    static func head() -> Query<[StoredRow]> { "select * from log_head order by only_row desc" }

    /// Keeps everybody from appending until the transaction ends.
    static func lockHead() -> Query<Void> { "select size from log_head for update" }

    /// The index after the last leaf's.
    static func leavesEnd() -> Query<Int64> {
        "select coalesce(max(leaf_index) + 1, 0) from leaf"
    }

    /// The size that the last checkpoint has in its key; 0 if there is none.
    static func lastCheckpointSize() -> Query<Int64> {
        "select coalesce(max(tree_size), 0) from checkpoint"
    }

    static func lastCheckpointSize(upTo size: Int64) -> Query<Int64> {
        "select coalesce(max(tree_size), 0) from checkpoint where tree_size <= \(size)"
    }

    private static var selectLeaf: SQLFragment {
        "select leaf_index, substring(leaf from 1 for \(leafMax)) from leaf"
    }

    static func leaves(_ range: Range<Int64>) -> Query<[IndexedLeaf]> {
        """
        \(selectLeaf)
        where leaf_index >= \(range.lowerBound) and leaf_index < \(range.upperBound)
        """
    }

    static func leaves(_ indexes: [Int64]) -> Query<[IndexedLeaf]> {
        """
        \(selectLeaf)
        where leaf_index = any(\(indexes))
        """
    }

    private static var selectNote: SQLFragment {
        "select tree_size, left(note, \(lineMax)) as note from checkpoint"
    }

    /// The checkpoints after the trees of `range`'s leaves, as far as they are stored.
    static func checkpoints(_ range: Range<Int64>) -> Query<[StoredRow]> {
        """
        \(selectNote)
        where tree_size > \(range.lowerBound) and tree_size <= \(range.upperBound)
        """
    }

    static func nodes(_ nodes: [TileNode]) -> Query<[StoredRow]> {
        """
        select t.* from unnest(\(nodes.map { Int16($0.level) }), \(nodes.map(\.index)))
            as n (tile_level, node_index)
        join tree_node t on t.tile_level = n.tile_level and t.node_index = n.node_index
        """
    }

    /// The last leaf below `end` that is an audit batch.
    static func lastAuditLeaf(before end: Int64) -> Query<[UInt8]?> {
        """
        select leaf from leaf
        where leaf_index < \(end) and substring(leaf from 2 for 1) = '\\x03'::bytea
        order by leaf_index desc limit 1
        """
    }

    static func lastAct(before end: Int64) -> Query<Int64> {
        "select coalesce(max(leaf_index), -1) from administrative_act where leaf_index < \(end)"
    }

    // MARK: What leaves commit to

    /// The documents and parts of forms, each with its size.
    static func sizes(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        """
        select d.sender, d.submission_id, null::text as name, octet_length(d.document) as bytes
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as f (sender, submission_id)
        join document d on d.sender = f.sender and d.submission_id = f.submission_id
        union all
        select p.sender, p.submission_id, p.name, octet_length(p.content)
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as f (sender, submission_id)
        join part p on p.sender = f.sender and p.submission_id = f.submission_id
        """
    }

    static func documents(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        rows("document", of: forms)
    }

    static func submissions(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        rows("submission", of: forms)
    }

    static func parts(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        rows("part", of: forms)
    }

    static func deliveries(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        rows("delivery", of: forms)
    }

    static func deadlines(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        rows("deadline", of: forms)
    }

    /// Submissions of some forms by key, after one.
    static func submissions(
        of codes: [String], after sender: String, _ id: PostgresUUID, limit: Int
    ) -> Query<[StoredRow]> {
        """
        select sender, submission_id, leaf_index, accepted_at, record_count from submission
        where form = any(\(codes)) and (sender, submission_id) > (\(sender), \(id))
        order by sender, submission_id limit \(Int64(limit))
        """
    }

    static func uploads(of forms: [DocumentIdentity]) -> Query<[StoredRow]> {
        rows("bulk_upload", of: forms)
    }

    private static func rows(
        _ table: SQLFragment, of forms: [DocumentIdentity]
    ) -> Query<[StoredRow]> {
        """
        select t.* from unnest(\(forms.map(\.sender)), \(forms.map(\.id)))
            as f (sender, submission_id)
        join \(table) t on t.sender = f.sender and t.submission_id = f.submission_id
        """
    }

    static func inboxEntries(_ places: [InboxPlace]) -> Query<[StoredRow]> {
        """
        select t.* from unnest(\(places.map(\.recipient)), \(places.map(\.leafIndex)))
            as p (recipient, leaf_index)
        join inbox_entry t on t.recipient = p.recipient and t.leaf_index = p.leaf_index
        """
    }

    /// Records of a bulk submission; one that is too large to be a record is left out.
    static func records(
        of form: DocumentIdentity, _ numbers: Range<Int64>
    ) -> Query<[StoredRow]> {
        """
        select record_number, record, octet_length(record) as bytes, refused_hash, codes
        from bulk_record
        where sender = \(form.sender) and submission_id = \(form.id)
            and record_number >= \(numbers.lowerBound) and record_number < \(numbers.upperBound)
            and coalesce(octet_length(record), 0) <= \(Int64(DocumentLimits.bulkRecordBytesMax))
        """
    }

    /// Records with numbers that a bulk submission of `count` records does not have.
    static func otherRecords(
        of form: DocumentIdentity, count: Int64, limit: Int
    ) -> Query<[StoredRow]> {
        """
        select sender, submission_id, record_number from bulk_record
        where sender = \(form.sender) and submission_id = \(form.id)
            and (record_number < 1 or record_number > \(count))
        order by record_number limit \(Int64(limit))
        """
    }

    static func chains(_ digests: [[UInt8]]) -> Query<[StoredRow]> {
        """
        select chain_digest, case when octet_length(certificates::text) <= \(chainMax)
            then certificates end as certificates
        from signer_chain where chain_digest = any(\(digests))
        """
    }

    /// Up to where entries of the audit trail may be read at a time: at least one.
    static func auditEnd(_ numbers: Range<Int64>, bytesMax: Int) -> Query<Int64> {
        """
        select coalesce(max(audit_number), \(numbers.lowerBound)) + 1 from (
            select audit_number, sum(coalesce(octet_length(officer), 0)
                + coalesce(octet_length(reason), 0) + coalesce(octet_length(call), 0)
                + coalesce(octet_length(filters), 0)) over (order by audit_number) as total
            from audit_entry
            where audit_number >= \(numbers.lowerBound) and audit_number < \(numbers.upperBound)
        ) t where total <= \(Int64(bytesMax))
        """
    }

    /// Entries of the audit trail, of which no text can be longer than a message.
    static func auditEntries(
        _ numbers: Range<Int64>, bytesMax: Int
    ) -> Query<[StoredRow]> {
        let most = Int32(bytesMax)
        return """
            select audit_number, at, agency, fingerprint, left(officer, \(most)) as officer,
                left(reason, \(most)) as reason, left(call, \(most)) as call, sender, submission_id,
                left(filters, \(most)) as filters, result_count
            from audit_entry
            where audit_number >= \(numbers.lowerBound) and audit_number < \(numbers.upperBound)
            """
    }

    private static var selectAct: SQLFragment {
        """
        select leaf_index, left(action, \(lineMax)) as action,
            substring(record from 1 for \(valueMax)) as record
        from administrative_act
        """
    }

    static func acts(_ range: Range<Int64>) -> Query<[StoredRow]> {
        """
        \(selectAct)
        where leaf_index >= \(range.lowerBound) and leaf_index < \(range.upperBound)
        order by leaf_index
        """
    }

    /// The acts from a leaf on.
    static func acts(from first: Int64, limit: Int) -> Query<[StoredRow]> {
        """
        \(selectAct) where leaf_index >= \(first)
        order by leaf_index limit \(Int64(limit))
        """
    }

    // MARK: Participants and migrations

    static func agencies() -> Query<[StoredRow]> {
        """
        select agency, left(name, \(valueMax)) as name, admitted_at, left_at
        from agency order by agency
        """
    }

    static func certificates() -> Query<[StoredRow]> {
        """
        select fingerprint, agency, left(holder, \(valueMax)) as holder,
            left(kind, \(lineMax)) as kind, admitted_at, withdrawn_at,
            case when octet_length(roles::text) <= \(lineMax) then roles end as roles
        from certificate order by fingerprint
        """
    }

    static func witnesses() -> Query<[StoredRow]> {
        "select agency, left(public_key, \(lineMax)) as public_key, since from witness order by agency"
    }

    /// Cosignatures by key, after one.
    static func cosignatures(
        after treeSize: Int64, _ agency: String, limit: Int
    ) -> Query<[StoredRow]> {
        """
        select tree_size, agency, left(line, \(lineMax)) as line, signed_at
        from cosignature where (tree_size, agency) > (\(treeSize), \(agency))
        order by tree_size, agency limit \(Int64(limit))
        """
    }

    static func notes(_ sizes: [Int64]) -> Query<[StoredRow]> {
        """
        \(selectNote)
        where tree_size = any(\(sizes))
        """
    }

    static func migrations() -> Query<[StoredRow]> {
        "select * from schema_migration order by name, step"
    }
}

/// A place in an inbox.
struct InboxPlace: Hashable, Sendable {
    let recipient: AgencyCode
    let leafIndex: Int64
}
