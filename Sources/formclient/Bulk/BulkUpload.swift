import FormDocument
import FormProtocol
import FormSchemas

/// Brings the records of a bulk submission to the exchange, through breaks of the connection.
struct BulkUpload: Sendable {
    let form: Outbox.Form
    let files: RecordFiles
    let console: Console
    /// Takes what the exchange answers.
    let results: BulkResults

    /// How often in a row it may fail without having brought a record.
    private static let attemptsMax = 5

    /// Sends whatever the exchange does not have yet.
    ///
    /// - Throws: ``ClientError``; `CancellationError`.
    func send(over connection: ExchangeConnection) async throws -> WireBulkCompletion {
        var attempt = 1
        while true {
            let before = results.stored
            do {
                results.begin()
                try await connection.submitBulk(WireSignedForm(form.prepared.bundle)) {
                    stored, write in
                    try await send(after: Int(stored), write)
                } receive: { answer in
                    try results.take(answer)
                }
                if let completion = results.completion { return completion }
                throw ClientError(.unreachable, .bulkEndedEarly)
            } catch let error as ClientError where error.status == .unreachable {
                try Task.checkCancellation()
                attempt = results.stored > before ? 1 : attempt + 1
                guard attempt <= Self.attemptsMax else { throw error }
                results.pause()
                let delay = Duration.seconds(2 * attempt)
                console.say(error.message[console.language])
                console.tell(.tryingAgain(delay, attempt: attempt, of: Self.attemptsMax))
                try await Task.sleep(for: delay)
            }
        }
    }

    private func send(
        after stored: Int, _ write: (WireRecordChunk) async throws -> Void
    ) async throws {
        var reader = try files.reader()
        for _ in 0..<stored { _ = try reader.next() }
        var next = stored + 1
        while true {
            try Task.checkCancellation()
            let records = try reader.chunk()
            guard !records.isEmpty else { return }
            try await write(
                .with {
                    $0.first = UInt32(next)
                    $0.records = records.map { .init($0) }
                })
            next += records.count
        }
    }
}
