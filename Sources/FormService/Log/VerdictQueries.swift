internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// A stored submission that one of a batch's entries names.
struct KnownSubmissionRow: PostgresRow {
    let identity: DocumentIdentity
    let submission: KnownSubmission
}

extension KnownSubmissionRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        identity = DocumentIdentity(sender: try row.next(), id: try row.next())
        submission = KnownSubmission(documentDigest: try row.next(), leafIndex: try row.next())
    }
}

/// A sender with an ID.
struct DocumentIdentityRow: PostgresRow {
    let identity: DocumentIdentity
}

extension DocumentIdentityRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        identity = DocumentIdentity(sender: try row.next(), id: try row.next())
    }
}

/// A stored delivery that one of a batch's events is about.
struct KnownDeliveryRow: PostgresRow {
    let key: DeliveryKey
    let delivery: KnownDelivery
}

extension KnownDeliveryRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        let form = DocumentIdentity(sender: try row.next(), id: try row.next())
        key = DeliveryKey(form: form, recipient: try row.next())
        let leafIndex = try row.next(Int64.self)
        var events: [ReceiptEvent: Int64] = [:]
        for event in ReceiptEvent.allCases {
            if let leaf = try row.next(Int64?.self) { events[event] = leaf }
        }
        delivery = KnownDelivery(leafIndex: leafIndex, events: events)
    }
}

/// The statements that give each entry of a batch its verdict: one for each kind, over the whole
/// batch. Require that the transaction holds the head's row.
enum VerdictQueries {
    /// The submissions among `identities` that are stored already.
    static func listKnown(_ identities: [DocumentIdentity]) -> Query<[KnownSubmissionRow]> {
        """
        select s.sender, s.submission_id, s.document_digest, s.leaf_index
        from unnest(\(identities.map { $0.sender }), \(identities.map { $0.id }))
            as e (sender, submission_id)
        join submission s on s.sender = e.sender and s.submission_id = e.submission_id
        """
    }

    /// Those of `manifests` whose records are all stored. They stay so until the transaction ends:
    /// nobody else can change an upload that was written to.
    static func claimUploads(
        of manifests: [DocumentIdentity], at time: Timestamp
    ) -> Query<[DocumentIdentityRow]> {
        """
        update bulk_upload u set used_at = \(time)
        from unnest(\(manifests.map(\.sender)), \(manifests.map(\.id)))
            as e (sender, submission_id)
        where u.sender = e.sender and u.submission_id = e.submission_id
            and u.stored = u.record_count and not u.is_discarded
        returning u.sender, u.submission_id
        """
    }

    /// What was done already with the forms that events are about.
    static func listDeliveries(_ keys: [DeliveryKey]) -> Query<[KnownDeliveryRow]> {
        """
        select d.sender, d.submission_id, d.recipient, s.leaf_index, d.delivered_leaf, d.read_leaf,
            d.acknowledged_leaf
        from unnest(\(keys.map { $0.form.sender }), \(keys.map { $0.form.id }), \(keys.map { $0.recipient }))
            as e (sender, submission_id, recipient)
        join delivery d on d.sender = e.sender and d.submission_id = e.submission_id
            and d.recipient = e.recipient
        join submission s on s.sender = e.sender and s.submission_id = e.submission_id
        """
    }
}
