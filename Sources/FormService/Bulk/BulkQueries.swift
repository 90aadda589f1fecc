internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// A row of a bulk submission's upload.
struct BulkUploadRow: PostgresRow {
    let documentDigest: [UInt8]
    let count: Int32
    let stored: Int32
    let storedBytes: Int64
    let refused: Int32
    let recordFrontier: [UInt8]
    let resultFrontier: [UInt8]
    let leafIndex: Int64?
    let isDiscarded: Bool
}

extension BulkUploadRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        documentDigest = try row.next()
        count = try row.next()
        stored = try row.next()
        storedBytes = try row.next()
        refused = try row.next()
        recordFrontier = try row.next()
        resultFrontier = try row.next()
        leafIndex = try row.next()
        isDiscarded = try row.next()
    }
}

/// A stored record that there is something to tell about.
struct NotedRecordRow: PostgresRow {
    let number: Int32
    let isAccepted: Bool
    let codes: String
}

extension NotedRecordRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        number = try row.next()
        isAccepted = try row.next()
        codes = try row.next()
    }
}

/// The statements about bulk submissions while they come in.
enum BulkQueries {
    /// Finds an upload, and keeps it for another while.
    static func use(
        _ identity: DocumentIdentity, at time: Timestamp
    ) -> Query<BulkUploadRow?> {
        """
        update bulk_upload set used_at = greatest(used_at, \(time))
        where sender = \(identity.sender) and submission_id = \(identity.id)
        returning document_digest, record_count, stored, stored_bytes, refused, record_frontier,
            result_frontier, leaf_index, is_discarded
        """
    }

    static func countUnfinished(of sender: AgencyCode) -> Query<Int64> {
        "select count(*) from bulk_upload where sender = \(sender) and leaf_index is null"
    }

    /// Begins an upload, unless there is one.
    static func insert(
        _ identity: DocumentIdentity, documentDigest: [UInt8], count: UInt32, at time: Timestamp
    ) -> Query<Void> {
        """
        insert into bulk_upload (sender, submission_id, document_digest, record_count, stored,
            stored_bytes, refused, record_frontier, result_frontier, started_at, used_at)
        values (\(identity.sender), \(identity.id), \(documentDigest), \(Int32(count)), 0, 0, 0,
            '', '', \(time), \(time))
        on conflict do nothing
        """
    }

    /// Stores records behind those that are stored, unless somebody else has: then nothing happens,
    /// and no row is affected.
    static func insert(
        _ chunk: CheckedChunk, from before: BulkUpload, to after: BulkUpload, at time: Timestamp
    ) -> Query<AffectedRows> {
        """
        with upload as (
            update bulk_upload
            set stored = \(Int32(after.stored)), stored_bytes = \(after.storedBytes),
                refused = \(Int32(after.refused)), record_frontier = \(after.records.bytes),
                result_frontier = \(after.results.bytes), used_at = \(time)
            where sender = \(before.identity.sender) and submission_id = \(before.identity.id)
                and stored = \(Int32(before.stored)) and leaf_index is null and not is_discarded
            returning sender, submission_id
        )
        insert into bulk_record (sender, submission_id, record_number, record, refused_hash, codes)
        select u.sender, u.submission_id, \(Int64(before.stored)) + r.place, r.record,
            r.refused_hash, r.codes
        from upload u,
            unnest(\(chunk.contents), \(chunk.refusedHashes), \(chunk.codes)) with ordinality
                as r (record, refused_hash, codes, place)
        """
    }

    /// Notes where the manifests among `forms` are in the log.
    ///
    /// Requires that the transaction holds the head's row and has claimed the uploads.
    static func addAcceptance(
        of forms: [AcceptedForm], to pipeline: inout PostgresPipeline
    ) {
        let manifests = forms.filter { $0.entry.bulk != nil }
        guard !manifests.isEmpty else { return }
        let identities = manifests.map(\.entry.identity)
        pipeline.add(
            """
            update bulk_upload u set leaf_index = e.leaf_index
            from unnest(\(identities.map(\.sender)), \(identities.map(\.id)),
                \(manifests.map(\.leafIndex))) as e (sender, submission_id, leaf_index)
            where u.sender = e.sender and u.submission_id = e.submission_id
            """)
    }

