internal import FormDocument
internal import Postgres

/// The inspections that fit a query, as far as they are looked for; the lists are in one order.
struct InspectionMatchesRow: PostgresRow {
    let leaves: [Int64]
    let sortKeys: [Int64]
    /// The facets of all, a character each.
    let facets: String

    static let none = InspectionMatchesRow(leaves: [], sortKeys: [], facets: "")

    var count: Int { leaves.count }
}

extension InspectionMatchesRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        leaves = try row.next()
        sortKeys = try row.next()
        facets = try row.next()
    }
}

/// One inspection with its place in an order.
struct InspectionPositionRow: PostgresRow {
    let leafIndex: Int64
    let sortKey: Int64
}

extension InspectionPositionRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        leafIndex = try row.next()
        sortKey = try row.next()
    }
}

/// What a list shows of an inspection.
struct InspectionSummaryRow: PostgresRow {
    let form: DocumentIdentity
    let caseID: CaseID
    let leafIndex: Int64
    let openedAt: Timestamp
    let changedAt: Timestamp
    let from: Timestamp?
    let until: Timestamp?
    let siteCount: Int32
    let entityCount: Int32
    let workerCount: Int32
    let victimCount: Int32
    let arrearsCents: Int64
    let state: String
    let type: String
    let sector: String
    let title: String
    let places: [String]
    let entities: [String]
    let parties: [String]
    /// Kind, country and number, with colons between them.
    let findings: [String]
}

extension InspectionSummaryRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        form = DocumentIdentity(sender: try row.next(), id: try row.next())
        caseID = try row.next()
        leafIndex = try row.next()
        openedAt = try row.next()
        changedAt = try row.next()
        from = try row.next()
        until = try row.next()
        siteCount = try row.next()
        entityCount = try row.next()
        workerCount = try row.next()
        victimCount = try row.next()
        arrearsCents = try row.next()
        state = try row.next()
        type = try row.next()
        sector = try row.next()
        title = try row.next()
        places = try row.next()
        entities = try row.next()
        parties = try row.next()
        findings = try row.next()
    }
}

/// A visit to a site with the inspection that it belongs to.
struct InspectionVisitRow: PostgresRow {
    let inspection: DocumentIdentity
    let title: String
    let state: String
    let type: String
    /// The leaf of the newest form of the inspection that the viewer sees.
    let lastLeaf: Int64
    let leafIndex: Int64
    let site: String
    let siteName: String
    let place: String
    let street: String
    let postcode: String
    let country: String
    let region: String
    let latitude: Double?
    let longitude: Double?
    let host: String
    let guests: [String]
    let officers: [String]
    let address: String
    let isConfirmed: Bool
    let isCancelled: Bool
    /// It was found by what does not stand any more.
    let isDropped: Bool
    let startsAt: Timestamp
    let endsAt: Timestamp
}

extension InspectionVisitRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        inspection = DocumentIdentity(sender: try row.next(), id: try row.next())
        title = try row.next()
        state = try row.next()
        type = try row.next()
        lastLeaf = try row.next()
        leafIndex = try row.next()
        site = try row.next()
        siteName = try row.next()
        place = try row.next()
        street = try row.next()
        postcode = try row.next()
        country = try row.next()
        region = try row.next()
        latitude = try row.next()
        longitude = try row.next()
        host = try row.next()
        guests = try row.next()
        officers = try row.next()
        address = try row.next()
        isConfirmed = try row.next()
        isCancelled = try row.next()
        isDropped = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
    }
}

/// Sums of a group of inspections, or how often one item occurs in it; sql/0003 has the parts.
struct InspectionStatisticsRow: PostgresRow {
    let part: String
    let key: String
    let item: String
    let name: String
    let country: String
    let sums: [Int64]
}

extension InspectionStatisticsRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        part = try row.next()
        key = try row.next()
        item = try row.next()
        name = try row.next()
        country = try row.next()
        sums = try row.next()
    }
}

/// The statements that read inspections: through functions that take the viewer.
enum InspectionReadingQueries {
    /// The sort key of an inspection of which it is not known when it is to be.
    static let noWindow: Int64 = -9_000_000_000_000_000_000

    /// The inspections that fit: all of them, or some of the newest.
    static func find(
        _ filter: PostgresJSON, by order: InspectionSearch.Order, most: Int,
        for viewer: AgencyCode
    ) -> Query<InspectionMatchesRow> {
        """
        select leaves, sort_keys, facets
        from find_inspections(\(viewer.description), \(filter), \(order.rawValue), \(Int32(most)))
        """
    }

    /// One page and one more in an order that an index has.
    static func page(
        _ search: InspectionSearch, _ filter: PostgresJSON, for viewer: AgencyCode
    ) -> Query<[InspectionPositionRow]> {
        let after: SQLFragment = search.after.map { "\($0.key), \($0.leafIndex)" } ?? "null, null"
        return """
            select leaf_index, sort_key
            from page_inspections(\(viewer.description), \(filter), \(search.order.rawValue),
                \(search.ascending), \(after), \(Int32(search.limit + 1)))
            """
    }

    private static let summary: SQLFragment = """
        sender, submission_id, case_id, leaf_index, opened_at, changed_at, window_from, window_until,
        site_count, entity_count, worker_count, victim_count, arrears_cents, state, type, sector, title,
        places, entities, parties, findings
        """

    /// The inspection whose case a form describes, if the viewer sees anything of it.
    static func find(
        _ form: DocumentIdentity, for viewer: AgencyCode
    ) -> Query<[InspectionSummaryRow]> {
        """
        select \(summary)
        from find_inspection(\(viewer.description), \(form.sender), \(form.id))
        """
    }

    /// Words of undertakings' names that are spelled like each of some, or begin with it.
    static func words(
        like words: [String], most: Int, for viewer: AgencyCode
    ) -> Query<[PostgresColumns<String, String>]> {
        """
        select wanted_word, word
        from find_inspection_words(\(viewer.description), \(words), \(Int32(most)))
        """
    }

    static func read(
        _ leaves: [Int64], for viewer: AgencyCode
    ) -> Query<[InspectionSummaryRow]> {
        "select \(summary) from read_inspections(\(viewer.description), \(leaves))"
    }

    /// The word that each of some characters stands for.
    static func words(of symbols: String) -> Query<[PostgresColumns<String, String>]> {
        "select symbol, word from read_inspection_symbols(\(symbols))"
    }

    static func visits(
        from: Timestamp, until: Timestamp, _ filter: PostgresJSON, most: Int,
        for viewer: AgencyCode
    ) -> Query<[InspectionVisitRow]> {
        """
        select sender, submission_id, title, state, type, last_leaf, leaf_index, site, site_name,
            place, street, postcode, country, region, latitude, longitude, host, guests, officers,
            address, is_confirmed, is_cancelled, is_dropped, starts_at, ends_at
        from list_inspection_visits(\(viewer.description), \(from), \(until), \(filter),
            \(Int32(most)))
        """
    }

    static func statistics(
        _ filter: PostgresJSON, by period: InspectionStatistics.Period, most: Int,
        for viewer: AgencyCode
    ) -> Query<[InspectionStatisticsRow]> {
        """
        select part, key, item, name, country, sums
        from inspection_statistics(\(viewer.description), \(filter), \(period.rawValue),
            \(Int32(most)))
        """
    }
}
