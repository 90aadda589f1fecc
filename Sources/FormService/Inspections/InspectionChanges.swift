internal import FormDocument
internal import FormSchemas

/// What a batch changes of the inspections that agencies see.
///
/// How they stood before follows from the forms of a dialogue alone, so that nothing of the tables
/// needs to be read; rows are made of what is different only.
struct InspectionChanges: Sendable {
    typealias Rows = [InspectionRow.Key: InspectionRow]

    /// Rows that are new or different, also of inspections that are withdrawn.
    private(set) var changed: [InspectionRow] = []
    private var before: [InspectionRow.Key: Inspection] = [:]
    private var after: [InspectionRow.Key: Inspection] = [:]

    /// What is different in some dialogues.
    ///
    /// - Parameters:
    ///   - former: their forms before the batch.
    ///   - book: their forms with those of the batch.
    init(
        in roots: Set<DocumentIdentity>, from former: DialogueBook, to book: DialogueBook,
        _ catalogue: Catalogue
    ) {
        for (viewers, inspection) in roots.flatMap({ Self.seen(of: $0, in: former, catalogue) }) {
            for viewer in viewers { before[inspection.key(of: viewer)] = inspection }
        }
        for (viewers, inspection) in roots.flatMap({ Self.seen(of: $0, in: book, catalogue) }) {
            for viewer in viewers { after[inspection.key(of: viewer)] = inspection }
            let others = viewers.filter { before[inspection.key(of: $0)] != inspection }
            if !others.isEmpty {
                changed.append(InspectionRow(inspection, for: others, catalogue))
            }
        }
        changed.sort { $0.inspection.leafIndex < $1.inspection.leafIndex }
    }

    /// The inspections of a dialogue, for each who sees anything of it.
    static func rows(
        of root: DocumentIdentity, in book: DialogueBook, _ catalogue: Catalogue
    ) -> Rows {
        var rows: Rows = [:]
        for (viewers, inspection) in seen(of: root, in: book, catalogue) {
            let row = InspectionRow(inspection, for: viewers, catalogue)
            guard row.isListed || !row.visits.isEmpty else { continue }
            for viewer in viewers { rows[inspection.key(of: viewer)] = row.seen(by: [viewer]) }
        }
        return rows
    }

    /// The inspections of a dialogue, each with those that see it so.
    private static func seen(
        of root: DocumentIdentity, in book: DialogueBook, _ catalogue: Catalogue
    ) -> [(viewers: [AgencyCode], inspection: Inspection)] {
        book.viewers(of: root).flatMap { viewers in
            book.inspections(in: root, seenBy: viewers[0], catalogue).map { (viewers, $0) }
        }
    }

    /// How an inspection stood that was found.
    private func listedBefore(_ key: InspectionRow.Key) -> Inspection? {
        before[key].flatMap { $0.isWithdrawn ? nil : $0 }
    }

    /// Inspections for those to whom what few inspections have in common is not as it was.
    var marked: [InspectionRow] {
        changed.filter(\.isListed).compactMap { row in
            let others = row.viewers.filter { viewer in
                listedBefore(row.inspection.key(of: viewer))
                    .map { !InspectionRow.Marks.areAlike($0, row.inspection) } ?? true
            }
            return others.isEmpty ? nil : row.seen(by: others)
        }
    }

    /// Inspections that are found no more.
    var removed: [InspectionRow.Key] {
        before.keys.filter { listedBefore($0) != nil && after[$0]?.isWithdrawn != false }.sorted()
    }

    /// Inspections whose visits are not as they were; a visit says how its inspection stands.
    var revisited: [InspectionRow.Key] {
        before.filter { !$0.value.statedVisits.isEmpty && after[$0.key] != $0.value }.keys.sorted()
    }

    /// By how much the number of inspections changes that have a word in a name.
    var wordUses: [(viewer: AgencyCode, word: String, change: Int32)] {
        struct Word: Hashable { let viewer: AgencyCode, word: String }
        var uses: [Word: Int32] = [:]
        func add(_ change: Int32, of names: [String], for viewer: AgencyCode) {
            for word in names where !word.hasPrefix("=") {
                uses[Word(viewer: viewer, word: word), default: 0] += change
            }
        }
        for row in changed where row.isListed {
            for viewer in row.viewers {
                let earlier = listedBefore(row.inspection.key(of: viewer))?.entities
                guard earlier != row.inspection.entities else { continue }
                add(1, of: InspectionRow.Marks.names(of: row.inspection.entities), for: viewer)
                add(-1, of: InspectionRow.Marks.names(of: earlier ?? []), for: viewer)
            }
        }
        for key in removed {
            let names = InspectionRow.Marks.names(of: listedBefore(key)?.entities ?? [])
            add(-1, of: names, for: key.viewer)
        }
        return uses.filter { $0.value != 0 }.map { ($0.key.viewer, $0.key.word, $0.value) }
            .sorted { ($0.viewer, $0.word) < ($1.viewer, $1.word) }
    }
}

extension InspectionRow.Key: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        (left.viewer, left.leafIndex) < (right.viewer, right.leafIndex)
    }
}
