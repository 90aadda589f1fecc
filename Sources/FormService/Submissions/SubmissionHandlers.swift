internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore

// The table of contents of a submission: who calls, what was sent, is it known already, is it
// signed, is it valid, store it.
extension FormExchangeService {
    /// Accepts one form: checks it, stores it with its position, answers with a receipt.
    ///
    /// Idempotent per sender, ID and document: a retry gets the first receipt, whatever has changed
    /// meanwhile.
    ///
    /// - Throws: ``ServiceError`` with any code but `.notFound`.
    func submit(
        request: WireSubmitRequest, context: ServerContext
    ) async throws -> WireSubmitResponse {
        let caller = try await participants.caller(of: context)
        try caller.require(.submitter)
        let draft = try SubmissionDraft(request.form, catalogue: catalogue)
        try check(draft, isFrom: caller)
        if let earlier = try await submissions.findAccepted(draft) {
            return WireSubmitResponse(earlier, warnings: [])
        }

        for _ in 0..<limits.participantChangesMax {
            let snapshot = try await participants.current()
            let signature = try await signatures.verify(draft, participants: snapshot)
            let checked = try check(draft, against: snapshot)
            do {
                let accepted = try await submissions.record(
                    checked, signature: signature, participants: snapshot)
                if !accepted.isRepeated { inboxSignal.wake() }
                return WireSubmitResponse(accepted, warnings: checked.warnings)
            } catch is ParticipantsChanged {
                try await participants.refresh()
            }
        }
        throw ServiceError(
            .unavailable, "The participants are changing. Nothing was stored; try again shortly.")
    }

    /// Runs every check of ``submit(request:context:)``, stores nothing.
    ///
    /// A form that is accepted already stays valid: submitting it again would get its receipt.
    func validate(
        request: WireValidateRequest, context: ServerContext
    ) async throws -> WireValidateResponse {
        let caller = try await participants.caller(of: context)
        try caller.require(.submitter)
        do {
            let draft = try SubmissionDraft(request.form, catalogue: catalogue)
            try check(draft, isFrom: caller)
            if try await submissions.findAccepted(draft) != nil {
                return WireValidateResponse(violations: [])
            }
            let snapshot = try await participants.current()
            if draft.signature != nil {
                _ = try await signatures.verify(draft, participants: snapshot)
            }
            let checked = try check(draft, against: snapshot)
            return WireValidateResponse(violations: checked.warnings)
        } catch let error as ServiceError where !error.violations.isEmpty {
            return WireValidateResponse(violations: error.violations)
        }
    }

    private func check(_ draft: SubmissionDraft, isFrom caller: Caller) throws {
        guard draft.identity.sender == caller.agency else {
            throw ServiceError(
                .senderIsNotCaller,
                "The form says it is from \(draft.identity.sender), your certificate is one of "
                    + "\(caller.agency). Only the sender can submit a form.")
        }
    }

    /// Everything that must hold of a new form besides its signature.
    private func check(
        _ draft: SubmissionDraft, against snapshot: ParticipantSnapshot
    ) throws -> CheckedForm {
        let checked = try CheckedForm(draft, catalogue: catalogue, limits: limits)
        let missing = checked.header.recipients.map(\.agency).filter {
            !snapshot.agencies.contains($0)
        }
        guard missing.isEmpty else {
            throw ServiceError(
                .recipientUnknown,
                "Not a participant of this exchange: "
                    + missing.map(\.description).joined(separator: ", ")
                    + ". Nothing was stored.")
        }
        guard checked.header.action != .test || isTestExchange else {
            throw ServiceError(
                .actionNotAllowed, "Forms with action TEST are for test exchanges only.")
        }
        return checked
    }
}
