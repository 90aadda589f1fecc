import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas
import Synchronization
import TransparencyLog

/// Fetches the records of a bulk submission.
struct BulkGetCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetches the records of a bulk submission, one a line.",
        discussion: """
            Signature and receipt of the manifest are checked, and that the records are those that \
            were signed; what does not hold is said, and the exit status is 1. FILE is there once \
            all is known to hold. Line ends within a record become spaces. With --json each line also has the record's number, and those \
            that were refused have their codes.

            EXAMPLES
              formclient bulk get 0190f3c2 --reason "yearly review" -o records.ndjson
              formclient bulk get 0190f3c2 --reason "yearly review" --json
            """)

    @Argument(help: "The bulk submission's ID, or as much of its beginning as is unique.")
    var id: String

    @Option(help: ArgumentHelp("The agency that sent it.", valueName: "agency"))
    var sender: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where to write them; standard output otherwise.", valueName: "file"))
    var output: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let lookup = FormLookup(state: try StateFolder(profile), sender: try agency(sender))
        let access = try session.access(profile)
        let file = output == "-" ? nil : output
        if let file { try session.requireMayWrite(file) }

        try await ExchangeConnection.open(profile, console) { connection in
            let form = try await lookup.find(id, access, over: connection)
            let bundle = try Bundle(try await connection.get(form, access))
            let manifest = try await manifest(in: bundle, profile)
            let sink = RecordSink(
                manifest, try file.map { try LineWriter($0) }, isJSON: console.isJSON, console)
            do {
                try await connection.listRecords(of: form, access) { records in
                    try sink.write(records)
                    // Nobody reads on, as behind `head`.
                    guard Terminal.isOutputOpen else { throw SilentEnd(status: .done) }
                }
                try sink.finish()
            } catch {
                sink.discard()
                throw error
            }
            if let file { console.tell(.written(file)) }
        }
    }

    /// The manifest, once it is known to be the sender's and to have been accepted.
    private func manifest(in bundle: Bundle, _ profile: Profile) async throws -> BulkManifest {
        guard let document = try? SealedDocument(bytes: bundle.document),
            let manifest = try? BulkManifest(document)
        else { throw ClientError(.answerIsNo, .notABulkSubmission(id), advice: .useGet(id)) }
        let report = await bundle.verify(
            roots: try Credentials.roots(profile.trust), exchanges: [profile.exchangeKey])
        guard report.isVerified else {
            throw ClientError(
                .answerIsNo, .formDoesNotVerify,
                details: report.checks.filter { $0.outcome != .passed }.map {
                    Phrase(verbatim: "\($0.name.rawValue):") + .finding($0, in: bundle)
                })
        }
        return manifest
    }
}

/// Writes records as they come, and compares them with what was signed.
private final class RecordSink: Sendable {
    private let manifest: BulkManifest
    private let output: LineWriter?
    private let isJSON: Bool
    private struct State {
        var tree = Frontier.empty
        var line: ProgressLine
        let begun = ContinuousClock.now
    }
    private let state: Mutex<State>
    private let language: Language

    init(_ manifest: BulkManifest, _ output: LineWriter?, isJSON: Bool, _ console: Console) {
        self.manifest = manifest
        self.output = output
        self.isJSON = isJSON
        language = console.language
        state = Mutex(State(line: ProgressLine(console)))
    }

    func write(_ records: [WireBulkRecord]) throws(ClientError) {
        var hashes: [MerkleHash] = []
        let first = state.withLock { $0.tree.size } + 1
        for (place, record) in records.enumerated() {
            guard Int64(record.number) == first + Int64(place),
                let hash = Self.hash(of: record)
            else { throw ClientError(.refused, .answerNotUnderstood) }
            hashes.append(hash)
            if let line = line(for: record) {
                if let output {
                    try output.write(line)
                } else {
                    Terminal.write(String(decoding: line, as: UTF8.self) + "\n", to: 1)
                }
            }
        }
        state.withLock { state in
            state.tree = TreeGrowth(state.tree, appending: hashes)?.after ?? state.tree
            guard output != nil else { return }
            let seconds = (ContinuousClock.now - state.begun) / .seconds(1)
            state.line.update(
                Phrase.bulkFetching(
                    Int(state.tree.size), of: Int(manifest.count),
                    rate: Double(state.tree.size) / max(seconds, 0.001))[language])
        }
    }

    /// Puts the records where they belong.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` unless everything that was signed has come.
    func finish() throws(ClientError) {
        let tree = state.withLock { state in
            state.line.clear()
            return state.tree
        }
        guard tree.size == Int64(manifest.count), tree.root == manifest.root else {
            throw ClientError(.answerIsNo, .recordsAreOthers)
        }
        try output?.finish()
    }

    /// Removes what was written of records that are not all there, or not those that were signed.
    func discard() {
        output?.discard()
    }

    private static func hash(of record: WireBulkRecord) -> MerkleHash? {
        switch record.content {
        case .accepted(let bytes)?: MerkleHash(leaf: [UInt8](bytes))
        case .refusedHash(let hash)?: MerkleHash(bytes: [UInt8](hash))
        case nil: nil
        }
    }

    /// What is written of a record; nothing of one that was refused, unless the reader wants JSON.
    private func line(for record: WireBulkRecord) -> [UInt8]? {
        var bytes: [UInt8]?
        if case .accepted(let content)? = record.content {
            // Between the values of JSON one white space is as good as another.
            bytes = content.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        }
        guard isJSON else { return bytes }
        var object: JSONValue = [
            "number": .int(Int(record.number)), "accepted": .bool(bytes != nil),
            "codes": .array(record.codes.map { .string($0) }),
        ]
        object["record"] = bytes.flatMap { try? JSONDocument($0) }.map { JSONValue($0.root) }
        return object.bytes()
    }
}
