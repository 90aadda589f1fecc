internal import FormDocument
internal import Postgres

/// The statements by which what agencies see of inspections is checked. Numbers with fractions,
/// points and words are read as texts.
enum InspectionFsckQueries {
    static func inspections(
        _ cases: [(caseID: CaseID, leafIndex: Int64)]
    ) -> Query<[StoredRow]> {
        """
        select i.viewer, i.case_id, i.leaf_index, i.last_leaf, i.opened_at, i.window_from,
            i.window_until, i.arrears_cents, i.site_count, i.entity_count, i.worker_count,
            i.finding_count, i.victim_count, inspection_symbol_words(i.facets) as facets,
            inspection_symbol_words(i.terms) as terms, i.points::text[], i.findings, i.arrears
        from \(wanted(cases)) join inspection i using (case_id, leaf_index)
        """
    }

    static func summaries(_ cases: [(caseID: CaseID, leafIndex: Int64)]) -> Query<[StoredRow]> {
        """
        select i.viewer, i.case_id, i.leaf_index, i.sender, i.submission_id, i.root_sender,
            i.root_id, i.changed_at, i.state, i.type, i.sector, i.title, i.places, i.entities,
            i.parties
        from \(wanted(cases)) join inspection_summary i using (case_id, leaf_index)
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

    /// Words whose number of uses is not that of the inspections that have them.
    static func words(limit: Int) -> Query<[WordUseRow]> {
        """
        select viewer, word, u.uses, w.uses from (
            select m.viewer, word, count(*) as uses
            from inspection_mark m cross join unnest(m.names) as used (word)
            where left(word, 1) <> '='
            group by m.viewer, word) u
        full join inspection_word w using (viewer, word)
        where u.uses is distinct from w.uses order by viewer, word limit \(Int64(limit))
        """
    }
}

/// How often a viewer's inspections have a word in names, and how often it is said that they do.
struct WordUseRow: PostgresRow {
    let viewer: String
    let word: String
    let uses: Int64?
    let stored: Int64?
}

extension WordUseRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        viewer = try row.next()
        word = try row.next()
        uses = try row.next()
        stored = try row.next()
    }

    /// What is wrong with it.
    func misfits(isRepairable: Bool) -> [FsckMisfit] {
        let key: [String: StoredValue] = ["viewer": .text(viewer), "word": .text(word)]
        return FsckMisfit.compare(
            .inspectionWord, some: key.merging(["uses": StoredValue(uses)]) { $1 },
            with: stored.map { StoredRow(key.merging(["uses": .number($0)]) { $1 }) },
            repair: isRepairable
                ? uses.map { .put(.inspectionWord, key.merging(["uses": .number($0)]) { $1 }) }
                    ?? .remove(.inspectionWord, key: key) : nil)
    }
}