    /// The stored records after `number` that were refused or have warnings, in order.
    static func listNoted(
        of identity: DocumentIdentity, after number: Int32, limit: Int
    ) -> Query<[NotedRecordRow]> {
        """
        select record_number, record is not null, codes from bulk_record
        where sender = \(identity.sender) and submission_id = \(identity.id)
            and record_number > \(number) and codes is not null
        order by record_number limit \(Int64(limit))
        """
    }

    // MARK: Removal

    static func discard(_ identity: DocumentIdentity) -> Query<Void> {
        """
        update bulk_upload set is_discarded = true
        where sender = \(identity.sender) and submission_id = \(identity.id)
            and leaf_index is null
        """
    }

    static func discardAll(unusedSince time: Timestamp) -> Query<Void> {
        """
        update bulk_upload set is_discarded = true
        where leaf_index is null and used_at < \(time) and not is_discarded
        """
    }

    static func listDiscarded() -> Query<[DocumentIdentityRow]> {
        "select sender, submission_id from bulk_upload where leaf_index is null and is_discarded"
    }

    /// Removes the last `count` records of a discarded upload.
    ///
    /// - Returns: how many are left; no row if the upload is removed already.
    static func removeRecords(
        of identity: DocumentIdentity, count: Int
    ) -> Query<Int32?> {
        """
        with upload as (
            update bulk_upload
            set stored = greatest(stored - \(Int32(count)), 0),
                refused = least(refused, greatest(stored - \(Int32(count)), 0))
            where sender = \(identity.sender) and submission_id = \(identity.id)
                and leaf_index is null and is_discarded
            returning sender, submission_id, stored
        ), removed as (
            delete from bulk_record r using upload u
            where r.sender = u.sender and r.submission_id = u.submission_id
                and r.record_number > u.stored
        )
        select stored from upload
        """
    }

    /// Removes a discarded upload that has no records any more.
    static func remove(_ identity: DocumentIdentity) -> Query<Void> {
        """
        delete from bulk_upload
        where sender = \(identity.sender) and submission_id = \(identity.id)
            and leaf_index is null and is_discarded and stored = 0
        """
    }

    // MARK: Reading

    /// What a reader needs to know of an accepted bulk submission; nothing if there is none for it.
    static func findAccepted(
        _ identity: DocumentIdentity, for reader: AgencyCode
    ) -> Query<RecordListing?> {
        """
        select u.record_count, u.sender = \(reader) or r.role = 'TO',
            r.recipient is not null and r.read_at is null
        from bulk_upload u
        left join delivery r on r.sender = u.sender and r.submission_id = u.submission_id
            and r.recipient = \(reader)
        where u.sender = \(identity.sender) and u.submission_id = \(identity.id)
            and u.leaf_index is not null and (u.sender = \(reader) or r.recipient is not null)
        """
    }

    /// Records with these numbers, in order; no more than `limit`.
    static func listRecords(
        of identity: DocumentIdentity, _ numbers: Range<Int64>, limit: Int
    ) -> Query<[RecordRow]> {
        """
        select record_number, record, refused_hash, codes from bulk_record
        where sender = \(identity.sender) and submission_id = \(identity.id)
            and record_number >= \(numbers.lowerBound) and record_number < \(numbers.upperBound)
        order by record_number limit \(Int64(limit))
        """
    }
}

/// An accepted bulk submission, for one of its readers.
struct RecordListing: PostgresRow {
    let count: Int32
    /// Whether the reader may see the records, and not only that there are some.
    let isOpen: Bool
    /// Whether this is the recipient's first reading.
    let isUnread: Bool
}

extension RecordListing {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        count = try row.next()
        isOpen = try row.next()
        isUnread = try row.next()
    }
}

/// A stored record.
struct RecordRow: PostgresRow {
    let number: Int32
    let content: [UInt8]?
    let refusedHash: [UInt8]?
    let codes: String?
}

extension RecordRow {
    init(row: inout PostgresRowReader) throws(PostgresError) {
        number = try row.next()
        content = try row.next()
        refusedHash = try row.next()
        codes = try row.next()
    }
}
