internal import FormDocument
internal import Postgres

/// What is known of a submission's identity.
struct SubmissionIdentity: PostgresRow {
    let documentDigest: [UInt8]
    let leafIndex: Int64
    let acceptedAt: Timestamp
    /// What the receipt is about besides the document.
    let signature: String
    let signerChain: [[UInt8]]
}

extension SubmissionIdentity {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        documentDigest = try row.next()
        leafIndex = try row.next()
        acceptedAt = try row.next()
        signature = try row.next()
        signerChain = try row.next()
    }
}

/// A stored form, as its readers get it.
struct StoredForm: PostgresRow {
    let document: [UInt8]
    let signature: String
    let signerChain: [[UInt8]]
}

extension StoredForm {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        document = try row.next()
        signature = try row.next()
        signerChain = try row.next()
    }
}

/// The statements about submissions, their documents and parts.
enum SubmissionQueries {
    /// Finds what was accepted under an ID of its sender.
    static func findIdentity(_ identity: DocumentIdentity) -> Query<SubmissionIdentity?> {
        """
        select s.document_digest, s.leaf_index, s.accepted_at, d.signature, c.certificates
        from submission s
        join document d on d.sender = s.sender and d.submission_id = s.submission_id
        join signer_chain c on c.chain_digest = d.chain_digest
        where s.sender = \(identity.sender) and s.submission_id = \(identity.id)
        """
    }

    /// Keeps the certificates that forms are signed with; once is enough.
    static func insertChain(of signature: FormSignature) -> Query<Void> {
        """
        insert into signer_chain (chain_digest, certificates)
        values (\(signature.chainDigest), \(signature.chainDER))
        on conflict do nothing
        """
    }

    /// Adds the statements that insert forms with everything that belongs to them: one for each
    /// table, over the whole batch.
    ///
    /// Require that the transaction holds the head's row and that the forms are new.
    static func add(
        _ forms: [AcceptedForm], at time: Timestamp, to pipeline: inout PostgresPipeline
    ) {
        let entries = forms.map { $0.entry }
        pipeline.add(insertSubmissions(forms, at: time))
        pipeline.add(insertDocuments(entries))
        if entries.contains(where: { !$0.checked.draft.parts.isEmpty }) {
            pipeline.add(insertParts(entries))
        }
        let deliveries = forms.flatMap { form in
            form.header.recipients.map { (form.header, $0, form.leafIndex) }
        }
        pipeline.add(insertDeliveries(deliveries))
        pipeline.add(insertInboxEntries(deliveries, at: time))
    }

    private static func insertSubmissions(
        _ forms: [AcceptedForm], at time: Timestamp
    ) -> Query<Void> {
        let headers = forms.map(\.header)
        let candidates = forms.map(\.entry.checked.candidate)
        let documents = forms.map(\.entry.checked.draft.document)
        let roots = forms.map { $0.place.root == $0.entry.identity ? nil : $0.place.root }
        return """
            insert into submission (sender, submission_id, document_digest, form, version, action,
                case_id, urgency, created_at, leaf_index, document_bytes, record_count, turn,
                root_sender, root_id, first_id, reply_sender, reply_id, facts, contribution,
                accepted_at)
            select *, \(time)
            from unnest(\(headers.map { $0.sender }), \(headers.map { $0.id }), \(documents.map { $0.digest }),
                \(headers.map { $0.form.description }), \(headers.map { $0.version.description }),
                \(headers.map { $0.action.rawValue }), \(headers.map { $0.caseID }),
                \(headers.map { $0.urgency.rawValue }), \(headers.map { $0.createdAt }), \(forms.map(\.leafIndex)),
                \(documents.map { Int32($0.bytes.count) }),
                \(forms.map { $0.entry.bulk.map { Int32($0.accepted) } }),
                \(candidates.map(\.turn.name)), \(roots.map { $0?.sender }), \(roots.map { $0?.id }),
                \(forms.map { $0.place.first == $0.header.id ? nil : $0.place.first }),
                \(forms.map { $0.place.answers?.sender }), \(forms.map { $0.place.answers?.id }),
                \(candidates.map(\.facts)), \(candidates.map(\.contribution)))
            """
    }

    private static func insertDocuments(_ entries: [SubmissionEntry]) -> Query<Void> {
        let drafts = entries.map { $0.checked.draft }
        return """
            insert into document (sender, submission_id, document, signature, chain_digest)
            select * from unnest(\(drafts.map { $0.identity.sender }), \(drafts.map { $0.identity.id }),
                \(drafts.map { $0.document.bytes }), \(entries.map { $0.signature.jws.compact }),
                \(entries.map { $0.signature.chainDigest }))
            """
    }

    private static func insertParts(_ entries: [SubmissionEntry]) -> Query<Void> {
        let parts = entries.flatMap { entry in
            entry.checked.draft.parts.map { (entry.identity, $0) }
        }
        return """
            insert into part (sender, submission_id, name, content)
            select * from unnest(\(parts.map { $0.0.sender }), \(parts.map { $0.0.id }),
                \(parts.map { $0.1.name.description }), \(parts.map { $0.1.bytes }))
            """
    }

    private static func insertDeliveries(
        _ deliveries: [(header: FormHeader, recipient: Recipient, leafIndex: Int64)]
    ) -> Query<Void> {
        """
        insert into delivery (sender, submission_id, recipient, role)
        select * from unnest(\(deliveries.map { $0.header.sender }), \(deliveries.map { $0.header.id }),
            \(deliveries.map { $0.recipient.agency }), \(deliveries.map { $0.recipient.role.rawValue }))
        """
    }

    private static func insertInboxEntries(
        _ deliveries: [(header: FormHeader, recipient: Recipient, leafIndex: Int64)],
        at time: Timestamp
    ) -> Query<Void> {
        """
        insert into inbox_entry (recipient, leaf_index, sender, submission_id, form, case_id, kind,
            entered_at)
        select *, 'FORM', \(time)
        from unnest(\(deliveries.map { $0.recipient.agency }), \(deliveries.map { $0.leafIndex }),
            \(deliveries.map { $0.header.sender }), \(deliveries.map { $0.header.id }),
            \(deliveries.map { $0.header.form.description }), \(deliveries.map { $0.header.caseID }))
        """
    }

    /// Reads a form for its sender or one of its recipients; nothing for anyone else.
    static func find(
        _ form: DocumentIdentity, for reader: AgencyCode
    ) -> Query<StoredForm?> {
        """
        select d.document, d.signature, c.certificates
        from submission s
        join document d on d.sender = s.sender and d.submission_id = s.submission_id
        join signer_chain c on c.chain_digest = d.chain_digest
        left join delivery r on r.sender = s.sender and r.submission_id = s.submission_id
            and r.recipient = \(reader)
        where s.sender = \(form.sender) and s.submission_id = \(form.id)
            and (s.sender = \(reader) or r.recipient is not null)
        """
    }

    /// The parts of a form. Requires that the reader was found to be allowed to see the form.
    static func listParts(of form: DocumentIdentity) -> Query<[StoredPart]> {
        """
        select name, content from part
        where sender = \(form.sender) and submission_id = \(form.id)
        order by name
        """
    }
}

/// A stored confidential part.
struct StoredPart: PostgresRow {
    let name: String
    let content: [UInt8]
}

extension StoredPart {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        name = try row.next()
        content = try row.next()
    }
}
