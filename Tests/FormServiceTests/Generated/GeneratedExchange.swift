import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Logging
import Postgres
import Synchronization
import Testing
import TransparencyLog

@testable import FormService

/// A database and a real sequencer, whose clock is set, for the forms of generated dialogues.
///
/// What is about a call, its caller and the signature's certificates, is tested elsewhere.
final class GeneratedExchange: Sendable {
    private let connectionString: String
    private let pool: PostgresPool
    private let sequencer: Sequencer
    private let receipts: NoteSigner
    private let authority: TestAuthority
    private let clock: Mutex<Timestamp>
    private let signers = Mutex<[AgencyCode: Signer]>([:])
    private let limits: Limits = {
        var limits = Limits()
        // Those of one moment are begun together.
        limits.unfinishedUploadsMax = 1_000
        return limits
    }()

    private struct Signer: Sendable {
        let key: SigningKey
        let chain: SignerChain
    }

    private init(_ database: TestDatabase, at now: Timestamp) throws {
        connectionString = database.connectionString
        pool = PostgresPool(PostgresConfiguration(database.connectionString))
        sequencer = Sequencer(limits: Limits())
        receipts = try NoteSigner.generate(name: "forms.test")
        authority = try TestAuthority(now: Self.date(now))
        clock = Mutex(now)
    }

    static func with<Result: Sendable>(
        at now: Timestamp, _ body: (GeneratedExchange) async throws -> Result
    ) async throws -> Result {
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            let exchange = try GeneratedExchange(database, at: now)
            let lane = LogLane(
                configuration: .exchange(database.connectionString, limits: exchange.limits),
                catalogue: .builtIn, signer: exchange.receipts, limits: exchange.limits,
                log: Logger(label: "test"), clock: { exchange.clock.withLock { $0 } })
            async let running: Void = exchange.sequencer.run(lane)
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(try await body(exchange))
            } catch {
                outcome = .failure(error)
            }
            exchange.sequencer.close()
            await running
            await exchange.pool.close()
            return try outcome.get()
        }
    }

    private static func date(_ moment: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(moment.seconds))
    }

    /// Lets agencies that are not known yet take part.
    func admit(_ agencies: Set<AgencyCode>) async throws {
        let missing = agencies.subtracting(signers.withLock { Set($0.keys) })
        guard !missing.isEmpty else { return }
        let admission = ParticipantAdmission(connectionString: connectionString)
        for agency in missing.sorted(by: { $0.description < $1.description }) {
            let start = Self.date(clock.withLock { $0 }).addingTimeInterval(-3_600)
            let pem = try authority.issue(to: agency, from: start).pem()
            try await admission.admit(
                agency: agency.description, name: "Agency \(agency)",
                certificatePEM: pem.certificate, isPerson: false,
                roles: ParticipantAdmission.roles)
            let signer = Signer(
                key: try SigningKey(pem: pem.key), chain: try SignerChain(pem: pem.certificate))
            signers.withLock { $0[agency] = signer }
        }
        await admission.close()
    }

    /// Has steps accepted that are of one moment and do not know of each other.
    ///
    /// - Returns: why, for those that are not.
    func accept(_ steps: [DialogueGenerator.Step]) async throws -> [String] {
        guard let moment = steps.first?.form.acceptedAt else { return [] }
        clock.withLock { $0 = max($0, moment) }
        let epoch = try await pool.run(ParticipantQueries.epoch())
        var refusals: [String] = []
        var tickets: [(name: TurnName, ticket: LogTicket)] = []
        for step in steps {
            do {
                let entry = try await entry(step, epoch)
                tickets.append((step.form.name, try sequencer.enqueue([.submission(entry)])))
            } catch {
                refusals.append("\(step.form.name): \(error)")
            }
            await Task.yield()
        }
        for (name, ticket) in tickets {
            switch try await ticket.outcomes()[0].get() {
            case .appended: break
            case let outcome: refusals.append("\(name): \(outcome)")
            }
        }
        return refusals
    }

    /// What is said of a form that is not signed yet.
    ///
    /// - Returns: the refusal; `nil` if it would be accepted.
    func refusal(
        of document: SealedDocument, _ parts: [DocumentPart]
    ) -> ServiceError? {
        do {
            let draft = try SubmissionDraft(
                WireSignedForm(document.bytes, parts), catalogue: .builtIn)
            _ = try CheckedForm(draft, catalogue: .builtIn, limits: limits)
            return nil
        } catch {
            return error as? ServiceError ?? ServiceError(.internal, "\(error)")
        }
    }

    /// Has everything that is stored checked.
    func expectClean() async throws {
        let report = try await Fsck(
            connectionString: connectionString, exchangeKey: receipts.verifier.description,
            roots: authority.pem().certificate, repairs: false, limits: limits
        ).run()
        #expect(report.ending == .complete)
        #expect(report.findings == [])
    }

    func formCount() async throws -> Int {
        Int(try await pool.run("select count(*) from document" as Query<Int64>))
    }

    private func entry(
        _ step: DialogueGenerator.Step, _ epoch: Int64
    ) async throws -> SubmissionEntry {
        if step.candidate.turn.isBulk { return try await manifest(step, epoch) }
        let form = try signed(
            WireSignedForm(step.sealed.document.bytes, step.sealed.parts), as: step)
        let draft = try SubmissionDraft(form, catalogue: .builtIn)
        return SubmissionEntry(
            try CheckedForm(draft, catalogue: .builtIn, limits: limits),
            signature: try #require(draft.signature), participantEpoch: epoch)
    }

    /// The manifest of a bulk submission with the form's body as its only record, which is stored.
    private func manifest(
        _ step: DialogueGenerator.Step, _ epoch: Int64
    ) async throws -> SubmissionEntry {
        let record = try #require(step.draft["body"]).bytes()
        let bytes = BulkManifest.bytes(
            header: try #require(step.draft["header"]).bytes(), count: 1,
            root: MerkleHash(leaf: record))
        let form = try signed(WireSignedForm(bytes), as: step)
        let draft = try SubmissionDraft(form, as: .manifest, catalogue: .builtIn)
        let manifest = try CheckedManifest(draft, catalogue: .builtIn, limits: limits)
        let store = BulkStore(pool: pool, limits: limits)
        var chunk = CheckedChunk(first: 1, count: 1)
        chunk.append([record], with: manifest.records)
        let upload = try await store.append(chunk, to: try #require(await store.open(manifest)))
        #expect(upload.totals.refused == 0)
        return SubmissionEntry(
            manifest.form, signature: try #require(draft.signature), participantEpoch: epoch,
            bulk: upload.totals)
    }

    private func signed(
        _ form: WireSignedForm, as step: DialogueGenerator.Step
    ) throws -> WireSignedForm {
        let signer = try #require(signers.withLock { $0[step.form.identity.sender] })
        return try form.signed(with: signer.key, signer.chain, at: step.form.acceptedAt)
    }
}
