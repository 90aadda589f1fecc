internal import FormDocument
internal import FormProtocol
internal import GRPCCore
internal import SwiftProtobuf

extension FormExchangeService {
    /// Accepts the forms of a stream, request by request; every request gets one response.
    ///
    /// Some requests are checked at the same time, but queued for the log in the order in which
    /// they came. Nothing more is read while as many wait for their response to be taken.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`; for the whole stream what
    ///   ``submit(request:context:)`` throws about its caller.
    func submitBatch(
        request: RPCAsyncSequence<WireSubmitBatchRequest, any Error>,
        response: RPCWriter<WireSubmitBatchResponse>, context: ServerContext
    ) async throws {
        try await participants.caller(of: context).requireToSubmit()
        let (checks, addCheck) = AsyncStream.makeStream(
            of: Task<SubmissionIntake.Batch, Never>.self)
        let (answers, addAnswer) = AsyncStream.makeStream(
            of: Task<WireSubmitBatchResponse, Never>.self)
        let (slots, freeSlot) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<limits.batchRequestsMax { freeSlot.yield() }

        let failure = try await withThrowingTaskGroup(of: (any Error)?.self) { group in
            group.addTask {
                defer { addCheck.finish() }
                do {
                    try await read(request, slots, context) { addCheck.yield($0) }
                    return nil
                } catch {
                    // What was sent before gets its answers first.
                    return error
                }
            }
            group.addTask {
                defer { addAnswer.finish() }
                for await check in checks {
                    let batch = intake.enqueue(await check.value)
                    addAnswer.yield(Task { await answer(batch) })
                }
                return nil
            }
            group.addTask {
                for await answer in answers {
                    try await response.write(await answer.value)
                    freeSlot.yield()
                }
                return nil
            }
            var failure: (any Error)?
            while let ending = try await group.next() { failure = failure ?? ending }
            return failure
        }
        if let failure { throw failure }
    }

    private func read(
        _ requests: RPCAsyncSequence<WireSubmitBatchRequest, any Error>,
        _ slots: AsyncStream<Void>, _ context: ServerContext,
        check: (Task<SubmissionIntake.Batch, Never>) -> Void
    ) async throws {
        var slots = slots.makeAsyncIterator()
        for try await request in requests {
            guard await slots.next() != nil else { return }
            // A certificate may have been withdrawn while the stream was open.
            let caller = try await participants.caller(of: context)
            try caller.requireToSubmit()
            let forms = try forms(of: request)
            check(
                Task {
                    await intake.check(forms, from: caller, unless: context.cancellation)
                })
        }
    }

    private func forms(of request: WireSubmitBatchRequest) throws -> [WireSignedForm] {
        guard (1...limits.batchFormsMax).contains(request.forms.count) else {
            throw ServiceError(
                .malformedRequest,
                "A request has 1 to \(limits.batchFormsMax) forms; this one has "
                    + "\(request.forms.count).")
        }
        guard !request.signerChain.isEmpty else { return request.forms }
        return request.forms.map { form in
            guard form.signerChain.isEmpty else { return form }
            var form = form
            form.signerChain = request.signerChain
            return form
        }
    }

    private func answer(_ batch: SubmissionIntake.Batch) async -> WireSubmitBatchResponse {
        let outcomes = await intake.finish(batch)
        inboxSignal.wake()
        return .with { $0.results = outcomes.map(WireSubmitResult.init) }
    }
}

extension WireSubmitResult {
    init(_ outcome: SubmissionIntake.Outcome) {
        self.init()
        switch outcome {
        case .success(let acceptance):
            accepted = WireSubmitResponse(acceptance)
        case .failure(let error):
            refused = WireRefusal(
                ServiceError.service(error, requestID: RequestScope.current.requestID))
        }
    }
}

extension WireRefusal {
    /// What is told of one form is what the status of a whole call would tell.
    init(_ error: ServiceError) {
        self.init()
        reason = error.code.rawValue
        message = error.message
        violations = error.violations.map(WireViolation.init)
        if let delay = error.code.retryDelay {
            retryAfter = Google_Protobuf_Duration(rounding: delay)
        }
    }
}
