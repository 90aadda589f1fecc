import FormDocument
import Logging
import Postgres
import Testing
import TransparencyLog

@testable import FormService

/// Two sequencers over one database, each behind a relay that can break its connection, and the
/// comparison of the tables with a model.
struct ModelServers {
    let connectionString: String
    let sequencers: [Sequencer]
    let relays: [FaultyRelay]
    private let signer: NoteSigner
    private let pool: PostgresPool

    static func with(
        _ limits: Limits = Limits(), _ body: (ModelServers) async throws -> Void
    ) async throws {
        var limits = limits
        limits.idleTransactionTimeout = .milliseconds(300)
        let signer = try NoteSigner.generate(name: "forms.test")
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let settings = database.connectionString.split(separator: " ")
            let host = try #require(settings.first { $0.hasPrefix("host=") }).dropFirst(5)
            let relays = try (0..<2).map { _ in try FaultyRelay(to: String(host)) }
            let servers = ModelServers(
                connectionString: database.connectionString,
                sequencers: relays.map { _ in Sequencer(limits: limits) }, relays: relays,
                signer: signer,
                pool: PostgresPool(PostgresConfiguration(database.connectionString)))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (sequencer, relay) in zip(servers.sequencers, relays) {
                    let lane = LogLane(
                        configuration: .lane(
                            "\(database.connectionString) host=\(relay.folder)", limits: limits),
                        catalogue: .builtIn, signer: signer, limits: limits,
                        log: Logger(label: "test"))
                    group.addTask { await sequencer.run(lane) }
                }
                let outcome: Result<Void, any Error>
                do { outcome = .success(try await body(servers)) } catch {
                    outcome = .failure(error)
                }
                for sequencer in servers.sequencers { sequencer.close() }
                try await group.waitForAll()
                for relay in relays { relay.close() }
                await servers.pool.close()
                try outcome.get()
            }
        }
    }

    /// Appends through one of the servers; checks the receipt of whatever is appended.
    func append(
        _ entries: [LogEntry], to server: Int
    ) async throws -> [ReferenceLog.Expectation] {
        let log = LogStore(pool: pool)
        var expectations: [ReferenceLog.Expectation] = []
        for result in try await sequencers[server].append(entries) {
            let outcome = try result.get()
            if case .appended(let leaf) = outcome {
                let receipt = leaf.receipt
                try receipt.verify(with: [signer.verifier])
                #expect(receipt.proof.index == leaf.index)
                // The same once more for whoever asks again.
                let again = try await log.receipt(of: leaf.index)
                #expect(again.description == receipt.description)
            }
            expectations.append(ReferenceLog.Expectation(outcome))
        }
        return expectations
    }

    /// Something that an administrator does.
    func changeParticipants() async throws {
        let agency = try #require(AgencyCode("NL-DKDB"))
        let isAdmitted = try await ParticipantStore(pool: pool).admit(
            AgencyRow(agency: agency, name: "Model"),
            certificate: CertificateRow(
                fingerprint: Array(repeating: 7, count: 32), agency: agency, kind: .system,
                roles: [.reader]),
            holder: "Model", again: false)
        #expect(isAdmitted)
    }

    /// What a sender does who brings the only record of a bulk submission.
    func completeUpload(of manifest: DocumentIdentity) async throws {
        let hash = MerkleHash(leaf: []).bytes
        try await pool.run(
            """
            insert into bulk_upload (sender, submission_id, document_digest, record_count, stored,
                stored_bytes, refused, record_frontier, result_frontier, started_at, used_at)
            values (\(manifest.sender), \(manifest.id), \(hash), 1, 1, 2, 0, \(hash), \(hash),
                \(Timestamp.now()), \(Timestamp.now()))
            on conflict do nothing
            """ as Query<Void>)
    }

    /// Holds the head as something that is no server.
    ///
    /// - Parameters:
    ///   - event: returns when the head is to be let go.
    ///   - queued: is called once the head is waited for.
    func holdHead(
        until event: @Sendable () async throws -> Void, queued: @escaping @Sendable () -> Void
    ) async throws {
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(connectionString))
        defer { connection.close() }
        let processID = connection.processID
        let waiting = Task {
            defer { queued() }
            while try await !pool.run(
                """
                select exists (select from pg_locks where pid = \(processID) and not granted)
                """ as Query<Bool>)
            {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        try await connection.transaction { transaction in
            _ = try await transaction.run(LogHeadQueries.lock())
            // Or nobody held it any more.
            waiting.cancel()
            try await event()
        }
    }

    func runScript(_ script: String) async throws {
        try await pool.withConnection { try await $0.runScript(script) }
    }

    /// Nothing is in the tables but what the model has, and nothing is missing.
    func expectTables(of reference: ReferenceLog) async throws {
        let head = try await pool.run(LogHeadQueries.find())
        #expect(head.size == reference.size)
        #expect(head.nextAuditNumber == reference.auditCount)
        let forms = try await pool.run(
            "select sender, submission_id, document_digest, leaf_index from submission"
                as Query<[KnownSubmissionRow]>)
        #expect(forms.count == reference.forms.count)
        for row in forms {
            let form = try #require(reference.forms[row.identity])
            #expect(form.leafIndex == row.submission.leafIndex)
            #expect(form.digest == row.submission.documentDigest)
        }
        let entries = try await pool.run(
            "select recipient, leaf_index from inbox_entry order by recipient, leaf_index"
                as Query<[PostgresColumns<AgencyCode, Int64>]>)
        let inboxes = Dictionary(grouping: entries.map(\.values), by: \.0)
            .mapValues { $0.map(\.1) }
        #expect(inboxes == reference.inboxes)
        let uploads = try await pool.run(
            """
            select sender, submission_id, document_digest, leaf_index from bulk_upload
            where leaf_index is not null
            """ as Query<[KnownSubmissionRow]>)
        let bulk = reference.forms.filter(\.value.isBulk)
        #expect(
            Dictionary(uniqueKeysWithValues: uploads.map { ($0.identity, $0.submission.leafIndex) })
                == bulk.mapValues(\.leafIndex))
        let counts = try await pool.run(
            """
            select (select count(*) from leaf), (select count(*) from document),
                (select count(*) from audit_entry),
                (select count(*) from delivery where delivered_leaf is not null)
                    + (select count(*) from delivery where read_leaf is not null)
                    + (select count(*) from delivery where acknowledged_leaf is not null)
            """ as Query<PostgresColumns<Int64, Int64, Int64, Int64>>
        ).values
        #expect(counts.0 == reference.size)
        #expect(counts.1 == Int64(reference.forms.count))
        #expect(counts.2 == reference.auditCount)
        #expect(counts.3 == Int64(reference.events.count))
    }

    /// The leaves, hashed one after the other, give the head's frontier and every checkpoint's root.
    func expectWholeLog(of reference: ReferenceLog) async throws {
        let leaves = try await pool.run(LogQueries.listLeaves(0..<reference.size))
        let notes = try await pool.run(
            "select note from checkpoint order by tree_size" as Query<[String]>)
        var checkpoints = try notes.map { try SignedCheckpoint(parsing: $0) }[...]
        var tree = Frontier.empty
        var last = Timestamp(microseconds: 0)
        for bytes in leaves {
            tree = try #require(tree.appending(MerkleHash(leaf: bytes)))
            let leaf = try #require(Leaf(bytes: bytes))
            #expect(leaf.timestamp >= last)
            last = leaf.timestamp
            if let checkpoint = checkpoints.first, checkpoint.checkpoint.size == tree.size {
                try checkpoint.verify(with: [signer.verifier])
                #expect(checkpoint.checkpoint.root == tree.root)
                checkpoints.removeFirst()
            }
        }
        #expect(checkpoints.isEmpty)
        let head = try await pool.run(LogHeadQueries.find())
        #expect(head.frontierBytes == tree.bytes && head.origin == signer.verifier.name)
    }
}

extension ReferenceLog.Expectation {
    init(_ outcome: LogOutcome) {
        self =
            switch outcome {
            case .appended(let leaf): .appended(leaf.index)
            case .repeated(let leafIndex): .repeated(leafIndex)
            case .conflict: .conflict
            case .refused: .refused
            case .participantsChanged: .participantsChanged
            case .recordsMissing: .recordsMissing
            case .notRecipient: .notRecipient
            case .recorded: .recorded
            }
    }
}
