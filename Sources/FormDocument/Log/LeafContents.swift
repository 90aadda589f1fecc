public import TransparencyLog

/// What a leaf of the exchange's log commits to, by its kind.
///
/// Byte layouts: `docs/formats.md`. Numbers are big-endian, an agency is one byte of length and the
/// code, every digest is SHA-256. Places in the log are indexes of earlier leaves.
public enum LeafContents: Hashable, Sendable {
    /// Kind 1: a form was accepted.
    case submission(SubmissionRecord)
    /// Kind 2: something happened to an accepted form at its recipient.
    case receiptEvent(ReceiptEvent, submission: Int64, recipient: AgencyCode)
    /// Kind 3: audit entries were written: so many from number `first` on, with the root of the
    /// Merkle tree over their bytes.
    case auditBatch(first: Int64, count: UInt32, root: MerkleHash)
    /// Kind 4: the bytes of an accepted form were erased; the digest is that of the decision.
    case tombstone(submission: Int64, reason: ErasureReason, decision: [UInt8])
    /// Kind 5: an administrative act by its name; the digest is that of its full record.
    case administration(action: String, record: [UInt8])
    /// Kind 6: a bulk submission was accepted as one manifest, with the root of the Merkle tree
    /// over its records.
    case bulkManifest(SubmissionRecord, count: UInt32, root: MerkleHash)
    /// Kind 7: what became of a manifest's records, with the root of the tree over their results.
    case bulkResult(manifest: Int64, accepted: UInt32, refused: UInt32, root: MerkleHash)
    /// A kind that this reader does not know.
    case unknown(kind: UInt8, bytes: [UInt8])
}

/// A form or a bulk manifest in a leaf: who handed it in under which ID, and which bytes.
public struct SubmissionRecord: Hashable, Sendable {
    public let sender: AgencyCode
    public let id: SubmissionID
    /// SHA-256 of the document's bytes.
    public let documentDigest: [UInt8]
    /// SHA-256 of the compact detached JWS.
    public let signatureDigest: [UInt8]
    /// SHA-256 of the signer's chain, see ``SignerChain/digest``.
    public let chainDigest: [UInt8]

    /// Requires digests of 32 bytes.
    public init(
        sender: AgencyCode, id: SubmissionID, documentDigest: [UInt8], signatureDigest: [UInt8],
        chainDigest: [UInt8]
    ) {
        precondition([documentDigest, signatureDigest, chainDigest].allSatisfy { $0.count == 32 })
        self.sender = sender
        self.id = id
        self.documentDigest = documentDigest
        self.signatureDigest = signatureDigest
        self.chainDigest = chainDigest
    }
}

/// What happens to a form at its recipient.
public enum ReceiptEvent: UInt8, Sendable, CaseIterable {
    case delivered = 1
    case read = 2
    case acknowledged = 3
}

/// Why the bytes of a form were erased.
public enum ErasureReason: UInt8, Sendable, CaseIterable {
    /// The form's time of retention was over.
    case retention = 1
    /// Someone with the right to do so decided it.
    case decision = 2
}

extension LeafContents {
    /// The leaf's kind.
    public var kind: UInt8 {
        switch self {
        case .submission: 1
        case .receiptEvent: 2
        case .auditBatch: 3
        case .tombstone: 4
        case .administration: 5
        case .bulkManifest: 6
        case .bulkResult: 7
        case .unknown(let kind, _): kind
        }
    }

    /// The leaf with these contents, or `nil` if they cannot be in one: a digest without 32 bytes,
    /// a place or number out of range, an action that is not a name, an unknown kind that is known.
    ///
    /// - Parameter time: not before that of the leaf before.
    public func leaf(at time: Timestamp, random: [UInt8] = Leaf.randomBytes()) -> Leaf? {
        Leaf(kind: kind, time: time.microseconds, random: random, contents: bytes).flatMap {
            LeafContents($0) == self ? $0 : nil
        }
    }

    /// Reads the contents of a leaf; `nil` if they are not, to the last byte, what its kind has.
    public init?(_ leaf: Leaf) {
        var reader = LeafReader(leaf.contents)
        guard let contents = Self.read(kind: leaf.kind, from: &reader), reader.isAtEnd else {
            return nil
        }
        self = contents
    }
}

extension Leaf {
    /// When what it states happened.
    public var timestamp: Timestamp { Timestamp(microseconds: time) }
}
