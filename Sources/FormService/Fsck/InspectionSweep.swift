internal import FormDocument
internal import FormSchemas
internal import Postgres

/// Checks what agencies see of inspections, once the forms themselves have been checked.
enum InspectionSweep {
    /// The forms that may begin an inspection.
    static let codes: [String] = Catalogue.builtIn.forms.filter { form in
        form.versions.contains { version in
            Catalogue.builtIn.version(form: form.code, version: version)
                .map {
                    $0.flow.turns.contains { [flow = $0.flow] in
                        $0.opens && flow.isAboutInspection($0)
                    }
                } ?? false
        }
    }.map(\.code)

    /// Checks the inspections that forms begin.
    static func misfits(
        of rows: [StoredRow], _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let leaves = Set(rows.compactMap { $0["leaf_index"].number })
        var book = DialogueBook()
        let dialogues = try await session.run(
            DialogueQueries.listDialogues(of: rows.compactMap(\.form)))
        for row in dialogues { book.add(row.form) }
        var expected: InspectionChanges.Rows = [:]
        for root in Set(dialogues.map(\.form.root)) {
            let found = InspectionChanges.rows(of: root, in: book, .builtIn)
            expected.merge(found.filter { leaves.contains($0.key.leafIndex) }) { $1 }
        }
        let cases = dialogues.filter { leaves.contains($0.form.leafIndex) }
            .map { (caseID: $0.form.caseID, leafIndex: $0.form.leafIndex) }
        return try await compare(expected, cases, session)
    }

    private static func compare(
        _ expected: InspectionChanges.Rows, _ cases: [(caseID: CaseID, leafIndex: Int64)],
        _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let tables: [(FsckTable, Query<[StoredRow]>)] = [
            (.inspection, InspectionFsckQueries.inspections(cases)),
            (.inspectionSummary, InspectionFsckQueries.summaries(cases)),
            (.inspectionMark, InspectionFsckQueries.marks(cases)),
            (.inspectionVisit, InspectionFsckQueries.visits(cases)),
        ]
        var misfits: [FsckMisfit] = []
        for (table, query) in tables {
            var stored: [[StoredValue]: StoredRow] = [:]
            for row in try await session.run(query) { stored[key(of: row.values, in: table)] = row }
            for (rowKey, row) in expected.sorted(by: { $0.key < $1.key }) {
                for values in row.stored(in: table) {
                    let values = values.merging(rowKey.stored) { $1 }
                    let found = stored.removeValue(forKey: key(of: values, in: table))
                    misfits += FsckMisfit.compare(
                        table, values, with: found, isRepairable: false
                    ).map { FsckMisfit($0.finding, repair: .inspection(rowKey.stored, row)) }
                }
            }
            for row in stored.values {
                misfits.append(
                    FsckMisfit(
                        FsckMisfit.surplus(table, row, isRepairable: false).finding,
                        repair: .inspection(
                            row.values.filter { FsckTable.inspection.key.contains($0.key) },
                            expected.first { key, _ in
                                key.stored.allSatisfy { row[$0.key] == $0.value }
                            }?.value)))
            }
        }
        return misfits
    }

    private static func key(
        of values: [String: StoredValue], in table: FsckTable
    ) -> [StoredValue] {
        table.key.map { values[$0] ?? .null }
    }
}

extension InspectionRow.Key {
    fileprivate var stored: [String: StoredValue] {
        [
            "viewer": StoredValue(viewer), "case_id": StoredValue(caseID),
            "leaf_index": .number(leafIndex),
        ]
    }
}

extension InspectionRow {
    /// The rows that a table has of it, as ``InspectionFsckQueries`` reads them, without their
    /// viewer's key.
    fileprivate func stored(in table: FsckTable) -> [[String: StoredValue]] {
        switch table {
        case .inspection where isListed: [main]
        case .inspectionSummary where isListed: [summary]
        case .inspectionMark where isListed: [marked]
        case .inspectionVisit:
            visits.map {
                form.merging($0.stored) { $1 }
                    .merging(["last_leaf": .number(inspection.lastLeaf)]) { $1 }
            }
        default: []
        }
    }

    private var marked: [String: StoredValue] {
        let marks = marks
        return [
            "names": .texts(marks.names), "numbers": .texts(marks.numbers),
            "officers": .texts(marks.officers), "serials": .texts(marks.serials),
            "words": .texts(marks.words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }),
        ]
    }

    private var main: [String: StoredValue] {
        [
            "last_leaf": .number(inspection.lastLeaf),
            "opened_at": StoredValue(inspection.openedAt),
            "window_from": StoredValue(inspection.from),
            "window_until": StoredValue(inspection.until),
            "arrears_cents": .number(arrearsCents),
            "site_count": .number(Int64(Int32(clamping: inspection.siteCount))),
            "entity_count": .number(Int64(Int32(clamping: inspection.entityCount))),
            "worker_count": .number(Int64(Int32(clamping: inspection.workerCount))),
            "finding_count": .number(Int64(Int32(clamping: inspection.findingCount))),
            "victim_count": .number(Int64(Int32(clamping: inspection.victims))),
            "facets": .text(facets.joined(separator: " ")),
            "terms": .text(terms.joined(separator: " ")),
            "points": .texts(points.map { "(\($0.x.plain),\($0.y.plain))" }),
            "findings": .texts(findings), "arrears": .texts(arrears),
        ]
    }

    private var summary: [String: StoredValue] {
        form.merging([
            "root_sender": StoredValue(inspection.root.sender),
            "root_id": StoredValue(inspection.root.id),
            "changed_at": StoredValue(inspection.changedAt), "sector": .text(sector),
            "places": .texts(places.map(\.listable)),
            "entities": .texts(inspection.entities.map(\.name.listable)),
            "parties": .texts(inspection.parties.map(\.agency)),
        ]) { $1 }
    }

    /// What a visit says of its inspection too.
    private var form: [String: StoredValue] {
        [
            "sender": StoredValue(inspection.form.sender),
            "submission_id": StoredValue(inspection.form.id), "state": .text(state),
            "type": .text(type), "title": .text(title),
        ]
    }
}

extension InspectionRow.Visit {
    fileprivate var stored: [String: StoredValue] {
        [
            "site": .text(site), "site_name": .text(siteName), "place": .text(place),
            "street": .text(street), "postcode": .text(postcode), "country": .text(country),
            "region": .text(region), "latitude": latitude.map { .text($0.plain) } ?? .null,
            "longitude": longitude.map { .text($0.plain) } ?? .null, "host": .text(host),
            "guests": .texts(guests), "starts_at": StoredValue(startsAt),
            "ends_at": StoredValue(endsAt), "officers": .texts(officers),
            "address": .text(address), "is_confirmed": .bool(isConfirmed),
            "is_cancelled": .bool(isCancelled),
            "former": former.isEmpty ? .null : .texts(former),
            "former_from": StoredValue(formerFrom), "former_until": StoredValue(formerUntil),
        ]
    }
}

extension Double {
    /// As PostgreSQL writes it: the shortest text that means it, without a fraction of nothing.
    fileprivate var plain: String {
        let text = "\(self)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
