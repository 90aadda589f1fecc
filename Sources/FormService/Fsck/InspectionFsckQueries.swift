internal import FormDocument
internal import Postgres

/// The statements by which what agencies see of inspections is checked. Numbers with fractions,
/// lists of numbers and words are read as texts.
enum InspectionFsckQueries {
    static func inspections(
        _ cases: [(caseID: CaseID, leafIndex: Int64)]
    ) -> Query<[StoredRow]> {
        """
        select i.viewer, i.case_id, i.leaf_index, i.sender, i.submission_id, i.root_sender,
            i.root_id, i.last_leaf, i.opened_at, i.changed_at, i.window_from, i.window_until,
            i.site_count, i.entity_count, i.worker_count, i.finding_count, i.victim_count,
            i.arrears_cents, i.arrears_currencies, i.arrears_amounts::text[], i.facets, i.terms,
            i.latitudes::text[], i.longitudes::text[], i.state,
            i.type, i.sector, i.title, i.places, i.entities, i.parties, i.finding_kinds,
            i.finding_countries, i.finding_counts::text[]
        from \(wanted(cases)) join inspection i using (case_id, leaf_index)
        """
    }

    static func marks(_ cases: [(caseID: CaseID, leafIndex: Int64)]) -> Query<[StoredRow]> {
        """
        select i.viewer, i.case_id, i.leaf_index, i.names, i.numbers, i.officers, i.serials,
            tsvector_to_array(i.words) as words
        from \(wanted(cases)) join inspection_mark i using (case_id, leaf_index)
        """
    }

    static func visits(_ cases: [(caseID: CaseID, leafIndex: Int64)]) -> Query<[StoredRow]> {
        """
        select i.viewer, i.case_id, i.leaf_index, i.sender, i.submission_id, i.last_leaf, i.state,
            i.type, i.title, i.site, i.site_name, i.place, i.street, i.postcode, i.country, i.region,
            i.latitude::text, i.longitude::text, i.host, i.guests, i.starts_at, i.ends_at,
            i.officers, i.address, i.is_confirmed, i.is_cancelled, i.former, i.former_from,
            i.former_until
        from \(wanted(cases)) join inspection_visit i using (case_id, leaf_index)
        """
    }

    private static func wanted(_ cases: [(caseID: CaseID, leafIndex: Int64)]) -> SQLFragment {
        "unnest(\(cases.map(\.caseID)), \(cases.map(\.leafIndex))) as w (case_id, leaf_index)"
    }

    /// Rows of inspections that no form begins.
    static func orphans(
        _ table: SQLFragment, _ columns: SQLFragment, of codes: [String], limit: Int
    ) -> Query<[StoredRow]> {
        """
        select t.viewer, t.case_id, t.leaf_index \(columns) from \(table) t
        left join submission s on s.case_id = t.case_id and s.leaf_index = t.leaf_index
            and s.form = any(\(codes))
        where s.sender is null limit \(Int64(limit))
        """
    }

    /// Names whose number of uses is not that of the inspections that have them.
    static func names(limit: Int) -> Query<[NameUseRow]> {
        """
        select viewer, name, u.uses, n.uses from (
            select m.viewer, name, count(*) as uses
            from inspection_mark m cross join unnest(m.names) as used (name)
            group by m.viewer, name) u
        full join inspection_name n using (viewer, name)
        where u.uses is distinct from n.uses order by viewer, name limit \(Int64(limit))
        """
    }
}

/// How often a viewer's inspections have a name, and how often it is said that they do.
struct NameUseRow: PostgresRow {
    let viewer: String
    let name: String
    let uses: Int64?
    let stored: Int64?
}

extension NameUseRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        viewer = try row.next()
        name = try row.next()
        uses = try row.next()
        stored = try row.next()
    }

    /// What is wrong with it.
    func misfits(isRepairable: Bool) -> [FsckMisfit] {
        let key: [String: StoredValue] = ["viewer": .text(viewer), "name": .text(name)]
        return FsckMisfit.compare(
            .inspectionName, some: key.merging(["uses": StoredValue(uses)]) { $1 },
            with: stored.map { StoredRow(key.merging(["uses": .number($0)]) { $1 }) },
            repair: isRepairable
                ? uses.map { .put(.inspectionName, key.merging(["uses": .number($0)]) { $1 }) }
                    ?? .remove(.inspectionName, key: key) : nil)
    }
}
