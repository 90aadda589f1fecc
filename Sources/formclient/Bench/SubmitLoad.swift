import FormProtocol
import GRPCCore
import Synchronization

/// `Submit`, each time with another form.
struct SubmitLoad: UnaryBenchCall {
    let forms: BenchForms
    let setting: ExchangeFailure.Setting
    private let used = Counter()

    init(_ forms: BenchForms, _ setting: ExchangeFailure.Setting) {
        self.forms = forms
        self.setting = setting
    }

    func next() -> WireSubmitRequest? {
        let index = used.next()
        return index < forms.count ? .with { $0.form = forms[index] } : nil
    }

    func call(
        _ request: WireSubmitRequest, over client: ExchangeClient, _ options: CallOptions
    ) async throws -> BenchFailure? {
        let answer = try await WireFormExchange.Client(wrapping: client)
            .submit(request, options: options)
        return answer.alreadyAccepted ? .alreadyAccepted : nil
    }
}

/// Numbers from 0, each given out once.
private final class Counter: Sendable {
    private let value = Atomic(0)

    func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
