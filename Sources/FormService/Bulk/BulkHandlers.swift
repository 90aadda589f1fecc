internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore

extension FormExchangeService {
    /// Accepts the records of a stream under one manifest.
    ///
    /// While records are being stored the next ones are checked. Nothing more is read while as many
    /// requests wait, or their progress is not taken.
    ///
    /// - Throws: ``ServiceError`` with any code but `.notFound`.
    func submitBulk(
        request: RPCAsyncSequence<WireSubmitBulkRequest, any Error>,
        response: RPCWriter<WireSubmitBulkResponse>, context: ServerContext
    ) async throws {
        try await participants.caller(of: context).requireToSubmit()
        let (steps, addStep) = AsyncStream.makeStream(of: BulkStep.self)
        let (slots, freeSlot) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<limits.bulkChunksMax { freeSlot.yield() }

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { addStep.finish() }
                try await read(request, slots, context) { addStep.yield($0) }
            }
            var submission: BulkSubmission?
            for await step in steps {
                switch step {
                case .opened(let opening):
                    submission = try await tell(opening, response)
                case .chunk(let check):
                    try await store(try await check.value, in: &submission, response)
                    freeSlot.yield()
                }
                guard let open = submission else { return group.cancelAll() }
                if open.upload.isComplete {
                    group.cancelAll()
                    let acceptance = try await bulk.accept(open.manifest, open.upload)
                    inboxSignal.wake()
                    return try await response.write(WireSubmitBulkResponse(acceptance))
                }
            }
            // Why the stream has ended before.
            try await group.waitForAll()
        }
    }

    // MARK: Requests

    /// Reads the manifest and then the records, of which some are checked at the same time.
    private func read(
        _ requests: RPCAsyncSequence<WireSubmitBulkRequest, any Error>,
        _ slots: AsyncStream<Void>, _ context: ServerContext, step: (BulkStep) -> Void
    ) async throws {
        var slots = slots.makeAsyncIterator()
        var rest: BulkRest?
        for try await request in requests {
            // A certificate may have been withdrawn while the stream was open.
            let caller = try await participants.caller(of: context)
            try caller.requireToSubmit()
            switch (request.content, rest) {
            case (.manifest(let form), nil):
                let opening = try await bulk.open(form, from: caller)
                step(.opened(opening))
                guard case .open(let submission) = opening else { return }
                rest = BulkRest(submission)
            case (.chunk(let chunk), .some(var open)):
                let records = try open.take(chunk, limits)
                rest = open
                guard await slots.next() != nil else { return }
                step(.chunk(Task { try await check(records, of: caller.agency, context) }))
            default:
                throw ServiceError(
                    .malformedRequest,
                    "The first request has a manifest, every other one has records.")
            }
        }
    }

    private func check(
        _ chunk: BulkRest.Chunk, of agency: AgencyCode, _ context: ServerContext
    ) async throws -> CheckedChunk {
        var checked = CheckedChunk(first: chunk.first, count: chunk.records.count)
        var rest = chunk.records[...]
        while !rest.isEmpty {
            // A few at a time take no longer than a form.
            try await bulk.intake.checks.pass(agency, unless: context.cancellation) {
                checked.append(rest.prefix(16), with: chunk.check)
            }
            rest = rest.dropFirst(16)
        }
        return checked
    }

    // MARK: Responses

    /// Says how many records there are already, and what there is to tell about them.
    ///
    /// - Returns: the submission, if it was not accepted before.
    private func tell(
        _ opening: BulkIntake.Opening, _ response: RPCWriter<WireSubmitBulkResponse>
    ) async throws -> BulkSubmission? {
        switch opening {
        case .accepted(let identity, let acceptance):
            try await tellEarlier(
                of: identity, stored: acceptance.accepted + acceptance.refused,
                refused: acceptance.refused, response)
            try await response.write(WireSubmitBulkResponse(acceptance))
            return nil
        case .open(let submission):
            let upload = submission.upload
            try await tellEarlier(
                of: upload.identity, stored: upload.stored, refused: upload.refused, response)
            return submission
        }
    }

    private func tellEarlier(
        of identity: DocumentIdentity, stored: UInt32, refused: UInt32,
        _ response: RPCWriter<WireSubmitBulkResponse>
    ) async throws {
        try await response.write(WireSubmitBulkResponse(stored: stored, refused: refused))
        var last: Int32 = 0
        while true {
            let rows = try await bulk.store.noted(of: identity, after: last)
            guard let row = rows.last else { return }
            last = row.number
            try await response.write(
                WireSubmitBulkResponse(
                    stored: stored, refused: refused, results: rows.map(WireRecordResult.init)))
        }
    }

    /// Stores records and tells what became of them.
    private func store(
        _ chunk: CheckedChunk, in submission: inout BulkSubmission?,
        _ response: RPCWriter<WireSubmitBulkResponse>
    ) async throws {
        guard var open = submission else { return }
        open.upload = try await bulk.store.append(chunk, to: open.upload)
        submission = open
        var results = chunk.noted.map { WireRecordResult($0, limits: limits) }[...]
        repeat {
            try await response.write(
                WireSubmitBulkResponse(
                    stored: open.upload.stored, refused: open.upload.refused,
                    results: Array(results.prefix(limits.recordResultsMax))))
            results = results.dropFirst(limits.recordResultsMax)
        } while !results.isEmpty
    }
}

/// What a bulk submission's stream brings, one after the other.
private enum BulkStep: Sendable {
    case opened(BulkIntake.Opening)
    case chunk(Task<CheckedChunk, any Error>)
}

/// The records that are still to come, chunk by chunk without gaps.
private struct BulkRest: Sendable {
    private var next: UInt32
    private let manifest: CheckedManifest

    /// Records that are not checked yet.
    struct Chunk: Sendable {
        let first: UInt32
        let records: [[UInt8]]
        let check: RecordCheck
    }

    init(_ submission: BulkSubmission) {
        next = submission.upload.next
        manifest = submission.manifest
    }

    /// - Throws: ``ServiceError`` `.malformedRequest`.
    mutating func take(_ chunk: WireRecordChunk, _ limits: Limits) throws -> Chunk {
        guard (1...limits.bulkChunkRecordsMax).contains(chunk.records.count) else {
            throw ServiceError(
                .malformedRequest,
                "A request has 1 to \(limits.bulkChunkRecordsMax) records; this one has "
                    + "\(chunk.records.count).")
        }
        guard chunk.first == next else {
            throw ServiceError(
                .malformedRequest,
                "The next record is number \(next); the request begins with \(chunk.first).")
        }
        guard Int(next) + chunk.records.count - 1 <= Int(manifest.count) else {
            throw ServiceError(
                .malformedRequest,
                "The manifest has \(manifest.count) records; the request goes beyond.")
        }
        next += UInt32(chunk.records.count)
        return Chunk(
            first: chunk.first, records: chunk.records.map { [UInt8]($0) },
            check: manifest.records)
    }
}
