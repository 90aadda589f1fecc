internal import FormDocument
internal import FormSchemas
internal import Postgres

/// What the rows of table `deadline` have to be: they follow from a form and from what came after it
/// in its dialogue.
struct DeadlineCheck: Sendable {
    let candidate: DialogueCandidate
    let acceptedAt: Timestamp
    /// The forms of its dialogue.
    let dialogue: [DialogueForm]

    /// The rows, each with all columns.
    var expected: [[String: StoredValue]] {
        let catalogue = Catalogue.builtIn
        let owed = OwedAnswer.list(after: candidate, at: acceptedAt, catalogue: catalogue)
        guard let own = dialogue.first(where: { $0.identity == candidate.identity }) else {
            return owed.map { row($0, nil) }
        }
        let later = dialogue.filter { $0.leafIndex > own.leafIndex }
            .sorted { $0.leafIndex < $1.leafIndex }
        return owed.map { answer in
            let deadline = candidate.turn.deadlines.first { $0.regime == answer.regime }
            var settled: (outcome: DeadlineChange.Outcome, by: DialogueForm)?
            for form in later {
                let change = Self.change(answer, deadline?.metBy ?? [], own, by: form)
                if change == .reopened, settled?.outcome == .met { settled = nil }
                if case .settled(let outcome)? = change, settled == nil {
                    settled = (outcome, form)
                }
            }
            return row(answer, settled)
        }
    }

    private enum Change: Equatable {
        case settled(DeadlineChange.Outcome)
        case reopened
    }

    /// What a later form means for an answer that is owed for `own`.
    private static func change(
        _ answer: OwedAnswer, _ metBy: [TurnName], _ own: DialogueForm, by form: DialogueForm
    ) -> Change? {
        if form.identity.sender == own.identity.sender, form.first == own.first {
            return .settled(form.action == .withdraw ? .withdrawn : .replaced)
        }
        guard form.identity.sender == answer.agency, metBy.contains(form.name),
            form.answers == own.identity || !mayAnswer(form, own)
        else { return nil }
        return form.action == .withdraw ? .reopened : .settled(.met)
    }

    /// Whether a turn answers others of the kind of `own`, so that it meets what one of them asks.
    private static func mayAnswer(_ form: DialogueForm, _ own: DialogueForm) -> Bool {
        form.flowTurn(in: .builtIn)?.answers.contains(own.name) ?? false
    }

    private func row(
        _ answer: OwedAnswer, _ settled: (outcome: DeadlineChange.Outcome, by: DialogueForm)?
    ) -> [String: StoredValue] {
        [
            "sender": StoredValue(answer.form.sender),
            "submission_id": StoredValue(answer.form.id), "agency": StoredValue(answer.agency),
            "regime": .text(answer.regime), "acknowledge_by": StoredValue(answer.acknowledgeBy),
            "due_at": StoredValue(answer.dueAt),
            "outcome": settled.map { .text($0.outcome.rawValue) } ?? .null,
            "settled_at": StoredValue(settled?.by.acceptedAt),
            "settled_leaf": StoredValue(settled?.by.leafIndex),
        ]
    }
}

/// Checks what is owed for forms, page by page, once the forms themselves have been checked.
struct DeadlineSweep: Sendable {
    let limits: Limits
    let isRepairable: Bool
    /// The last form of the page before.
    private(set) var last = DocumentIdentityText(sender: "", id: PostgresUUID(high: 0, low: 0))
    private(set) var isOver = false

    init(limits: Limits, isRepairable: Bool) {
        self.limits = limits
        self.isRepairable = isRepairable
    }

    /// The forms for which something may be owed.
    static let codes: [String] = Catalogue.builtIn.forms.filter { form in
        form.versions.contains { version in
            Catalogue.builtIn.version(form: form.code, version: version)?
                .flow.turns.contains { !$0.deadlines.isEmpty } ?? false
        }
    }.map(\.code)

    /// Checks the next page.
    mutating func follow(_ session: any PostgresSession) async throws -> [FsckMisfit] {
        let count = max(1, limits.fsckBytesMax / DocumentLimits.documentBytesMax)
        let rows = try await session.run(
            FsckQueries.submissions(of: Self.codes, after: last.sender, last.id, limit: count))
        isOver = rows.count < count
        if let end = rows.last, let sender = end["sender"].text,
            case .uuid(let bytes) = end["submission_id"], let id = PostgresUUID(bytes: bytes)
        {
            last = DocumentIdentityText(sender: sender, id: id)
        }
        let originals = try await originals(of: rows, session)
        return try await check(originals, session)
    }

    private func originals(
        of rows: [StoredRow], _ session: any PostgresSession
    ) async throws -> [(original: FormOriginal, isManifest: Bool)] {
        let documents = Dictionary(
            try await session.run(FsckQueries.documents(of: rows.compactMap(\.form)))
                .map { ($0.form, $0) }
        ) { first, _ in first }
        return rows.compactMap { row in
            guard let bytes = documents[row.form]?["document"].bytes,
                let document = try? SealedDocument(bytes: bytes),
                let header = try? document.readHeader(), let index = row["leaf_index"].number,
                let time = row["accepted_at"].time
            else { return nil }
            return (
                FormOriginal(
                    leafIndex: index, acceptedAt: time, document: document, header: header),
                row["record_count"] != .null
            )
        }
    }

    private func check(
        _ forms: [(original: FormOriginal, isManifest: Bool)], _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let identities = forms.map(\.original.form)
        let stored = Dictionary(
            grouping: try await session.run(FsckQueries.deadlines(of: identities)), by: \.form)
        let dialogues = try await session.run(DialogueQueries.listDialogues(of: identities))
            .map(\.form)
        let byRoot = Dictionary(grouping: dialogues, by: \.root)
        let roots = Dictionary(dialogues.map { ($0.identity, $0.root) }) { first, _ in first }
        return forms.flatMap { form -> [FsckMisfit] in
            let original = form.original
            guard let candidate = original.candidate(isManifest: form.isManifest) else { return [] }
            let check = DeadlineCheck(
                candidate: candidate, acceptedAt: original.acceptedAt,
                dialogue: roots[original.form].flatMap { byRoot[$0] } ?? [])
            return compare(check.expected, with: stored[original.form] ?? [])
        }
    }

    private func compare(
        _ expected: [[String: StoredValue]], with stored: [StoredRow]
    ) -> [FsckMisfit] {
        func key(_ values: [String: StoredValue]) -> [StoredValue] {
            ["agency", "regime"].map { values[$0] ?? .null }
        }
        var rows = Dictionary(stored.map { (key($0.values), $0) }) { first, _ in first }
        var misfits = expected.flatMap { row in
            FsckMisfit.compare(
                .deadline, row, with: rows.removeValue(forKey: key(row)),
                isRepairable: isRepairable)
        }
        misfits += stored.filter { rows[key($0.values)] == $0 }
            .map { .surplus(.deadline, $0, isRepairable: isRepairable) }
        return misfits
    }
}

/// The key of a form as it is stored.
struct DocumentIdentityText: Sendable {
    let sender: String
    let id: PostgresUUID
}
