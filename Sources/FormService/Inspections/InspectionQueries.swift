internal import FormDocument
internal import Postgres

/// The statements that keep what agencies see of inspections. Require that the transaction holds the
/// head's row.
enum InspectionQueries {
    /// Adds the statements for what a batch changes.
    static func add(_ changes: InspectionChanges, to pipeline: inout PostgresPipeline) {
        let removed = changes.removed
        if !removed.isEmpty {
            for table in listing { pipeline.add(delete(removed, from: table)) }
        }
        let changed = changes.changed
        let written = changed.filter(\.isListed)
        if !written.isEmpty { for query in upsert(written) { pipeline.add(query) } }
        let marked = changes.marked
        if !marked.isEmpty { pipeline.add(upsertMarks(marked)) }
        let revisited = changes.revisited
        if !revisited.isEmpty { pipeline.add(delete(revisited, from: "inspection_visit")) }
        let visited = changed.filter { !$0.visits.isEmpty }
        if !visited.isEmpty { pipeline.add(insertVisits(visited)) }
        let uses = changes.wordUses
        if uses.contains(where: { $0.change < 0 }) {
            let fewer = uses.filter { $0.change < 0 }
            // Which of the two it is depends on what is there: one of them finds nothing.
            pipeline.add(deleteUnusedWords(fewer))
            pipeline.add(reduceWords(fewer))
        }
        let more = uses.filter { $0.change > 0 }
        if !more.isEmpty { pipeline.add(addWords(more)) }
    }

    /// The statements that write inspections of which nothing is there. The words in use are counted
    /// elsewhere.
    static func insert(_ rows: [InspectionRow]) -> [Query<Void>] {
        let listed = rows.filter(\.isListed)
        return (listed.isEmpty ? [] : upsert(listed) + [upsertMarks(listed)])
            + (rows.allSatisfy(\.visits.isEmpty) ? [] : [insertVisits(rows)])
    }

    /// The tables that have a row for each inspection that is found.
    private static let listing: [SQLFragment] = [
        "inspection", "inspection_summary", "inspection_mark",
    ]

    private static func upsert(_ rows: [InspectionRow]) -> [Query<Void>] {
        [addSymbols(rows), upsertInspections(rows), upsertSummaries(rows)]
    }

    private static func addSymbols(_ rows: [InspectionRow]) -> Query<Void> {
        "select add_inspection_symbols(\(words(of: rows)))"
    }

    private static func words(of rows: [InspectionRow]) -> [String] {
        rows.flatMap { $0.facets + $0.terms }.distinct()
    }

    /// The characters of a text with words, each of which `known` has.
    private static func symbols(_ words: SQLFragment) -> SQLFragment {
        """
        (select coalesce(string_agg(known.symbols ->> w.word, ''), '')
        from unnest(string_to_array(\(words), ' ')) as w (word))
        """
    }

    private static let eachViewer: SQLFragment =
        "unnest(string_to_array(e.viewers, E'\\x1f')) as v (viewer)"

    private static let columns: SQLFragment = """
        case_id, leaf_index, last_leaf, opened_at, window_from, window_until, arrears_cents,
        site_count, entity_count, worker_count, finding_count, victim_count, facets, terms, points,
        findings, arrears
        """

