internal import FormDocument
internal import FormSchemas
internal import Postgres

/// Reads cases: what has been said so far, and where that stands.
struct CaseStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer
    let catalogue: Catalogue
    let limits: Limits

    /// A case as one agency sees it.
    struct Case: Sendable {
        let forms: [(summary: FormSummary, form: DialogueForm)]
        let book: DialogueBook
        let deadlines: [DeadlineRow]
        let isTruncated: Bool

        /// The forms that have opened dialogues, each once, in the order of the log.
        var roots: [DocumentIdentity] {
            var seen: Set<DocumentIdentity> = []
            return forms.map(\.form.root).filter { seen.insert($0).inserted }
        }
    }

    /// The forms of a case that the caller's agency sees.
    ///
    /// The audit entry is written whether or not there are any.
    ///
    /// - Throws: ``ServiceError`` `.overloaded`, `.unavailable`.
    func read(_ caseID: CaseID, for access: StatedAccess) async throws -> Case {
        let reader = access.caller.agency
        let now = Timestamp.now()
        let found = try await ServiceError.translating {
            try await pool.transaction(isolation: .repeatableRead, readOnly: true) { transaction in
                // One more than is shown tells whether there are more.
                let rows = try await transaction.run(
                    CaseQueries.list(caseID, for: reader, limit: limits.caseFormsMax + 1))
                let shown = Array(rows.prefix(limits.caseFormsMax))
                let identities = shown.map(\.summary.identity)
                let deliveries = try await transaction.run(
                    SummaryQueries.listDeliveries(of: identities, for: reader))
                let deadlines = try await transaction.run(
                    DeadlineQueries.list(of: identities, for: reader))
                return Self.joined(
                    shown, deliveries, deadlines, reader, isTruncated: rows.count > shown.count)
            }
        }
        let record = AuditRecord(
            access, call: "GetCase", form: nil, filters: "case=\(caseID)",
            results: found.forms.count, at: now)
        try await sequencer.append(record)
        return found
    }

    private static func joined(
        _ rows: [CaseRow], _ deliveries: [DeliveryRow], _ deadlines: [DeadlineRow],
        _ reader: AgencyCode, isTruncated: Bool
    ) -> Case {
        var book = DialogueBook()
        let summaries = FormSummary.joined(rows.map(\.summary), deliveries)
        let forms = zip(rows, summaries).map { row, summary in
            let form = row.dialogueForm(seenBy: reader)
            book.add(form)
            return (summary, form)
        }
        return Case(forms: forms, book: book, deadlines: deadlines, isTruncated: isTruncated)
    }
}

extension CaseRow {
    /// As it stands in its dialogue; nothing else of it is needed.
    fileprivate func dialogueForm(seenBy reader: AgencyCode) -> DialogueForm {
        DialogueForm(
            identity: summary.identity, form: summary.form, version: summary.version,
            turn: summary.turn, action: DocumentAction(rawValue: summary.action) ?? .new,
            caseID: summary.caseID, recipients: [Recipient(agency: reader, role: .to)], root: root,
            first: first, answers: summary.original, digest: [], acceptedAt: summary.acceptedAt,
            leafIndex: summary.leafIndex, facts: nil, contribution: nil, document: nil)
    }
}
