import FormProtocol
import GRPCCore
import Synchronization

/// `SubmitBatch`: each worker has a stream of its own, with one request open at a time.
///
/// Times are those of requests, successes those of forms.
struct BatchLoad: BenchCall {
    let feed: FormFeed
    let formsPerRequest: Int
    let setting: ExchangeFailure.Setting

    func probe(over client: ExchangeClient, options: CallOptions) async throws -> Int {
        try await SubmitLoad(feed: feed, setting: setting).probe(over: client, options: options)
    }

    func work(over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally) async {
        while !window.isOver {
            do {
                try await stream(over: client, window, tally)
            } catch {
                tally.fail(BenchFailure(error, setting), in: window)
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// One stream, until the window is over or nothing is left to be sent.
    private func stream(
        over client: ExchangeClient, _ window: BenchWindow, _ tally: BenchTally
    ) async throws {
        let (turns, turn) = AsyncStream.makeStream(of: Void.self)
        let sent = Mutex(BenchWindow.now)
        turn.yield()
        try await WireFormExchange.Client(wrapping: client).submitBatch { writer in
            for await _ in turns {
                guard !window.isOver else { return }
                guard let request = next() else { return window.close() }
                sent.withLock { $0 = BenchWindow.now }
                try await writer.write(request)
            }
        } onResponse: { response in
            // Without it the other half would wait for ever.
            defer { turn.finish() }
            for try await answer in response.messages {
                note(answer.results, begunAt: sent.withLock(\.self), in: window, tally)
                turn.yield()
            }
        }
    }

    private func next() -> WireSubmitBatchRequest? {
        var request = WireSubmitBatchRequest()
        while request.forms.count < formsPerRequest, var form = feed.next() {
            request.signerChain = form.signerChain
            form.signerChain = []
            request.forms.append(form)
        }
        return request.forms.isEmpty ? nil : request
    }

    private func note(
        _ results: [WireSubmitResult], begunAt begin: UInt64, in window: BenchWindow,
        _ tally: BenchTally
    ) {
        var accepted = 0
        for result in results {
            switch result.outcome {
            case .accepted(let answer) where !answer.alreadyAccepted: accepted += 1
            case .accepted: tally.fail(.alreadyAccepted, in: window)
            case .refused(let refusal):
                tally.fail(BenchFailure(status: "OK", reason: refusal.reason), in: window)
            case nil: tally.fail(.otherAnswer, in: window)
            }
        }
        if accepted > 0 { tally.succeed(accepted, begunAt: begin, in: window) }
    }
}
