import FormDocument
import FormProtocol
import FormSchemas
import GRPCCore
import GRPCNIOTransportHTTP2

/// An open way to the exchange of a profile.
///
/// Every call fails with a ``ClientError`` that says what to do.
struct ExchangeConnection: Sendable {
    typealias Client = WireFormExchange.Client<HTTP2ClientTransport.Posix>

    let client: Client
    let log: WireLog.Client<HTTP2ClientTransport.Posix>
    let inspections: WireJointInspections.Client<HTTP2ClientTransport.Posix>
    private let language: Language
    private let state: StateFolder
    private let failures: ExchangeFailure.Setting
    private let server: ServerAddress
    /// Told before each new attempt of a call, and once when an answer takes long.
    private let tell: @Sendable (Phrase) -> Void
    private let hasSaidWaiting = Latch()

    private static let callTimeout = Duration.seconds(30)
    /// A search or an inbox may be long; what never ends is `watch`, which has no timeout.
    static let listTimeout = Duration.seconds(300)
    /// How long a call and its repetitions may take together, unless the call alone may take longer.
    private static let attemptsTimeout = Duration.seconds(90)
    /// When somebody who waits wants to know what for.
    private static let silenceMax = Duration.seconds(2)

    /// Connects, and closes the connection when `body` is done.
    ///
    /// An exchange that hangs does not keep the client from ending: closing waits for it only after
    /// a success, and not for long.
    ///
    /// Nothing is sent before the first call; a server that is away is noticed there.
    static func open<Result: Sendable>(
        _ profile: Profile, _ console: Console,
        _ body: @Sendable (ExchangeConnection) async throws -> Result
    ) async throws -> Result {
        let transport = try HTTP2ClientTransport.Posix(to: profile.server, as: profile)
        let state = try StateFolder(profile)
        return try await withExchangeClient(over: transport) { client in
            try await body(
                ExchangeConnection(
                    client: Client(wrapping: client), log: .init(wrapping: client),
                    inspections: .init(wrapping: client),
                    language: console.language, state: state,
                    failures: .init(server: profile.server, lastContact: state.lastContact()),
                    server: profile.server, tell: { console.tell($0) }))
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
    ) async throws -> WireAcknowledgeResponse {
        let request = WireAcknowledgeRequest.with {
            $0.access = WireAccess(access)
            $0.form = WireFormReference(form)
        }
        return try await call(retries: .submission) { metadata, options in
            try await client.acknowledge(request, metadata: metadata, options: options)
        }
    }

    /// One page of a search: at most `limit` summaries, and the token of the next page.
    func search(_ request: WireSearchRequest) async throws -> [WireSearchResponse] {
        try await listCall(retries: .reading, timeout: Self.listTimeout) {
            metadata, options, answered in
            try await client.search(request, metadata: metadata, options: options) { response in
                var answers: [WireSearchResponse] = []
                for try await answer in response.messages {
                    answered.set()
                    answers.append(answer)
                }
                return answers
            }
        }
    }

    /// The inbox as it is now, from the request's cursor to its end.
    func inbox(_ request: WireWatchRequest) async throws -> [WireWatchResponse] {
        try await listCall(retries: .reading, timeout: Self.listTimeout) {
            metadata, options, answered in
            try await client.watch(request, metadata: metadata, options: options) { response in
                var answers: [WireWatchResponse] = []
                for try await answer in response.messages {
                    answered.set()
                    answers.append(answer)
                }
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
        try await listCall(retries: .none, timeout: nil) { metadata, options, answered in
            try await client.watch(request, metadata: metadata, options: options) { response in
                for try await answer in response.messages {
                    answered.set()
                    try await receive(answer)
                }
            }
        }
    }

    // MARK: Attempts

    /// As ``call(retries:timeout:answered:_:)``, for a call that may take long once it is answered,
    /// but not until then. `body` sets the latch with the first answer.
    func listCall<Response: Sendable>(
        retries: RetryPolicy, timeout: Duration?,
        _ body: @escaping @Sendable (Metadata, CallOptions, Latch) async throws -> Response
    ) async throws -> Response {
        let answered = Latch()
        return try await call(retries: retries, timeout: timeout, answered: answered) {
            metadata, options in
            try await withThrowingTaskGroup(of: Response?.self) { group in
                group.addTask { try await body(metadata, options, answered) }
                group.addTask {
                    try await Task.sleep(for: Self.callTimeout)
                    guard !answered.isSet else { return nil }
                    throw RPCError(code: .deadlineExceeded, message: "There is no answer.")
                }
                defer { group.cancelAll() }
                while let response = try await group.next() {
                    if let response { return response }
                }
                throw CancellationError()
            }
        }
    }

    /// Makes a call, again where that helps, and turns its failure into a ``ClientError``.
    ///
    /// - Parameter answered: set by `body` once there is an answer, if that is before its end.
    func call<Response: Sendable>(
        retries: RetryPolicy, timeout: Duration? = callTimeout, answered: Latch = Latch(),
        _ body: (Metadata, CallOptions) async throws -> Response
    ) async throws -> Response {
        var options = CallOptions.defaults
        let deadline = timeout.map { ContinuousClock.now + max($0, Self.attemptsTimeout) }
        // A server that refuses connections is to be noticed at once.
        options.waitForReady = false
        let metadata: Metadata = ["accept-language": "\(language.rawValue)"]
        var attempt = 1
        var mayHaveArrived = false
        while true {
            if let timeout, let deadline {
                options.timeout = min(timeout, deadline - ContinuousClock.now)
            }
            let notice = noticeOfSilence(unless: answered)
            defer { notice.cancel() }
            do {
                let response = try await body(metadata, options)
                state.noteContact()
                return response
            } catch let error as RPCError {
                let failure = ExchangeFailure(error, failures)
                mayHaveArrived = mayHaveArrived || failure.mayHaveArrived
                if failure.isAnswer { state.noteContact() }
                notice.cancel()
                guard let delay = retries.delay(after: failure, attempt: attempt),
                    deadline.map({ ContinuousClock.now + delay < $0 }) ?? true
                else {
                    throw failure.clientError(
                        outcomeUnknown: retries == .submission && mayHaveArrived)
                }
                attempt += 1
                tell(.tryingAgain(delay, attempt: attempt, of: RetryPolicy.attemptsMax))
                try await Task.sleep(for: delay)
            }
        }
    }

    /// Says once, if there is no answer for a while, that the client is waiting for one.
    private func noticeOfSilence(unless answered: Latch) -> Task<Void, any Error> {
        Task {
            try await Task.sleep(for: Self.silenceMax)
            guard !answered.isSet, !hasSaidWaiting.isSet else { return }
            hasSaidWaiting.set()
            tell(.waiting(server))
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
