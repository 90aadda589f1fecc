internal import FormDocument
internal import FormSchemas
internal import Logging
internal import Postgres
internal import TransparencyLog

/// Appends batches to the log over one connection of its own, one after the other.
///
/// A batch is one transaction of two round trips: the first locks the head's row and reads the
/// verdicts, the second writes everything and commits; where inspections change, they are written in
/// a third. The head's row fences any number of servers
/// over one database; one that stalls in between is cut off by
/// `idle_in_transaction_session_timeout`, and then nothing of its batch is stored.
actor LogLane {
    private let configuration: PostgresConfiguration
    private let catalogue: Catalogue
    private let signer: NoteSigner
    private let limits: Limits
    private let log: Logger
    private let clock: @Sendable () -> Timestamp
    private var connection: PostgresConnection?
    /// The chains that are known to be stored, by digest.
    private var storedChains: Set<[UInt8]> = []

    private static let storedChainsMax = 4_096

    /// When the connection's statements were planned, and the size of the log then.
    private var planned = (at: ContinuousClock.now, size: Int64(0))

    /// How long statements keep their plans.
    private static let planAge = Duration.seconds(10)

    /// - Parameter clock: tells the time that the leaves of a batch have.
    init(
        configuration: PostgresConfiguration, catalogue: Catalogue, signer: NoteSigner,
        limits: Limits, log: Logger, clock: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
        self.configuration = configuration
        self.catalogue = catalogue
        self.signer = signer
        self.limits = limits
        self.log = log
        self.clock = clock
    }

    /// Commits a batch and tells what became of each entry.
    ///
    /// An entry that the database refuses for a reason that no verdict foresaw, which is a defect,
    /// costs no other entry of the batch.
    ///
    /// - Returns: one result for each entry; a failure is a ``ServiceError`` `.unavailable`
    ///   (nothing is stored), `.outcomeUnknown`, or whatever is not expected.
    func append(_ entries: [LogEntry]) async -> [Result<LogOutcome, any Error>] {
        do {
            return try await commit(entries).map { .success($0) }
        } catch let error as PostgresError where error.isAboutContent && entries.count > 1 {
            log.error("a batch is split", metadata: ["cause": "\(error)"])
            let middle = entries.count / 2
            let first = await append(Array(entries[..<middle]))
            return first + (await append(Array(entries[middle...])))
        } catch {
            let failure = ServiceError.translate(error)
            return entries.map { _ in .failure(failure) }
        }
    }

    /// Ends the connection.
    func close() {
        connection?.close()
        connection = nil
    }

    private func commit(_ entries: [LogEntry]) async throws -> [LogOutcome] {
        let deadline = ContinuousClock.now + limits.outcomeWait
        while true {
            let (batch, connection) = try await begin(entries)
            if batch.appendsNothing {
                await connection.rollBack()
                return batch.outcomes
            }
            guard try await commit(batch, on: connection, deadline) else { continue }
            remember(batch)
            await replanIfOutgrown(batch.growth.tree.after.size)
            return batch.outcomes
        }
    }

    /// Commits a batch on the connection that holds the head for it.
    ///
    /// - Returns: false if nothing of it is stored, and there is time to begin again.
    private func commit(
        _ batch: LogBatch, on connection: PostgresConnection,
        _ deadline: ContinuousClock.Instant
    ) async throws -> Bool {
        do {
            // Not on a new one, should this have died meanwhile: it alone holds the head.
            try await write(batch, on: connection)
            return true
        } catch {
            guard error.leavesOutcomeOpen else { throw error }
            noteLoss(error)
            if try await isStored(batch, deadline, error) { return true }
            guard ContinuousClock.now < deadline else { throw ServiceError.databaseAway(error) }
            return false
        }
    }

    private func write(
        _ batch: LogBatch, on connection: PostgresConnection
    ) async throws(PostgresError) {
        let statements = statements(of: batch)
        guard !batch.decisions.inspected.isEmpty else {
            _ = try await connection.commit(statements)
            return
        }
        // What changes of inspections is worked out while the database writes the forms.
        async let written = connection.outcome(of: statements)
        var others = PostgresPipeline()
        InspectionQueries.add(batch.decisions.inspectionChanges(), to: &others)
        do throws(PostgresError) {
            try await written.get()
            _ = try await connection.commit(others)
        } catch {
            await connection.rollBack()
            throw error
        }
    }

    private func connected() async throws -> PostgresConnection {
        if let connection, connection.isUsable { return connection }
        let fresh = try await PostgresConnection.connect(configuration)
        planned = (.now, 0)
        connection = fresh
        return fresh
    }

    /// Has the statements planned anew whenever the log has doubled, and every few seconds.
    ///
    /// A plan made for small tables may find a submission by its sender alone and pass over all the
    /// others of that sender; it would be kept until somebody analyzes the tables.
    private func replanIfOutgrown(_ size: Int64) async {
        let now = ContinuousClock.now
        guard size > 2 * planned.size + 100 || now > planned.at + Self.planAge else { return }
        planned = (now, size)
        try? await connection?.runScript("discard plans")
    }

    /// Locks the head, reads the verdicts and decides; the transaction stays open on the connection
    /// that is returned.
    private func begin(
        _ entries: [LogEntry]
    ) async throws -> (LogBatch, PostgresConnection) {
        do {
            return try await tryToBegin(entries)
        } catch let error as PostgresError
            where error.isAboutConnection && error.kind != .connectFailed
        {
            // One that has died is replaced once; a database that cannot be reached is the caller's to
            // try again.
            noteLoss(error)
            return try await tryToBegin(entries)
        }
    }

    private func tryToBegin(
        _ entries: [LogEntry]
    ) async throws -> (LogBatch, PostgresConnection) {
        let now = clock()
        var identities: [DocumentIdentity] = []
        var manifests: [DocumentIdentity] = []
        var keys: [DeliveryKey] = []
        var candidates: [DialogueCandidate] = []
        for entry in entries {
            switch entry {
            case .submission(let entry):
                identities.append(entry.identity)
                if entry.bulk != nil { manifests.append(entry.identity) }
                let candidate = entry.checked.candidate
                if candidate.concernsOthers { candidates.append(candidate) }
            case .event(let entry, _):
                keys.append(DeliveryKey(form: entry.form, recipient: entry.recipient))
            case .consultation: break
            }
        }
        var pipeline = PostgresPipeline()
        let headSlot = pipeline.add(LogHeadQueries.lock())
        let knownSlot =
            identities.isEmpty ? nil : pipeline.add(VerdictQueries.listKnown(identities))
        let uploadSlot =
            manifests.isEmpty
            ? nil : pipeline.add(VerdictQueries.claimUploads(of: manifests, at: now))
        let deliverySlot = keys.isEmpty ? nil : pipeline.add(VerdictQueries.listDeliveries(keys))
        let dialogues = DialogueQueries.Slots(candidates, in: &pipeline)
        let (connection, answers) = try await lockHead(pipeline)
        do {
            var verdicts = LogVerdicts()
            for row in try knownSlot.map({ try answers[$0] }) ?? [] {
                verdicts.known[row.identity] = row.submission
            }
            for row in try uploadSlot.map({ try answers[$0] }) ?? [] {
                verdicts.completeUploads.insert(row.identity)
            }
            for row in try deliverySlot.map({ try answers[$0] }) ?? [] {
                verdicts.deliveries[row.key] = row.delivery
            }
            verdicts.book = try dialogues?.book(answers)
            let decisions = try LogDecisions(
                entries, head: try answers[headSlot], verdicts: verdicts, catalogue: catalogue,
                now: now)
            return (try LogBatch(decisions, signer: signer), connection)
        } catch {
            await connection.rollBack()
            throw error
        }
    }

    /// Begins a transaction with a pipeline that locks the head.
    ///
    /// Who stalls between its two round trips is cut off by the database. Who stalls in the middle of
    /// the second is not: that is left to whoever waits for the head.
    private func lockHead(
        _ pipeline: PostgresPipeline
    ) async throws -> (PostgresConnection, PostgresPipeline.Results) {
        let wait = limits.idleTransactionTimeout + .seconds(1)
        let connection = try await connected()
        do {
            return (connection, try await connection.begin(pipeline, timeout: wait))
        } catch {
            guard error.kind == .timeout, connection.isUsable else { throw error }
            let count = try await connection.run(
                LogHeadQueries.endStalled(for: limits.idleTransactionTimeout))
            if count > 0 { log.warning("a stalled server was kept from holding the log's head") }
            return (connection, try await connection.begin(pipeline, timeout: wait))
        }
    }

    /// Whether a batch was committed after all; asked until the database says.
    ///
    /// The head's lock is waited for: as long as the batch's own transaction holds it, the batch can
    /// still be committed. Its first leaf has random bytes, so that no other batch's is the same.
    ///
    /// - Throws: ``ServiceError`` `.outcomeUnknown` if it does not say until the deadline.
    private func isStored(
        _ batch: LogBatch, _ deadline: ContinuousClock.Instant, _ cause: PostgresError
    ) async throws -> Bool {
        var pipeline = PostgresPipeline()
        _ = pipeline.add(LogHeadQueries.lock())
        let first = batch.growth.first
        let leaf = pipeline.add(LogQueries.listLeaves(first..<(first + 1)))
        while true {
            do {
                let (connection, answers) = try await lockHead(pipeline)
                let stored = try answers[leaf]
                await connection.rollBack()
                return stored.first == batch.decisions.leaves.first
            } catch let error as PostgresError {
                noteLoss(error)
                guard ContinuousClock.now < deadline else {
                    throw ServiceError.outcomeUnknown(cause)
                }
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func noteLoss(_ error: PostgresError) {
        close()
        log.warning("the log's connection broke", metadata: ["cause": "\(error)"])
    }

    /// Everything that a batch writes, but what changes of inspections.
    private func statements(of batch: LogBatch) -> PostgresPipeline {
        let decisions = batch.decisions
        var pipeline = PostgresPipeline()
        if decisions.head.origin == nil {
            pipeline.add(LogHeadQueries.claim(signer.verifier.name))
        }
        batch.growth.add(
            to: &pipeline, nextAuditNumber: decisions.nextAuditNumber,
            participantEpoch: decisions.head.participantEpoch)
        pipeline.add(LogQueries.insert(batch.checkpoint))
        if !decisions.submissions.isEmpty {
            for signature in withNewChains(decisions.submissions.map(\.entry)) {
                pipeline.add(SubmissionQueries.insertChain(of: signature))
            }
            SubmissionQueries.add(decisions.submissions, at: decisions.time, to: &pipeline)
            BulkQueries.addAcceptance(of: decisions.submissions, to: &pipeline)
            DeadlineQueries.add(decisions.owed, decisions.standings, to: &pipeline)
        }
        DeliveryQueries.add(decisions.events, at: decisions.time, to: &pipeline)
        if !decisions.audit.isEmpty { pipeline.add(AuditQueries.insert(decisions.audit)) }
        pipeline.add(InboxQueries.notify())
        return pipeline
    }

    private func withNewChains(_ entries: [SubmissionEntry]) -> [FormSignature] {
        var seen = storedChains
        return entries.map(\.signature).filter { seen.insert($0.chainDigest).inserted }
    }

    private func remember(_ batch: LogBatch) {
        if storedChains.count > Self.storedChainsMax { storedChains = [] }
        for form in batch.decisions.submissions {
            storedChains.insert(form.entry.signature.chainDigest)
        }
    }
}

extension PostgresConnection {
    fileprivate func outcome(of pipeline: PostgresPipeline) async -> Result<Void, PostgresError> {
        do throws(PostgresError) {
            _ = try await run(pipeline, timeout: nil)
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}

extension PostgresError {
    /// The connection is of no use any more, or there is none.
    fileprivate var isAboutConnection: Bool {
        switch kind {
        case .connectionLost, .connectFailed, .outcomeUnknown: true
        case .server(let state):
            state.classCode == "57" || state == .idleInTransactionTimeout
                || state == .readOnlyTransaction
        default: false
        }
    }

    /// Thrown by a commit: whether it has taken effect is not certain.
    fileprivate var leavesOutcomeOpen: Bool { isAboutConnection || kind == .timeout }

    /// The server refused what it was given, and would refuse it again.
    fileprivate var isAboutContent: Bool {
        guard case .server(let state) = kind else { return kind == .misuse }
        return ["22", "23", "42", "54"].contains(state.classCode)
    }
}
