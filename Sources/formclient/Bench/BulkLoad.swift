import FormProtocol
import GRPCCore
import Synchronization

/// `SubmitBulk`: each worker brings one bulk submission after the other.
///
/// Times are those of chunks, from sending one until it is stored; successes are records.
struct BulkLoad: BenchCall {
    let records: BenchRecords
    let setting: ExchangeFailure.Setting

    var probeCount: Int { records.count }

    func probe(over client: ExchangeClient, options: CallOptions) async throws {
        try await submit(over: client, options) { _, _ in }
    }

    func work(over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally) async {
        while !window.isOver {
            do {
                try await submit(over: client, .defaults) { count, begin in
                    tally.succeed(count, begunAt: begin, in: window)
                }
            } catch {
                tally.fail(BenchFailure(error, setting), in: window)
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// One submission from its manifest to its receipt.
    ///
    /// - Parameter note: gets how many records are stored more, and when they were sent.
    private func submit(
        over client: ExchangeClient, _ options: CallOptions,
        note: @Sendable @escaping (Int, UInt64) -> Void
    ) async throws {
        let manifest = try records.manifest()
        /// When the chunks were sent that are not stored yet.
        let sent = Mutex<[UInt64]>([])
        try await WireFormExchange.Client(wrapping: client).submitBulk(options: options) { writer in
            try await writer.write(.with { $0.manifest = manifest })
            for chunk in records.chunks {
                sent.withLock { $0.append(BenchWindow.now) }
                try await writer.write(.with { $0.chunk = chunk })
            }
        } onResponse: { response in
            var stored: UInt32 = 0
            for try await answer in response.messages {
                guard case .progress(let progress)? = answer.content, progress.stored > stored
                else { continue }
                let begin = sent.withLock { $0.isEmpty ? BenchWindow.now : $0.removeFirst() }
                note(Int(progress.stored - stored), begin)
                stored = progress.stored
            }
        }
    }
}
