import TransparencyLog

/// Follows the exchange's log: believes a checkpoint only if it continues every one known before.
///
/// What is known is gathered first and the latest checkpoint asked for afterwards, so that the log
/// can only have grown in between.
struct LogFollower: Sendable {
    let profile: Profile
    let state: StateFolder
    let connection: ExchangeConnection
    /// The keys of the witnesses whose cosignatures have to hold.
    let witnesses: [NoteVerifier]
    let console: Console

    /// What was found good.
    struct Verdict: Sendable {
        /// The latest checkpoint; `nil` if the log is empty.
        let latest: SignedCheckpoint?
        /// What this client had seen before.
        let history: LogHistory
        /// The latest checkpoint with cosignatures.
        var cosigned: SignedCheckpoint?
        let receipts: KeptReceipts
    }

    /// Checks the log against all that is known, and keeps its latest checkpoint.
    ///
    /// - Parameters:
    ///   - receiptsMax: how many own receipts are looked at, the newest first.
    ///   - cosigning: whether the checkpoint is to be cosigned next: it is noted before the
    ///     signature exists, so that the witness never vouches for anything that it could forget.
    /// - Throws: ``LogAlarm``; ``ClientError``.
    func check(receiptsMax: Int, cosigning: Bool = false) async throws -> Verdict {
        // Another client of this state may have gone on meanwhile.
        for _ in 0..<Self.attemptsMax {
            let verdict = try await look(receiptsMax)
            guard let latest = verdict.latest,
                try !state.keep(latest, after: verdict.history, cosigned: cosigning)
            else { return verdict }
        }
        throw ClientError(.local, .logCheckedElsewhere)
    }

    private static let attemptsMax = 5

    private func look(_ receiptsMax: Int) async throws -> Verdict {
        let history = try state.logHistory()
        let receipts = KeptReceipts(
            in: state, of: profile.exchangeKey, newest: receiptsMax)
        var known = history.known + receipts.known
        var cosigned: SignedCheckpoint?
        if let text = try await connection.latestCheckpoint(cosigned: true) {
            let signed = try verified(text)
            cosigned = signed
            known.append(KnownCheckpoint(source: .cosigned, signed: signed, path: nil))
        }
        guard let text = try await connection.latestCheckpoint() else {
            if let known = known.first(where: { $0.size > 0 }) {
                throw LogAlarm(finding: .rollback, known: known, received: nil)
            }
            return Verdict(latest: nil, history: history, receipts: receipts)
        }
        let latest = try verified(text)
        var progress = ProgressLine(console)
        defer { progress.clear() }
        for (index, one) in known.enumerated() {
            progress.update(
                Phrase.comparingCheckpoints(index, of: known.count)[console.language])
            try await requireContinues(latest, one)
        }
        return Verdict(latest: latest, history: history, cosigned: cosigned, receipts: receipts)
    }

    /// A checkpoint that the exchange has signed, and the known witnesses as far as they did.
    private func verified(_ text: String) throws(LogAlarm) -> SignedCheckpoint {
        do {
            let signed = try SignedCheckpoint(parsing: text)
            try signed.verify(with: [profile.exchangeKey])
            _ = try signed.cosignatures(of: witnesses)
            return signed
        } catch {
            throw LogAlarm(finding: .badCheckpoint, received: text)
        }
    }

    private func requireContinues(
        _ latest: SignedCheckpoint, _ known: KnownCheckpoint
    ) async throws {
        let received = latest.description
        let (size, root) = (latest.checkpoint.size, latest.checkpoint.root)
        guard known.size <= size else {
            throw LogAlarm(finding: .rollback, known: known, received: received)
        }
        guard known.size < size else {
            if known.root == root { return }
            throw LogAlarm(finding: .fork, known: known, received: received)
        }
        let hashes: [[UInt8]]
        do {
            hashes = try await connection.consistencyProof(from: known.size, to: size)
        } catch let error as ClientError where Self.isRefusedProof(error) {
            throw LogAlarm(finding: .fork, known: known, received: received, refusal: error)
        }
        let proof = ConsistencyProof(
            oldSize: known.size, newSize: size, hashes: hashes.compactMap { MerkleHash(bytes: $0) })
        guard proof?.isValid(oldRoot: known.root, newRoot: root) == true else {
            throw LogAlarm(finding: .fork, known: known, received: received, consistency: hashes)
        }
    }

    /// Whether the exchange has answered that there is no proof.
    ///
    /// It has signed both checkpoints, so that it has to have one; being away or having too much to
    /// do keeps it only from giving it now.
    private static func isRefusedProof(_ error: ClientError) -> Bool {
        switch error.reason.flatMap(RefusalReason.init(rawValue:)) {
        case .outOfRange, .malformedRequest, .internal: true
        default: false
        }
    }
}
