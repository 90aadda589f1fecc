internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// The statements about witnesses and their cosignatures.
enum WitnessQueries {
    /// The key that an agency's witness has, as text.
    static func findKey(of agency: AgencyCode) -> Query<String?> {
        "select public_key from witness where agency = \(agency)"
    }

    /// Registers an agency's key, which has none.
    static func register(
        _ key: String, of agency: AgencyCode, at time: Timestamp
    ) -> Query<Void> {
        "insert into witness (agency, public_key, since) values (\(agency), \(key), \(time))"
    }

    static func remove(of agency: AgencyCode) -> Query<Void> {
        "delete from witness where agency = \(agency)"
    }

    /// The checkpoint of exactly this size. Until the transaction ends nobody else can cosign it.
    static func lockCheckpoint(size: Int64) -> Query<String?> {
        "select note from checkpoint where tree_size = \(size) for update"
    }

    /// The first cosigned checkpoint of a tree with at least `size` leaves.
    static func findCosigned(size: Int64) -> Query<String?> {
        """
        select note from checkpoint
        where tree_size = (
            select tree_size from cosignature
            where tree_size >= \(size) order by tree_size limit 1)
        """
    }

    static func findLatestCosigned() -> Query<String?> {
        """
        select note from checkpoint
        where tree_size = (select tree_size from cosignature order by tree_size desc limit 1)
        """
    }

    /// The lines of a checkpoint's cosignatures, each with its newline.
    static func listLines(size: Int64) -> Query<[String]> {
        "select line from cosignature where tree_size = \(size) order by agency"
    }

    /// How many agencies other than `agency` have cosigned a checkpoint.
    static func countOthers(size: Int64, than agency: AgencyCode) -> Query<Int64> {
        "select count(*) from cosignature where tree_size = \(size) and agency <> \(agency)"
    }

    /// Stores a cosignature, or puts it in the place of an earlier one by the same agency.
    static func insert(_ draft: CosignatureDraft, signedAt: Timestamp) -> Query<Void> {
        """
        insert into cosignature (tree_size, agency, signed_at, line)
        values (\(draft.treeSize), \(draft.agency), \(signedAt), \(draft.line))
        on conflict (tree_size, agency) do update
        set signed_at = excluded.signed_at, line = excluded.line
        where excluded.signed_at > cosignature.signed_at
        """
    }
}
