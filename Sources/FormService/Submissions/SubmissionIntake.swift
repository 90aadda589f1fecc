internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore

/// Everything between a form on the wire and its place in the log, in reading order: take apart,
/// check the signature, check the form, store.
struct SubmissionIntake: Sendable {
    let participants: ParticipantDirectory
    let catalogue: Catalogue
    let signatures: SignatureCheck
    let submissions: SubmissionStore
    let limits: Limits
    /// So many submissions of one form are under way at a time, and so many checks of those that come
    /// together.
    let acceptances: AgencyGate
    let checks: AgencyGate
    /// Whether this exchange is for tests: only then are forms with action TEST accepted.
    let isTestExchange: Bool

    /// An accepted form, with what was noted about it.
    struct Acceptance: Sendable {
        let submission: AcceptedSubmission
        let warnings: [Violation]
    }

    typealias Outcome = Result<Acceptance, any Error>

    /// Forms on their way: what is known of each, and what goes into the log.
    struct Batch: Sendable {
        fileprivate var outcomes: [Outcome]
        fileprivate var entries: [(place: Int, entry: SubmissionEntry)] = []
        fileprivate var ticket: Result<LogTicket, any Error>?

        fileprivate init(count: Int) {
            let undecided = Outcome.failure(SubmissionIntake.participantsChange)
            outcomes = Array(repeating: undecided, count: count)
        }
    }

    /// Accepts a form of `caller`, or tells why not.
    ///
    /// A form that was accepted before gets its first receipt, whatever has changed since. That is
    /// looked up where a check fails or the log knows the form, so that a new form costs no look-up
    /// of its own.
    ///
    /// - Throws: ``ServiceError`` with any code but `.notFound`.
    func accept(
        _ form: WireSignedForm, from caller: Caller,
        unless cancellation: ServerContext.RPCCancellationHandle
    ) async throws -> Acceptance {
        try await acceptances.pass(caller.agency, unless: cancellation) {
            var batch = Batch(count: 1)
            await check(form, from: caller, at: 0, in: &batch)
            return try await finish(enqueue(batch))[0].get()
        }
    }

    /// The first of three steps in which many forms are accepted, of which none costs another:
    /// everything that needs no place in the log.
    func check(
        _ forms: [WireSignedForm], from caller: Caller,
        unless cancellation: ServerContext.RPCCancellationHandle
    ) async -> Batch {
        var batch = Batch(count: forms.count)
        for (place, form) in forms.enumerated() {
            do {
                try await checks.pass(caller.agency, unless: cancellation) {
                    await check(form, from: caller, at: place, in: &batch)
                }
            } catch {
                batch.outcomes[place] = .failure(error)
            }
        }
        return batch
    }

    /// The second: queues what has passed, behind all that was queued before.
    func enqueue(_ batch: Batch) -> Batch {
        var batch = batch
        batch.ticket = Result {
            try submissions.sequencer.enqueue(batch.entries.map { .submission($0.entry) })
        }
        return batch
    }

    /// The third: waits until it is durable, and checks again what the participants' changes have
    /// overtaken.
    ///
    /// - Returns: one outcome for each form, in their order, see ``accept(_:from:unless:)``.
    func finish(_ batch: Batch) async -> [Outcome] {
        var batch = batch
        for round in 0...limits.participantChangesMax where !batch.entries.isEmpty {
            let entries = batch.entries
            let results = await submissions.results(of: entries.map(\.entry), batch.ticket)
            batch.entries = []
            var overtaken: [(place: Int, draft: SubmissionDraft)] = []
            for ((place, entry), result) in zip(entries, results) {
                if case .failure(let error) = result, error is ParticipantsChanged {
                    batch.outcomes[place] = .failure(Self.participantsChange)
                    overtaken.append((place, entry.checked.draft))
                } else {
                    batch.outcomes[place] = result.map {
                        Acceptance(submission: $0, warnings: entry.checked.warnings + $0.warnings)
                    }
                }
            }
            // What is queued is waited for, whatever becomes of it.
            guard !overtaken.isEmpty, round < limits.participantChangesMax else { break }
            _ = try? await participants.refresh()
            for (place, draft) in overtaken { await check(draft, at: place, in: &batch) }
            batch = enqueue(batch)
        }
        return batch.outcomes
    }

    private func check(
        _ form: WireSignedForm, from caller: Caller, at place: Int, in batch: inout Batch
    ) async {
        do {
            await check(try draft(form, from: caller), at: place, in: &batch)
        } catch {
            batch.outcomes[place] = .failure(error)
        }
    }

