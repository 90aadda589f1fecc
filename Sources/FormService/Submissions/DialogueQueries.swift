internal import FormDocument
internal import FormSchemas
internal import Postgres

/// An accepted form, as other forms are held against it.
struct DialogueFormRow: PostgresRow {
    let form: DialogueForm
}

extension DialogueFormRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        let identity = DocumentIdentity(sender: try row.next(), id: try row.next())
        let form = try row.next(String.self)
        let version = try row.next(String.self)
        let turn = try row.next(String.self)
        let action = DocumentAction(rawValue: try row.next(String.self)) ?? .new
        let caseID = try row.next(CaseID.self)
        let root = DocumentIdentity(sender: try row.next(), id: try row.next())
        let first = try row.next(SubmissionID.self)
        let replySender = try row.next(AgencyCode?.self)
        let replyID = try row.next(SubmissionID?.self)
        let digest = try row.next([UInt8].self)
        let acceptedAt = try row.next(Timestamp.self)
        let leafIndex = try row.next(Int64.self)
        let facts = try row.next([UInt8]?.self)
        let contribution = try row.next([UInt8]?.self)
        let agencies = try row.next([AgencyCode].self)
        let roles = try row.next([String].self)
        self.form = DialogueForm(
            identity: identity, form: form, version: version, turn: turn, action: action,
            caseID: caseID,
            recipients: zip(agencies, roles).map {
                Recipient(agency: $0, role: Recipient.Role(rawValue: $1) ?? .observer)
            },
            root: root, first: first,
            answers: replySender.flatMap { sender in
                replyID.map { DocumentIdentity(sender: sender, id: $0) }
            },
            digest: digest, acceptedAt: acceptedAt, leafIndex: leafIndex, facts: facts,
            contribution: contribution, document: nil)
    }
}

/// A document that another one repeats.
struct RepeatedDocumentRow: PostgresRow {
    let identity: DocumentIdentity
    let document: [UInt8]
}

extension RepeatedDocumentRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        identity = DocumentIdentity(sender: try row.next(), id: try row.next())
        document = try row.next()
    }
}

/// The statements that find the dialogues which forms are held against, for many forms at once.
enum DialogueQueries {
    /// All forms of the dialogues that the named forms belong to, whoever sees them.
    static func listDialogues(of named: [DocumentIdentity]) -> Query<[DialogueFormRow]> {
        """
        with wanted as materialized (
            select distinct coalesce(s.root_sender, s.sender) as root_sender,
                coalesce(s.root_id, s.submission_id) as root_id
            from unnest(\(named.map(\.sender)), \(named.map(\.id))) as e (sender, submission_id)
            join submission s on s.sender = e.sender and s.submission_id = e.submission_id),
        member as materialized (
            select s.* from submission s
            where (s.root_sender, s.root_id) in (select root_sender, root_id from wanted)
            union all
            select s.* from submission s
            where (s.sender, s.submission_id) in (select root_sender, root_id from wanted))
        select m.sender, m.submission_id, m.form, m.version, m.turn, m.action, m.case_id,
            coalesce(m.root_sender, m.sender), coalesce(m.root_id, m.submission_id),
            coalesce(m.first_id, m.submission_id), m.reply_sender, m.reply_id, m.document_digest,
            m.accepted_at, m.leaf_index, m.facts, m.contribution,
            array_agg(d.recipient order by d.recipient), array_agg(d.role order by d.recipient)
        from member m
        join delivery d on d.sender = m.sender and d.submission_id = m.submission_id
        group by m.sender, m.submission_id, m.form, m.version, m.turn, m.action, m.case_id,
            m.root_sender, m.root_id, m.first_id, m.reply_sender, m.reply_id, m.document_digest,
            m.accepted_at, m.leaf_index, m.facts, m.contribution
        """
    }

    /// Where a pipeline finds the dialogues of candidates.
    struct Slots {
        private let dialogues: PostgresPipeline.Slot<[DialogueFormRow]>
        private let documents: PostgresPipeline.Slot<[RepeatedDocumentRow]>?

        /// Adds the statements to a pipeline; `nil` if there is nothing to find.
        init?(_ candidates: [DialogueCandidate], in pipeline: inout PostgresPipeline) {
            let named = Set(candidates.flatMap { $0.dialogues + $0.rests })
            guard !candidates.isEmpty else { return nil }
            dialogues = pipeline.add(DialogueQueries.listDialogues(of: Array(named)))
            let repeated = Set(
                candidates.filter(\.repeatsContent).compactMap { $0.header.corrects?.identity })
            documents =
                repeated.isEmpty
                ? nil : pipeline.add(DialogueQueries.listDocuments(of: Array(repeated)))
        }

        /// What was found.
        func book(_ answers: PostgresPipeline.Results) throws -> DialogueBook {
            var book = DialogueBook()
            for row in try answers[dialogues] { book.add(row.form) }
            for row in try documents.map({ try answers[$0] }) ?? [] {
                if let document = try? SealedDocument(bytes: row.document) {
                    book.add(document.json, of: row.identity)
                }
            }
            return book
        }
    }

    /// The documents that others say to repeat.
    static func listDocuments(of forms: [DocumentIdentity]) -> Query<[RepeatedDocumentRow]> {
        """
        select d.sender, d.submission_id, d.document
        from unnest(\(forms.map(\.sender)), \(forms.map(\.id))) as e (sender, submission_id)
        join document d on d.sender = e.sender and d.submission_id = e.submission_id
        """
    }
}
