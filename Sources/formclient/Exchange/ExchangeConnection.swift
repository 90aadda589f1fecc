import FormDocument
import FormProtocol
import FormSchemas
import Glibc
import GRPCCore
import GRPCNIOTransportHTTP2

/// An open way to the exchange of a profile.
///
/// Every call fails with a ``ClientError`` that says what to do.
struct ExchangeConnection: Sendable {
    private typealias Client = WireFormExchange.Client<HTTP2ClientTransport.Posix>

    private let client: Client
    private let language: Language
    private let state: StateFolder
    private let failures: ExchangeFailure.Setting
    /// Told before each new attempt of a call.
    private let onRetry: @Sendable (Phrase) -> Void

    private static let callTimeout = Duration.seconds(30)
    /// A search or an inbox may be long; what never ends is `watch`, which has no timeout.
    private static let listTimeout = Duration.seconds(300)

    /// Connects, and closes the connection when `body` is done.
    ///
    /// Nothing is sent before the first call; a server that is away is noticed there.
    static func open<Result: Sendable>(
        _ profile: Profile, _ console: Console,
        _ body: @Sendable (ExchangeConnection) async throws -> Result
    ) async throws -> Result {
        // Read first for the sake of a clear error; the transport opens the files again.
        _ = try Credentials.keyText(profile.key)
        _ = try Credentials.chain(profile.certificate)
        _ = try Credentials.roots(profile.trust)
        let state = try StateFolder(profile)
        let transport: HTTP2ClientTransport.Posix
        do {
            transport = try HTTP2ClientTransport.Posix(
                target: profile.server.target,
                transportSecurity: .mTLS(
                    certificateChain: [.file(path: profile.certificate, format: .pem)],
                    privateKey: .file(path: profile.key, format: .pem)
                ) { tls in
                    tls.trustRoots = .certificates([.file(path: profile.trust, format: .pem)])
                    tls.serverCertificateVerification = .fullVerification
                })
        } catch {
            throw ClientError(.local, .tlsSetup(profile.certificate, profile.key))
        }
        return try await withGRPCClient(transport: transport) { client in
            try await body(
                ExchangeConnection(
                    client: Client(wrapping: client), language: console.language, state: state,
                    failures: .init(server: profile.server, lastContact: state.lastContact()),
                    onRetry: { console.tell($0) }))
        }
    }

    // MARK: Calls

    /// Hands a form in. Repeats the call as long as that can help: the exchange knows a form that
    /// it has by its bytes.
    func submit(_ form: WireSignedForm) async throws -> WireSubmitResponse {
        try await call(retries: .submission) { metadata, options in
            try await client.submit(.with { $0.form = form }, metadata: metadata, options: options)
        }
    }

    func validate(_ form: WireSignedForm) async throws -> WireValidateResponse {
        try await call(retries: .reading) { metadata, options in
            try await client.validate(
                .with { $0.form = form }, metadata: metadata, options: options)
        }
    }

    func get(_ form: DocumentIdentity, _ access: StatedAccess) async throws -> WireGetResponse {
        let request = WireGetRequest.with {
            $0.access = WireAccess(access)
            $0.form = WireFormReference(form)
        }
        return try await call(retries: .reading) { metadata, options in
            try await client.get(request, metadata: metadata, options: options)
        }
    }

    func acknowledge(
        _ form: DocumentIdentity, _ access: StatedAccess
    ) async throws -> WireAcknowledgement {
        let request = WireAcknowledgeRequest.with {
            $0.access = WireAccess(access)
            $0.form = WireFormReference(form)
        }
        return try await call(retries: .submission) { metadata, options in
            try await client.acknowledge(request, metadata: metadata, options: options)
        }.acknowledgement
    }

    /// One page of a search: at most `limit` summaries, and the token of the next page.
    func search(_ request: WireSearchRequest) async throws -> [WireSearchResponse] {
        try await call(retries: .reading, timeout: Self.listTimeout) { metadata, options in
            try await client.search(request, metadata: metadata, options: options) { response in
                var answers: [WireSearchResponse] = []
                for try await answer in response.messages { answers.append(answer) }
                return answers
            }
        }
    }

    /// The inbox as it is now, from the request's cursor to its end.
    func inbox(_ request: WireWatchRequest) async throws -> [WireWatchResponse] {
        try await call(retries: .reading, timeout: Self.listTimeout) { metadata, options in
            try await client.watch(request, metadata: metadata, options: options) { response in
                var answers: [WireWatchResponse] = []
                for try await answer in response.messages { answers.append(answer) }
                return answers
            }
        }
    }

    /// Streams the inbox to `receive` until the exchange ends the stream. Not repeated: the caller
    /// knows how far it has come.
    func watch(
        _ request: WireWatchRequest,
        _ receive: @Sendable @escaping (WireWatchResponse) async throws -> Void
    ) async throws {
        try await call(retries: .none, timeout: nil) { metadata, options in
            try await client.watch(request, metadata: metadata, options: options) { response in
                for try await answer in response.messages { try await receive(answer) }
            }
        }
    }

    // MARK: Attempts

    /// Makes a call, again where that helps, and turns its failure into a ``ClientError``.
    private func call<Response: Sendable>(
        retries: RetryPolicy, timeout: Duration? = callTimeout,
        _ body: (Metadata, CallOptions) async throws -> Response
    ) async throws -> Response {
        var options = CallOptions.defaults
        options.timeout = timeout
        // A server that refuses connections is to be noticed at once.
        options.waitForReady = false
        let metadata: Metadata = ["accept-language": "\(language.rawValue)"]
        var attempt = 1
        var mayHaveArrived = false
        while true {
            do {
                let response = try await body(metadata, options)
                state.noteContact()
                return response
            } catch let error as RPCError {
                let failure = ExchangeFailure(error, failures)
                mayHaveArrived = mayHaveArrived || failure.mayHaveArrived
                if failure.isAnswer { state.noteContact() }
                guard let delay = retries.delay(after: failure, attempt: attempt) else {
                    throw failure.clientError(
                        outcomeUnknown: retries == .submission && mayHaveArrived)
                }
                attempt += 1
                onRetry(.tryingAgain(delay, attempt: attempt, of: RetryPolicy.attemptsMax))
                try await Task.sleep(for: delay)
            }
        }
    }
}

/// When a call that has failed is made again.
enum RetryPolicy: Sendable {
    /// Never.
    case none
    /// Reading calls: when the exchange asks for it.
    case reading
    /// Calls that are idempotent and worth an effort: also when the connection broke.
    case submission

    static let attemptsMax = 5
    private static let delayMax = Duration.seconds(30)

    /// How long to wait before the next attempt; `nil` if there is to be none.
    func delay(after failure: ExchangeFailure, attempt: Int) -> Duration? {
        guard self != .none, attempt < Self.attemptsMax else { return nil }
        if let asked = failure.retryDelay { return min(asked, Self.delayMax) }
        guard self == .submission, failure.mayHaveArrived else { return nil }
        return .seconds(attempt)
    }
}

extension ServerAddress {
    /// An address as such must not be looked up, nor named in the TLS handshake.
    fileprivate var target: any ResolvableTarget {
        var scratch = in6_addr()
        if inet_pton(AF_INET, host, &scratch) == 1 { return .ipv4(address: host, port: port) }
        if inet_pton(AF_INET6, host, &scratch) == 1 { return .ipv6(address: host, port: port) }
        return .dns(host: host, port: port)
    }
}
