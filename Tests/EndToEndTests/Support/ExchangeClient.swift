import FormProtocol
import GRPCCore
import GRPCNIOTransportHTTP2

typealias ExchangeClient = WireFormExchange.Client<HTTP2ClientTransport.Posix>
typealias InspectionsClient = WireJointInspections.Client<HTTP2ClientTransport.Posix>
typealias LogClient = WireLog.Client<HTTP2ClientTransport.Posix>

/// Where a server listens.
struct Endpoint: Sendable, CustomStringConvertible {
    let host: String
    let port: Int

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Opens a connection to `endpoint` with an agency's certificate, on which anything can be sent.
func withExchangeClient<Value: Sendable>(
    _ endpoint: Endpoint, _ agency: Agency, interceptors: [any ClientInterceptor] = [],
    _ body: (ExchangeClient) async throws -> Value
) async throws -> Value {
    try await withConnection(endpoint, agency, interceptors) {
        try await body(ExchangeClient(wrapping: $0))
    }
}

/// As ``withExchangeClient(_:_:interceptors:_:)``, for calls about the log.
func withLogClient<Value: Sendable>(
    _ endpoint: Endpoint, _ agency: Agency, _ body: (LogClient) async throws -> Value
) async throws -> Value {
    try await withConnection(endpoint, agency, []) { try await body(LogClient(wrapping: $0)) }
}

private func withConnection<Value: Sendable>(
    _ endpoint: Endpoint, _ agency: Agency, _ interceptors: [any ClientInterceptor],
    _ body: (GRPCClient<HTTP2ClientTransport.Posix>) async throws -> Value
) async throws -> Value {
    let security = HTTP2ClientTransport.Posix.TransportSecurity.mTLS(
        certificateChain: [.file(path: agency.certificate.path, format: .pem)],
        privateKey: .file(path: agency.key.path, format: .pem)
    ) {
        $0.trustRoots = .certificates([.file(path: agency.trust.path, format: .pem)])
        $0.serverCertificateVerification = .fullVerification
    }
    let transport =
        endpoint.host.contains(":")
        ? try HTTP2ClientTransport.Posix(
            target: .ipv6(address: endpoint.host, port: endpoint.port),
            transportSecurity: security)
        : try HTTP2ClientTransport.Posix(
            target: .ipv4(address: endpoint.host, port: endpoint.port),
            transportSecurity: security)
    return try await withGRPCClient(transport: transport, interceptors: interceptors) {
        try await body($0)
    }
}

extension TestExchange {
    func withClient<Value: Sendable>(
        _ agency: Agency, interceptors: [any ClientInterceptor] = [],
        _ body: (ExchangeClient) async throws -> Value
    ) async throws -> Value {
        try await withExchangeClient(endpoint, agency, interceptors: interceptors, body)
    }

    func withClient<Value: Sendable>(
        _ code: String, _ body: (ExchangeClient) async throws -> Value
    ) async throws -> Value {
        try await withClient(self[code], body)
    }

    /// As ``withClient(_:_:)``, for calls about inspections.
    func withInspections<Value: Sendable>(
        _ code: String, _ body: (InspectionsClient) async throws -> Value
    ) async throws -> Value {
        try await withConnection(endpoint, self[code], []) {
            try await body(InspectionsClient(wrapping: $0))
        }
    }

    /// Submits a form as its sender does.
    @discardableResult
    func submit(_ form: SampleForm) async throws -> WireSubmitResponse {
        let sender = self[form.sender]
        let signed = try sender.signed(form)
        return try await withClient(sender) { try await $0.submit(signed) }
    }

    /// A mission that can be submitted: what it rests upon is accepted, and only BE-DAP has got it.
    func mission() async throws -> SampleForm {
        let assessment = try SampleForm.assessment().to(("BE-DAP", "TO"))
        try await submit(assessment)
        return try SampleForm.mission(on: assessment)
    }
}

extension WireAccess {
    /// What every reading call of the tests states, unless it is about just that.
    static let stated = WireAccess.with {
        $0.officer = "Officer 4711"
        $0.reason = "end-to-end test"
    }
}

extension WireFormExchange.ClientProtocol {
    func submit(_ form: WireSignedForm) async throws -> WireSubmitResponse {
        try await submit(.with { $0.form = form })
    }

    func validate(_ form: WireSignedForm) async throws -> WireValidateResponse {
        try await validate(.with { $0.form = form })
    }

    func get(_ form: WireFormReference) async throws -> WireGetResponse {
        try await get(
            .with {
                $0.access = .stated
                $0.form = form
            })
    }

    func acknowledge(_ form: WireFormReference) async throws -> WireAcknowledgement {
        try await acknowledge(
            .with {
                $0.access = .stated
                $0.form = form
            }
        ).acknowledgement
    }

    /// All summaries of one call of `Search`.
    func search(
        _ fill: (inout WireSearchRequest) -> Void = { _ in }
    ) async throws -> [WireSearchResponse] {
        var request = WireSearchRequest.with { $0.access = .stated }
        fill(&request)
        return try await search(request) { response in
            var found: [WireSearchResponse] = []
            for try await one in response.messages { found.append(one) }
            return found
        }
    }

    /// The inbox from `cursor` to its end, without reminders, which depend on the clock.
    func inbox(from cursor: Int64 = 0) async throws -> [WireWatchResponse] {
        let request = WireWatchRequest.with {
            $0.access = .stated
            $0.cursor = cursor
            $0.untilCaughtUp = true
        }
        return try await watch(request) { response in
            var entries: [WireWatchResponse] = []
            for try await entry in response.messages where !entry.reminder.hasDeadline {
                entries.append(entry)
            }
            return entries
        }
    }
}

/// Notes from which local address each call goes out: two calls with the same one used the same
/// connection.
final class ConnectionRecorder: ClientInterceptor {
    private let peers = Recorded<String>()

    var connections: [String] { peers.all }

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws ->
            StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        peers.append(context.localPeer)
        return try await next(request, context)
    }
}
