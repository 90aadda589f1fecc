import FormDocument
import FormProtocol
import FormSchemas
import TransparencyLog

/// The records of a made-up bulk submission with action TEST, and manifests for as many of them as
/// are wanted: each has an ID of its own, the records are the same.
struct BenchRecords: Sendable {
    /// The records as they are sent.
    let chunks: [WireRecordChunk]
    let count: Int
    /// How large a record is on average.
    let recordBytes: Int
    private let header: JSONValue
    private let root: MerkleHash
    private let signer: Signer

    /// How many chunks a submission has: enough that its beginning and end do not count for much.
    private static let chunkCount = 25
    /// Enough that no record is like the one before, few enough to be made in a moment.
    private static let patternCount = 64

    /// Draws the records up.
    ///
    /// - Parameters:
    ///   - recipients: whom they are for; requires at least one.
    ///   - chunkRecords: how many records one message has.
    /// - Throws: ``ClientError`` `.answerIsNo` if no such records can be made, `.local` for a key
    ///   that cannot be used.
    init(
        _ version: FormVersion, from profile: Profile, to recipients: [AgencyCode],
        chunkRecords: Int
    ) throws(ClientError) {
        signer = try Signer(profile)
        do {
            let generator = try DocumentGenerator(version, moment: "\(Timestamp.now())")
            var random = SystemRandomNumberGenerator()
            let first = try generator.document(
                mode: .sealed, values: BenchForms.header(from: profile.agency, to: recipients),
                using: &random)
            let header = first["header"] ?? .null
            var patterns: [[UInt8]] = []
            for _ in 0..<Self.patternCount {
                let form = try generator.document(
                    mode: .sealed, values: ["/header": header], using: &random)
                patterns.append(form["body"]?.bytes() ?? [])
            }
            self.header = header
            count = Self.chunkCount * chunkRecords
            let hashes = patterns.map { MerkleHash(leaf: $0) }
            guard
                let tree = TreeGrowth(
                    .empty, appending: (0..<count).map { hashes[$0 % hashes.count] })
            else { preconditionFailure("the number of records is bounded") }
            root = tree.after.root
            recordBytes = patterns.reduce(0) { $0 + $1.count } / patterns.count
            chunks = (0..<Self.chunkCount).map { chunk in
                let first = chunk * chunkRecords
                return .with {
                    $0.first = UInt32(first) + 1
                    $0.records = (first..<first + chunkRecords).map {
                        .init(patterns[$0 % patterns.count])
                    }
                }
            }
        } catch {
            throw ClientError(.answerIsNo, .benchCannotGenerate(version.code, "\(error)"))
        }
    }

    /// A new manifest, signed.
    func manifest() throws(ClientError) -> WireSignedForm {
        var header = header
        let id = SubmissionID.generate()
        header["id"] = .string("\(id)")
        let document = BulkManifest.bytes(header: header.bytes(), count: count, root: root)
        do {
            let signature = try DetachedJWS.sign(
                document, with: signer.key, certificateDER: signer.chain.leafDER)
            return .with {
                $0.document = .init(document)
                $0.signature = signature.compact
                $0.signerChain = signer.chain.der.map { .init($0) }
            }
        } catch {
            throw ClientError(.local, .cannotSign("\(id)", error.description))
        }
    }
}
