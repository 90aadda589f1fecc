internal import FormDocument
internal import Postgres

/// Reads the records of accepted bulk submissions; nothing leaves before its audit entry is
/// committed.
struct RecordStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer
    let limits: Limits

    /// Begins to read records; for a recipient its form counts as read from now on.
    ///
    /// The audit entry is written whether or not there is something to read.
    ///
    /// - Parameter numbers: of the records wanted; cut to those that there are.
    /// - Returns: the numbers of the records that can be read.
    /// - Throws: ``ServiceError`` `.notFound`, `.notRecipient`, `.overloaded`, `.unavailable`.
    func open(
        _ identity: DocumentIdentity, _ numbers: Range<Int64>, for access: StatedAccess
    ) async throws -> Range<Int64> {
        let reader = access.caller.agency
        let now = Timestamp.now()
        let listing = try await ServiceError.translating {
            try await pool.run(BulkQueries.findAccepted(identity, for: reader))
        }
        let isOpen = listing?.isOpen == true
        let found = isOpen ? numbers.clamped(to: 1..<Int64(listing?.count ?? 0) + 1) : 1..<1
        let record = AuditRecord(
            access, call: "ListRecords", form: identity,
            filters: "records=\(numbers.lowerBound)...\(numbers.upperBound - 1)",
            results: found.count, at: now)
        var entries: [LogEntry] = [.consultation(record)]
        if isOpen, listing?.isUnread == true {
            entries.append(
                .event(EventEntry(event: .read, form: identity, recipient: reader)))
        }
        for result in try await sequencer.append(entries) { _ = try result.get() }
        guard listing != nil else { throw identity.notFound }
        guard isOpen else {
            throw ServiceError(
                .notRecipient,
                "\(reader) has a copy of the manifest. Its records are for recipients that act on "
                    + "it (TO).")
        }
        return found
    }

    /// The next records, in order; at most `limits.recordPageRows`. Requires that they were opened.
    func page(
        of identity: DocumentIdentity, _ numbers: Range<Int64>
    ) async throws -> [RecordRow] {
        try await ServiceError.translating {
            try await pool.run(
                BulkQueries.listRecords(of: identity, numbers, limit: limits.recordPageRows))
        }
    }
}