    private static func upsertInspections(_ rows: [InspectionRow]) -> Query<Void> {
        let values = rows.map(\.inspection)
        return """
            with known as materialized (
                -- Looked up once for all rows.
                select jsonb_object_agg(w.word, (
                    select s.symbol from inspection_symbol s where s.word = w.word)) as symbols
                from unnest(\(words(of: rows))) as w (word)
            ), e as materialized (
                select viewers, case_id, leaf_index, last_leaf, opened_at, window_from,
                    window_until, arrears_cents, site_count, entity_count, worker_count,
                    finding_count, victim_count, \(symbols("facets")) as facets,
                    \(symbols("terms")) as terms,
                    string_to_array(points, E'\\x1f')::point[] as points,
                    string_to_array(findings, E'\\x1f') as findings,
                    string_to_array(arrears, E'\\x1f') as arrears
                from unnest(\(rows.map(\.viewers.listed)), \(values.map(\.caseID)),
                    \(values.map(\.leafIndex)), \(values.map(\.lastLeaf)),
                    \(values.map(\.openedAt)), \(values.map(\.from)), \(values.map(\.until)),
                    \(rows.map(\.arrearsCents)),
                    \(values.map { Int32(clamping: $0.siteCount) }),
                    \(values.map { Int32(clamping: $0.entityCount) }),
                    \(values.map { Int32(clamping: $0.workerCount) }),
                    \(values.map { Int32(clamping: $0.findingCount) }),
                    \(values.map { Int32(clamping: $0.victims) }),
                    \(rows.map { $0.facets.joined(separator: " ") }),
                    \(rows.map { $0.terms.joined(separator: " ") }),
                    \(rows.map { $0.points.map { "(\($0.x),\($0.y))" }.listed }),
                    \(rows.map(\.findings.listed)), \(rows.map(\.arrears.listed)))
                    as e (viewers, \(columns)), known
            )
            insert into inspection (viewer, \(columns))
            select v.viewer, \(columns) from e, \(eachViewer)
            on conflict (viewer, case_id, leaf_index) do update set
                last_leaf = excluded.last_leaf, window_from = excluded.window_from,
                window_until = excluded.window_until, arrears_cents = excluded.arrears_cents,
                site_count = excluded.site_count, entity_count = excluded.entity_count,
                worker_count = excluded.worker_count, finding_count = excluded.finding_count,
                victim_count = excluded.victim_count, facets = excluded.facets,
                terms = excluded.terms, points = excluded.points, findings = excluded.findings,
                arrears = excluded.arrears
            """
    }

    private static let summaryColumns: SQLFragment = """
        case_id, leaf_index, sender, submission_id, root_sender, root_id, changed_at, state, type,
        sector, title, places, entities, parties
        """

    private static func upsertSummaries(_ rows: [InspectionRow]) -> Query<Void> {
        let values = rows.map(\.inspection)
        return """
            insert into inspection_summary (viewer, \(summaryColumns))
            select v.viewer, case_id, leaf_index, sender, submission_id, root_sender, root_id,
                changed_at, state, type, sector, title, string_to_array(places, E'\\x1f'),
                string_to_array(entities, E'\\x1f'), string_to_array(parties, E'\\x1f')
            from unnest(\(rows.map(\.viewers.listed)), \(values.map(\.caseID)),
                \(values.map(\.leafIndex)), \(values.map(\.form.sender)),
                \(values.map(\.form.id)), \(values.map(\.root.sender)),
                \(values.map(\.root.id)), \(values.map(\.changedAt)), \(rows.map(\.state)),
                \(rows.map(\.type)), \(rows.map(\.sector)), \(rows.map(\.title)),
                \(rows.map(\.places.listed)), \(values.map { $0.entities.map(\.name).listed }),
                \(values.map { $0.parties.map(\.agency).listed }))
                as e (viewers, \(summaryColumns)), \(eachViewer)
            on conflict (viewer, case_id, leaf_index) do update set
                changed_at = excluded.changed_at, state = excluded.state, type = excluded.type,
                sector = excluded.sector, title = excluded.title, places = excluded.places,
                entities = excluded.entities, parties = excluded.parties
            """
    }

    private static func upsertMarks(_ rows: [InspectionRow]) -> Query<Void> {
        let values = rows.map(\.inspection)
        let marks = rows.map(\.marks)
        return """
            with e as materialized (
                select viewers, case_id, leaf_index, string_to_array(names, E'\\x1f') as names,
                    string_to_array(numbers, E'\\x1f') as numbers,
                    string_to_array(officers, E'\\x1f') as officers,
                    string_to_array(serials, E'\\x1f') as serials,
                    array_to_tsvector(string_to_array(words, E'\\x1f')) as words
            from unnest(\(rows.map(\.viewers.listed)), \(values.map(\.caseID)),
                \(values.map(\.leafIndex)),
                \(marks.map(\.names.listed)), \(marks.map(\.numbers.listed)),
                \(marks.map(\.officers.listed)), \(marks.map(\.serials.listed)),
                \(marks.map(\.words.listed)))
                as e (viewers, case_id, leaf_index, names, numbers, officers, serials, words)
            )
            insert into inspection_mark (viewer, case_id, leaf_index, names, numbers, officers,
                serials, words)
            select v.viewer, case_id, leaf_index, names, numbers, officers, serials, words
            from e, \(eachViewer)
            on conflict (viewer, case_id, leaf_index) do update set names = excluded.names,
                numbers = excluded.numbers, officers = excluded.officers,
                serials = excluded.serials, words = excluded.words
            """
    }

