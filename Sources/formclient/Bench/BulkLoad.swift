import FormProtocol
import GRPCCore
import Synchronization

/// `SubmitBulk`: each worker brings one bulk submission after the other.
///
/// Times are those of chunks, from sending one until it is stored; successes are records.
struct BulkLoad: BenchCall {
    let records: BenchRecords
    let setting: ExchangeFailure.Setting

    /// How many records are stored and refused.
    struct Standing: Equatable {
        var stored = 0
        var refused = 0

        var accepted: Int { stored - refused }

        init() {}

        init(_ progress: WireBulkProgress) {
            stored = Int(progress.stored)
            refused = Int(progress.refused)
        }
    }

    func probe(over client: ExchangeClient, options: CallOptions) async throws -> Int {
        try await submit(over: client, options) { _, _, _ in }.accepted
    }

    func work(over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally) async {
        while !window.isOver {
            do {
                _ = try await submit(over: client, .defaults) { before, now, begin in
                    Self.note(from: before, to: now, begunAt: begin, in: window, tally)
                }
            } catch {
                tally.fail(BenchFailure(error, setting), in: window)
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Counts the records that became stored: those that are accepted are successes.
    static func note(
        from before: Standing, to now: Standing, begunAt begin: UInt64, in window: BenchWindow,
        _ tally: BenchTally
    ) {
        let accepted = now.accepted - before.accepted
        let refused = now.refused - before.refused
        if accepted > 0 { tally.succeed(accepted, begunAt: begin, in: window) }
        if refused > 0 { tally.fail(.refusedRecord, refused, in: window) }
    }

    /// One submission from its manifest to its receipt.
    ///
    /// - Parameter note: gets how the records stood and how they stand, and when those that are
    ///   stored more were sent.
    /// - Returns: how they stand at the end.
    private func submit(
        over client: ExchangeClient, _ options: CallOptions,
        note: @Sendable @escaping (Standing, Standing, UInt64) -> Void
    ) async throws -> Standing {
        let manifest = try records.manifest()
        /// When the chunks were sent that are not stored yet.
        let sent = Mutex<[UInt64]>([])
        let client = WireFormExchange.Client(wrapping: client)
        return try await client.submitBulk(options: options) { writer in
            try await writer.write(.with { $0.manifest = manifest })
            for chunk in records.chunks {
                sent.withLock { $0.append(BenchWindow.now) }
                try await writer.write(.with { $0.chunk = chunk })
            }
        } onResponse: { response in
            var standing = Standing()
            for try await answer in response.messages {
                guard case .progress(let progress)? = answer.content,
                    progress.stored > standing.stored
                else { continue }
                let begin = sent.withLock { $0.isEmpty ? BenchWindow.now : $0.removeFirst() }
                note(standing, Standing(progress), begin)
                standing = Standing(progress)
            }
            return standing
        }
    }
}
