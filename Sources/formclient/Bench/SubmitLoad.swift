import FormProtocol
import GRPCCore

/// `Submit`, each time with another form.
struct SubmitLoad: UnaryBenchCall {
    let feed: FormFeed
    let setting: ExchangeFailure.Setting

    func next() -> WireSubmitRequest? {
        feed.next().map { form in .with { $0.form = form } }
    }

    func call(
        _ request: WireSubmitRequest, over client: ExchangeClient, _ options: CallOptions
    ) async throws -> BenchFailure? {
        let answer = try await WireFormExchange.Client(wrapping: client)
            .submit(request, options: options)
        return answer.alreadyAccepted ? .alreadyAccepted : nil
    }
}
