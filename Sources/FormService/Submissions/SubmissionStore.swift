internal import FormDocument
internal import Postgres

/// What the exchange has committed itself to for one form.
struct AcceptedSubmission: Sendable {
    let position: Int64
    let acceptedAt: Timestamp
    /// The signed receipt.
    let receipt: String
    /// The signature and chain that the receipt is about.
    let signature: String
    let signerChain: [[UInt8]]
    /// Whether this form had been accepted before, and this is what it got then.
    var isRepeated = false
}

/// Stores submissions, each with its place in the log and in its recipients' inboxes.
struct SubmissionStore: Sendable {
    let pool: PostgresPool
    let receiptSigner: ReceiptSigner

    /// Finds what an earlier submission of the same form got.
    ///
    /// - Returns: `nil` if the sender has submitted nothing under this ID.
    /// - Throws: ``ServiceError`` `.conflict` if it was another document; `.unavailable`.
    func findAccepted(_ draft: SubmissionDraft) async throws -> AcceptedSubmission? {
        let identity = try await ServiceError.translating {
            try await pool.run(
                SubmissionQueries.findIdentity(draft.identity))
        }
        return try identity.map { try Self.repeated($0, draft) }
    }

    /// Stores a form that has passed every check, in one transaction with its position, its inbox
    /// entries and its receipt.
    ///
    /// Idempotent: under the head's lock the identity is looked up once more, so that of several
    /// concurrent submissions of one form all get the same receipt.
    ///
    /// - Throws: ``ServiceError`` `.conflict`, `.unavailable`, `.outcomeUnknown` (whether the form
    ///   is stored shows when it is submitted again); ``ParticipantsChanged``.
    func record(
        _ checked: CheckedForm, signature: FormSignature, participants: ParticipantSnapshot
    ) async throws -> AcceptedSubmission {
        try await ServiceError.translating {
            try await pool.transaction { transaction in
                let head = try await transaction.run(LogHeadQueries.lock())
                guard head.participantEpoch == participants.epoch else {
                    throw ParticipantsChanged()
                }
                let identity = try await transaction.run(
                    SubmissionQueries.findIdentity(checked.draft.identity))
                if let identity { return try Self.repeated(identity, checked.draft) }

                let acceptedAt = max(Timestamp.now(), head.lastAcceptedAt)
                let accepted = AcceptedSubmission(
                    position: head.nextPosition, acceptedAt: acceptedAt,
                    receipt: try receiptSigner.sign(
                        checked.draft, signature: signature, position: head.nextPosition,
                        acceptedAt: acceptedAt),
                    signature: signature.jws.compact, signerChain: signature.chain.der)
                try await transaction.run(
                    SubmissionQueries.insert(checked, signature: signature, accepted: accepted))
                try await transaction.run(InboxQueries.notify())
                return accepted
            }
        }
    }

    private static func repeated(
        _ known: SubmissionIdentity, _ draft: SubmissionDraft
    ) throws -> AcceptedSubmission {
        guard known.documentDigest == draft.document.digest else {
            throw ServiceError(
                .conflict,
                "Another document was accepted under the ID \(draft.identity.id). Give this one "
                    + "an ID of its own, or send a form with action CORRECT.")
        }
        return AcceptedSubmission(
            position: known.position, acceptedAt: known.acceptedAt,
            receipt: known.receipt, signature: known.signature, signerChain: known.signerChain,
            isRepeated: true)
    }
}

/// The participants have changed since the snapshot that a form was checked against: check again.
struct ParticipantsChanged: Error {}
