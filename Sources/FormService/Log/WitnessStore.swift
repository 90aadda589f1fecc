internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Checkpoints with the cosignatures of the agencies' witnesses.
struct WitnessStore: Sendable {
    let pool: PostgresPool
    var limits = Limits()

    /// A checkpoint with the cosignatures that it has now.
    ///
    /// - Parameters:
    ///   - size: of how many leaves at least; 0 means the latest.
    ///   - cosigned: whether to look only among checkpoints that have cosignatures.
    /// - Throws: ``ServiceError`` `.malformedRequest` for a size below 0; `.outOfRange` if there is
    ///   none; `.unavailable`.
    func checkpoint(from size: Int64, cosigned: Bool) async throws -> SignedCheckpoint {
        guard size >= 0 else { throw LogStore.negative("tree_size") }
        let query: Query<String?> =
            switch (size, cosigned) {
            case (0, false): LogQueries.findLatestCheckpoint()
            case (0, true): WitnessQueries.findLatestCosigned()
            case (_, false): LogQueries.findCheckpoint(size: size)
            case (_, true): WitnessQueries.findCosigned(size: size)
            }
        return try await ServiceError.translating {
            guard let note = try await pool.run(query) else {
                throw ServiceError(
                    .outOfRange,
                    cosigned
                        ? "No witness has cosigned a checkpoint of this size or a larger one yet."
                        : "The log does not have that many leaves yet.")
            }
            let checkpoint = try SignedCheckpoint(parsing: note)
            let lines = try await pool.run(
                WitnessQueries.listLines(size: checkpoint.checkpoint.size))
            return try Self.checkpoint(checkpoint, with: lines)
        }
    }

    /// Adds a cosignature, and registers the agency's key with its first one.
    ///
    /// Idempotent. The later of two by one agency counts.
    ///
    /// - Returns: the checkpoint with the cosignatures that it has then.
    /// - Throws: ``ServiceError`` `.malformedRequest` (no key is registered, and none was stated),
    ///   `.witnessNotAccepted`, `.outOfRange`, `.invalidSignature`, `.noteFull`, `.unavailable`.
    func add(_ draft: CosignatureDraft) async throws -> SignedCheckpoint {
        let now = Timestamp.now()
        return try await ServiceError.translating {
            try await pool.transaction { transaction in
                let witness = try await key(for: draft, transaction)
                guard
                    let note = try await transaction.run(
                        WitnessQueries.lockCheckpoint(size: draft.treeSize))
                else {
                    throw ServiceError(
                        .outOfRange,
                        "The exchange has signed no checkpoint with \(draft.treeSize) leaves.")
                }
                let checkpoint = try SignedCheckpoint(parsing: note)
                let signedAt = try draft.signedAt(checkpoint, by: witness)
                let skew = Int64(limits.clockSkewMax / .microseconds(1))
                guard signedAt.microseconds <= now.microseconds + skew else {
                    throw ServiceError(
                        .invalidSignature,
                        "The cosignature is of the future. Check the clock of your machine.")
                }
                let others = try await transaction.run(
                    WitnessQueries.countOthers(size: draft.treeSize, than: draft.agency))
                guard others < Self.cosignaturesMax else {
                    throw ServiceError(
                        .noteFull, "This checkpoint has as many signatures as a note can have.")
                }
                try await transaction.run(WitnessQueries.insert(draft, signedAt: signedAt))
                return try Self.checkpoint(
                    checkpoint,
                    with: try await transaction.run(
                        WitnessQueries.listLines(size: draft.treeSize)))
            }
        }
    }

    /// Removes an agency's key, so that its next cosignature registers another.
    ///
    /// Cosignatures that were made with it stay.
    ///
    /// - Returns: the key; `nil` if there was none.
    func removeKey(of agency: AgencyCode) async throws -> String? {
        try await ServiceError.translating {
            try await pool.transaction { transaction in
                let head = try await transaction.run(LogHeadQueries.lock())
                guard let key = try await transaction.run(WitnessQueries.findKey(of: agency)) else {
                    return nil
                }
                try await AdministrativeActStore.append(
                    .removeWitness(agency: agency), after: head, transaction)
                return key
            }
        }
    }

    /// The key that a cosignature has to be by: the registered one, else the one that is stated and
    /// is registered now.
    private func key(
        for draft: CosignatureDraft, _ transaction: PostgresTransaction
    ) async throws -> NoteVerifier {
        let find = WitnessQueries.findKey(of: draft.agency)
        var key = try await transaction.run(find)
        if key == nil, let witness = draft.witness {
            let head = try await transaction.run(LogHeadQueries.lock())
            // It may have been registered while the head's lock was waited for.
            key = try await transaction.run(find)
            if key == nil {
                let act = AdministrativeAct.registerWitness(
                    agency: draft.agency, key: witness.description)
                try await AdministrativeActStore.append(act, after: head, transaction)
                key = witness.description
            }
        }
        guard let known = key else {
            throw ServiceError(
                .malformedRequest,
                "Your agency has no witness key yet: state it with the first cosignature.")
        }
        let registered = try NoteVerifier(known)
        guard draft.witness ?? registered == registered,
            draft.signature.name == registered.name, draft.signature.keyID == registered.keyID
        else {
            throw ServiceError(
                .witnessNotAccepted,
                "The witness of \(draft.agency) has the key \(registered). An administrator can "
                    + "remove it, so that another can be registered.")
        }
        return registered
    }

    /// What a note has room for beside the exchange's own signature.
    private static let cosignaturesMax = Int64(LogLimits.noteSignaturesMax - 1)

    private static func checkpoint(
        _ checkpoint: SignedCheckpoint, with lines: [String]
    ) throws -> SignedCheckpoint {
        try SignedCheckpoint(parsing: checkpoint.description + lines.joined())
    }
}