    private func check(_ draft: SubmissionDraft, at place: Int, in batch: inout Batch) async {
        do {
            batch.entries.append((place, try await check(draft)))
        } catch {
            batch.outcomes[place] = await earlier(draft, unless: error)
        }
    }

    /// Runs every check of a form and stores nothing; its signature is checked if there is one.
    ///
    /// - Returns: the warnings.
    /// - Throws: as ``accept(_:from:unless:)``.
    func validate(
        _ form: WireSignedForm, from caller: Caller,
        unless cancellation: ServerContext.RPCCancellationHandle
    ) async throws -> [Violation] {
        let draft = try draft(form, from: caller)
        // A form that is accepted already stays valid: submitting it again would get its receipt.
        if try await submissions.findAccepted(draft) != nil { return [] }
        let snapshot = try await participants.current()
        return try await checks.pass(caller.agency, unless: cancellation) {
            if draft.signature != nil {
                _ = try await signatures.verify(draft, participants: snapshot)
            }
            let checked = try check(draft, against: snapshot)
            let verdict = try await submissions.judge(checked, catalogue)
            return checked.warnings + verdict.violations
        }
    }

    /// Takes a form apart, of which only its sender's word is known to be the caller's.
    ///
    /// - Throws: ``ServiceError`` `.senderIsNotCaller`, `.roleMissing`, and as ``SubmissionDraft``.
    func draft(
        _ form: WireSignedForm, as kind: SubmissionDraft.Kind = .form, from caller: Caller
    ) throws -> SubmissionDraft {
        let draft = try SubmissionDraft(form, as: kind, catalogue: catalogue)
        guard draft.identity.sender == caller.agency else {
            throw ServiceError(
                .senderIsNotCaller,
                "The form says it is from \(draft.identity.sender), your certificate is one of "
                    + "\(caller.agency). Only the sender can submit a form.",
                violations: [
                    Violation(
                        at: "/header/sender", in: draft.document.json, code: .senderIsNotCaller,
                        parameters: [
                            "name": draft.identity.sender.description,
                            "expected": caller.agency.description,
                        ])
                ])
        }
        let flow = catalogue.version(of: draft.document.json)?.flow
        let turn =
            kind == .manifest ? flow?.bulkTurn : flow?.turn(of: draft.document.json.root)
        let roles = (turn?.roles ?? []).compactMap(Role.init(rawValue:))
        try caller.require(roles.isEmpty ? [.submitter] : roles)
        return draft
    }

    private func check(_ draft: SubmissionDraft) async throws -> SubmissionEntry {
        let snapshot = try await participants.current()
        let signature = try await signatures.verify(draft, participants: snapshot)
        return SubmissionEntry(
            try check(draft, against: snapshot), signature: signature,
            participantEpoch: snapshot.epoch)
    }

    /// Everything that must hold of a new form besides its signature.
    private func check(
        _ draft: SubmissionDraft, against snapshot: ParticipantSnapshot
    ) throws -> CheckedForm {
        let checked = try CheckedForm(draft, catalogue: catalogue, limits: limits)
        try requireAcceptable(checked, among: snapshot)
        return checked
    }

    /// What must hold of a header besides its schema.
    ///
    /// - Throws: ``ServiceError`` `.recipientUnknown`, `.actionNotAllowed`.
    func requireAcceptable(
        _ form: CheckedForm, among snapshot: ParticipantSnapshot
    ) throws {
        let missing = form.header.recipients.map(\.agency).enumerated().filter {
            !snapshot.agencies.contains($0.element)
        }
        let recipients: JSONPointer = "/header/recipients"
        guard missing.isEmpty else {
            throw ServiceError(
                .recipientUnknown,
                "Not a participant of this exchange: "
                    + missing.map(\.element.description).joined(separator: ", ")
                    + ". Nothing was stored.",
                violations: missing.map { index, agency in
                    Violation(
                        at: recipients.appending(index).appending("agency"),
                        in: form.draft.document.json, code: .recipientUnknown,
                        parameters: ["name": agency.description])
                })
        }
        guard form.header.action != .test || isTestExchange else {
            throw ServiceError(
                .actionNotAllowed, "Forms with action TEST are for test exchanges only.")
        }
    }

    /// What a form got that was accepted before; the refusal of one that was not.
    private func earlier(_ draft: SubmissionDraft, unless refusal: any Error) async -> Outcome {
        do {
            guard let earlier = try await submissions.findAccepted(draft) else { throw refusal }
            return .success(Acceptance(submission: earlier, warnings: []))
        } catch {
            return .failure(error)
        }
    }

    static let participantsChange = ServiceError(
        .unavailable, "The participants are changing. Nothing was stored; try again shortly.")
}
