internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore

extension FormExchangeService {
    /// Accepts one form: checks it, stores it with its leaf, answers with a receipt.
    ///
    /// Idempotent per sender, ID and document: a retry gets the first receipt, whatever has changed
    /// meanwhile.
    ///
    /// - Throws: ``ServiceError`` with any code but `.notFound`.
    func submit(
        request: WireSubmitRequest, context: ServerContext
    ) async throws -> WireSubmitResponse {
        let caller = try await participants.caller(of: context)
        try caller.requireToSubmit()
        let accepted = try await intake.accept(
            request.form, from: caller, unless: context.cancellation)
        if !accepted.submission.isRepeated { inboxSignal.wake() }
        return WireSubmitResponse(accepted)
    }

    /// Runs every check of ``submit(request:context:)``, stores nothing.
    func validate(
        request: WireValidateRequest, context: ServerContext
    ) async throws -> WireValidateResponse {
        let caller = try await participants.caller(of: context)
        try caller.requireToSubmit()
        do {
            return WireValidateResponse(
                violations: try await intake.validate(
                    request.form, from: caller, unless: context.cancellation))
        } catch let error as ServiceError where !error.violations.isEmpty {
            return WireValidateResponse(violations: error.violations)
        }
    }
}
