internal import Postgres

/// The statements that look for rows that nothing accounts for.
enum SurplusQueries {
    // MARK: Outside of what the head covers

    static func leaves(limit: Int) -> Query<[StoredRow]> {
        """
        select leaf_index from leaf
        where leaf_index < 0 or leaf_index >= (select max(size) from log_head)
        order by leaf_index limit \(Int64(limit))
        """
    }

    static func checkpoints(limit: Int) -> Query<[StoredRow]> {
        """
        select tree_size from checkpoint
        where tree_size <= 0 or tree_size > (select max(size) from log_head)
        order by tree_size limit \(Int64(limit))
        """
    }

    static func nodes(limit: Int) -> Query<[StoredRow]> {
        """
        select tile_level, node_index from tree_node
        where tile_level not between 1 and 7 or node_index < 0
            or node_index >= (select max(size) from log_head) >> (8 * tile_level)
        order by tile_level, node_index limit \(Int64(limit))
        """
    }

    static func auditEntries(limit: Int) -> Query<[StoredRow]> {
        """
        select audit_number from audit_entry
        where audit_number < 0 or audit_number >= (select max(next_audit_number) from log_head)
        order by audit_number limit \(Int64(limit))
        """
    }

    static func acts(limit: Int) -> Query<[StoredRow]> {
        """
        select leaf_index from administrative_act
        where leaf_index < 0 or leaf_index >= (select max(size) from log_head)
        order by leaf_index limit \(Int64(limit))
        """
    }

    // MARK: Without a submission

    static func documents(limit: Int) -> Query<[StoredRow]> {
        orphans("document", limit: limit)
    }

    static func parts(limit: Int) -> Query<[StoredRow]> {
        orphans("part", ", t.name", limit: limit)
    }

    static func deliveries(limit: Int) -> Query<[StoredRow]> {
        orphans("delivery", ", t.recipient", limit: limit)
    }

    /// What is owed for forms that are not there, or for which nothing can be.
    static func deadlines(besides codes: [String], limit: Int) -> Query<[StoredRow]> {
        """
        select t.sender, t.submission_id, t.agency, t.regime
        from deadline t
        left join submission p on p.sender = t.sender and p.submission_id = t.submission_id
        where p.sender is null or p.form <> all(\(codes))
        limit \(Int64(limit))
        """
    }

    /// Uploads that say that they are accepted.
    static func uploads(limit: Int) -> Query<[StoredRow]> {
        orphans("bulk_upload", where: " and t.leaf_index is not null", limit: limit)
    }

    /// Records that are not even of an upload.
    static func records(limit: Int) -> Query<[StoredRow]> {
        orphans("bulk_record", ", t.record_number", of: "bulk_upload", limit: limit)
    }

    /// Rows of a table whose form has none in `parent`.
    private static func orphans(
        _ table: SQLFragment, _ columns: SQLFragment = "", of parent: SQLFragment = "submission",
        where condition: SQLFragment = "", limit: Int
    ) -> Query<[StoredRow]> {
        """
        select t.sender, t.submission_id\(columns)
        from \(table) t
        left join \(parent) p on p.sender = t.sender and p.submission_id = t.submission_id
        where p.sender is null\(condition)
        limit \(Int64(limit))
        """
    }

    /// Chains that no form was signed with.
    static func chains(limit: Int) -> Query<[StoredRow]> {
        """
        with used as materialized (select distinct chain_digest from document)
        select c.chain_digest
        from signer_chain c left join used u on u.chain_digest = c.chain_digest
        where u.chain_digest is null
        order by c.chain_digest limit \(Int64(limit))
        """
    }

    // MARK: Without a leaf

    /// How many leaves there are of forms, of acknowledgements and of administrative acts.
    static func leafCounts() -> Query<PostgresColumns<Int64, Int64, Int64>> {
        """
        select
            count(*) filter (
                where substring(leaf from 2 for 1) in ('\\x01'::bytea, '\\x06'::bytea)),
            count(*) filter (where substring(leaf from 2 for 1) = '\\x02'::bytea
                and substring(leaf from 27 for 1) = '\\x03'::bytea),
            count(*) filter (where substring(leaf from 2 for 1) = '\\x05'::bytea)
        from leaf
        """
    }

    static func submissionCount() -> Query<Int64> { "select count(*) from submission" }
    static func deliveryCount() -> Query<Int64> { "select count(*) from delivery" }
    static func inboxCount() -> Query<Int64> { "select count(*) from inbox_entry" }

    /// Submissions by key, after one.
    static func submissions(
        after sender: String, _ id: PostgresUUID, limit: Int
    ) -> Query<[StoredRow]> {
        """
        select sender, submission_id, leaf_index from submission
        where (sender, submission_id) > (\(sender), \(id))
        order by sender, submission_id limit \(Int64(limit))
        """
    }

    /// Inbox entries by key, after one.
    static func inboxEntries(
        after recipient: String, _ leafIndex: Int64, limit: Int
    ) -> Query<[StoredRow]> {
        """
        select recipient, leaf_index from inbox_entry
        where (recipient, leaf_index) > (\(recipient), \(leafIndex))
        order by recipient, leaf_index limit \(Int64(limit))
        """
    }
}
