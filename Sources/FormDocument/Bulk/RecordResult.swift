public import TransparencyLog

/// What became of one record of a bulk submission: a leaf of the tree over the results.
///
/// Byte layout: `docs/formats.md`.
public struct RecordResult: Hashable, Sendable {
    public let isAccepted: Bool
    /// The codes of the record's violations, each once, in the order of their bytes; of a record
    /// that is accepted those of its warnings.
    public let codes: [String]

    /// Accepted, and nothing to say about it.
    public static let plain = RecordResult(isAccepted: true, codes: [])

    /// The tree's leaf hash of ``plain``: that of most records.
    public static let plainHash = plain.hash

    /// - Parameter codes: in any order, perhaps repeated.
    public init(isAccepted: Bool, codes: some Sequence<String>) {
        self.isAccepted = isAccepted
        self.codes = Set(codes).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The codes with commas between them.
    public var joinedCodes: String { codes.joined(separator: ",") }

    /// One byte, 1 accepted and 0 refused, then the codes in ASCII with commas between them.
    public var bytes: [UInt8] { [isAccepted ? 1 : 0] + Array(joinedCodes.utf8) }

    /// The tree's leaf hash.
    public var hash: MerkleHash { MerkleHash(leaf: bytes) }
}
