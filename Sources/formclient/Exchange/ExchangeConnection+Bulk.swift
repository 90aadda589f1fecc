import FormDocument
import FormProtocol
import GRPCCore

// The calls about bulk submissions.
extension ExchangeConnection {
    /// Brings a manifest and then records, and hands over what the exchange answers. Not repeated:
    /// the caller knows how far it has come.
    ///
    /// - Parameters:
    ///   - send: gets how many records the exchange has already and sends the others, in order.
    ///   - receive: gets each answer.
    /// - Throws: ``ClientError``, `.unreachable` also if there is no answer for a minute.
    func submitBulk(
        _ manifest: WireSignedForm,
        send:
            @Sendable @escaping (UInt32, (WireRecordChunk) async throws -> Void) async throws ->
            Void,
        receive: @Sendable @escaping (WireSubmitBulkResponse) async throws -> Void
    ) async throws {
        let lastAnswer = LastMoment()
        try await listCall(retries: .none, timeout: nil) { metadata, options, answered in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await stream(manifest, metadata, options, send) { answer in
                        answered.set()
                        lastAnswer.set()
                        try await receive(answer)
                        lastAnswer.set()
                    }
                }
                group.addTask { try await lastAnswer.requireWithin(.seconds(60)) }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func stream(
        _ manifest: WireSignedForm, _ metadata: Metadata, _ options: CallOptions,
        _ send:
            @Sendable @escaping (UInt32, (WireRecordChunk) async throws -> Void) async throws ->
            Void,
        _ receive: @Sendable @escaping (WireSubmitBulkResponse) async throws -> Void
    ) async throws {
        let (starts, start) = AsyncStream.makeStream(of: UInt32.self)
        try await client.submitBulk(metadata: metadata, options: options) { writer in
            try await writer.write(.with { $0.manifest = manifest })
            for await stored in starts.prefix(1) {
                try await send(stored) { chunk in
                    try await writer.write(.with { $0.chunk = chunk })
                }
            }
        } onResponse: { response in
            // Without it the other half would wait for ever.
            defer { start.finish() }
            for try await answer in response.messages {
                start.yield(answer.progress.stored)
                try await receive(answer)
            }
        }
    }

    /// The records of a bulk submission, in order.
    func listRecords(
        of form: DocumentIdentity, _ access: StatedAccess,
        _ receive: @Sendable @escaping ([WireBulkRecord]) async throws -> Void
    ) async throws {
        let request = WireListRecordsRequest.with {
            $0.access = WireAccess(access)
            $0.form = WireFormReference(form)
        }
        try await listCall(retries: .none, timeout: nil) { metadata, options, answered in
            try await client.listRecords(request, metadata: metadata, options: options) {
                response in
                for try await page in response.messages {
                    answered.set()
                    try await receive(page.records)
                }
                answered.set()
            }
        }
    }
}
