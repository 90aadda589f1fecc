internal import FormDocument
internal import FormSchemas
internal import Postgres

/// Checks what is owed for forms, once the forms themselves have been checked.
enum DeadlineSweep {
    /// The forms for which something may be owed.
    static let codes: [String] = Catalogue.builtIn.forms.filter { form in
        form.versions.contains { version in
            Catalogue.builtIn.version(form: form.code, version: version)?
                .flow.turns.contains { !$0.deadlines.isEmpty } ?? false
        }
    }.map(\.code)

    /// Checks what is owed for some forms.
    static func misfits(
        of rows: [StoredRow], _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        try await check(try await originals(of: rows, session), session)
    }

    private static func originals(
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

    private static func check(
        _ forms: [(original: FormOriginal, isManifest: Bool)], _ session: any PostgresSession
    ) async throws -> [FsckMisfit] {
        let identities = forms.map(\.original.form)
        let stored = Dictionary(
            grouping: try await session.run(FsckQueries.deadlines(of: identities)), by: \.form)
        let dialogues = try await session.run(DialogueQueries.listDialogues(of: identities))
            .map(\.form)
        var book = DialogueBook()
        for form in dialogues { book.add(form) }
        let standings = Set(dialogues.map(\.root)).map { book.standings(in: $0, .builtIn) }
            .reduce(into: [:]) { all, some in all.merge(some) { $1 } }
        return forms.flatMap { form -> [FsckMisfit] in
            let original = form.original
            guard let candidate = original.candidate(isManifest: form.isManifest) else { return [] }
            let owed = OwedAnswer.list(
                after: candidate, at: original.acceptedAt, catalogue: .builtIn)
            return compare(
                owed.map { row($0, standings[$0.key] ?? .open) },
                with: stored[original.form] ?? [])
        }
    }

    /// What a row has to be: it follows from a form and from what came after it in its dialogue.
    private static func row(
        _ answer: OwedAnswer, _ standing: AnswerStanding
    ) -> [String: StoredValue] {
        [
            "sender": StoredValue(answer.key.form.sender),
            "submission_id": StoredValue(answer.key.form.id),
            "agency": StoredValue(answer.key.agency), "regime": .text(answer.key.regime),
            "acknowledge_by": StoredValue(answer.acknowledgeBy),
            "due_at": StoredValue(answer.dueAt), "met_at": StoredValue(standing.metAt),
            "met_leaf": StoredValue(standing.metLeaf),
            "void_reason": standing.void.map { .text($0.rawValue) } ?? .null,
            "void_at": StoredValue(standing.voidAt),
        ]
    }

    private static func compare(
        _ expected: [[String: StoredValue]], with stored: [StoredRow]
    ) -> [FsckMisfit] {
        func key(_ values: [String: StoredValue]) -> [StoredValue] {
            ["agency", "regime"].map { values[$0] ?? .null }
        }
        var rows = Dictionary(stored.map { (key($0.values), $0) }) { first, _ in first }
        var misfits = expected.flatMap { row in
            FsckMisfit.compare(
                .deadline, row, with: rows.removeValue(forKey: key(row)), isRepairable: true)
        }
        misfits += stored.filter { rows[key($0.values)] == $0 }
            .map { .surplus(.deadline, $0, isRepairable: true) }
        return misfits
    }
}
