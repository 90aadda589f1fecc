import FormProtocol
import GRPCCore

/// `Echo` of `formserver echo`, each time with as many bytes as a signed form has.
struct EchoLoad: UnaryBenchCall {
    private let request: WireEchoRequest
    let setting: ExchangeFailure.Setting

    init(payloadBytes: Int, _ setting: ExchangeFailure.Setting) {
        request = .with { $0.payload = .init(repeating: 0x66, count: payloadBytes) }
        self.setting = setting
    }

    func next() -> WireEchoRequest? { request }

    func call(
        _ request: WireEchoRequest, over client: ExchangeClient, _ options: CallOptions
    ) async throws -> BenchFailure? {
        let answer = try await WireSizing.Client(wrapping: client)
            .echo(request, options: options)
        return answer.payload.count == request.payload.count ? nil : .otherAnswer
    }
}
