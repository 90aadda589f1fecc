internal import FormDocument
internal import Postgres

/// What is known of a submission's identity.
struct SubmissionIdentity: PostgresRow {
    let documentDigest: [UInt8]
    let receipt: String
    let position: Int64
    let acceptedAt: Timestamp
    /// What the receipt is about besides the document.
    let signature: String
    let signerChain: [[UInt8]]
}

extension SubmissionIdentity {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        documentDigest = try row.next()
        receipt = try row.next()
        position = try row.next()
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
    let receipt: String
}

extension StoredForm {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        document = try row.next()
        signature = try row.next()
        signerChain = try row.next()
        receipt = try row.next()
    }
}

/// The statements about submissions, their documents and parts.
enum SubmissionQueries {
    /// Finds what was accepted under an ID of its sender.
    static func findIdentity(_ identity: DocumentIdentity) -> Query<SubmissionIdentity?> {
        """
        select s.document_digest, s.receipt, s.position, s.accepted_at, d.signature, d.signer_chain
        from submission s
        join document d on d.sender = s.sender and d.submission_id = s.submission_id
        where s.sender = \(identity.sender) and s.submission_id = \(identity.id)
        """
    }

    /// Inserts a form with everything that belongs to it, and moves the head past its position.
    ///
    /// Requires that the transaction holds the head's row.
    static func insert(
        _ checked: CheckedForm, signature: FormSignature, accepted: AcceptedSubmission
    ) -> Query<Void> {
        let draft = checked.draft
        let header = checked.header
        let recipients = header.recipients
        return """
            with new_submission as (
                insert into submission (sender, submission_id, document_digest, form, version,
                    action, case_id, urgency, created_at, accepted_at, position, document_bytes,
                    receipt)
                values (\(header.sender), \(header.id), \(draft.document.digest),
                    \(header.form.description), \(header.version.description),
                    \(header.action.rawValue), \(header.caseID), \(header.urgency.rawValue),
                    \(header.createdAt), \(accepted.acceptedAt), \(accepted.position),
                    \(Int32(draft.document.bytes.count)), \(accepted.receipt))
            ), new_document as (
                insert into document (sender, submission_id, document, signature, signer_chain)
                values (\(header.sender), \(header.id), \(draft.document.bytes),
                    \(signature.jws.compact), \(signature.chain.der))
            ), new_parts as (
                insert into part (sender, submission_id, name, content)
                select \(header.sender), \(header.id), name, content
                from unnest(\(draft.parts.map(\.name.description)),
                    \(draft.parts.map(\.bytes))) as p (name, content)
            ), new_deliveries as (
                insert into delivery (sender, submission_id, recipient, role)
                select \(header.sender), \(header.id), recipient, role
                from unnest(\(recipients.map(\.agency)),
                    \(recipients.map(\.role.rawValue))) as r (recipient, role)
            ), new_entries as (
                insert into inbox_entry (recipient, position, kind, sender, submission_id,
                    entered_at, form, case_id)
                select recipient, \(accepted.position), 'FORM', \(header.sender), \(header.id),
                    \(accepted.acceptedAt), \(header.form.description), \(header.caseID)
                from unnest(\(recipients.map(\.agency))) as r (recipient)
            )
            update log_head
            set next_position = \(accepted.position) + 1, last_accepted_at = \(accepted.acceptedAt)
            """
    }

    /// Reads a form for its sender or one of its recipients; nothing for anyone else.
    static func find(
        _ form: DocumentIdentity, for reader: AgencyCode
    ) -> Query<StoredForm?> {
        """
        select d.document, d.signature, d.signer_chain, s.receipt
        from submission s
        join document d on d.sender = s.sender and d.submission_id = s.submission_id
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

    /// Notes that a recipient has read a form; the first time counts.
    static func markRead(
        _ form: DocumentIdentity, by reader: AgencyCode, at time: Timestamp
    ) -> Query<Void> {
        """
        with delivered as (
            update delivery set read_at = \(time)
            where sender = \(form.sender) and submission_id = \(form.id)
                and recipient = \(reader) and read_at is null
        )
        update inbox_entry set read_at = \(time)
        where recipient = \(reader) and kind = 'FORM' and sender = \(form.sender)
            and submission_id = \(form.id) and read_at is null
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
