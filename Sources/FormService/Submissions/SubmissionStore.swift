internal import FormDocument
internal import FormSchemas
internal import Postgres
internal import TransparencyLog

/// What the exchange has committed itself to for one form.
struct AcceptedSubmission: Sendable {
    let receipt: LoggedLeaf
    let acceptedAt: Timestamp
    /// What was noted when it was held against its dialogue.
    let warnings: [Violation]
    /// What had been accepted before, if this form had been: the signature and chain that the
    /// receipt is about.
    let earlier: SubmissionIdentity?

    var isRepeated: Bool { earlier != nil }
}

/// Finds and stores submissions, each with its leaf in the log and its recipients' inbox entries.
struct SubmissionStore: Sendable {
    let pool: PostgresPool
    let sequencer: Sequencer
    let log: LogStore

    /// Finds what an earlier submission of the same form got.
    ///
    /// - Returns: `nil` if the sender has submitted nothing under this ID.
    /// - Throws: ``ServiceError`` `.conflict` if it was another document; `.unavailable`.
    func findAccepted(_ draft: SubmissionDraft) async throws -> AcceptedSubmission? {
        let known = try await ServiceError.translating {
            try await pool.run(SubmissionQueries.findIdentity(draft.identity))
        }
        guard let known else { return nil }
        guard known.documentDigest == draft.document.digest else { throw draft.conflict }
        return AcceptedSubmission(
            receipt: try await log.receipt(of: known.leafIndex), acceptedAt: known.acceptedAt,
            warnings: [], earlier: known)
    }

    /// What a form's dialogue has against it at the moment, for one that is not to be stored.
    ///
    /// - Returns: a verdict whose violations are warnings.
    /// - Throws: ``ServiceError`` `.dialogueForbids`, `.unavailable`.
    func judge(
        _ form: CheckedForm, _ catalogue: Catalogue
    ) async throws -> DialogueCheck.Verdict {
        let candidate = form.candidate
        guard candidate.concernsOthers else { return DialogueCheck.Verdict(opening: candidate) }
        let book = try await ServiceError.translating {
            var pipeline = PostgresPipeline()
            let slots = DialogueQueries.Slots([candidate], in: &pipeline)
            let answers = try await pool.run(pipeline)
            return try slots?.book(answers) ?? DialogueBook()
        }
        let verdict = DialogueCheck.verdict(
            of: candidate, in: book, catalogue: catalogue, at: .now())
        guard verdict.isAccepted else {
            throw ServiceError(dialogueForbids: form.warnings + verdict.violations)
        }
        return verdict
    }

    /// What became of forms that have passed every check and were queued for the log.
    ///
    /// Of several concurrent submissions of one form all get the same receipt.
    ///
    /// - Parameter ticket: theirs, or why they have none.
    /// - Returns: one result for each; a failure is a ``ServiceError`` `.conflict`, `.overloaded`,
    ///   `.unavailable`, `.outcomeUnknown` (whether the form is stored shows when it is submitted
    ///   again), or ``ParticipantsChanged``.
    func results(
        of entries: [SubmissionEntry], _ ticket: Result<LogTicket, any Error>?
    ) async -> [Result<AcceptedSubmission, any Error>] {
        switch ticket {
        case .success(let ticket):
            var results: [Result<AcceptedSubmission, any Error>] = []
            for (entry, outcome) in zip(entries, await ticket.outcomes()) {
                do {
                    results.append(
                        .success(try await accepted(try outcome.get(), entry.checked)))
                } catch {
                    results.append(.failure(error))
                }
            }
            return results
        case .failure(let error): return entries.map { _ in .failure(error) }
        case nil: return []
        }
    }

    private func accepted(
        _ outcome: LogOutcome, _ form: CheckedForm
    ) async throws -> AcceptedSubmission {
        let draft = form.draft
        switch outcome {
        case .appended(let leaf):
            return AcceptedSubmission(
                receipt: leaf.receipt, acceptedAt: leaf.time, warnings: leaf.warnings,
                earlier: nil)
        case .repeated:
            let earlier = try await ServiceError.readingStored { try await findAccepted(draft) }
            guard let earlier else { throw LogFailure.isIncomplete }
            return earlier
        case .conflict: throw draft.conflict
        case .refused(let violations):
            throw ServiceError(dialogueForbids: form.warnings + violations)
        case .participantsChanged: throw ParticipantsChanged()
        case .recordsMissing: throw draft.recordsMissing
        case .notRecipient, .recorded: preconditionFailure("no outcome of a submission")
        }
    }
}

extension SubmissionDraft {
    fileprivate var conflict: ServiceError {
        ServiceError(
            .conflict,
            "Another document was accepted under the ID \(identity.id). Give this one an ID of its "
                + "own, or send a form with action CORRECT.")
    }
}

extension SubmissionDraft {
    /// What was received of a bulk submission was removed while it was being accepted.
    fileprivate var recordsMissing: ServiceError {
        ServiceError(
            .unavailable,
            "The records of \(identity.id) were removed, as nothing had come for too long. Send them "
                + "again.")
    }
}

/// The participants have changed since the snapshot that a form was checked against: check again.
struct ParticipantsChanged: Error {}
