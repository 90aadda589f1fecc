internal import FormDocument
internal import FormSchemas
internal import GRPCCore
internal import Logging

/// Gives each call an ID, turns what it throws into a status, and writes its one log line.
///
/// A log line has the call, the agency, the outcome and the time taken: never what a form says, who
/// the officer is, or a key.
struct RequestInterceptor: ServerInterceptor {
    let participants: ParticipantDirectory
    let calls: OpenCalls
    let log: Logger

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>,
        context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let scope = RequestScope(
            requestID: SubmissionID.generate().description,
            language: Self.language(request.metadata))
        let call = CallLog(log: log, context: context, participants: participants, scope: scope)

        do {
            let token = try await calls.open(call.agency, context)
            if call.agency == nil, !Self.isForStrangers(context) {
                // Before a stranger's message is waited for.
                _ = try await participants.caller(of: context)
            }
            var request = request
            request.messages = RPCAsyncSequence(
                wrapping: request.messages.map { message in
                    token.requestHasCome()
                    return message
                })
            var response = try await RequestScope.$current.withValue(scope) {
                try await next(request, context)
            }
            response.metadata.addString(scope.requestID, forKey: "x-request-id")
            guard case .success(var contents) = response.accepted else { return response }
            // A streamed answer is produced after this function has returned.
            let produce = contents.producer
            contents.producer = { writer in
                defer { withExtendedLifetime(token) {} }
                token.answerIsReady()
                do {
                    let trailers = try await RequestScope.$current.withValue(scope) {
                        try await produce(writer)
                    }
                    call.finished()
                    return trailers
                } catch {
                    throw call.failed(error)
                }
            }
            response.accepted = .success(contents)
            return response
        } catch {
            throw call.failed(error)
        }
    }

    /// Whether whoever has a certificate may make this call.
    private static func isForStrangers(_ context: ServerContext) -> Bool {
        context.descriptor.service.fullyQualifiedService == "grpc.health.v1.Health"
    }

    /// The first language of `accept-language` that the exchange speaks; English if there is none.
    private static func language(_ metadata: Metadata) -> Language {
        for value in metadata[stringValues: "accept-language"] {
            for range in value.split(separator: ",") {
                let tag = range.drop { $0 == " " }.prefix { $0 != "-" && $0 != ";" && $0 != " " }
                if let language = Language(rawValue: tag.lowercased()) { return language }
            }
        }
        return .en
    }
}

/// The log line of one call.
private struct CallLog: Sendable {
    let log: Logger
    let context: ServerContext
    let participants: ParticipantDirectory
    let scope: RequestScope
    let started = ContinuousClock.now
    /// Whose call it is, as far as was known when it began: later its connection may be gone.
    let agency: AgencyCode?

    init(
        log: Logger, context: ServerContext, participants: ParticipantDirectory,
        scope: RequestScope
    ) {
        self.log = log
        self.context = context
        self.participants = participants
        self.scope = scope
        agency = participants.agency(of: context)
    }

    func finished() {
        write(level: .info, outcome: "OK", cause: nil)
    }

    /// Logs the failure and returns the error that the client gets.
    func failed(_ error: any Error) -> any Error {
        switch error {
        case is CancellationError:
            write(level: .info, outcome: "CANCELLED", cause: nil)
        case let error as RPCError where error.code != .invalidArgument:
            write(level: .info, outcome: "\(error.code)", cause: nil)
        default:
            let failure = Self.failure(error, requestID: scope.requestID)
            write(
                level: failure.cause == nil ? .info : .error, outcome: failure.code.rawValue,
                cause: failure.cause)
            return ServiceError.status(
                for: failure, requestID: scope.requestID, language: scope.language)
        }
        return ServiceError.status(
            for: error, requestID: scope.requestID, language: scope.language)
    }

    /// gRPC itself refuses a request that is not the call's message, and names our types in it.
    private static func failure(_ error: any Error, requestID: String) -> ServiceError {
        guard error is RPCError else { return ServiceError.service(error, requestID: requestID) }
        return ServiceError(
            .malformedRequest, "The request is not the message that this call takes.")
    }

    private func write(level: Logger.Level, outcome: String, cause: (any Error)?) {
        var metadata: Logger.Metadata = [
            "request": "\(scope.requestID)",
            "call": "\(context.descriptor.fullyQualifiedMethod)",
            "agency":
                "\((agency ?? participants.agency(of: context))?.description ?? "-")",
            "ms": "\((ContinuousClock.now - started) / .milliseconds(1))",
        ]
        // The description of a database error is opaque on purpose: no SQL, no values.
        if let cause { metadata["cause"] = "\(cause)" }
        log.log(level: level, "\(outcome)", metadata: metadata)
    }
}
