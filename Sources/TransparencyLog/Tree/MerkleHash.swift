import Crypto

/// The hash of a leaf or of a node of the Merkle tree: SHA-256, 32 bytes.
///
/// Kept in place and not as an array, since a batch of thousands of leaves makes twice as many.
///
/// Source: RFC 6962, section 2.1.
public struct MerkleHash: Hashable, Sendable {
    /// The 32 bytes as they are in memory; the numbers' values mean nothing.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// How many bytes a hash has.
    public static let byteCount = 32

    /// The hash of the tree without leaves: SHA-256 of nothing.
    public static let emptyTree = MerkleHash(SHA256.hash(data: [UInt8]()))

    /// Takes over 32 bytes.
    ///
    /// - Returns: `nil` for another number of bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    private init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes {
            $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    /// The hash of a leaf: SHA-256(0x00 ‖ leaf).
    public init(leaf: [UInt8]) {
        var hash = SHA256()
        withUnsafeBytes(of: 0x00 as UInt8) { hash.update(bufferPointer: $0) }
        leaf.withUnsafeBytes { hash.update(bufferPointer: $0) }
        self.init(hash.finalize())
    }

    /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
    ///
    /// The first byte sets it apart from a leaf, so that no leaf can pass for a node.
    public init(left: MerkleHash, right: MerkleHash) {
        self = withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { input in
            input[0] = 0x01
            withUnsafeBytes(of: left.words) {
                UnsafeMutableRawBufferPointer(rebasing: input[1..<33]).copyMemory(from: $0)
            }
            withUnsafeBytes(of: right.words) {
                UnsafeMutableRawBufferPointer(rebasing: input[33..<65]).copyMemory(from: $0)
            }
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(input))
            return MerkleHash(hash.finalize())
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    public static func == (left: MerkleHash, right: MerkleHash) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes(of: words) { hasher.combine(bytes: $0) }
    }
}

extension MerkleHash: LosslessStringConvertible {
    /// Standard Base64, 44 characters: how checkpoints and proofs write a hash.
    public var description: String { Base64.standard.encode(bytes) }

    /// Reads canonical Base64 of 32 bytes.
    public init?(_ text: String) {
        guard let bytes = Base64.standard.decode(text) else { return nil }
        self.init(bytes: bytes)
    }
}

extension MerkleHash {
    /// The bytes of `hashes`, one after another: a tile, a frontier or a proof as stored.
    public static func encode(_ hashes: some Collection<MerkleHash>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * byteCount)
        for hash in hashes { withUnsafeBytes(of: hash.words) { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// The hashes that `bytes` hold, one after another.
    ///
    /// - Returns: `nil` if the number of bytes is not a multiple of 32.
    public static func decode(_ bytes: [UInt8]) -> [MerkleHash]? {
        guard bytes.count.isMultiple(of: byteCount) else { return nil }
        return stride(from: 0, to: bytes.count, by: byteCount).compactMap {
            MerkleHash(bytes: bytes[$0..<($0 + byteCount)])
        }
    }

    /// The hash of a run of perfect subtrees, the largest first: the last two are joined, then
    /// the result with the one before, and so on.
    ///
    /// - Returns: the hash of the empty tree if there are none.
    static func joining(_ subtrees: some BidirectionalCollection<MerkleHash>) -> MerkleHash {
        guard let last = subtrees.last else { return emptyTree }
        return subtrees.dropLast().reversed().reduce(last) { MerkleHash(left: $1, right: $0) }
    }
}
