import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Logging
import Postgres
import Testing
import TransparencyLog

@testable import FormService

/// A database that a real sequencer has filled with rows of all kinds, and everything to go on.
struct FsckExchange: Sendable {
    let connectionString: String
    let pool: PostgresPool
    let sequencer: Sequencer
    let signer: NoteSigner
    private let authority: TestAuthority
    private let signers: [String: (key: SigningKey, chain: SignerChain, pem: PEM)]
    private let limits = Limits()

    private static let agencies = ["BE-DAP", "BE-OCAM", "NL-DKDB", "LU-USP", "LU-GCT"]
    /// Who assesses risks, and is sent nothing.
    private static let assessor = "NL-POL"
    /// Who inspects, and is sent nothing else.
    static let inspectorates = ["DE-NW-FKS", "NL-LA"]

    static func with(_ body: (FsckExchange) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            try await Migrator(connectionString: database.connectionString).up()
            try await with(
                database.connectionString, NoteSigner.generate(name: "forms.test"), body)
        }
    }

    /// In a database that has its tables, and no participants yet.
    static func with(
        _ connectionString: String, _ signer: NoteSigner,
        _ body: (FsckExchange) async throws -> Void
    ) async throws {
        let authority = try TestAuthority()
        // A repair holds the head for as long as it takes.
        var limits = Limits()
        limits.statementTimeout = .seconds(600)
        let sequencer = Sequencer(limits: limits)
        let lane = LogLane(
            configuration: .exchange(connectionString, limits: limits),
            catalogue: .builtIn, signer: signer, limits: limits, log: Logger(label: "test"))
        var signers: [String: (key: SigningKey, chain: SignerChain, pem: PEM)] = [:]
        for code in agencies + [assessor] + inspectorates {
            let pem = try authority.issue(to: try #require(AgencyCode(code))).pem()
            signers[code] = (
                try SigningKey(pem: pem.key), try SignerChain(pem: pem.certificate), pem
            )
        }
        let exchange = FsckExchange(
            connectionString: connectionString,
            pool: PostgresPool(PostgresConfiguration(connectionString)),
            sequencer: sequencer, signer: signer, authority: authority, signers: signers)
        async let running: Void = sequencer.run(lane)
        let outcome: Result<Void, any Error>
        do {
            try await exchange.admitEverybody()
            outcome = .success(try await body(exchange))
        } catch {
            outcome = .failure(error)
        }
        sequencer.close()
        await running
        await exchange.pool.close()
        try outcome.get()
    }

    // MARK: Who takes part

    typealias PEM = (certificate: String, key: String)

    /// What an agency connects with.
    func pem(of agency: String) throws -> PEM { try #require(signers[agency]?.pem) }

    var rootsPEM: String { get throws { try authority.pem().certificate } }

    /// What a server serves with, in a folder that is made.
    func serverFiles(in folder: URL) throws -> TLSCredentials.Files {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        func write(_ text: String, _ name: String) throws -> String {
            let file = folder.appending(path: name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            return file.path
        }
        let server = try authority.issueServer().pem()
        return TLSCredentials.Files(
            certificateChain: try write(server.certificate, "server.pem"),
            privateKey: try write(server.key, "server.key"),
            trustRoots: try write(rootsPEM, "roots.pem"))
    }

    // MARK: What happens in it

    /// Admits the agencies, one of them twice, and withdraws a certificate.
    private func admitEverybody() async throws {
        let admission = ParticipantAdmission(connectionString: connectionString)
        for (code, signer) in signers.sorted(by: { $0.key < $1.key }) {
            try await admission.admit(
                agency: code, name: "Agency \(code)",
                certificatePEM: try signer.chain.leaf.serializeAsPEM().pemString, isPerson: false,
                roles: ["SUBMITTER", "SIGNER", "READER"])
        }
        let other = try authority.issue(to: try #require(AgencyCode("LU-GCT"))).pem().certificate
        try await admission.admit(
            agency: "LU-GCT", name: "\"Threats\" & Zoë", certificatePEM: other, isPerson: true,
            roles: ["READER"])
        #expect(try await admission.withdraw(certificatePEM: other))
        await admission.close()
    }

    /// A mission of one of the catalogue's samples, checked and signed.
    func form(_ sample: String, _ recipients: [(String, String)]) async throws -> SubmissionEntry {
        try await form("VIP-01", sample) { header in
            header["id"] = .string(SubmissionID.generate().description)
            header["sender"] = "BE-DAP"
            header["recipients"] = .array(
                recipients.map { ["agency": .string($0.0), "as": .string($0.1)] })
        }
    }

    /// A form that corrects, withdraws or answers another.
    func form(
        _ code: String, _ sample: String, _ action: String, _ corrected: SubmissionEntry? = nil,
        answering original: SubmissionEntry? = nil
    ) async throws -> SubmissionEntry {
        func reference(_ entry: SubmissionEntry) -> JSONValue {
            [
                "form": .string(entry.checked.header.form.description),
                "sender": .string(entry.identity.sender.description),
                "id": .string(entry.identity.id.description),
            ]
        }
        return try await form(code, sample) { header in
            header["id"] = .string(SubmissionID.generate().description)
            header["action"] = .string(action)
            if let original {
                header["in_reply_to"] = reference(original)
                header["recipients"] = [
                    ["agency": .string(original.identity.sender.description), "as": "TO"]
                ]
            }
            guard let corrected else { return }
            header["sender"] = .string(corrected.identity.sender.description)
            header["corrects"] = reference(corrected)
            header["recipients"] = .array(
                corrected.checked.header.recipients.map {
                    [
                        "agency": .string($0.agency.description), "as": .string($0.role.rawValue),
                    ]
                })
        }
    }

    /// A form of a sample with an ID of its own, or as it is.
    func form(
        _ code: String, _ sample: String,
        _ change: (inout JSONValue) -> Void = { $0["id"] = .string("\(SubmissionID.generate())") }
    ) async throws -> SubmissionEntry {
        var draft = try Self.sample(code, sample)
        var header = try #require(draft["header"])
        change(&header)
        draft["header"] = header
        return try await entry(draft)
    }

    static func sample(_ code: String, _ sample: String) throws -> JSONValue {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "catalogue/forms/\(code)/1.0/samples/valid/\(sample).json")
        return JSONValue(try JSONDocument([UInt8](Data(contentsOf: file))).root)
    }

    private func entry(_ draft: JSONValue) async throws -> SubmissionEntry {
        try await checked(try signed(draft))
    }

    /// A draft as its sender sends it.
    func signed(_ draft: JSONValue) throws -> WireSignedForm {
        let sealed = try Draft(bytes: draft.bytes()).seal()
        let sender = try #require(draft["header"]?["sender"])
        let signer = try #require(
            signers.first { sender == .string($0.key) }?.value, "\(sender)")
        return try WireSignedForm(sealed.document.bytes, sealed.parts)
            .signed(with: signer.key, signer.chain)
    }

    private func checked(_ wire: WireSignedForm) async throws -> SubmissionEntry {
        let checked = try CheckedForm(
            try SubmissionDraft(wire, catalogue: .builtIn), catalogue: .builtIn, limits: limits)
        return SubmissionEntry(
            checked, signature: try #require(checked.draft.signature),
            participantEpoch: try await pool.run(ParticipantQueries.epoch()))
    }

    /// A bulk submission of so many records, of which every third is refused.
    func bulk(_ count: Int, isFinished: Bool = true) async throws -> LogEntry? {
        let version = try #require(Catalogue.builtIn.newestVersion(form: "RSK-01"))
        let generator = try DocumentGenerator(version)
        var random = SeededRandom(seed: 5)
        let form = try generator.document(
            mode: .sealed,
            values: [
                "/header/id": .string("\(SubmissionID.generate())"), "/header/sender": "BE-DAP",
                "/header/recipients": [["agency": "NL-DKDB", "as": "TO"]],
            ], using: &random)
        let header = try #require(form["header"])
        let records = try (0..<count).map { number in
            let form = try generator.document(
                mode: .sealed, values: ["/header": header], using: &random)
            return number % 3 == 2 ? Array("{}".utf8) : (form["body"] ?? .null).bytes()
        }
        let tree = records.reduce(Frontier.empty) { $0.appending(MerkleHash(leaf: $1)) ?? $0 }
        let bytes = BulkManifest.bytes(
            header: header.bytes(), count: isFinished ? count : count + 1, root: tree.root)
        let signer = try #require(signers["BE-DAP"])
        let draft = try SubmissionDraft(
            WireSignedForm(bytes).signed(with: signer.key, signer.chain), as: .manifest,
            catalogue: .builtIn)
        let manifest = try CheckedManifest(draft, catalogue: .builtIn, limits: limits)
        let store = BulkStore(pool: pool, limits: limits)
        let begun = try #require(try await store.open(manifest))
        var chunk = CheckedChunk(first: 1, count: count)
        chunk.append(records, with: manifest.records)
        let upload = try await store.append(chunk, to: begun)
        guard isFinished else { return nil }
        #expect(upload.totals.refused == count / 3)
        return .submission(
            SubmissionEntry(
                manifest.form, signature: try #require(draft.signature),
                participantEpoch: try await pool.run(ParticipantQueries.epoch()),
                bulk: upload.totals))
    }

    func consultation(of form: DocumentIdentity?) throws -> AuditRecord {
        let caller = Caller(
            agency: try #require(AgencyCode("NL-DKDB")), kind: .person, roles: [.reader],
            fingerprint: Array(repeating: 7, count: 32))
        let access = try StatedAccess(
            .with {
                $0.officer = "Officer Zoë"
                $0.reason = "daily review"
            }, by: caller, limits: limits)
        return AuditRecord(
            access, call: form == nil ? "Search" : "Get", form: form,
            filters: form == nil ? "form=VIP-01" : "", results: 1, at: .now())
    }

    /// Appends, and requires that everything is.
    func append(_ entries: [LogEntry]) async throws {
        for result in try await sequencer.append(entries) {
            switch try result.get() {
            case .appended, .recorded, .repeated: break
            case let outcome: Issue.record("\(outcome)")
            }
        }
    }

    /// A witness of an agency signs the latest checkpoint.
    func cosign(_ agency: String) async throws {
        let code = try #require(AgencyCode(agency))
        let store = WitnessStore(pool: pool)
        let witness = try NoteSigner.generate(name: "\(agency)/witness", type: .cosignature)
        let checkpoint = try await store.checkpoint(from: 0, cosigned: false)
        let line = try checkpoint.checkpoint.cosigned(by: witness, at: Timestamp.now().seconds)
        let note = try checkpoint.adding(line).description
        _ = try await store.removeKey(of: code)
        _ = try await store.add(
            CosignatureDraft(
                treeSize: checkpoint.checkpoint.size,
                line: try #require(note.split(separator: "\n").last.map { String($0) }),
                witnessKey: witness.verifier.description, agency: code))
    }

    /// The assessments of risk that the missions rest upon.
    func assess() async throws {
        try await append([
            .submission(try await form("RSK-01", "be-ocam-minister") { _ in }),
            .submission(try await form("RSK-01", "nl-pol-journalist-critical") { _ in }),
        ])
    }

    /// A case, the request for an inspection, its answer and the plan, told so that the inspection
    /// is in a few days, and the plan as it is corrected; the same with the case withdrawn at the
    /// end; and a case that is withdrawn at once.
    private func inspect() async throws {
        let story = try Self.inspectionStory()
        var corrected = Self.replacing(story[3], "CORRECT")
        var body = try #require(corrected["body"])
        body["sites"] = try Self.moved(try #require(body["sites"]))
        corrected["body"] = body
        let other = try Self.inspectionStory().map(Self.retold)
        for draft in story + [corrected] + other + [Self.replacing(other[0], "WITHDRAW")] {
            try await append([.submission(try await entry(draft))])
        }
        try await withdrawCase()
    }

    /// A draft that takes the place of another one.
    private static func replacing(_ draft: JSONValue, _ action: String) -> JSONValue {
        var draft = draft
        var header = draft["header"] ?? .null
        header["corrects"] = [
            "form": header["form"] ?? .null, "sender": header["sender"] ?? .null,
            "id": header["id"] ?? .null,
        ]
        header["id"] = .string(SubmissionID.generate().description)
        header["action"] = .string(action)
        draft["header"] = header
        return draft
    }

    /// The first of a plan's sites alone, in another town and an hour later.
    private static func moved(_ sites: JSONValue) throws -> JSONValue {
        guard case .array(let sites) = sites, var site = sites.first, var place = site["place"],
            case .string(let from)? = site["from"], let start = Timestamp(from)
        else { throw LogFailure.isIncomplete }
        place["address"] = ["street": "Hafenweg 1", "postcode": "48155", "city": "Münster"]
        site["place"] = place
        let later = Timestamp(microseconds: start.microseconds + 3_600_000_000)
        site["from"] = .string("\(later.description.prefix(19))Z")
        return [site]
    }

    /// A draft with IDs of its own, the same for the same.
    private static func retold(_ draft: JSONValue) throws -> JSONValue {
        let text = String(decoding: draft.bytes(), as: UTF8.self)
        return JSONValue(
            try JSONDocument(Array(text.replacing("\"01a2", with: "\"01a1").utf8)).root)
    }

    private func withdrawCase() async throws {
        let other = try await form("SOC-01", "nl-la-agency-work-horticulture") { _ in }
        try await append([.submission(other)])
        try await append([
            .submission(
                try await form("SOC-01", "nl-la-agency-work-horticulture", "WITHDRAW", other))
        ])
    }

    /// A case, the request for an inspection, its answer and the plan, as if made a few days ago.
    static func inspectionStory() throws -> [JSONValue] {
        let forms = try [
            sample("SOC-01", "de-nw-fks-meat-complaint"),
            sample("SOC-02", "de-nw-fks-asks-nl-urgent"), sample("SOC-02", "nl-la-agrees-urgent"),
            sample("SOC-03", "nl-la-plan-coesfeld-joint-by-recipient"),
        ]
        guard case .string(let text)? = forms[3]["body"]?["window"]?["until"] else {
            throw LogFailure.isIncomplete
        }
        let start = try #require(Timestamp(text)).seconds
        let days = (Timestamp.now().seconds - start) / 86_400 + 5
        return forms.map { $0.moved(by: Int(days)) }
    }

    /// Rows of all kinds in every table, and more leaves than a tile has.
    func fill() async throws {
        try await assess()
        try await inspect()
        var forms: [SubmissionEntry] = []
        for number in 0..<5 {
            forms.append(
                try await form(
                    number.isMultiple(of: 2)
                        ? "journalist-urgent-transit" : "typical-working-visit-the-hague",
                    [("NL-DKDB", "TO"), ("LU-USP", number < 3 ? "TO" : "CC")]))
        }
        try await append(forms.map { .submission($0) })
        try await answer(forms)
        try await append([try await bulk(20), try await bulk(3)].compactMap { $0 })
        try await append([.consultation(try consultation(of: nil))])
        for (number, form) in forms.enumerated() where number > 0 {
            for event in ReceiptEvent.allCases where number >= Int(event.rawValue) {
                try await append([
                    .event(
                        EventEntry(
                            event: event, form: form.identity,
                            recipient: try #require(AgencyCode("NL-DKDB"))),
                        try consultation(of: form.identity)),
                    .consultation(try consultation(of: nil)),
                ])
            }
        }
        // Of one of them the key changes: its first cosignature stays.
        for agency in ["LU-USP", "NL-DKDB", "LU-USP"] {
            try await cosign(agency)
            try await append([.consultation(try consultation(of: nil))])
        }
        try await appendCrowd()
        try await append([
            .submission(try await form("journalist-urgent-transit", [("LU-USP", "TO")])),
            .consultation(try consultation(of: nil)),
        ])
        #expect(try await pool.run(LogHeadQueries.size()) > 256)
    }

    /// Decisions of a host on missions, one that is taken back, and missions that are corrected and
    /// withdrawn.
    private func answer(_ forms: [SubmissionEntry]) async throws {
        let sample = "nl-accepts-working-visit"
        let first = try await form("VIP-03", sample, "NEW", answering: forms[1])
        let second = try await form("VIP-03", sample, "NEW", answering: forms[3])
        try await append([.submission(first), .submission(second)])
        try await append([
            .submission(
                try await form("VIP-03", sample, "WITHDRAW", second, answering: forms[3]))
        ])
        let mission = "journalist-urgent-transit"
        try await append([
            .submission(try await form("VIP-01", mission, "CORRECT", forms[0])),
            .submission(try await form("VIP-01", mission, "WITHDRAW", forms[2])),
        ])
    }

    /// Many leaves in two batches.
    private func appendCrowd() async throws {
        let recipients = Self.agencies.dropFirst()
        var entries: [LogEntry] = []
        var events: [LogEntry] = []
        for _ in 0..<18 {
            let form = try await form(
                "typical-working-visit-the-hague", recipients.map { ($0, "TO") })
            entries.append(.submission(form))
            for recipient in recipients {
                let code = try #require(AgencyCode(recipient))
                events += ReceiptEvent.allCases.map {
                    .event(EventEntry(event: $0, form: form.identity, recipient: code))
                }
            }
        }
        try await append(entries)
        try await append(events)
    }

    /// Something that an administrator does, after everything else.
    func changeRoles() async throws {
        let admission = ParticipantAdmission(connectionString: connectionString)
        let signer = try #require(signers["LU-USP"])
        try await admission.admit(
            agency: "LU-USP", name: "Agency LU-USP",
            certificatePEM: try signer.chain.leaf.serializeAsPEM().pemString, isPerson: false,
            roles: ["READER"])
        await admission.close()
    }

    // MARK: The check

    func fsck(
        repairs: Bool = false, limits: Limits = Limits(), roots: String? = nil
    ) throws -> Fsck {
        try Fsck(
            connectionString: connectionString, exchangeKey: signer.verifier.description,
            roots: try roots ?? rootsPEM, repairs: repairs, limits: limits)
    }

    func expectClean(_ limits: Limits = Limits()) async throws {
        let report = try await fsck(limits: limits).run()
        #expect(report.ending == .complete)
        #expect(report.findings == [])
        #expect(report.position == report.size)
    }

    func acceptance(of form: SubmissionEntry) async throws -> Timestamp {
        try await pool.run(
            """
            select accepted_at from submission
            where sender = \(form.identity.sender) and submission_id = \(form.identity.id)
            """ as Query<Timestamp>)
    }

    /// Who has consulted something by a call, what, and how many results there were.
    func auditTrail(_ call: String) async throws -> [String] {
        try await pool.run(
            """
            select agency || ' ' || filters || ' ' || result_count from audit_entry
            where call = \(call) order by audit_number
            """ as Query<[String]>)
    }

    func formCount() async throws -> Int {
        Int(try await pool.run("select count(*) from document" as Query<Int64>))
    }

    func runScript(_ script: String) async throws {
        try await pool.withConnection { try await $0.runScript(script) }
    }
}

extension JSONValue {
    /// The same with all dates and moments so many days later.
    fileprivate func moved(by days: Int) -> JSONValue {
        switch self {
        case .string(let text):
            guard let day = Timestamp("\(text.prefix(10))T00:00:00Z"),
                text.count == 10 || text.dropFirst(10).first == "T"
            else { return self }
            let later = Timestamp(
                microseconds: day.microseconds + Int64(days) * 86_400_000_000)
            return .string("\(later.description.prefix(10))\(text.dropFirst(10))")
        case .array(let elements): return .array(elements.map { $0.moved(by: days) })
        case .object(let members):
            return .object(members.map { .init($0.name, $0.value.moved(by: days)) })
        default: return self
        }
    }
}
