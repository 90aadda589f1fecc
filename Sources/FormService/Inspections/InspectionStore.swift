internal import FormDocument
internal import FormSchemas
internal import Postgres

/// Finds inspections; nothing leaves before its audit entry is committed.
struct InspectionStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer
    let catalogue: Catalogue

    /// So many are found at most: their number and facets are exact, and any order is possible.
    var exactMax = 10_000
    /// A word of a name that is like more of them says too little.
    var wordsMax = 200

    /// So many visits has a calendar at most, and so many inspections are added up.
    var visitsMax = 20_000
    var countedMax = 200_000
    /// Of so many undertakings and documents it is looked where else they are, and so many
    /// inspections are named of each.
    private static let hintsMax = 20

    /// What a query finds.
    struct Found: Sendable {
        /// As far as they are counted.
        let total: Int
        let isMore: Bool
        let facets: InspectionFacets
        let inspections: [InspectionSummaryRow]
        let next: InspectionSearch.Position?
    }

    /// Finds a page of inspections, with the number of all that fit.
    ///
    /// - Throws: ``ServiceError`` `.tooManyResults` where more fit than can be put in an order that
    ///   no index has, `.overloaded`, `.unavailable`.
    func find(_ search: InspectionSearch, for access: StatedAccess) async throws -> Found {
        let now = Timestamp.now()
        let viewer = access.caller.agency
        func record(results: Int) -> AuditRecord {
            AuditRecord(
                access, call: "QueryInspections", form: nil, filters: search.description,
                results: results, at: now)
        }
        let (matches, page) = try await recordingRefusal(record) {
            let filter = try await self.filter(search.conditions, for: viewer)
            let matches = try await self.matches(filter, by: search.order, for: viewer)
            return (matches, try await self.page(of: search, filter, matches, for: viewer))
        }
        // What is shown is read while the entry is being committed; it does not leave before.
        async let rows = read(page.shown.map(\.leafIndex), for: viewer)
        async let facets = facets(of: matches)
        try await sequencer.append(record(results: page.shown.count))
        return try await Found(
            total: min(matches.count, exactMax), isMore: matches.count > exactMax,
            facets: facets, inspections: rows,
            next: page.hasMore
                ? page.shown.last.map {
                    InspectionSearch.Position(key: $0.sortKey, leafIndex: $0.leafIndex)
                } : nil)
    }

    /// What is found; that it is too much is an answer too, and recorded before it leaves.
    private func recordingRefusal<Answer>(
        _ record: (_ results: Int) -> AuditRecord, _ find: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await find()
        } catch let error as ServiceError where error.code == .tooManyResults {
            try await sequencer.append(record(0))
            throw error
        }
    }

    /// The conditions with the words that are spelled like those of the name that is asked for; `nil`
    /// if there are none.
    ///
    /// - Throws: ``ServiceError`` `.tooManyResults` where too many are.
    private func filter(
        _ conditions: InspectionConditions, for viewer: AgencyCode
    ) async throws -> PostgresJSON? {
        let wanted = conditions.nameLookups
        guard !wanted.isEmpty else {
            return conditions.json().map { PostgresJSON(bytes: $0.bytes()) }
        }
        let found = try await ServiceError.translating {
            try await pool.run(
                InspectionReadingQueries.words(like: wanted, most: wordsMax + 1, for: viewer))
        }
        let words = Dictionary(grouping: found.map(\.values)) { $0.0 }.mapValues { $0.map(\.1) }
        if let word = wanted.first(where: { words[$0, default: []].count > wordsMax }) {
            throw ServiceError(
                .tooManyResults,
                "More than \(wordsMax) words of names are like \(word). Write more of it.")
        }
        return conditions.json(known: words).map { PostgresJSON(bytes: $0.bytes()) }
    }

    private func matches(
        _ filter: PostgresJSON?, by order: InspectionSearch.Order, for viewer: AgencyCode
    ) async throws -> InspectionMatchesRow {
        guard let filter else { return .none }
        return try await ServiceError.translating {
            try await pool.run(
                InspectionReadingQueries.find(
                    filter, by: order, most: exactMax + 1, for: viewer))
        }
    }

    private typealias Page = (shown: [InspectionPositionRow], hasMore: Bool)

    private func page(
        of search: InspectionSearch, _ filter: PostgresJSON?, _ matches: InspectionMatchesRow,
        for viewer: AgencyCode
    ) async throws -> Page {
        let found: [InspectionPositionRow]
        if let filter, matches.count > exactMax {
            guard search.order.isIndexed else {
                throw ServiceError(
                    .tooManyResults,
                    "More than \(exactMax) inspections fit, too many for this order. Narrow the "
                        + "filters, for instance with a period or a region, or order by NEWEST or "
                        + "WINDOW.")
            }
            found = try await ServiceError.translating {
                try await pool.run(
                    InspectionReadingQueries.page(search, filter, for: viewer))
            }
        } else {
            found = matches.positions(of: search)
        }
        return (Array(found.prefix(search.limit)), found.count > search.limit)
    }

    /// Reads what lists show; what has gone meanwhile is left out.
    private func read(
        _ leaves: [Int64], for viewer: AgencyCode
    ) async throws -> [InspectionSummaryRow] {
        guard !leaves.isEmpty else { return [] }
        let rows = try await ServiceError.translating {
            try await pool.run(InspectionReadingQueries.read(leaves, for: viewer))
        }
        let byLeaf = Dictionary(rows.map { ($0.leafIndex, $0) }) { first, _ in first }
        return leaves.compactMap { byLeaf[$0] }
    }

    private func facets(of matches: InspectionMatchesRow) async throws -> InspectionFacets {
        let counts = InspectionFacets.counts(of: matches.facets)
        guard !counts.isEmpty else { return InspectionFacets([]) }
        let symbols = String(String.UnicodeScalarView(counts.map(\.symbol)))
        let words = try await ServiceError.translating {
            try await pool.run(InspectionReadingQueries.words(of: symbols))
        }
        // By what they are, not by what they mean: some characters mean the same.
        let known = Dictionary(words.map { ($0.values.0.unicodeScalars.first, $0.values.1) }) { $1 }
        return InspectionFacets(
            counts.compactMap { symbol, count in known[symbol].map { ($0, count) } })
    }

    // MARK: - Calendar and statistics

    /// The visits within a time, with what stands in their way.
    ///
    /// - Throws: ``ServiceError`` `.tooManyResults`, `.overloaded`, `.unavailable`.
    func calendar(
        _ search: CalendarSearch, for access: StatedAccess
    ) async throws -> InspectionCalendar {
        let now = Timestamp.now()
        let viewer = access.caller.agency
        func record(results: Int) -> AuditRecord {
            AuditRecord(
                access, call: "Calendar", form: nil, filters: search.description,
                results: results, at: now)
        }
        let (visits, busy) = try await recordingRefusal(record) {
            let visits = try await self.visits(search, search.filter, for: viewer)
            guard !search.freeFor.isEmpty else { return (visits, [InspectionVisitRow]()) }
            // Whoever is busy is so wherever that is.
            return (
                visits,
                try await self.visits(search, ["parties": search.freeFor], for: viewer)
            )
        }
        // It is put together while the entry is being committed.
        async let calendar = InspectionCalendar(visits, busy: busy, search)
        try await sequencer.append(record(results: visits.count))
        return await calendar
    }

    private func visits(
        _ search: CalendarSearch, _ filter: [String: [String]], for viewer: AgencyCode
    ) async throws -> [InspectionVisitRow] {
        let visits = try await ServiceError.translating {
            try await pool.run(
                InspectionReadingQueries.visits(
                    from: search.from, until: search.until, PostgresJSON(filter),
                    most: visitsMax + 1, for: viewer))
        }
        guard visits.count <= visitsMax else {
            throw ServiceError(
                .tooManyResults,
                "More than \(visitsMax) visits fit. Ask for a shorter time, or narrow it with "
                    + "countries, regions, parties or inspectors.")
        }
        return visits
    }

    /// What the inspections that fit have found.
    ///
    /// - Throws: ``ServiceError`` `.tooManyResults`, `.overloaded`, `.unavailable`.
    func statistics(
        _ conditions: InspectionConditions, by period: InspectionStatistics.Period,
        for access: StatedAccess
    ) async throws -> InspectionStatistics {
        let now = Timestamp.now()
        func record(results: Int) -> AuditRecord {
            AuditRecord(
                access, call: "Statistics", form: nil,
                filters: (conditions.stated + ["period=\(period.rawValue)"]).joined(separator: " "),
                results: results, at: now)
        }
        let statistics = try await recordingRefusal(record) {
            try await self.statistics(conditions, by: period, for: access.caller.agency)
        }
        try await sequencer.append(record(results: statistics.count))
        return statistics
    }

    private func statistics(
        _ conditions: InspectionConditions, by period: InspectionStatistics.Period,
        for viewer: AgencyCode
    ) async throws -> InspectionStatistics {
        guard let filter = try await filter(conditions, for: viewer) else {
            return InspectionStatistics([])
        }
        let rows = try await ServiceError.translating {
            try await pool.run(
                InspectionReadingQueries.statistics(
                    filter, by: period, most: countedMax + 1, for: viewer))
        }
        let statistics = InspectionStatistics(rows)
        guard statistics.count <= countedMax else {
            throw ServiceError(
                .tooManyResults,
                "More than \(countedMax) inspections fit. Narrow the filters, for instance with a "
                    + "period or a country.")
        }
        return statistics
    }

    // MARK: - One inspection

    /// An inspection as its viewer sees it, with what else that knows of its undertakings.
    struct Reading: Sendable {
        let inspection: Inspection
        let summary: InspectionSummaryRow
        let hints: [Hint]
    }

    /// Other inspections that have something in common with one.
    struct Hint: Sendable {
        enum Kind { case entity, serial }
        let kind: Kind
        let subject: String
        let inspections: [InspectionSummaryRow]
    }

    /// Reads one inspection from the forms that its viewer sees.
    ///
    /// The audit entry is written whether or not something was found.
    ///
    /// - Throws: ``ServiceError`` `.notFound` (also for an inspection of others), `.overloaded`,
    ///   `.unavailable`.
    func read(_ form: DocumentIdentity, for access: StatedAccess) async throws -> Reading {
        let now = Timestamp.now()
        let viewer = access.caller.agency
        let found = try await reading(form, for: viewer)
        let shown = found.map { 1 + Set($0.hints.flatMap { $0.inspections.map(\.form) }).count }
        try await sequencer.append(
            AuditRecord(access, call: "GetInspection", form: form, results: shown ?? 0, at: now))
        guard let found else {
            throw ServiceError(
                .notFound,
                "There is no inspection \(form.id) of \(form.sender) that your agency may see.")
        }
        return found
    }

    private func reading(
        _ form: DocumentIdentity, for viewer: AgencyCode
    ) async throws -> Reading? {
        // What others know is not even looked at.
        let summary = try await ServiceError.translating {
            try await pool.run(InspectionReadingQueries.find(form, for: viewer))
        }
        guard let summary = summary.first else { return nil }
        let dialogue = try await ServiceError.translating {
            try await pool.run(DialogueQueries.listDialogues(of: [form]))
        }
        var book = DialogueBook()
        for row in dialogue { book.add(row.form) }
        guard let root = dialogue.first?.form.root,
            let inspection = book.inspections(in: root, seenBy: viewer, catalogue)
                .first(where: { $0.form == form && !$0.isWithdrawn })
        else { return nil }
        return Reading(
            inspection: inspection, summary: summary,
            hints: try await hints(of: inspection, for: viewer))
    }

    /// What the viewer knows of the same undertakings and A1 documents.
    private func hints(
        of inspection: Inspection, for viewer: AgencyCode
    ) async throws -> [Hint] {
        var hints: [Hint] = []
        for entity in inspection.entities.prefix(Self.hintsMax) {
            // By its numbers, and by its name where a form knows no number.
            let numbers = entity.numbers.map(\.value.bareIdentifier).filter { !$0.isEmpty }
            var same =
                numbers.isEmpty
                ? []
                : try await others(
                    inspection, JSONValue.Member("numbers", .array(numbers.map { .string($0) })),
                    for: viewer)
            let named = try await others(
                inspection, JSONValue.Member("names", [[.string("=\(entity.name.normalized)")]]),
                for: viewer)
            same += named.filter { one in !same.contains { $0.form == one.form } }
            same = Array(same.prefix(Self.hintsMax))
            if !same.isEmpty {
                hints.append(Hint(kind: .entity, subject: entity.name, inspections: same))
            }
        }
        for serial in inspection.a1Serials.prefix(Self.hintsMax) {
            let condition = JSONValue.Member("serials", [.string(serial.identifier)])
            let same = try await others(inspection, condition, for: viewer)
            if !same.isEmpty {
                hints.append(Hint(kind: .serial, subject: serial, inspections: same))
            }
        }
        return hints
    }

    private func others(
        _ inspection: Inspection, _ condition: JSONValue.Member, for viewer: AgencyCode
    ) async throws -> [InspectionSummaryRow] {
        let matches = try await ServiceError.translating {
            try await pool.run(
                InspectionReadingQueries.find(
                    PostgresJSON(bytes: JSONValue.object([condition]).bytes()), by: .opened,
                    most: exactMax, for: viewer))
        }
        let newest = matches.leaves.filter { $0 != inspection.leafIndex }.sorted(by: >)
        return try await read(Array(newest.prefix(Self.hintsMax)), for: viewer)
    }
}

extension InspectionMatchesRow {
    /// Where the next page lies, and one more.
    fileprivate func positions(of search: InspectionSearch) -> [InspectionPositionRow] {
        func comesBefore(_ left: (Int64, Int64), _ right: (Int64, Int64)) -> Bool {
            search.ascending ? left < right : left > right
        }
        return leaves.indices.lazy
            .filter { search.order != .window || sortKeys[$0] != InspectionReadingQueries.noWindow }
            .filter { place in
                search.after.map {
                    comesBefore(($0.key, $0.leafIndex), (sortKeys[place], leaves[place]))
                } ?? true
            }
            .sorted { comesBefore((sortKeys[$0], leaves[$0]), (sortKeys[$1], leaves[$1])) }
            .prefix(search.limit + 1)
            .map { InspectionPositionRow(leafIndex: leaves[$0], sortKey: sortKeys[$0]) }
    }
}

extension PostgresJSON {
    /// An object of lists.
    fileprivate init(_ lists: [String: [String]]) {
        let members = lists.map { JSONValue.Member($0.key, .array($0.value.map { .string($0) })) }
        self.init(bytes: JSONValue.object(members).bytes())
    }
}