    private static let visitColumns: SQLFragment = """
        case_id, leaf_index, sender, submission_id, last_leaf, state, type, title, site,
        site_name, place, street, postcode, country, region, latitude, longitude, host, starts_at,
        ends_at, address, is_confirmed, is_cancelled, former_from, former_until
        """

    private static func insertVisits(_ rows: [InspectionRow]) -> Query<Void> {
        let visits = rows.flatMap { row in row.visits.map { (row, $0) } }
        let rows = visits.map(\.0)
        let values = visits.map(\.1)
        return """
            insert into inspection_visit (viewer, \(visitColumns), guests, officers, former)
            select v.viewer, \(visitColumns), string_to_array(guests, E'\\x1f'),
                string_to_array(officers, E'\\x1f'),
                string_to_array(nullif(former, ''), E'\\x1f')
            from unnest(\(rows.map(\.viewers.listed)), \(rows.map(\.inspection.caseID)),
                \(rows.map(\.inspection.leafIndex)), \(rows.map(\.inspection.form.sender)), \(rows.map(\.inspection.form.id)),
                \(rows.map(\.inspection.lastLeaf)), \(rows.map(\.state)), \(rows.map(\.type)),
                \(rows.map(\.title)), \(values.map(\.site)), \(values.map(\.siteName)),
                \(values.map(\.place)), \(values.map(\.street)), \(values.map(\.postcode)),
                \(values.map(\.country)), \(values.map(\.region)), \(values.map(\.latitude)),
                \(values.map(\.longitude)), \(values.map(\.host)), \(values.map(\.startsAt)),
                \(values.map(\.endsAt)), \(values.map(\.address)), \(values.map(\.isConfirmed)),
                \(values.map(\.isCancelled)), \(values.map(\.formerFrom)),
                \(values.map(\.formerUntil)), \(values.map(\.guests.listed)),
                \(values.map(\.officers.listed)), \(values.map(\.former.listed)))
                as e (viewers, \(visitColumns), guests, officers, former), \(eachViewer)
            """
    }

    private static func delete(
        _ keys: [InspectionRow.Key], from table: SQLFragment
    ) -> Query<Void> {
        """
        delete from \(table) t
        using unnest(\(keys.map(\.viewer)), \(keys.map(\.caseID)), \(keys.map(\.leafIndex)))
            as e (viewer, case_id, leaf_index)
        where t.viewer = e.viewer and t.case_id = e.case_id and t.leaf_index = e.leaf_index
        """
    }

    private typealias WordUse = (viewer: AgencyCode, word: String, change: Int32)

    private static func listed(_ uses: [WordUse]) -> SQLFragment {
        """
        unnest(\(uses.map(\.viewer)), \(uses.map(\.word)), \(uses.map(\.change)))
            as e (viewer, word, change)
        """
    }

    private static func addWords(_ uses: [WordUse]) -> Query<Void> {
        """
        insert into inspection_word (viewer, word, uses)
        select viewer, word, change from \(listed(uses))
        on conflict (viewer, word) do update set uses = inspection_word.uses + excluded.uses
        """
    }

    private static func deleteUnusedWords(_ uses: [WordUse]) -> Query<Void> {
        """
        delete from inspection_word w using \(listed(uses))
        where w.viewer = e.viewer and w.word = e.word and w.uses + e.change <= 0
        """
    }

    private static func reduceWords(_ uses: [WordUse]) -> Query<Void> {
        """
        update inspection_word w set uses = w.uses + e.change from \(listed(uses))
        where w.viewer = e.viewer and w.word = e.word and w.uses + e.change > 0
        """
    }
}

extension [AgencyCode] {
    fileprivate var listed: String { map(\.description).listed }
}

extension [String] {
    /// One text, from which PostgreSQL makes a list again: it has no lists of lists of different
    /// lengths.
    fileprivate var listed: String { map(\.listable).joined(separator: "\u{1f}") }
}

extension String {
    /// Without the character that separates the elements of a list.
    var listable: String {
        utf8.contains(0x1f) ? replacing("\u{1f}", with: " ") : self
    }
}
