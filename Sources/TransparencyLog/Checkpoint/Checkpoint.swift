/// What a log states about itself: how many leaves it has, and the root of their tree.
///
/// Byte layout of its text, each line ended by a newline:
///
///     <origin: the log's name, which is also that of its key>
///     <size, decimal>
///     <root hash, Base64>
///     <extension lines, none or more; our logs write none>
///
/// Source: C2SP tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name, in the form of a key's name.
    public let origin: String
    /// How many leaves the tree has.
    public let size: Int64
    public let root: MerkleHash
    /// What else the log signed. Means nothing here.
    public let extensionLines: [String]

    /// - Returns: `nil` unless `origin` can be the name of a key, `size` is in 0...2^62, the root
    ///   of size 0 is that of the empty tree, and each of up to 16 extension lines has at least
    ///   one character and none below U+0020.
    public init?(
        origin: String, size: Int64, root: MerkleHash, extensionLines: [String] = []
    ) {
        guard NoteVerifier.isName(origin), (0...LogLimits.treeSizeMax).contains(size),
            size > 0 || root == .emptyTree,
            extensionLines.count <= LogLimits.extensionLinesMax,
            extensionLines.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x20 } })
        else { return nil }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = extensionLines
    }

    /// The statement, ended by a newline.
    public var text: String {
        (["\(origin)", "\(size)", "\(root)"] + extensionLines).map { $0 + "\n" }.joined()
    }

    /// Reads a statement; `nil` unless it is, byte for byte, what ``text`` of the result gives.
    public init?(parsing text: String) {
        guard text.utf8.count <= LogLimits.noteBytesMax else { return nil }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 4, let size = Int64(lines[1]), let root = MerkleHash(lines[2]) else {
            return nil
        }
        self.init(
            origin: lines[0], size: size, root: root, extensionLines: Array(lines[3...].dropLast()))
        // Numbers have other spellings that were read above: only one is signed.
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }
}
