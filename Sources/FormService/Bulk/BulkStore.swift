internal import FormDocument
internal import Logging
internal import Postgres
internal import TransparencyLog

/// Keeps the records of bulk submissions while they come in.
///
/// Nothing of this takes the log's head: a chunk of records is a statement of its own.
struct BulkStore: Sendable {
    let pool: PostgresPool
    let limits: Limits

    /// Begins an upload, or goes on with one.
    ///
    /// - Returns: `nil` if it was accepted meanwhile.
    /// - Throws: ``ServiceError`` `.conflict`, `.tooManyUnfinished`, `.unavailable`.
    func open(_ manifest: CheckedManifest) async throws -> BulkUpload? {
        let identity = manifest.identity
        let digest = manifest.form.draft.document.digest
        let row = try await ServiceError.translating {
            if let row = try await pool.run(BulkQueries.use(identity, at: .now())) { return row }
            let unfinished = try await pool.run(BulkQueries.countUnfinished(of: identity.sender))
            guard unfinished < limits.unfinishedUploadsMax else { throw tooManyUnfinished }
            try await pool.run(
                BulkQueries.insert(
                    identity, documentDigest: digest, count: manifest.count, at: .now()))
            guard let row = try await pool.run(BulkQueries.use(identity, at: .now())) else {
                throw Self.isBeingRemoved
            }
            return row
        }
        guard !row.isDiscarded else { throw Self.isBeingRemoved }
        guard row.documentDigest == digest else {
            throw ServiceError(
                .conflict,
                "Another manifest is being submitted under the ID \(identity.id). Give this one an "
                    + "ID of its own.")
        }
        return row.leafIndex == nil ? try BulkUpload(row, of: identity) : nil
    }

    /// Stores records behind those that are stored already, and returns once they are durable.
    ///
    /// - Throws: ``ServiceError`` `.tooLarge`, `.unavailable` (also if another call has stored
    ///   records meanwhile), `.outcomeUnknown`.
    func append(_ chunk: CheckedChunk, to upload: BulkUpload) async throws -> BulkUpload {
        let after = try upload.appending(chunk)
        guard after.storedBytes <= limits.bulkBytesMax else {
            throw ServiceError(
                .tooLarge,
                "The records' size in bytes is above \(limits.bulkBytesMax). Submit them under "
                    + "several manifests.")
        }
        let inserted = try await ServiceError.translating {
            do {
                return try await pool.run(
                    BulkQueries.insert(chunk, from: upload, to: after, at: .now()))
            } catch let error as PostgresError
                where error.kind == .connectionLost && !error.isLossBeforeSending
            {
                // A statement of its own: when the connection breaks it may have been committed.
                throw ServiceError.outcomeUnknown(error)
            }
        }
        guard inserted.count == chunk.count else {
            throw ServiceError(
                .unavailable,
                "Another call has brought records of \(upload.identity.id) meanwhile. Begin again: "
                    + "it goes on where that one is.")
        }
        return after
    }

    /// What there is to tell about records that are stored, after `number`; at most
    /// `limits.recordResultsMax`.
    func noted(
        of identity: DocumentIdentity, after number: Int32
    ) async throws -> [NotedRecordRow] {
        try await ServiceError.translating {
            try await pool.run(
                BulkQueries.listNoted(
                    of: identity, after: number, limit: limits.recordResultsMax))
        }
    }

    /// Gives an upload up. Its records are removed soon.
    func discard(_ identity: DocumentIdentity) async throws {
        try await ServiceError.translating { try await pool.run(BulkQueries.discard(identity)) }
    }

    /// Removes the uploads that are discarded, or that nothing has come for in a long time.
    ///
    /// Several servers may do so at once.
    func removeAbandoned() async throws {
        let age = Int64(limits.unfinishedUploadAge / .microseconds(1))
        let time = Timestamp(microseconds: Timestamp.now().microseconds - age)
        try await pool.run(BulkQueries.discardAll(unusedSince: time))
        for row in try await pool.run(BulkQueries.listDiscarded()) {
            var left: Int32? = 1
            while let some = left, some > 0 {
                left = try await pool.run(
                    BulkQueries.removeRecords(
                        of: row.identity, count: limits.removedRecordsMax))
            }
            try await pool.run(BulkQueries.remove(row.identity))
        }
    }

    /// Removes what is abandoned, every `interval`, until the task is cancelled.
    func followAbandoned(every interval: Duration, log: Logger) async {
        while !Task.isCancelled {
            do {
                try await removeAbandoned()
            } catch {
                // Nothing depends on when it is done.
                log.warning(
                    "abandoned bulk submissions are not removed", metadata: ["cause": "\(error)"])
            }
            try? await Task.sleep(for: interval)
        }
    }

    private var tooManyUnfinished: ServiceError {
        ServiceError(
            .tooManyUnfinished,
            "Your agency has begun \(limits.unfinishedUploadsMax) bulk submissions that are not "
                + "finished. Finish one of them first; what nothing comes for is removed after a "
                + "week.")
    }

    private static let isBeingRemoved = ServiceError(
        .unavailable,
        "What was received of this bulk submission is being removed. Begin again shortly.")
}

extension BulkUpload {
    fileprivate init(_ row: BulkUploadRow, of identity: DocumentIdentity) throws(LogFailure) {
        let stored = Int64(row.stored)
        guard let records = Frontier(size: stored, bytes: row.recordFrontier),
            let results = Frontier(size: stored, bytes: row.resultFrontier)
        else { throw .headIsDamaged }
        self.init(
            identity: identity, count: UInt32(row.count), stored: UInt32(row.stored),
            storedBytes: row.storedBytes, refused: UInt32(row.refused), records: records,
            results: results)
    }
}
