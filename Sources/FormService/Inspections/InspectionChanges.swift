internal import FormDocument
internal import FormSchemas

/// What a batch changes of the inspections that agencies see.
///
/// Rows follow from the forms of a dialogue alone, so that those before a form can be told without
/// reading them: only what is different is written.
struct InspectionChanges: Sendable {
    typealias Rows = [InspectionRow.Key: InspectionRow]

    private(set) var before: Rows = [:]
    private(set) var after: Rows = [:]
    private var roots: Set<DocumentIdentity> = []

    /// Notes how the inspections of a dialogue stand before a form of it is accepted.
    mutating func note(_ root: DocumentIdentity, in book: DialogueBook, _ catalogue: Catalogue) {
        guard roots.insert(root).inserted else { return }
        before.merge(Self.rows(of: root, in: book, catalogue)) { $1 }
    }

    /// Notes how they stand once the batch is accepted.
    mutating func settle(_ book: DialogueBook?, _ catalogue: Catalogue) {
        guard let book else { return }
        for root in roots { after.merge(Self.rows(of: root, in: book, catalogue)) { $1 } }
    }

    /// The inspections of a dialogue, for everyone who sees anything of it.
    static func rows(
        of root: DocumentIdentity, in book: DialogueBook, _ catalogue: Catalogue
    ) -> Rows {
        var rows: Rows = [:]
        for viewers in book.viewers(of: root) {
            for inspection in book.inspections(in: root, seenBy: viewers[0], catalogue) {
                let row = InspectionRow(inspection, for: viewers[0], catalogue)
                guard row.isListed || !row.visits.isEmpty else { continue }
                for viewer in viewers {
                    let row = row.seen(by: viewer)
                    rows[row.key] = row
                }
            }
        }
        return rows
    }

    /// Rows that are new or different.
    private var changed: [InspectionRow] {
        after.values.filter { before[$0.key] != $0 }.sorted { $0.key < $1.key }
    }

    /// Inspections that are found, and new or different.
    var written: [InspectionRow] { changed.filter(\.isListed) }

    /// Inspections that are found no more.
    var removed: [InspectionRow.Key] {
        before.values.filter { $0.isListed && after[$0.key]?.isListed != true }.map(\.key).sorted()
    }

    /// Inspections whose visits are to be written; a visit says how its inspection stands.
    var visited: [InspectionRow] { changed.filter { !$0.visits.isEmpty } }

    /// Inspections whose visits are not as they were.
    var revisited: [InspectionRow.Key] {
        before.values.filter { !$0.visits.isEmpty && after[$0.key] != $0 }.map(\.key).sorted()
    }

    /// By how much the number of inspections changes that have a word in a name.
    var wordUses: [(viewer: AgencyCode, word: String, change: Int32)] {
        struct Word: Hashable { let viewer: AgencyCode, word: String }
        var uses: [Word: Int32] = [:]
        for (rows, change) in [(before, Int32(-1)), (after, 1)] {
            for row in rows.values where row.isListed {
                for word in row.marks.names where !word.hasPrefix("=") {
                    uses[Word(viewer: row.key.viewer, word: word), default: 0] += change
                }
            }
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
